import type { Steps } from "../../core/model.ts";
import { random } from "../../core/random.ts";
import { HOUR } from "../../core/units.ts";
import { Fleet } from "./fleet.ts";
import { RUNNING } from "./jobs.ts";
import { NOWHERE, nodeFor } from "./placement.ts";
import { doneBy } from "./progress.ts";
import { runFleet } from "./run-fleet.ts";
import { type FleetSettings, mannerOf, type Policy } from "./settings.ts";
import { FLEET, gpusOf, type Shape } from "./shape.ts";
import { STUDENT_RUN } from "./students.ts";
import { type Column, studentJob, studentJobs, workloadOf } from "./workload.ts";

/** The students' cluster before the gang comes: so long (s), and so much offered, that as many GPUs are busy as the story begins with. */
const WARM_UP = 36 * HOUR;
const MORE = 1.03;

const STREAMS = { before: 41, trim: 42 } as const;

/** Who runs where at t = 0, and what each has done. */
export interface World {
  readonly jobs: readonly Column[];
  readonly nodes: Int32Array;
  readonly done: Float64Array;
}

const settings = (shape: Shape, policy: Policy): FleetSettings => ({
  shape,
  policy,
  preemption: false,
  defragmentation: false,
  contiguity: "any",
  checkpoint: HOUR,
  killTime: 0,
  migrationTime: 0,
  migrationTax: 0,
  restartTime: 0,
  failures: [],
  repairTime: 0,
  from: -WARM_UP,
  until: 0,
  judgedFrom: 0,
  sampleEvery: WARM_UP,
});

/** Running jobs in an order drawn by chance. */
function shuffled(running: number[], seed: number): number[] {
  const chance = random(seed, STREAMS.trim);
  for (let i = running.length - 1; i > 0; i--) {
    const j = chance.below(i + 1);
    [running[i], running[j]] = [running[j] ?? 0, running[i] ?? 0];
  }
  return running;
}

/**
 * The students' cluster at t = 0: 36 h of their jobs under a policy (unless told first come, first served, each on the emptiest node); then
 * jobs drawn by chance are taken away, or single ones put in, until exactly so many GPUs are busy. Who still waits is forgotten.
 */
export function* worldAt(busy: number, seed: number, shape: Shape = FLEET, policy: Policy = "fcfs"): Steps<World> {
  const gpus = gpusOf(shape);
  const load = (MORE * busy) / gpus;
  const students = studentJobs({
    gpus,
    load,
    meanRun: STUDENT_RUN,
    from: -WARM_UP,
    until: 0,
    seed,
    stream: STREAMS.before,
  });
  yield { done: 0 };
  const fleet = new Fleet(settings(shape, policy), workloadOf(students));
  yield { done: 0 };
  yield* runFleet(fleet);
  yield { done: 1 };
  const { jobs, cluster } = fleet;
  const running = [...students.keys()].filter((job) => jobs.state[job] === RUNNING);
  for (const job of shuffled(running, seed)) if (cluster.busy - jobs.sizeOf(job) >= busy) fleet.finish(job);
  const kept = running.filter((job) => jobs.state[job] === RUNNING).sort((a, b) => a - b);
  const columns = kept
    .flatMap((job) => students[job] ?? [])
    .map((one, i) => ({ ...one, submit: jobs.firstStart[kept[i] ?? 0] ?? 0 }));
  const nodes = kept.map((job) => jobs.node[job] ?? 0);
  const done = kept.map((job) => doneBy(fleet, job));
  const chance = random(seed, STREAMS.trim + 1);
  while (cluster.busy < busy) {
    const node = nodeFor(cluster, 1, mannerOf(fleet.settings));
    if (node === NOWHERE) break;
    cluster.take(node, 1, columns.length);
    columns.push({ ...studentJob(0, STUDENT_RUN, chance), size: 1 });
    nodes.push(node);
    done.push(0);
  }
  return { jobs: columns, nodes: Int32Array.from(nodes), done: Float64Array.from(done) };
}
