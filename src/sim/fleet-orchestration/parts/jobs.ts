import { GPUS_PER_NODE } from "./shape.ts";

/** Kinds of jobs. */
export const STUDENT = 0;
export const GANG = 1;
export const TRACED = 2;

/** Jobs as they come, by column, in the order of submission. Times in whole seconds; work in seconds of the whole job. */
export interface Workload {
  readonly submit: Float64Array;
  /** GPUs; beyond eight, a multiple of eight. */
  readonly size: Int32Array;
  readonly run: Float64Array;
  readonly estimate: Float64Array;
  /** A job may stop those of lower priority. */
  readonly priority: Uint8Array;
  readonly kind: Uint8Array;
}

/** A job that runs when the simulation begins, with what it has done by then. */
export interface Running {
  readonly job: number;
  readonly node: number;
  readonly done: number;
}

export const COMING = 0;
export const WAITING = 1;
export const RUNNING = 2;
export const DONE = 3;

/** Jobs beyond a node take whole nodes. */
export const wholeNodesOf = (size: number): number => Math.ceil(size / GPUS_PER_NODE);
export const roundedSize = (size: number): number =>
  size <= GPUS_PER_NODE ? size : wholeNodesOf(size) * GPUS_PER_NODE;

/** No moment yet. */
export const NEVER = -1e15;

/** A workload with what has become of each job. */
export class Jobs {
  readonly work: Workload;
  readonly count: number;
  readonly state: Uint8Array;
  /** First node, and the GPUs on it; a gang's other nodes are in `gangs`. */
  readonly node: Int32Array;
  readonly mask: Uint8Array;
  readonly gangs = new Map<number, readonly number[]>();
  /** Work that is kept whatever happens, and reading of the work clock at which the attempt began. */
  readonly kept: Float64Array;
  readonly begun: Float64Array;
  /** Work clock spent on starting again, before the attempt makes progress. */
  readonly overhead: Float64Array;
  /** Work done before the simulation began. */
  readonly before: Float64Array;
  readonly firstStart: Float64Array;
  readonly lastStart: Float64Array;
  readonly end: Float64Array;
  readonly stops: Uint16Array;
  /** Work lost (s of the whole job). */
  readonly lost: Float64Array;

  constructor(work: Workload) {
    this.work = work;
    const count = work.submit.length;
    this.count = count;
    this.state = new Uint8Array(count);
    this.node = new Int32Array(count).fill(-1);
    this.mask = new Uint8Array(count);
    this.kept = new Float64Array(count);
    this.begun = new Float64Array(count);
    this.overhead = new Float64Array(count);
    this.before = new Float64Array(count);
    this.firstStart = new Float64Array(count).fill(NEVER);
    this.lastStart = new Float64Array(count).fill(NEVER);
    this.end = new Float64Array(count).fill(NEVER);
    this.stops = new Uint16Array(count);
    this.lost = new Float64Array(count);
  }

  sizeOf(job: number): number {
    return this.work.size[job] ?? 0;
  }

  nodesOf(job: number): readonly number[] {
    return this.gangs.get(job) ?? [this.node[job] ?? -1];
  }
}
