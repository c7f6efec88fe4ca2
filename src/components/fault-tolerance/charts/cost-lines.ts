import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { FLAT } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { within } from "../../kit/series.ts";
import { STATES } from "../states.ts";
import { TOP_TAX } from "./cost-frame.ts";

/** A curve inside the frame; a gap where it is beyond. */
export interface CostLine {
  readonly name: "ghost" | "checkpoint" | "rework" | "recovery" | "total" | "flat";
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly stroke: string;
  readonly width: number;
}

/** Every second point: the parts bend less than a pixel in between. */
const thinned = <T>(column: readonly T[]): T[] => column.filter((_, i) => i % 2 === 0 || i === column.length - 1);

/** A part of the tax, where the total is inside the frame: cut at the very interval at which the total leaves it. */
function partOf(x: readonly number[], total: readonly number[], part: readonly number[]): { x: number[]; y: number[] } {
  const cut = within(x, total, TOP_TAX, true);
  const y = cut.y.map((value, i) => {
    const at = cut.x[i] ?? Number.NaN;
    const own = x[i] ?? Number.NaN;
    const before = at < own ? i - 1 : i;
    const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = [x[before], x[before + 1], part[before], part[before + 1]];
    if (Number.isNaN(value)) return value;
    return at === own ? (part[i] ?? Number.NaN) : y0 + ((y1 - y0) * Math.log(at / x0)) / Math.log(x1 / x0);
  });
  return { x: cut.x, y: y.map((value) => (value <= TOP_TAX ? value : Number.NaN)) };
}

/** The total with its lowest point put in, so that the dot of the least lies on the line at any lever. */
function totalOf({ curve, optimalInterval, leastTax }: YoungDaly): { x: readonly number[]; y: readonly number[] } {
  const after = curve.interval.findIndex((interval) => interval > optimalInterval);
  if (after <= 0) return { x: curve.interval, y: curve.total };
  return {
    x: [...curve.interval.slice(0, after), optimalInterval, ...curve.interval.slice(after)],
    y: [...curve.total.slice(0, after), leastTax, ...curve.total.slice(after)],
  };
}

/** Where the total time is within 1 % of the least. */
function flatOf(model: YoungDaly, total: { x: readonly number[]; y: readonly number[] }) {
  const { flatFrom, flatTo, leastTax, curve } = model;
  const [first = 0, last = 0] = [curve.interval[0], curve.interval.at(-1)];
  const edge = leastTax + FLAT * (1 + leastTax);
  const x: number[] = [];
  const y: number[] = [];
  const add = (interval: number, tax: number) => {
    x.push(interval);
    y.push(tax <= TOP_TAX ? tax : Number.NaN);
  };
  if (flatFrom >= first && flatFrom <= last) add(flatFrom, edge);
  total.x.forEach((interval, i) => {
    if (interval > flatFrom && interval < flatTo) add(interval, total.y[i] ?? Number.NaN);
  });
  if (flatTo >= first && flatTo <= last) add(flatTo, edge);
  return { x, y };
}

/** All curves of the chart, from the back to the front. */
export function costLines(model: YoungDaly): readonly CostLine[] {
  const { curve, halfCurve } = model;
  const x = thinned(curve.interval);
  const sum = thinned(curve.total);
  const restart = curve.recovery.map((value, i) => value + (curve.downtime[i] ?? 0));
  const part = (name: "checkpoint" | "rework" | "recovery", column: readonly number[]): CostLine => ({
    name,
    ...partOf(x, sum, thinned(column)),
    stroke: STATES[name].colour,
    width: 1.75,
  });
  const total = totalOf(model);
  return [
    { name: "ghost", ...within(x, thinned(halfCurve.total), TOP_TAX, true), stroke: "var(--axis)", width: 1.25 },
    part("checkpoint", curve.checkpoint),
    part("rework", curve.rework),
    part("recovery", restart),
    { name: "total", ...within(total.x, total.y, TOP_TAX, true), stroke: "var(--ink)", width: 2.25 },
    { name: "flat", ...flatOf(model, total), stroke: "var(--ink)", width: 5 },
  ];
}
