import type { TwoBudgets } from "../../../sim/fault-tolerance/two-budgets.ts";
import type { Plane } from "../../kit/plot-plane.ts";

/** Where on the curves the gap between the two prices of a save is shown: near the short end, where saves are almost all of the tax. */
const AT = { narrow: 4, wide: 14 } as const;
/** Less than this between the curves is no gap to point at (px). */
const LEAST = 18;
/** Saves make up this share of the energy tax there, or the gap would tell of something else. */
const MOSTLY = 0.7;

/** An upright bracket between the curves. */
export function gapOf({ curve }: TwoBudgets, place: Plane) {
  const i = place.narrow ? AT.narrow : AT.wide;
  const [tau = Number.NaN, time = Number.NaN, energy = Number.NaN, saving = 0] = [
    curve.interval[i],
    curve.time.total[i],
    curve.energy.total[i],
    curve.energy.saving[i],
  ];
  if (!place.holds(tau, time) || !place.holds(tau, energy) || saving < MOSTLY * energy) return undefined;
  const [top, bottom] = [place.y(energy), place.y(time)].sort((a, b) => a - b) as [number, number];
  return bottom - top < LEAST ? undefined : { left: place.x(tau), top, bottom };
}
