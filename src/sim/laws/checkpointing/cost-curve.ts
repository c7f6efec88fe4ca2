import { DAY } from "../../core/units.ts";
import { type TimeWaterfall, timeWaterfall } from "../expected-time.ts";

/** What the cost of an interval depends on besides the interval: δ, R, D and M of the whole job (s). */
export interface Costs {
  readonly writeTime: number;
  readonly restartTime: number;
  readonly downtime: number;
  readonly mtbf: number;
}

/** The waterfall of one interval in numbers that a chart stacks: shares of the useful time. */
export interface CostCurve {
  /** Checkpoint intervals (s). */
  readonly interval: readonly number[];
  readonly checkpoint: readonly number[];
  readonly rework: readonly number[];
  readonly recovery: readonly number[];
  readonly downtime: readonly number[];
  /** The tax, T/T_useful − 1: the four above together. Infinity where e^x overflows. */
  readonly total: readonly number[];
}

/** So many numbers from one end to the other, at equal ratios. */
export const logSpaced = (from: number, to: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => (i === count - 1 ? to : from * (to / from) ** (i / (count - 1))));

/** The intervals at which the curve is drawn: the lever's range, 10 s to 24 h, the same at every setting. */
export const CURVE_INTERVALS = logSpaced(10, DAY, 120);

/** T/T_useful − 1, added from its parts so that a small tax keeps its digits. */
export const taxOf = ({ checkpoint, rework, recovery, downtime }: TimeWaterfall): number =>
  checkpoint + rework + recovery + downtime;

export const taxAt = (costs: Costs, interval: number): number => taxOf(timeWaterfall({ ...costs, interval }));

/** The cost curve on the fixed grid. */
export function costCurve(costs: Costs): CostCurve {
  const at = CURVE_INTERVALS.map((interval) => timeWaterfall({ ...costs, interval }));
  return {
    interval: CURVE_INTERVALS,
    checkpoint: at.map(({ checkpoint }) => checkpoint),
    rework: at.map(({ rework }) => rework),
    recovery: at.map(({ recovery }) => recovery),
    downtime: at.map(({ downtime }) => downtime),
    total: at.map(taxOf),
  };
}

/** A crossing is found to this width in the logarithm, or to this much of the bound, and in any case after so many steps. */
const ROOT_WIDTH = 1e-9;
const MOST_STEPS = 60;

/** The tax alone on the fixed grid. */
export const totalCurve = (costs: Costs): readonly number[] =>
  CURVE_INTERVALS.map((interval) => taxAt(costs, interval));

/**
 * The interval at which the tax crosses a bound, on one side of the optimum. A step outwards brackets it; then false position in the
 * logarithm of both, with the weight of an end that stays halved (the Illinois rule), meets it in some six steps.
 *
 * @param factor step of the search outwards from the optimum: ½ for the near end, 2 for the far one
 */
function crossing(costs: Costs, optimum: number, bound: number, factor: number): number {
  const above = (place: number): number => Math.log(Math.min(Number.MAX_VALUE, taxAt(costs, Math.exp(place))) / bound);
  const step = Math.log(factor);
  let inside = Math.log(optimum);
  let outside = inside + step;
  let low = above(inside);
  let high = above(outside);
  while (high < 0) {
    [inside, low] = [outside, high];
    outside += step;
    high = above(outside);
  }
  let middle = inside;
  for (let i = 0; i < MOST_STEPS && Math.abs(outside - inside) > ROOT_WIDTH; i++) {
    middle = outside - (high * (outside - inside)) / (high - low);
    const value = above(middle);
    if (Math.abs(value) < ROOT_WIDTH) break;
    if (value > 0) [outside, high, low] = [middle, value, low / 2];
    else [inside, low, high] = [middle, value, high / 2];
  }
  return Math.exp(middle);
}

/** The intervals between which the tax stays within a bound, around the optimum. Without failures both ends are Infinity. */
export function windowWithin(
  costs: Costs,
  optimum: number,
  bound: number,
): { readonly from: number; readonly to: number } {
  if (optimum === Number.POSITIVE_INFINITY) return { from: optimum, to: optimum };
  return { from: crossing(costs, optimum, bound, 0.5), to: crossing(costs, optimum, bound, 2) };
}
