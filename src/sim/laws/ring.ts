import { requireCount, requireFinite, requireNonNegative, requirePositive } from "../core/check.ts";

/**
 * Time of a ring AllReduce, t = 2(p−1)α + 2((p−1)/p) n/B. Holds for one ring without contention: at thousands of ranks the first term
 * dominates, and trees or a hierarchy take its place.
 *
 * @param options.ranks p, at least 1; a single rank has nothing to reduce
 * @param options.bytes n, size of the buffer on each rank (B)
 * @param options.bandwidth B, of each link (B/s)
 * @param options.latency α, of one step (s)
 * @returns t (s)
 * @throws RangeError for fewer ranks than one, a size that is negative or not finite, a bandwidth not above 0, a negative latency, or NaN
 * @see Patarasuk & Yuan 2009, "Bandwidth optimal all-reduce algorithms for clusters of workstations", JPDC 69(2)
 * @example ringAllReduceTime({ ranks: 1024, bytes: 1e9, bandwidth: 50e9, latency: 5e-6 }) // 0.05019 s
 */
export function ringAllReduceTime(options: {
  readonly ranks: number;
  readonly bytes: number;
  readonly bandwidth: number;
  readonly latency: number;
}): number {
  const { ranks, bytes, bandwidth, latency } = options;
  requireCount({ ranks });
  requireFinite({ bytes });
  requirePositive({ bandwidth });
  requireNonNegative({ latency });
  if (ranks === 1) return 0;
  return 2 * (ranks - 1) * latency + ((2 * (ranks - 1)) / ranks) * (bytes / bandwidth); // Patarasuk & Yuan 2009
}
