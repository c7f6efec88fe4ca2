import { GPUS_PER_NODE, type Shape } from "./shape.ts";

/** A GPU that is free. */
const FREE = -Infinity;

interface Owned {
  /** The job on each GPU, below 0 where none is. */
  readonly owner: Int32Array;
}

/**
 * When the GPUs of each node come free by the estimates, on the work clock: eight ticks a node, sorted. A node is sorted again when it is
 * asked for after it changed.
 */
export class NodeReleases {
  /** End of each job by its estimate (tick). */
  readonly byEstimate: Float64Array;
  readonly #ticks: Float64Array;
  readonly #stale: Uint8Array;

  constructor(shape: Shape, jobs: number) {
    this.byEstimate = new Float64Array(jobs);
    this.#ticks = new Float64Array(shape.nodes * GPUS_PER_NODE);
    this.#stale = new Uint8Array(shape.nodes).fill(1);
  }

  touch(node: number): void {
    this.#stale[node] = 1;
  }

  /** When so many GPUs of a node are free at once (tick); −Infinity where they are. */
  freeAt(node: number, count: number, cluster: Owned): number {
    if (this.#stale[node]) this.#sort(node, cluster);
    return this.#ticks[node * GPUS_PER_NODE + count - 1] ?? Infinity;
  }

  #sort(node: number, { owner }: Owned): void {
    const ticks = this.#ticks;
    const base = node * GPUS_PER_NODE;
    for (let slot = 0; slot < GPUS_PER_NODE; slot++) {
      const job = owner[base + slot] ?? -1;
      const tick = job < 0 ? FREE : (this.byEstimate[job] ?? Infinity);
      let place = base + slot;
      for (; place > base && (ticks[place - 1] ?? 0) > tick; place--) ticks[place] = ticks[place - 1] ?? 0;
      ticks[place] = tick;
    }
    this.#stale[node] = 0;
  }
}
