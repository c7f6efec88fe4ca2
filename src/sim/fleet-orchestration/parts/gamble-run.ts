import type { Steps } from "../../core/model.ts";
import { between } from "../../core/run.ts";
import { DAY, HOUR, hours, MINUTE, minutes } from "../../core/units.ts";
import { CellRecorder, type Cells } from "./cells.ts";
import { failuresOf } from "./failures.ts";
import { Fleet } from "./fleet.ts";
import { GAMBLE_FLEET, GANG_GPUS, GANG_NODES, WATCHED } from "./gamble-fleet.ts";
import type { GambleParams } from "./gamble-levers.ts";
import { Training } from "./gamble-training.ts";
import { GANG, type Running } from "./jobs.ts";
import { runFleet } from "./run-fleet.ts";
import type { Failure, FleetSettings } from "./settings.ts";
import { GPUS_PER_NODE, gpusOf, type Shape } from "./shape.ts";
import { STUDENT_RUN } from "./students.ts";
import { type Column, studentJobs, workloadOf } from "./workload.ts";
import { type World, worldAt } from "./world.ts";

const REST: Shape = { nodes: GAMBLE_FLEET.nodes - GANG_NODES, nodesPerPod: 512, nodesPerRack: 5 };

/** Fragmentation is averaged over the second half, as in Act I. */
const JUDGED_FROM = WATCHED / 2;
const SAMPLE_EVERY = 10 * MINUTE;

/** Of the other jobs, as in Act I: they save every hour, and restart in 180 s (Machine Learning Systems, vol. 2). */
const OTHERS_CHECKPOINT = HOUR;
const OTHERS_RESTART = 180;
const KILL_TIME = 1 * MINUTE;

/** Students fill at most so much of their part before the training begins. */
const FULLEST = 0.95;
const STREAM = 53;
/** How much of the way the students' hours before the training are. */
const WARMED = 0.4;

/** Each node breaks as often as makes the gang break once in M. */
const failuresFor = (mttf: number, until: number, seed: number): Failure[] =>
  failuresOf({
    shape: GAMBLE_FLEET,
    rate: (1000 * DAY) / (GANG_NODES * mttf),
    rackShare: 0,
    from: 0,
    until,
    seed,
  });

export const settingsOf = (values: GambleParams, until = WATCHED): FleetSettings => ({
  shape: GAMBLE_FLEET,
  policy: values.policy,
  preemption: values.preemption,
  defragmentation: values.defragmentation,
  contiguity: "any",
  checkpoint: OTHERS_CHECKPOINT,
  killTime: KILL_TIME,
  migrationTime: Math.round(minutes(values.migrationTime)),
  migrationTax: Math.round(values.migrationTax),
  restartTime: OTHERS_RESTART,
  failures: failuresFor(hours(values.mttf), until, values.seed),
  repairTime: Math.round(hours(values.repairTime)),
  from: 0,
  until,
  judgedFrom: JUDGED_FROM,
  sampleEvery: SAMPLE_EVERY,
});

/** The students' part as it stands when the training begins; only few levers enter it. */
let known: { readonly key: string; readonly world: World } | undefined;

function* othersOf({ load, policy, seed }: GambleParams): Steps<World> {
  const key = [load, policy, seed].join(" ");
  const busy = Math.round(gpusOf(REST) * Math.min(FULLEST, load / 100));
  if (known?.key !== key) {
    const steps = worldAt(busy, seed, REST, policy);
    known = { key, world: yield* between(steps, 0, WARMED) };
  }
  return known.world;
}

const gangPart = (size: number, submit: number): Column => ({
  submit,
  size,
  run: Infinity,
  estimate: Infinity,
  priority: 1,
  kind: GANG,
});

export interface GambleRun {
  readonly fleet: Fleet;
  readonly training: Training;
  readonly cells: Cells;
  /** The training's number among the jobs: those after it, up to the replacements, came while it ran. */
  readonly gang: number;
  readonly coming: number;
}

export interface GambleTimes {
  /** τ, δ, D, R and the useful work (s). */
  readonly interval: number;
  readonly writeTime: number;
  readonly downtime: number;
  readonly restartTime: number;
  readonly work: number;
}

/** The training in its fleet: two days of it, or until its work is done. */
export function* gambleRun(values: GambleParams, times: GambleTimes, until = WATCHED): Steps<GambleRun> {
  const { jobs, nodes, done } = yield* othersOf(values);
  const gang = jobs.length;
  const day = {
    gpus: gpusOf(REST),
    load: values.load / 100,
    meanRun: STUDENT_RUN,
    from: 0,
    until: Math.min(until, WATCHED),
  };
  const coming = studentJobs({ ...day, seed: values.seed, stream: STREAM });
  const settings = settingsOf(values, until);
  const spares = settings.failures.map(() => gangPart(GPUS_PER_NODE, Infinity));
  const work = workloadOf([...jobs, gangPart(GANG_GPUS, 0), ...coming, ...spares]);
  yield { done: WARMED };
  const running: Running[] = jobs.map((_, job) => ({
    job,
    node: GANG_NODES + (nodes[job] ?? 0),
    done: done[job] ?? 0,
  }));
  const recorder = new CellRecorder(gpusOf(GAMBLE_FLEET));
  const fleet = new Fleet(settings, work, running, recorder);
  fleet.start(
    gang,
    Array.from({ length: GANG_NODES }, (_, node) => node),
  );
  const from = gang + 1 + coming.length;
  const training = new Training(fleet, gang, [from, from + spares.length], { ...times, seed: values.seed });
  fleet.tenant = training;
  yield* between(runFleet(fleet), WARMED, 1);
  if (!training.over) training.close();
  return { fleet, training, cells: recorder.record(work.kind), gang, coming: coming.length };
}
