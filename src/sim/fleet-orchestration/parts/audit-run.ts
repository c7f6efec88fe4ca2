import type { Steps } from "../../core/model.ts";
import { between } from "../../core/run.ts";
import { HOUR, hours, MINUTE, minutes } from "../../core/units.ts";
import { type AuditParams, DAY_LONG, JUDGED_OVER } from "./audit-levers.ts";
import { CellRecorder, type Cells } from "./cells.ts";
import { failuresOf } from "./failures.ts";
import { Fleet } from "./fleet.ts";
import type { Running } from "./jobs.ts";
import { lublinJobs } from "./lublin.ts";
import { largestGang } from "./placement.ts";
import { runFleet } from "./run-fleet.ts";
import type { FleetSettings } from "./settings.ts";
import { FLEET, GPUS_PER_NODE, gpusOf } from "./shape.ts";
import { STUDENT_RUN } from "./students.ts";
import { type Column, gangJob, studentJobs, workloadOf } from "./workload.ts";
import { type World, worldAt } from "./world.ts";

/** The gang's own run. */
const GANG_RUN = 24 * HOUR;
const KILL_TIME = 1 * MINUTE;
/** A restart, without detection (Machine Learning Systems, vol. 2: restart 180 s). */
const RESTART_TIME = 180;
const SAMPLE_EVERY = 5 * MINUTE;

/** How much of the way the 36 hours before the gang are, by time taken. */
const WARMED = 0.6;

const STREAMS = { students: 51, lublin: 52 } as const;

export const settingsOf = (values: AuditParams): FleetSettings => ({
  shape: FLEET,
  policy: values.policy,
  preemption: values.preemption,
  defragmentation: values.defragmentation,
  contiguity: values.contiguity,
  checkpoint: values.checkpoint,
  killTime: KILL_TIME,
  migrationTime: Math.round(minutes(values.migrationTime)),
  migrationTax: Math.round(values.migrationTax),
  restartTime: RESTART_TIME,
  failures: failuresOf({
    shape: FLEET,
    rate: values.failureRate,
    rackShare: values.rackShare / 100,
    from: 0,
    until: DAY_LONG,
    seed: values.seed,
  }),
  repairTime: Math.round(hours(values.repairTime)),
  from: 0,
  until: DAY_LONG,
  judgedFrom: DAY_LONG - JUDGED_OVER,
  sampleEvery: SAMPLE_EVERY,
});

function comingJobs({ workload, load, seed }: AuditParams): Column[] {
  const share = load / 100;
  const day = { gpus: gpusOf(FLEET), load: share, from: 0, until: DAY_LONG, seed };
  return workload === "lublin"
    ? lublinJobs({ ...day, longest: DAY_LONG, stream: STREAMS.lublin })
    : studentJobs({ ...day, meanRun: STUDENT_RUN, stream: STREAMS.students });
}

/** The world of the last run: levers that act from t = 0 leave it as it is. Two runs side by side step the same one. */
let known: { readonly busy: number; readonly seed: number; readonly steps: Steps<World>; world?: World } | undefined;

function* worldOf(busy: number, seed: number): Steps<World> {
  if (known?.busy !== busy || known.seed !== seed)
    known = { busy, seed, steps: between(worldAt(busy, seed), 0, WARMED) };
  const mine = known;
  while (!mine.world) {
    const step = mine.steps.next();
    if (step.done) mine.world = step.value;
    else yield step.value;
  }
  return mine.world;
}

export interface AuditRun {
  readonly fleet: Fleet;
  readonly cells: Cells;
  /** The gang's place among the jobs: behind those that run, before those that come. */
  readonly gang: number;
  /** The largest gang that could start when this one comes (GPUs). */
  readonly largestAtStart: number;
}

/** One day of the fleet. */
export function* auditRun(values: AuditParams): Steps<AuditRun> {
  const { jobs, nodes, done } = yield* worldOf(values.busy, values.seed);
  const gang = jobs.length;
  const coming = comingJobs(values);
  yield { done: WARMED };
  const work = workloadOf([...jobs, gangJob(0, values.gangNodes * GPUS_PER_NODE, GANG_RUN), ...coming]);
  yield { done: WARMED };
  const running: Running[] = jobs.map((_, job) => ({ job, node: nodes[job] ?? 0, done: done[job] ?? 0 }));
  const recorder = new CellRecorder(gpusOf(FLEET));
  const fleet = new Fleet(settingsOf(values), work, running, recorder);
  const largestAtStart = largestGang(fleet.cluster, values.contiguity);
  yield* between(runFleet(fleet), WARMED, 1);
  return { fleet, cells: recorder.record(work.kind), gang, largestAtStart };
}
