import { wholeNodesOf } from "./jobs.ts";
import { GPUS_PER_NODE } from "./shape.ts";

/** A priority is a byte. */
const PRIORITIES = 256;

/** No job. */
export const NONE = -1;

/** Jobs of one priority that fit where the others of the class fit: same GPUs on one node, or same number of whole nodes. */
export class SizeClass {
  readonly size: number;
  readonly priority: number;
  /** Nothing of this class fits until something is released. */
  stuck = false;
  /** No waiting job takes less time by its estimate (s). */
  least = Infinity;
  #jobs: number[] = [];
  #first = 0;

  constructor(size: number, priority: number) {
    this.size = size;
    this.priority = priority;
  }

  get length(): number {
    return this.#jobs.length - this.#first;
  }

  /** In order of submission; NONE beyond the end. */
  at(place: number): number {
    return this.#jobs[this.#first + place] ?? NONE;
  }

  /** A job that was stopped goes back to where its submission puts it. */
  add(job: number, needs: number): void {
    const jobs = this.#jobs;
    this.least = this.length === 0 ? needs : Math.min(this.least, needs);
    if (this.length === 0 || (jobs.at(-1) ?? 0) < job) jobs.push(job);
    else {
      let low = this.#first;
      let high = jobs.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((jobs[middle] ?? 0) < job) low = middle + 1;
        else high = middle;
      }
      jobs.splice(low, 0, job);
    }
  }

  remove(place: number): void {
    if (place > 0) this.#jobs.splice(this.#first + place, 1);
    else if (++this.#first > 1024 && 2 * this.#first > this.#jobs.length) {
      this.#jobs.splice(0, this.#first);
      this.#first = 0;
    }
  }
}

/** A higher priority goes first, and of one priority the job that was submitted first. */
export const isBefore = (a: SizeClass, jobA: number, b: SizeClass, jobB: number): boolean =>
  a.priority > b.priority || (a.priority === b.priority && jobA < jobB);

/** The queue by priority and submission, kept by size: what fails to fit for one job fails for all of its class. */
export class JobQueue {
  readonly classes: SizeClass[] = [];
  readonly #byNeed = new Map<number, SizeClass>();
  #length = 0;
  #gpus = 0;

  get length(): number {
    return this.#length;
  }

  /** All that the waiting jobs ask for. */
  get gpus(): number {
    return this.#gpus;
  }

  /** @param needs how long it takes by its estimate (s) */
  add(job: number, size: number, needs: number, priority: number): SizeClass {
    const need = size <= GPUS_PER_NODE ? size : GPUS_PER_NODE * wholeNodesOf(size);
    const key = need * PRIORITIES + priority;
    let found = this.#byNeed.get(key);
    if (!found) {
      found = new SizeClass(need, priority);
      this.#byNeed.set(key, found);
      this.classes.push(found);
    }
    found.add(job, needs);
    this.#length++;
    this.#gpus += size;
    return found;
  }

  remove(from: SizeClass, place: number): void {
    from.remove(place);
    this.#length--;
    this.#gpus -= from.size;
  }

  /** The class whose first job goes first, of all or of those that are not stuck. */
  first(loose: boolean): SizeClass | undefined {
    let best: SizeClass | undefined;
    for (const one of this.classes) {
      if (one.length === 0 || (loose && one.stuck)) continue;
      if (!best || isBefore(one, one.at(0), best, best.at(0))) best = one;
    }
    return best;
  }

  /** Something was released. */
  loosen(): void {
    for (const one of this.classes) one.stuck = false;
  }
}
