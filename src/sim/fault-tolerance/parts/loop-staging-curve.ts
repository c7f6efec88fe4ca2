import { remember } from "../../core/remember.ts";
import { logSpaced } from "../../laws/checkpointing/cost-curve.ts";
import { LATE, LOOP_TIME, MEGABYTE } from "./loop-car.ts";
import { chanceBeyond, computeLaw, LOOPS, stages } from "./loop-staging-compute.ts";
import { params } from "./loop-staging-levers.ts";

/** The share of passes that end late, against the chunk that each copies: by the law, and among the loops drawn. */
export interface MissCurve {
  /** Chunks (B), over the lever's range. */
  readonly chunk: readonly number[];
  readonly law: readonly number[];
  readonly drawn: readonly number[];
}

const CHUNKS = logSpaced(params.chunk.min * MEGABYTE, params.chunk.max * MEGABYTE, 100);

/** How many sorted numbers are above a bound: by halving. */
export function countAbove(values: Float64Array, bound: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) > bound) high = middle;
    else low = middle + 1;
  }
  return values.length - low;
}

/** Late passes among 100,000 with a chunk in each. The reader's own chunk does not enter. */
export const missCurve = remember((mean: number, most: number, bandwidth: number, seed: number): MissCurve => {
  const law = computeLaw(mean, most);
  const { sorted } = stages(seed);
  const room = CHUNKS.map((chunk) => LOOP_TIME + LATE - chunk / bandwidth);
  return {
    chunk: CHUNKS,
    law: room.map((time) => chanceBeyond(time, law)),
    drawn: room.map((time) => (time >= most ? 0 : countAbove(sorted, (time - law.floor) / law.scale) / LOOPS)),
  };
});
