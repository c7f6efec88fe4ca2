import type { TwoBudgets } from "../../../sim/fault-tolerance/two-budgets.ts";
import type { Point } from "../../kit/place-labels.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import type { Trial } from "../../kit/view.ts";

/** The lever's range (s), and taxes from 0.3 % to 1,000 %. */
export const INTERVALS = { from: 0.01, to: 10 } as const;
export const TAXES = { from: 0.003, to: 10 } as const;

/** Tax by interval, both by their logarithms: what goes with 1/τ or with τ is straight. */
export const budgetsPlane = (width: number): Plane =>
  plane(width, {
    title: width < 480 ? "Tax, beyond useful work" : "Tax: time or energy beyond what the useful work takes",
    x: {
      ...INTERVALS,
      scale: "log",
      ticks: [
        [0.01, "10\u00a0ms"],
        [0.1, "100\u00a0ms"],
        [1, "1\u00a0s"],
        [10, "10\u00a0s"],
      ],
    },
    y: {
      ...TAXES,
      scale: "log",
      ticks: [
        [0.01, "1"],
        [0.1, "10"],
        [1, "100"],
        [10, "1,000\u00a0%"],
      ],
    },
    height: [366, 446],
    left: [54, 58],
    right: [10, 20],
    top: [64, 62],
  });

/** A budget at its own best interval. */
export interface Best {
  readonly name: "time" | "energy";
  readonly interval: number;
  readonly tax: number;
}

export const bestsOf = ({
  timeInterval,
  leastTimeTax,
  energyInterval,
  leastEnergyTax,
}: TwoBudgets): readonly Best[] => [
  { name: "time", interval: timeInterval, tax: leastTimeTax },
  { name: "energy", interval: energyInterval, tax: leastEnergyTax },
];

const kept = (value: number, { from, to }: { readonly from: number; readonly to: number }): number =>
  Math.min(to, Math.max(from, value));

/** Px of an interval, kept inside the picture. */
export const across = (place: Plane, interval: number): number => place.x(kept(interval, INTERVALS));

/** Where a trial stands: a run beyond the frame, or one that was given up, on its edge. */
export const trialPlace =
  (place: Plane) =>
  ({ settings, shown }: Trial): Point => ({
    left: across(place, Number(settings.interval)),
    top: place.y(kept(shown.runEnergyTax ?? TAXES.to, TAXES)),
  });
