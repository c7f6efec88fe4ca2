import { quantile } from "../src/sim/core/statistics.ts";

/** The quantile of numbers in any order. */
export const quantileOf = (values: readonly number[], share: number): number =>
  quantile(
    [...values].sort((a, b) => a - b),
    share,
  );

export const median = (values: readonly number[]): number => quantileOf(values, 0.5);
