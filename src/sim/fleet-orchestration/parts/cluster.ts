import { NodeSet } from "./node-set.ts";
import { BITS, GPUS_PER_NODE, gpusOf, podsOf, type Shape, WHOLE } from "./shape.ts";

/** What a node may be used for: anything, nothing because it is held for a job, nothing because it is broken. */
export const UP = 0;
export const DRAINING = 1;
export const FAILED = 2;

/** No job holds this GPU. */
export const NOBODY = -1;

/** Told of every change of cells: at a node, of these GPUs, to a job, or to one of the values below 0 of cells.ts. */
export type Paint = (node: number, mask: number, value: number) => void;

/**
 * Who holds which GPU. Keeps, beside that, what every decision asks: nodes by their free GPUs, free and stranded GPUs, whole nodes in each
 * pod. Only nodes that are up are offered.
 */
export class Cluster {
  readonly shape: Shape;
  /** Bits of the GPUs in use, by node. */
  readonly used: Uint8Array;
  readonly state: Uint8Array;
  /** The job on each GPU. */
  readonly owner: Int32Array;
  /** Nodes that are up, by how many GPUs are free on them, 0 to 8. */
  readonly byFree: readonly NodeSet[];
  readonly wholeInPod: Int32Array;
  /** GPUs that jobs hold; free on nodes that are up; of those, on partly used nodes; on failed nodes. */
  busy = 0;
  free = 0;
  stranded = 0;
  failed = 0;

  constructor(shape: Shape) {
    this.shape = shape;
    this.used = new Uint8Array(shape.nodes);
    this.state = new Uint8Array(shape.nodes);
    this.owner = new Int32Array(gpusOf(shape)).fill(NOBODY);
    this.byFree = Array.from({ length: GPUS_PER_NODE + 1 }, () => new NodeSet(shape.nodes));
    this.wholeInPod = new Int32Array(podsOf(shape));
    for (let node = 0; node < shape.nodes; node++) this.#offer(node);
  }

  freeOn(node: number): number {
    return GPUS_PER_NODE - (BITS[this.used[node] ?? 0] ?? 0);
  }

  podOf(node: number): number {
    return Math.floor(node / this.shape.nodesPerPod);
  }

  isUp(node: number): boolean {
    return this.state[node] === UP;
  }

  /** Nodes that hold nothing and are up. */
  get wholeNodes(): number {
    return this.#bucket(GPUS_PER_NODE).count;
  }

  /** Gives so many GPUs of a node to a job, lowest first. @returns their bits */
  take(node: number, count: number, job: number): number {
    const up = this.state[node] === UP;
    if (up) this.#withdraw(node);
    let mask = 0;
    let open = ~(this.used[node] ?? 0) & WHOLE;
    for (let i = 0; i < count; i++) {
      const bit = open & -open;
      mask |= bit;
      open &= ~bit;
    }
    this.used[node] = (this.used[node] ?? 0) | mask;
    this.#own(node, mask, job);
    this.busy += count;
    if (up) this.#offer(node);
    return mask;
  }

  /** Takes GPUs back from whoever holds them. */
  release(node: number, mask: number): void {
    const up = this.state[node] === UP;
    if (up) this.#withdraw(node);
    this.used[node] = (this.used[node] ?? 0) & ~mask;
    this.#own(node, mask, NOBODY);
    this.busy -= BITS[mask] ?? 0;
    if (up) this.#offer(node);
  }

  /** Changes what a node may be used for. A node that fails must have been emptied. */
  turn(node: number, state: number): void {
    const was = this.state[node];
    if (was === state) return;
    if (was === UP) this.#withdraw(node);
    if (was === FAILED) this.failed -= GPUS_PER_NODE;
    this.state[node] = state;
    if (state === FAILED) this.failed += GPUS_PER_NODE;
    if (state === UP) this.#offer(node);
  }

  /** Each job on a node once. */
  jobsOn(node: number): number[] {
    const jobs: number[] = [];
    for (let gpu = node * GPUS_PER_NODE; gpu < (node + 1) * GPUS_PER_NODE; gpu++) {
      const job = this.owner[gpu] ?? NOBODY;
      if (job !== NOBODY && !jobs.includes(job)) jobs.push(job);
    }
    return jobs;
  }

  #bucket(free: number): NodeSet {
    const bucket = this.byFree[free];
    if (!bucket) throw new RangeError(`A node has 0 to ${GPUS_PER_NODE} free GPUs, not ${free}.`);
    return bucket;
  }

  #own(node: number, mask: number, job: number): void {
    const base = node * GPUS_PER_NODE;
    for (let slot = 0; slot < GPUS_PER_NODE; slot++) if ((mask >> slot) & 1) this.owner[base + slot] = job;
  }

  #withdraw(node: number): void {
    const free = this.freeOn(node);
    this.#bucket(free).remove(node);
    this.#count(node, free, -1);
  }

  #offer(node: number): void {
    const free = this.freeOn(node);
    this.#bucket(free).add(node);
    this.#count(node, free, 1);
  }

  #count(node: number, free: number, sign: 1 | -1): void {
    this.free += sign * free;
    if (free < GPUS_PER_NODE) this.stranded += sign * free;
    else {
      const pod = this.podOf(node);
      this.wholeInPod[pod] = (this.wholeInPod[pod] ?? 0) + sign;
    }
  }
}
