import type { Progress, Steps } from "./model.ts";

/** Whether a computation comes in steps. */
export const isSteps = <R>(value: R | Steps<R>): value is Steps<R> =>
  typeof value === "object" && value !== null && "next" in value && typeof value.next === "function";

/** Steps a computation straight through: for tests and the command line. */
export function finish<R>(work: R | Steps<R>): R {
  if (!isSteps(work)) return work;
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** A part of a longer way: its progress goes from one share of the whole to another. */
export function* between<R>(steps: Steps<R>, from: number, to: number): Steps<R> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield { done: from + (to - from) * step.value.done };
  }
}

export interface Slices {
  /** Lets others have the thread; resolves when it is our turn again. */
  breathe(): Promise<void>;
  /** A clock (ms). */
  now(): number;
  /** How long a slice may take (ms). */
  slice: number;
  /** Called after a slice. */
  onProgress?(progress: Progress): void;
  /** True when the result is no longer wanted. */
  stale?(): boolean;
}

/** The computation was given up: a newer request came, or the reader cancelled. */
export const STALE = Symbol("stale");

/**
 * Steps a computation in slices, so that the thread it runs on can hear a newer request between two of them.
 * The worker and the page (where workers are refused) use the same loop.
 *
 * @returns the result, or `STALE` when `stale()` said so between two slices
 */
export async function run<R>(
  work: R | Steps<R>,
  { breathe, now, slice, onProgress, stale }: Slices,
): Promise<R | typeof STALE> {
  if (!isSteps(work)) return work;
  for (;;) {
    const end = now() + slice;
    let last: Progress = { done: 0 };
    do {
      const step = work.next();
      if (step.done) return step.value;
      last = step.value;
    } while (now() < end);
    onProgress?.(last);
    await breathe();
    if (stale?.()) {
      work.return(undefined as never);
      return STALE;
    }
  }
}
