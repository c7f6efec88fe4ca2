import { keptApart } from "../../kit/place-labels.ts";
import type { Label } from "../../kit/plot-parts.ts";
import { TAXED } from "../../kit/states.ts";
import type { HoursShown } from "./waterfall-hours.ts";

/** Where things stand (px); hours across. */
export interface WaterfallFrame {
  readonly width: number;
  /** Right ends of the columns of numbers. */
  readonly now: number;
  readonly least: number;
  tax(hours: number): number;
  /** The whole, to scale. */
  whole(hours: number): number;
}

/** Tops of the rows (px). */
export const ROW = { title: 13, whole: 45, wholeBar: 16, axis: 86, first: 124, step: 43, bar: 15 } as const;
export const HEIGHT = ROW.first + TAXED.length * ROW.step + 52;
/** Foot of the grid. */
export const FOOT = ROW.first + TAXED.length * ROW.step - 2;

export const rowTop = (i: number): number => ROW.first + i * ROW.step;

export const waterfallFrame = (width: number, { now, least, mostTax }: HoursShown): WaterfallFrame => ({
  width,
  now: least ? width - 88 : width,
  least: width,
  tax: (hours) => (hours / mostTax) * width,
  whole: (hours) => (hours / (now.parts.useful + mostTax)) * width,
});

/** Round hours along the tax, its ends included. */
export const ticksOf = (mostTax: number): number[] => {
  const parts = String(mostTax).includes("5") ? 5 : 4;
  return Array.from({ length: parts + 1 }, (_, i) => (mostTax * i) / parts);
};

/** Names of the ticks, the ends first: where they would touch, those between go. */
export function tickNames(mostTax: number, frame: WaterfallFrame): Label[] {
  const names = ticksOf(mostTax).map((hours, i, all): Label => {
    const last = i === all.length - 1;
    const text = `${Number(hours.toPrecision(3)).toLocaleString("en-US")}${last ? "\u00a0h" : ""}`;
    return { left: frame.tax(hours), top: ROW.axis + 17, text, anchor: i === 0 ? "start" : last ? "end" : "middle" };
  });
  return keptApart([...names.slice(-1), ...names.slice(0, -1)]);
}
