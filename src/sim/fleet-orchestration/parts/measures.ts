import type { Cluster } from "./cluster.ts";
import { largestGang } from "./placement.ts";
import { type Contiguity, gpusOf } from "./shape.ts";

/** What the run was like, by column, each over the `every` seconds that end at `time`. */
export interface Series {
  readonly every: number;
  readonly time: readonly number[];
  /** Share of the GPUs that jobs hold; useful work kept, less what was lost then; stranded share of the free. */
  readonly occupancy: readonly number[];
  readonly goodput: readonly number[];
  readonly stranded: readonly number[];
  /** At the moment itself: jobs that wait and what they ask for, largest gang that could start, GPUs that are broken (GPUs). */
  readonly waiting: readonly number[];
  readonly waitingGpus: readonly number[];
  readonly largest: readonly number[];
  readonly failed: readonly number[];
}

interface Queued {
  readonly length: number;
  readonly gpus: number;
}

/** Sums over time of what the cluster is like, and a sample of it every so many seconds. */
export class Measures {
  /** GPU-seconds: held by jobs; of use and kept; lost at stops; spent on starting again; slowed away by migrations. */
  busy = 0;
  useful = 0;
  lost = 0;
  restarted = 0;
  slowed = 0;
  /** ∫ stranded share dt since `strandedFrom` (s). */
  stranded = 0;
  readonly #columns: Record<Exclude<keyof Series, "every">, number[]> = {
    time: [],
    occupancy: [],
    goodput: [],
    stranded: [],
    waiting: [],
    waitingGpus: [],
    largest: [],
    failed: [],
  };
  readonly #every: number;
  readonly #strandedFrom: number;
  #last = { busy: 0, useful: 0, stranded: 0 };
  #strandedAll = 0;

  constructor(every: number, strandedFrom: number) {
    this.#every = every;
    this.#strandedFrom = strandedFrom;
  }

  /** Nothing changes from one moment to another, but that work is done at this share of full speed. */
  pass(cluster: Cluster, from: number, to: number, speed: number): void {
    const { busy, free, stranded } = cluster;
    const time = to - from;
    this.busy += busy * time;
    this.useful += busy * time * speed;
    this.slowed += busy * time * (1 - speed);
    const share = free === 0 ? 0 : stranded / free;
    this.#strandedAll += share * time;
    if (to > this.#strandedFrom) this.stranded += share * (to - Math.max(from, this.#strandedFrom));
  }

  sample(time: number, cluster: Cluster, queue: Queued, contiguity: Contiguity): void {
    const room = gpusOf(cluster.shape) * this.#every;
    const { busy, useful, stranded } = this.#last;
    const columns = this.#columns;
    columns.time.push(time);
    columns.occupancy.push((this.busy - busy) / room);
    columns.goodput.push((this.useful - useful) / room);
    columns.stranded.push((this.#strandedAll - stranded) / this.#every);
    columns.waiting.push(queue.length);
    columns.waitingGpus.push(queue.gpus);
    columns.largest.push(largestGang(cluster, contiguity));
    columns.failed.push(cluster.failed);
    this.#last = { busy: this.busy, useful: this.useful, stranded: this.#strandedAll };
  }

  series(): Series {
    return { every: this.#every, ...this.#columns };
  }
}
