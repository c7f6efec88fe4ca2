import { requireCount, requireFinite, requireFraction, requireNonNegative, requirePositive } from "../core/check.ts";
import { DAY } from "../core/units.ts";

/**
 * Mean time between failures of a fleet in which one node's failure stops all, M = M_node / N. Holds for nodes that fail
 * independently and without memory, or long after they were new: see `firstFailure` for a fleet that is young.
 *
 * @param nodeMtbf M_node, mean time between failures of one node (s); Infinity if nothing fails
 * @param nodes N, nodes of the job, at least 1
 * @returns M (s)
 * @throws RangeError for an MTBF not above 0, fewer nodes than one, or NaN
 * @see Barlow and Proschan 1975, "Statistical theory of reliability and life testing": failure rates in series add
 * @example fleetMtbf(50_000 * 3600, 10_000) // 18,000 s = 5 h
 */
export function fleetMtbf(nodeMtbf: number, nodes: number): number {
  requirePositive({ nodeMtbf });
  requireCount({ nodes });
  return nodeMtbf / nodes; // Σ 1/M_node = N / M_node
}

/**
 * Probability that every node of the fleet survives, P = p^N. Holds for nodes that fail independently.
 *
 * @param nodeSurvival p, probability that one node survives the time in question (fraction)
 * @param nodes N, nodes of the job, at least 1
 * @returns P (fraction)
 * @throws RangeError for a p that is not a fraction, fewer nodes than one, or NaN
 * @see Barlow and Proschan 1975, "Statistical theory of reliability and life testing": the series system
 * @example fleetSurvival(0.9999, 16_384) // 0.1943
 */
export function fleetSurvival(nodeSurvival: number, nodes: number): number {
  requireFraction({ nodeSurvival });
  requireCount({ nodes });
  return nodeSurvival ** nodes; // P = p^N
}

/**
 * Mean time to the first failure of a fleet whose nodes are all new and whose lives are Weibull, μ N^{−1/k}: the least of N
 * such lives is Weibull of the same shape. With k < 1, where the new fail most, it comes far sooner than μ/N.
 *
 * @param options.shape k, Weibull shape (dimensionless); 1 is exponential
 * @param options.meanLife μ, mean life of one node (s); Infinity if nothing fails
 * @param options.nodes N, nodes of the fleet, at least 1
 * @returns mean time to the first failure (s)
 * @throws RangeError for a shape or mean life not above 0, fewer nodes than one, or NaN
 * @see Weibull 1951, "A statistical distribution function of wide applicability", J. Appl. Mech. 18(3): the weakest link
 * @example firstFailure({ shape: 0.7, meanLife: 1, nodes: 1000 }) // 5.18e-5, where 1/N is 1e-3
 */
export function firstFailure(options: {
  readonly shape: number;
  readonly meanLife: number;
  readonly nodes: number;
}): number {
  const { shape, meanLife, nodes } = options;
  requirePositive({ shape, meanLife });
  requireCount({ nodes });
  if (meanLife === Infinity) return Infinity;
  return meanLife * nodes ** (-1 / shape); // Weibull 1951
}

/**
 * Mean time between failures of a job from a measured rate, M = 1000 days / (r N).
 *
 * @param options.failuresPerThousandNodeDays r, failures in 1,000 node-days; 0 if nothing fails
 * @param options.nodes N, nodes of the job, at least 1
 * @returns M (s); Infinity for r = 0
 * @throws RangeError for a rate that is negative or not finite, fewer nodes than one, or NaN
 * @see Kokolis et al. 2024, arXiv:2410.21680: MTTF = 1/(N r_f)
 * @example mtbfFromRate({ failuresPerThousandNodeDays: 6.5, nodes: 2048 }) // 6490 s = 1.8 h
 */
export function mtbfFromRate(options: {
  readonly failuresPerThousandNodeDays: number;
  readonly nodes: number;
}): number {
  const { failuresPerThousandNodeDays, nodes } = options;
  requireFinite({ failuresPerThousandNodeDays });
  requireCount({ nodes });
  return (1000 * DAY) / (failuresPerThousandNodeDays * nodes); // Kokolis et al. 2024
}

/**
 * Expected effective training time ratio of a long job, E[ETTR] ≈ (1 − N r_f (u₀ + Δt/2)) / (1 + w/Δt), not below 0.
 * A small-loss approximation: it counts each failure once, so it holds while the loss N r_f (u₀ + Δt/2) is well below 1;
 * 1/`timeWaterfall().total` is exact. Time in the queue is left out.
 *
 * @param options.nodes N, nodes of the job, at least 1
 * @param options.failuresPerNodeDay r_f, failures per node and day (1/day)
 * @param options.restartTime u₀, time to start again after a failure (s)
 * @param options.interval Δt, compute time between two checkpoints (s)
 * @param options.writeTime w, time for which one checkpoint stops the training (s)
 * @returns share of the wall clock that is useful work (fraction)
 * @throws RangeError for an interval not above 0, another time or rate that is negative, fewer nodes than one, or NaN
 * @see Kokolis et al. 2024, "Revisiting reliability in large-scale machine learning research clusters", arXiv:2410.21680
 * @example effectiveTimeRatio({ nodes: 256, failuresPerNodeDay: 0.005, restartTime: 300, interval: 3600, writeTime: 300 }) // 0.8944
 */
export function effectiveTimeRatio(options: {
  readonly nodes: number;
  readonly failuresPerNodeDay: number;
  readonly restartTime: number;
  readonly interval: number;
  readonly writeTime: number;
}): number {
  const { nodes, failuresPerNodeDay, restartTime, interval, writeTime } = options;
  requireCount({ nodes });
  requireFinite({ failuresPerNodeDay });
  requireNonNegative({ restartTime, writeTime });
  requirePositive({ interval });
  const failuresPerSecond = (nodes * failuresPerNodeDay) / DAY;
  const lost = failuresPerSecond === 0 ? 0 : failuresPerSecond * (restartTime + interval / 2);
  const checkpoint = interval === Infinity ? 0 : writeTime / interval;
  return (lost < 1 ? 1 - lost : 0) / (1 + checkpoint); // Kokolis et al. 2024
}

/**
 * Probability that at least one of many devices has a fault, 1 − (1 − rate)^devices. Holds for faults that are independent.
 *
 * @param rate probability that one device has the fault (fraction)
 * @param devices number of devices, at least 0
 * @returns probability (fraction), accurate for the smallest rates too
 * @throws RangeError for a rate that is not a fraction, a count that is negative or not finite, or NaN
 * @see Wang et al. 2023, SOSP'23, observation 1: 3.61 faulty CPUs in ten thousand
 * @example anyFault(3.61e-4, 1000) // 0.3031
 */
export function anyFault(rate: number, devices: number): number {
  requireFraction({ rate });
  requireFinite({ devices });
  if (devices === 0) return 0;
  return -Math.expm1(devices * Math.log1p(-rate)); // 1 − (1 − rate)^devices
}

/** Poisson weights this small beside the greatest are left out: what they add up to is below 1e-90. */
const NEGLIGIBLE = 1e-100;

/**
 * The fewest spare nodes that suffice with a given confidence: the smallest k with P(X ≤ k) ≥ confidence, where X, the nodes in
 * repair, is Poisson. Holds in steady state for failures that come independently, whatever the spread of the repair times.
 * Takes time with the square root of the mean.
 *
 * @param options.meanInRepair m, mean number of nodes in repair, N · failure rate · mean repair time
 * @param options.confidence probability that the spares suffice (fraction)
 * @returns k; 0 for m = 0, Infinity for a confidence of 1 with m > 0
 * @throws RangeError for a mean that is negative or not finite, a confidence that is not a fraction, or NaN
 * @see Palm 1938, "Analysis of the Erlang traffic formulae for busy-signal arrangements", Ericsson Technics 6: M/G/∞
 * @example sparesFor({ meanInRepair: 7.76, confidence: 0.99 }) // 15
 */
export function sparesFor(options: { readonly meanInRepair: number; readonly confidence: number }): number {
  const { meanInRepair, confidence } = options;
  requireFinite({ meanInRepair });
  requireFraction({ confidence });
  if (meanInRepair === 0 || confidence === 0) return 0;
  if (confidence === 1) return Infinity;

  // Weights relative to the greatest, which is at the mode: e^{−m} itself is 0 in a double from m = 746.
  const mode = Math.floor(meanInRepair);
  let total = 1;
  let low = mode;
  let lowWeight = 1;
  while (low > 0 && lowWeight > NEGLIGIBLE) {
    lowWeight *= low-- / meanInRepair;
    total += lowWeight;
  }
  let high = mode;
  let highWeight = 1;
  while (highWeight > NEGLIGIBLE) {
    highWeight *= meanInRepair / ++high;
    total += highWeight;
  }

  // From the nearer end inwards: a sum of small weights tells a small probability, where 1 less a sum near 1 could not.
  if (confidence < 0.5) {
    for (let sum = lowWeight; sum < confidence * total; sum += lowWeight) lowWeight *= meanInRepair / ++low;
    return low;
  }
  for (let sum = highWeight; sum <= (1 - confidence) * total; sum += highWeight) highWeight *= high-- / meanInRepair;
  return high;
}
