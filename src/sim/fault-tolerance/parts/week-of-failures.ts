import { random } from "../../core/random.ts";
import { days } from "../../core/units.ts";

/** A failure of one GPU in the week. */
export interface WeekFailure {
  /** Seconds from Monday, 00:00. */
  readonly time: number;
  /** The GPU, from 0: a fleet of N holds those below N. */
  readonly gpu: number;
}

export const WEEK = days(7);

/**
 * The failures of one week, in order of time. GPUs that each fail at exponential gaps are, taken together, one stream of failures
 * at N times the rate, each of which strikes any GPU alike: so the failures of a smaller fleet are among those of a larger one.
 *
 * @param options.gpuMtbf mean time between failures of one GPU (s); Infinity if nothing fails
 */
export function weekOfFailures(options: {
  readonly gpus: number;
  readonly gpuMtbf: number;
  readonly seed: number;
}): readonly WeekFailure[] {
  const { gpus, gpuMtbf, seed } = options;
  const failures: WeekFailure[] = [];
  if (gpuMtbf === Number.POSITIVE_INFINITY) return failures;
  const chance = random(seed);
  const gap = gpuMtbf / gpus;
  for (let time = gap * chance.exponential(); time < WEEK; time += gap * chance.exponential()) {
    failures.push({ time, gpu: chance.below(gpus) });
  }
  return failures;
}
