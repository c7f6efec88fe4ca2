import { type Random, random } from "../../core/random.ts";
import { gamma } from "./gamma.ts";
import { roundedSize, TRACED } from "./jobs.ts";
import { type Column, estimateOf } from "./workload.ts";

/** Constants of the authors' program for jobs of all types together (m_lublin99.c): sizes, run times, arrivals. */
const SERIAL = 0.244;
const POWER_OF_TWO = 0.576;
const LEAST_LOG = 0.8;
/** The middle of the two-stage uniform lies so far below its top. */
const MIDDLE_BELOW_TOP = 2.5;
const LOW_STAGE = 0.86;
const SHORT = { shape: 4.2, scale: 0.94 } as const;
const LONG = { shape: 312, scale: 0.03 } as const;
const SHORT_SLOPE = -0.0054;
const SHORT_AT_ZERO = 0.78;
const GAP = { shape: 10.2303, scale: 0.4871 } as const;
/** The machine that they were fitted to. */
const FITTED_TO = 128;

/** The daily cycle: arrivals in each of 48 half hours are as a gamma density is there. */
const DAILY = { shape: 8.1737, scale: 3.9631 } as const;
const SLOTS = 48;
const SLOT = 1800;
/** The cycle begins at its least, five in the morning: the small hours are its end. */
const CYCLE_FROM = 10;

/** GPUs of a job on a machine of so many: one, or 2 to a two-stage uniform power, most often a power of two. */
export function lublinSize(gpus: number, chance: Random): number {
  if (chance.uniform() < SERIAL) return 1;
  const top = Math.log2(gpus);
  const middle = top - MIDDLE_BELOW_TOP;
  const low = chance.uniform() < LOW_STAGE;
  const log = low ? LEAST_LOG + (middle - LEAST_LOG) * chance.uniform() : middle + (top - middle) * chance.uniform();
  return Math.min(gpus, Math.round(2 ** (chance.uniform() < POWER_OF_TWO / (1 - SERIAL) ? Math.round(log) : log)));
}

/**
 * Logarithm of a run time (s): a short one or a long one, the long the likelier the larger the job. On a machine larger than the one that it was
 * fitted to the slope is less in proportion: with the slope as it stands all jobs beyond 144 would be long.
 */
export function lublinLogRun(size: number, gpus: number, chance: Random): number {
  const slope = SHORT_SLOPE * Math.min(1, FITTED_TO / gpus);
  const short = chance.uniform() < Math.min(1, Math.max(0, slope * size + SHORT_AT_ZERO));
  const { shape, scale } = short ? SHORT : LONG;
  return scale * gamma(shape, chance);
}

/** How many arrivals each half hour takes beside the mean one. */
const weights: readonly number[] = (() => {
  const density = Array.from({ length: SLOTS }, (_, slot) => {
    const x = (slot < CYCLE_FROM ? slot + SLOTS : slot) + 0.5;
    return Math.exp((DAILY.shape - 1) * Math.log(x) - x / DAILY.scale);
  });
  const mean = density.reduce((sum, one) => sum + one, 0) / SLOTS;
  return density.map((one) => one / mean);
})();

/** The run begins at midnight. */
const weightAt = (time: number): number => weights[Math.floor(time / SLOT) % SLOTS] ?? 1;

/**
 * Jobs of the Lublin–Feitelson model that offer a share of so many GPUs over a time: sizes and run times as the model draws them, gaps of
 * e^gamma through the daily cycle, stretched so that the work offered is what was asked for. A run is cut at `longest`.
 *
 * @see Lublin & Feitelson 2003, "The workload on parallel supercomputers: modeling the characteristics of rigid jobs", JPDC 63(11)
 */
export function lublinJobs(options: {
  readonly gpus: number;
  readonly load: number;
  readonly from: number;
  readonly until: number;
  readonly longest: number;
  readonly seed: number;
  readonly stream: number;
}): Column[] {
  const { gpus, load, from, until, longest, seed, stream } = options;
  const chance = random(seed, stream);
  const wanted = load * gpus * (until - from);
  const drawn: { readonly size: number; readonly run: number; readonly at: number }[] = [];
  let work = 0;
  let at = 0;
  while (work < wanted) {
    const size = lublinSize(gpus, chance);
    const run = Math.max(1, Math.round(Math.min(longest, Math.exp(lublinLogRun(size, gpus, chance)))));
    at += Math.exp(GAP.scale * gamma(GAP.shape, chance));
    work += roundedSize(size) * run;
    drawn.push({ size: roundedSize(size), run, at });
  }
  const places = placesOf(from, until);
  return drawn.map(({ size, run, at: when }) => {
    const submit = places((when / at) * (until - from));
    return { submit, size, run, estimate: estimateOf(run, chance), priority: 0, kind: TRACED };
  });
}

/** From a place in even time to the moment that the daily cycle puts it to. */
function placesOf(from: number, until: number): (place: number) => number {
  const ends: number[] = [];
  let sum = 0;
  for (let time = from; time < until; time += SLOT) {
    sum += weightAt(time) * Math.min(SLOT, until - time);
    ends.push(sum);
  }
  return (place) => {
    const goal = (place / (until - from)) * sum;
    const slot = Math.max(
      0,
      ends.findIndex((end) => end >= goal),
    );
    const before = ends[slot - 1] ?? 0;
    const time = from + slot * SLOT + ((goal - before) / ((ends[slot] ?? 1) - before)) * SLOT;
    return Math.min(until - 1, Math.ceil(time));
  };
}
