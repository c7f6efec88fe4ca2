import { requireCount, requireFinite, requireFraction, requireNonNegative } from "../core/check.ts";

/**
 * Expected capacity that is left when scattered nodes fail and a replica with a failed node stops: the share of replicas that lost none,
 * Π (N − f − i)/(N − i) for i from 0 to k − 1, with N = R k. Holds for failed nodes drawn at random without replacement; adjacent ones
 * cost less.
 *
 * @param options.replicas R, at least 1
 * @param options.nodesPerReplica k, at least 1; whole
 * @param options.failedNodes f
 * @returns share of the replicas (fraction); 0 where fewer than k nodes are left
 * @throws RangeError for a count below 1, failed nodes that are negative or not finite, or NaN
 * @see Feller 1968, "An Introduction to Probability Theory", vol. 1, section II.6: the hypergeometric distribution
 * @example survivingCapacity({ replicas: 128, nodesPerReplica: 16, failedNodes: 10 }) // 0.9244
 */
export function survivingCapacity(options: {
  readonly replicas: number;
  readonly nodesPerReplica: number;
  readonly failedNodes: number;
}): number {
  const { replicas, nodesPerReplica, failedNodes } = options;
  requireCount({ replicas, nodesPerReplica });
  requireFinite({ failedNodes });
  const nodes = replicas * nodesPerReplica;
  if (failedNodes > nodes - nodesPerReplica) return 0;
  let share = 1;
  for (let i = 0; i < nodesPerReplica; i++) share *= (nodes - failedNodes - i) / (nodes - i);
  return share;
}

/**
 * What running on with less loses until the repair, (1 − capacity) · T_repair + t_reconfigure. It is worth it where that is less than
 * the wait for a spare.
 *
 * @param options.capacity share of the capacity that is left (fraction)
 * @param options.repairTime T_repair, until all are back (s)
 * @param options.reconfigureTime t_reconfigure, in which nothing runs (s)
 * @returns loss, in seconds of full capacity (s)
 * @throws RangeError for a capacity that is not a fraction, a negative time, or NaN
 * @see Jang et al. 2023, "Oobleck", SOSP'23: reconfiguration against waiting
 * @example elasticLoss({ capacity: 0.9, repairTime: 4 * 3600, reconfigureTime: 120 }) // 1,560 s
 */
export function elasticLoss(options: {
  readonly capacity: number;
  readonly repairTime: number;
  readonly reconfigureTime: number;
}): number {
  const { capacity, repairTime, reconfigureTime } = options;
  requireFraction({ capacity });
  requireNonNegative({ repairTime, reconfigureTime });
  return (capacity === 1 ? 0 : (1 - capacity) * repairTime) + reconfigureTime;
}
