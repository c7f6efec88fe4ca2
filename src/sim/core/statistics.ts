/**
 * The quantile of sorted numbers, by linear interpolation between neighbours.
 *
 * @param sorted numbers in rising order, at least one
 * @param share 0 is the least, 0.5 the median, 1 the greatest
 * @see Hyndman & Fan 1996, "Sample quantiles in statistical packages", definition 7
 * @example quantile([1, 2, 3, 4], 0.5) // 2.5
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = (sorted.length - 1) * Math.min(1, Math.max(0, share));
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low === high ? low : low + (place - below) * (high - low);
}

export interface Summary {
  readonly count: number;
  readonly mean: number;
  /** Standard deviation, over n − 1; 0 for a single number. */
  readonly deviation: number;
  /** Standard error of the mean: the deviation over √n. */
  readonly error: number;
}

/** Mean and spread of numbers, by Welford's recurrence (1962), which keeps its digits where the mean is large. */
export function summarize(values: ArrayLike<number>): Summary {
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    const off = value - mean;
    mean += off / (i + 1);
    squares += off * (value - mean);
  }
  const count = values.length;
  const deviation = count < 2 ? 0 : Math.sqrt(squares / (count - 1));
  return {
    count,
    mean: count === 0 ? Number.NaN : mean,
    deviation,
    error: count === 0 ? Number.NaN : deviation / Math.sqrt(count),
  };
}

/** Standard normal quantile at 97.5 %. */
export const NORMAL_975 = 1.959_963_984_540_054;

/** The 95 % interval of a mean by the normal law: for many numbers, none of which outweighs the rest. */
export const confidenceInterval = ({
  mean,
  error,
}: Pick<Summary, "mean" | "error">): readonly [low: number, high: number] => [
  mean - NORMAL_975 * error,
  mean + NORMAL_975 * error,
];
