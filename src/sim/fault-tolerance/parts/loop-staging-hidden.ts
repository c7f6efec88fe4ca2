import { random } from "../../core/random.ts";
import type { LoopStagingParams } from "./loop-staging-levers.ts";

/** Draws of the search's car come from their own stream. */
const STREAM = 99;
/** What is hidden: the cut-off (ms), the mean below it (ms), and the copy bandwidth (GB/s), evenly between these. */
const CUT_OFF = [8.3, 9.3] as const;
const BELOW = [1.4, 2.2] as const;
const BANDWIDTH = [16, 48] as const;
/** Larger than any largest chunk, (10 − 8.3) ms × 48 GB/s = 82 MB, so that a chunk never holds it all (MB). */
const STATES = [96, 128, 192] as const;

const between = ([low, high]: readonly [number, number], share: number): number =>
  Number((low + (high - low) * share).toPrecision(4));

/** The car of the search: it copies a chunk in every loop. The state is told; how long it computes and how fast it copies are not. */
export function hiddenLoop(seed: number): Partial<LoopStagingParams> {
  const chance = random(seed, STREAM);
  const stateSize = STATES[chance.below(STATES.length)] ?? STATES[0];
  const mostCompute = between(CUT_OFF, chance.uniform());
  const meanCompute = Number((mostCompute - between(BELOW, chance.uniform())).toPrecision(4));
  const bandwidth = between(BANDWIDTH, chance.uniform());
  return {
    mode: "chunked",
    interval: 10,
    stateSize,
    rewritten: 1,
    flashRate: 0.3,
    mostCompute,
    meanCompute,
    bandwidth,
  };
}
