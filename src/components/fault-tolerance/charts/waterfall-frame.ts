import { duration, fixed } from "../../../sim/core/quantity.ts";
import { HOUR, MINUTE } from "../../../sim/core/units.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { TAXED } from "../states.ts";

/** A tax beyond this comes to no end, as far as a chart is concerned: a million hours for a hundred. */
const ENDLESS = 1e4;

const STEPS = [1, 2, 3, 4, 5, 6, 8, 10];

/** The next round number: 1, 2, 3, 4, 5, 6, 8 times a power of ten, so that the scale seldom changes while a lever moves. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-3)));
  return power * (STEPS.find((step) => step * power >= value * 0.9999) ?? 10);
}

/** Hours and minutes, because the chart adds them up; days and years only where nobody adds. */
export function hoursAndMinutes(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds > ENDLESS * 100 * HOUR) return "never";
  if (seconds < 100 * MINUTE || seconds >= 10_000 * HOUR) return duration(seconds);
  const minutes = Math.round(seconds / MINUTE);
  const rest = minutes % 60;
  return `${fixed(Math.floor(minutes / 60), 0)}\u00a0h${rest ? `\u00a0${rest}\u00a0min` : ""}`;
}

export const ends = (total: number): boolean => total < ENDLESS;

/** Where things stand (px); hours of 100 useful ones across. */
export interface WaterfallFrame {
  readonly width: number;
  /** Right ends of the columns of numbers. */
  readonly now: number;
  readonly least: number;
  /** The greatest tax that fits (h), and where one stands. */
  readonly mostTax: number;
  tax(hours: number): number;
  /** The whole, to scale. */
  whole(hours: number): number;
}

/** Tops of the rows (px). */
export const ROW = { title: 13, whole: 45, wholeBar: 16, axis: 86, first: 124, step: 43, bar: 15 } as const;
export const HEIGHT = ROW.first + TAXED.length * ROW.step + 52;
/** Foot of the grid. */
export const FOOT = ROW.first + TAXED.length * ROW.step - 2;

export function waterfallFrame(width: number, { waterfall, leastWaterfall }: YoungDaly): WaterfallFrame {
  const finite = [waterfall.total, leastWaterfall.total].filter(ends);
  const greatest = Math.max(0.001, ...finite.map((total) => total - 1));
  const mostTax = roundUp(100 * greatest);
  return {
    width,
    now: width - 88,
    least: width,
    mostTax,
    tax: (hours) => (hours / mostTax) * width,
    whole: (hours) => (hours / (100 + mostTax)) * width,
  };
}
