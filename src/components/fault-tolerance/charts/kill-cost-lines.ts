import { GOLDEN, type KillAudit } from "../../../sim/fault-tolerance/kill-audit.ts";
import { type Dot, type Stroke, upright } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { full, ring } from "../../kit/reader-marks.ts";
import { STATES } from "../../kit/states.ts";
import type { Trial } from "../../kit/view.ts";
import { INTERVALS, onAxis, within } from "./kill-axis.ts";

const PARTS = ["checkpoint", "rework", "recovery"] as const;
type Part = (typeof PARTS)[number];

/**
 * The parts of the tax as the wearer meets them, over what is kept: a torn save is a save here. Where nothing is ever kept they have
 * no end, and saves then have no share to tell.
 */
export function taxParts({ curve }: KillAudit): Readonly<Record<Part, readonly number[]>> {
  const overKept = (column: readonly number[]): number[] => column.map((share, i) => share / (curve.useful[i] ?? 0));
  return { checkpoint: overKept(curve.saving), rework: overKept(curve.lost), recovery: overKept(curve.frozen) };
}

/** The taxes that the picture shows. */
export const LEAST_TAX = 0.001;
export const MOST_TAX = 10;

/** A tax by its logarithm: what doubles rises by the same step everywhere. */
export const costPlane = (width: number): Plane =>
  plane(width, {
    title: width < 480 ? "Tax: time beyond what is kept" : "Tax: time beyond each minute of translation that is kept",
    x: INTERVALS,
    y: {
      from: LEAST_TAX,
      to: MOST_TAX,
      scale: "log",
      ticks: [
        [LEAST_TAX, "0.1"],
        [0.01, "1"],
        [0.1, "10"],
        [1, "100"],
        [MOST_TAX, "1,000\u00a0%"],
      ],
    },
    height: [352, 446],
    left: [56, 60],
    top: [78, 62],
  });

/** The tax that a trial's run paid; without end where it was given up. */
export const taxOfTrial = ({ shown }: Trial): number => shown.runTax ?? Number.NaN;

/** Every second point: a part bends less than a pixel in between. */
const thinned = (column: readonly number[]): number[] =>
  column.filter((_, i) => i % 2 === 0 || i === column.length - 1);

/** Where the tax is within 2 % of the least, ends included. */
function golden({ curve, goldenFrom, goldenTo, optimalInterval, leastTax }: KillAudit) {
  const edge = leastTax * (1 + GOLDEN);
  const inside = curve.interval.flatMap((interval, i): [number, number][] =>
    interval > goldenFrom && interval < goldenTo ? [[interval, curve.total[i] ?? Number.NaN]] : [],
  );
  const points: [number, number][] = [
    [goldenFrom, edge],
    ...inside.filter(([interval]) => interval < optimalInterval),
    [optimalInterval, leastTax],
    ...inside.filter(([interval]) => interval > optimalInterval),
    [goldenTo, edge],
  ];
  return points.filter(([interval]) => onAxis(interval));
}

export function taxLines(model: KillAudit, { line }: Plane): Stroke[] {
  const { curve } = model;
  const x = thinned(curve.interval);
  const parts = taxParts(model);
  const near = golden(model);
  return [
    ...PARTS.map((name) => line(x, thinned(parts[name]), STATES[name].colour, { width: 1.75 })),
    line(curve.interval, curve.total, "var(--ink)", { width: 2.25 }),
    line(
      near.map(([interval]) => interval),
      near.map(([, tax]) => tax),
      "var(--ink)",
      { width: 5 },
    ),
  ];
}

/** From the least and from the reader's interval down to the axis. */
export function costHairs(model: KillAudit, plane: Plane): Stroke[] {
  const { box } = plane;
  const height = (tax: number): number => Math.min(box.bottom, Math.max(box.top, plane.y(tax)));
  const { optimalInterval, leastTax, tax, run } = model;
  const least = within(plane, optimalInterval);
  return [
    ...(onAxis(optimalInterval)
      ? [
          upright(least, height(leastTax), box.bottom),
          upright(least, box.top - 6, height(leastTax) - 8, { stroke: "var(--axis)", dash: "1 4" }),
        ]
      : []),
    upright(plane.x(run.interval), height(tax), box.bottom + 6),
  ];
}

/** The least as a filled dot, the reader's own as an open ring; both only where the frame reaches. */
export const costPoints = ({ optimalInterval, leastTax, run, tax }: KillAudit, { x, y, holds }: Plane): Dot[] => [
  ...(holds(optimalInterval, leastTax) ? [full({ left: x(optimalInterval), top: y(leastTax) })] : []),
  ...(holds(run.interval, tax) ? [ring({ left: x(run.interval), top: y(tax) })] : []),
];
