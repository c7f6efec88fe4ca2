import type { Steps } from "../../core/model.ts";
import { quantile } from "../../core/statistics.ts";
import { selectJobs, type Trace } from "../../core/trace.ts";
import { HOUR, MINUTE } from "../../core/units.ts";
import { CellRecorder, type Cells } from "./cells.ts";
import { Fleet } from "./fleet.ts";
import { JobTable, waitsAfter } from "./job-table.ts";
import { roundedSize, TRACED } from "./jobs.ts";
import type { Series } from "./measures.ts";
import { runFleet } from "./run-fleet.ts";
import type { FleetSettings, Policy } from "./settings.ts";
import { type Contiguity, FLEET, GPUS_PER_NODE, gpusOf, type Shape } from "./shape.ts";
import { workloadOf } from "./workload.ts";

/** Samples of a replayed trace, about so many over its submissions. */
const SAMPLES = 288;

export interface ReplayHow {
  readonly policy: Policy;
  readonly contiguity: Contiguity;
  readonly defragmentation: boolean;
}

export interface Replay {
  /** Place in the trace of each job that was played: others are larger than any room there is. */
  readonly played: Int32Array;
  readonly tooLarge: number;
  readonly meanWait: number;
  readonly medianWait: number;
  readonly longWait: number;
  /** From the first submission to the last end (s). */
  readonly makespan: number;
  /** Work over all GPUs in that time; GPUs beyond what a job asked for, on its last node, are not counted. */
  readonly utilization: number;
  /** Stranded share of the free, over the submissions. */
  readonly stranded: number;
  readonly moved: number;
  readonly cells: Cells;
  readonly series: Series;
  readonly jobs: JobTable;
}

/** The most GPUs that one job can have. */
export const largestJob = (contiguity: Contiguity, shape: Shape = FLEET): number =>
  contiguity === "any" ? gpusOf(shape) : Math.min(shape.nodes, shape.nodesPerPod) * GPUS_PER_NODE;

/** @param last when the last job comes; the longest may go on from there for its whole run */
const settingsOf = (how: ReplayHow, shape: Shape, from: number, last: number, longest: number): FleetSettings => ({
  shape,
  ...how,
  preemption: false, // jobs of a trace are of one priority
  checkpoint: HOUR,
  killTime: MINUTE,
  migrationTime: 10 * MINUTE,
  migrationTax: 10,
  restartTime: 0,
  failures: [],
  repairTime: HOUR,
  from,
  until: Infinity,
  judgedFrom: from,
  sampleEvery: Math.max(MINUTE, Math.ceil((last - from + longest) / SAMPLES)),
});

/** Plays a trace on the cluster, empty at first, until its last job has ended. Jobs beyond a node take whole nodes. */
export function* replay(trace: Trace, how: ReplayHow, shape: Shape = FLEET): Steps<Replay> {
  const most = largestJob(how.contiguity, shape);
  const { trace: fitting, jobs: played } = selectJobs(trace, (job) => (trace.size[job] ?? 0) <= most);
  const { submit, size, run, estimate } = fitting;
  const work = workloadOf(
    [...submit].map((moment, job) => ({
      submit: moment,
      size: roundedSize(size[job] ?? 1),
      run: run[job] ?? 0,
      estimate: estimate[job] ?? 0,
      priority: 0,
      kind: TRACED,
    })),
  );
  const [first = 0] = submit;
  const recorder = new CellRecorder(gpusOf(shape));
  const longest = run.reduce((most, one) => Math.max(most, one), 0);
  const fleet = new Fleet(settingsOf(how, shape, first, submit.at(-1) ?? first, longest), work, [], recorder);
  yield* runFleet(fleet);
  const waits = waitsAfter(fleet, -1);
  const makespan = fleet.jobs.end.reduce((last, end) => Math.max(last, end), first) - first;
  const asked = size.reduce((sum, gpus, job) => sum + gpus * (run[job] ?? 0), 0);
  const passed = fleet.now - first;
  return {
    played,
    tooLarge: trace.size.length - played.length,
    meanWait: waits.length === 0 ? 0 : waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
    medianWait: waits.length === 0 ? 0 : quantile(waits, 0.5),
    longWait: waits.length === 0 ? 0 : quantile(waits, 0.95),
    makespan,
    utilization: makespan === 0 ? 0 : asked / (gpusOf(shape) * makespan),
    stranded: passed === 0 ? 0 : fleet.measures.stranded / passed,
    moved: fleet.moves,
    cells: recorder.record(work.kind),
    series: fleet.measures.series(),
    jobs: new JobTable(fleet),
  };
}
