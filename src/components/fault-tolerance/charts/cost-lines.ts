import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { FLAT } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import type { Point } from "../../kit/place-labels.ts";
import { within } from "../../kit/series.ts";
import { STATES } from "../../kit/states.ts";
import { type CostFrame, TOP_TAX } from "./cost-frame.ts";

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

/** The half fleet's curve stops here, below the corner's note. */
const TOP_GHOST = 0.4;

/**
 * A part of the tax, as far as the total goes: it is cut at the very interval at which the total leaves the frame. Where even the
 * least is near the upper edge or beyond, the parts go on to 1.6 times the least, so that there is something to see.
 */
function partOf(model: YoungDaly, part: readonly number[]): { x: readonly number[]; y: readonly number[] } {
  const x = thinned(model.curve.interval);
  const own = thinned(part);
  const cut = within(x, thinned(model.curve.total), Math.max(TOP_TAX, 1.6 * model.leastTax), true);
  const y = cut.x.map((at, i) => {
    const from = at < (x[i] ?? 0) ? i - 1 : i;
    const [x0 = 0, x1 = 0, y0 = Number.NaN, y1 = 0] = [x[from], x[from + 1], own[from], own[from + 1]];
    const value = at === x[i] ? y0 : y0 + ((y1 - y0) * Math.log(at / x0)) / Math.log(x1 / x0);
    return value <= TOP_TAX && Number.isFinite(cut.y[i]) ? value : Number.NaN;
  });
  return { x: cut.x, y };
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
  const restart = curve.recovery.map((value, i) => value + (curve.downtime[i] ?? 0));
  const part = (name: "checkpoint" | "rework" | "recovery", column: readonly number[]): CostLine => ({
    name,
    ...partOf(model, column),
    stroke: STATES[name].colour,
    width: 1.75,
  });
  const total = totalOf(model);
  return [
    { name: "ghost", ...within(x, thinned(halfCurve.total), TOP_GHOST, true), stroke: "var(--axis)", width: 1.25 },
    part("checkpoint", curve.checkpoint),
    part("rework", curve.rework),
    part("recovery", restart),
    { name: "total", ...within(total.x, total.y, TOP_TAX, true), stroke: "var(--ink)", width: 2.25 },
    { name: "flat", ...flatOf(model, total), stroke: "var(--ink)", width: 5 },
  ];
}

/** A curve's points in pixels; NaN where it is not drawn. */
export const onFrame = (x: readonly number[], y: readonly number[], frame: CostFrame): Point[] =>
  x.map((interval, i) => ({ left: frame.x(interval), top: frame.y(y[i] ?? Number.NaN) }));
