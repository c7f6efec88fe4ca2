import type { Steps } from "../../core/model.ts";
import { LOOP_TIME } from "./loop-car.ts";
import { type StagingSettings, stagingRun } from "./loop-staging-run.ts";

/**
 * What every loop can copy without a missed deadline, (T − c_max)·B: the slack of the slowest. It is the largest chunk where some
 * loop does reach c_max with a full chunk, the world model is larger, and no loop rewrites more: copy-on-write copies what a loop is
 * about to rewrite, also beyond the chunk.
 *
 * @param mostCompute c_max, the longest compute time (s), at most the loop's 10 ms
 * @param bandwidth B, bytes copied per second (B/s)
 * @returns bytes (B)
 * @example largestChunk(0.0089, 32e9) // 35.2e6 B
 */
export const largestChunk = (mostCompute: number, bandwidth: number): number => (LOOP_TIME - mostCompute) * bandwidth;

/** The bisection stops where its ends are within this of each other: a tenth of what the search asks for. */
const NEAR = 1e-4;

/** What the simulation finds, and all the chunks that it tried on the way. */
export interface LargestFound {
  /** The largest chunk tried with no missed frame (B); 0 where none was. */
  readonly bytes: number;
  readonly tried: readonly { readonly bytes: number; readonly missed: number }[];
}

/**
 * The same by trial: bisection on runs of 100,000 loops that copy in every loop, knowing nothing of the law.
 *
 * @param from,to chunks between which it looks (B)
 */
export function* searchLargest(
  settings: Omit<StagingSettings, "chunkBytes" | "mode" | "interval">,
  from: number,
  to: number,
): Steps<LargestFound> {
  const tried: { bytes: number; missed: number }[] = [];
  const missedAt = (bytes: number): number => {
    const { missed } = stagingRun({ ...settings, chunkBytes: bytes, mode: "chunked", interval: LOOP_TIME });
    tried.push({ bytes, missed });
    return missed;
  };
  let low = 0;
  let high = Math.min(to, settings.stateBytes);
  if (missedAt(high) === 0) return { bytes: high, tried };
  if (missedAt(from) === 0) low = from;
  else return { bytes: 0, tried };
  const steps = Math.ceil(Math.log2(Math.log(high / low) / NEAR));
  for (let done = 1; high / low > 1 + NEAR; done++) {
    const middle = Math.sqrt(low * high);
    if (missedAt(middle) === 0) low = middle;
    else high = middle;
    yield { done: Math.min(1, done / steps) };
  }
  return { bytes: low, tried };
}
