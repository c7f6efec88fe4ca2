import { requireCount, requireFinite, requireNonNegative, requirePositive } from "../core/check.ts";
import { youngInterval } from "./young-daly.ts";

/**
 * Best interval between asynchronous checkpoints, τ = max(√(2 t_block M), t_p), and the work that a failure then costs in the mean,
 * τ/2 + t_p. To first order: holds while t_block ≪ M and t_p + τ ≪ M. A snapshot counts from the end of its way to where it is
 * safe, and one is under way at a time; hence the bound t_p, which makes asynchronous checkpoints cheap and never free.
 *
 * @param options.blockTime t_block, time that computing stops for each snapshot (s)
 * @param options.persistTime t_p, time from the start of a snapshot until it is safe (s)
 * @param options.mtbf M, mean time between failures of the whole job (s); Infinity if nothing fails
 * @returns interval τ and expectedLoss τ/2 + t_p (s)
 * @throws RangeError for a negative time, an MTBF not above 0, or NaN
 * @see Young 1974, CACM 17(9), for the root; Mohan et al. 2021, "CheckFreq", FAST'21, for the split of stall and write
 * @example asyncInterval({ blockTime: 1, persistTime: 300, mtbf: 10_800 }) // { interval: 300, expectedLoss: 450 }
 */
export function asyncInterval(options: {
  readonly blockTime: number;
  readonly persistTime: number;
  readonly mtbf: number;
}): { readonly interval: number; readonly expectedLoss: number } {
  const { blockTime, persistTime, mtbf } = options;
  requireNonNegative({ blockTime, persistTime });
  const interval = Math.max(youngInterval(blockTime, mtbf), persistTime);
  return { interval, expectedLoss: interval / 2 + persistTime };
}

/**
 * Stall for each interval once a staging buffer drains too slowly, max(0, S/r − τ), in steady state and with back-pressure: what
 * comes in must go out, so a cycle lasts at least S/r. More buffers put the stall off; they do not lessen it.
 *
 * @param options.shardBytes S, bytes of one snapshot on one node (B)
 * @param options.drainRate r, rate at which the buffer empties (B/s)
 * @param options.interval τ, time between snapshots (s); Infinity for a single one
 * @param options.buffers buffers of one snapshot each, at least 1
 * @returns stall in each interval (s)
 * @throws RangeError for a size that is not finite, a rate not above 0, a negative interval, fewer than one buffer, or NaN
 * @see Mohan et al. 2021, "CheckFreq", FAST'21: the next snapshot waits for the persist before it
 * @example bufferStall({ shardBytes: 122.5e9, drainRate: 6.8e9, interval: 10, buffers: 1 }) // 8.01 s
 */
export function bufferStall(options: {
  readonly shardBytes: number;
  readonly drainRate: number;
  readonly interval: number;
  readonly buffers: number;
}): number {
  const { shardBytes, drainRate, interval, buffers } = options;
  requireFinite({ shardBytes });
  requirePositive({ drainRate });
  requireNonNegative({ interval });
  requireCount({ buffers });
  return Math.max(0, shardBytes / drainRate - interval);
}

/**
 * Least staging buffer that never fills while one snapshot is copied into it, S (1 − r/b): the copy lasts S/b, in which r S/b has
 * left again. Holds for a buffer that is empty at the start and drains at once.
 *
 * @param options.shardBytes S, bytes of one snapshot on one node (B)
 * @param options.fillRate b, rate at which the snapshot is copied in (B/s)
 * @param options.drainRate r, rate at which the buffer empties (B/s); 0 where it does not drain meanwhile
 * @returns size of the buffer (B); 0 where it drains at least as fast as it fills
 * @throws RangeError for a size that is not finite, a fill rate not above 0, a negative drain rate, or NaN
 * @see derived: the peak of a queue under constant inflow and outflow (fluid queue)
 * @example bufferThreshold({ shardBytes: 2.77e9, fillRate: 200e9, drainRate: 54.4e9 }) // 2.0166e9 B
 */
export function bufferThreshold(options: {
  readonly shardBytes: number;
  readonly fillRate: number;
  readonly drainRate: number;
}): number {
  const { shardBytes, fillRate, drainRate } = options;
  requireFinite({ shardBytes });
  requirePositive({ fillRate });
  requireNonNegative({ drainRate });
  return drainRate >= fillRate ? 0 : shardBytes * (1 - drainRate / fillRate);
}

/**
 * Time until all nodes that write at once have written, max(S/b, N S/B): each is bound by its own port, and all by the store that
 * they share evenly (max–min fair). Staggering leaves N S/B as it is: it lowers how many write at a time.
 *
 * @param options.nodes N, nodes that write
 * @param options.shardBytes S, bytes of each (B)
 * @param options.nodeRate b, the most that one node can send (B/s)
 * @param options.aggregateRate B, the most that the store can take (B/s)
 * @returns time until the last byte is written (s)
 * @throws RangeError for a count below 1, a size that is not finite, a rate not above 0, or NaN
 * @see Bertsekas & Gallager 1992, "Data Networks", 2nd ed., section 6.5.2: max–min fair sharing
 * @example stormTime({ nodes: 2048, shardBytes: 2.77e9, nodeRate: 25e9, aggregateRate: 100e9 }) // 56.73 s
 */
export function stormTime(options: {
  readonly nodes: number;
  readonly shardBytes: number;
  readonly nodeRate: number;
  readonly aggregateRate: number;
}): number {
  const { nodes, shardBytes, nodeRate, aggregateRate } = options;
  requireCount({ nodes });
  requireFinite({ shardBytes });
  requirePositive({ nodeRate, aggregateRate });
  return Math.max(shardBytes / nodeRate, (nodes * shardBytes) / aggregateRate);
}
