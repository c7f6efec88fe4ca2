import { requireFinite, requireFraction } from "../core/check.ts";

/**
 * What idle GPUs cost, gpus · idle share · price.
 *
 * @param options.gpus GPUs of the fleet
 * @param options.idleFraction share that is idle (fraction)
 * @param options.pricePerHour of one GPU ($/h)
 * @returns cost ($/h)
 * @throws RangeError for a count or price that is negative or not finite, a share that is not a fraction, or NaN
 * @see definition: price times quantity
 * @example idleCost({ gpus: 10_000, idleFraction: 0.2, pricePerHour: 2 }) // 4,000 $/h
 */
export function idleCost(options: {
  readonly gpus: number;
  readonly idleFraction: number;
  readonly pricePerHour: number;
}): number {
  const { gpus, idleFraction, pricePerHour } = options;
  requireFinite({ gpus, pricePerHour });
  requireFraction({ idleFraction });
  return gpus * idleFraction * pricePerHour;
}

/**
 * Productive share of a fleet, occupancy · time ratio · MFU: a GPU that is busy may be redoing lost work, and one that makes progress
 * may wait for its memory.
 *
 * @param options.occupancy share of GPU time that jobs hold (fraction)
 * @param options.timeRatio share of that time that is useful and kept (fraction)
 * @param options.mfu model FLOPs utilization of the program (fraction)
 * @returns productive share (fraction)
 * @throws RangeError for an argument that is not a fraction, or NaN
 * @see Wongpanich et al. 2025, "Machine learning fleet efficiency", arXiv:2502.06982: ML Productivity Goodput
 * @example fleetGoodput({ occupancy: 0.95, timeRatio: 0.9, mfu: 0.41 }) // 0.35055
 */
export function fleetGoodput(options: {
  readonly occupancy: number;
  readonly timeRatio: number;
  readonly mfu: number;
}): number {
  const { occupancy, timeRatio, mfu } = options;
  requireFraction({ occupancy, timeRatio, mfu });
  return occupancy * timeRatio * mfu;
}
