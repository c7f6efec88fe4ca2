import { type Random, random } from "../../core/random.ts";
import { HOUR, MINUTE } from "../../core/units.ts";
import { normal } from "./gamma.ts";
import { GANG, STUDENT, type Workload } from "./jobs.ts";
import { STUDENT_GPUS, STUDENT_SHARES, STUDENT_SIGMA, STUDENT_SIZES } from "./students.ts";

/** A user asks for one of these, the first that is enough. An assumption: requests are round and long (Mu'alem & Feitelson 2001). */
const REQUESTS = [0.5, 1, 2, 4, 8, 12, 24, 48, 96].map((hours) => hours * HOUR);
/** And takes up to so much more than the job will need. */
const CAUTION = 1;

export interface Column {
  readonly submit: number;
  readonly size: number;
  readonly run: number;
  readonly estimate: number;
  readonly priority: number;
  readonly kind: number;
}

/** Filled by hand: `from` with a function goes through an iterator, and takes ten times as long for a day's jobs. */
export function workloadOf(jobs: readonly Column[]): Workload {
  const count = jobs.length;
  const work = {
    submit: new Float64Array(count),
    size: new Int32Array(count),
    run: new Float64Array(count),
    estimate: new Float64Array(count),
    priority: new Uint8Array(count),
    kind: new Uint8Array(count),
  };
  for (const [i, { submit, size, run, estimate, priority, kind }] of jobs.entries()) {
    work.submit[i] = submit;
    work.size[i] = size;
    work.run[i] = run;
    work.estimate[i] = estimate;
    work.priority[i] = priority;
    work.kind[i] = kind;
  }
  return work;
}

function sizeFrom(u: number): number {
  let below = 0;
  for (const [i, share] of STUDENT_SHARES.entries()) {
    below += share;
    if (u < below) return STUDENT_SIZES[i] ?? 1;
  }
  return STUDENT_SIZES.at(-1) ?? 1;
}

/** A user's estimate of a run time (s). */
export function estimateOf(run: number, chance: Random): number {
  const wanted = run * (1 + CAUTION * chance.uniform());
  return REQUESTS.find((request) => request >= wanted) ?? Math.ceil(wanted);
}

export function studentJob(submit: number, meanRun: number, chance: Random): Column {
  const size = sizeFrom(chance.uniform());
  const log = Math.log(meanRun) - STUDENT_SIGMA ** 2 / 2 + STUDENT_SIGMA * normal(chance);
  const run = Math.max(1, Math.round(Math.exp(log)));
  return { submit, size, run, estimate: estimateOf(run, chance), priority: 0, kind: STUDENT };
}

/** Students' jobs as they come, a Poisson stream that offers a share of so many GPUs. */
export function studentJobs(options: {
  readonly gpus: number;
  readonly load: number;
  readonly meanRun: number;
  readonly from: number;
  readonly until: number;
  readonly seed: number;
  readonly stream: number;
}): Column[] {
  const { gpus, load, meanRun, from, until, seed, stream } = options;
  const chance = random(seed, stream);
  const gap = (STUDENT_GPUS * meanRun) / (gpus * load);
  const jobs: Column[] = [];
  if (!(gap < Infinity)) return jobs;
  for (let time = from + gap * chance.exponential(); time < until; time += gap * chance.exponential())
    jobs.push(studentJob(Math.ceil(time), meanRun, chance));
  return jobs;
}

/** A gang that needs whole nodes, at once, and goes before students. */
export const gangJob = (submit: number, gpus: number, run: number): Column => ({
  submit,
  size: gpus,
  run,
  estimate: run + 10 * MINUTE,
  priority: 1,
  kind: GANG,
});
