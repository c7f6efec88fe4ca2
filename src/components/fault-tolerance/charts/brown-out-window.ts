import { fixed } from "../../../sim/core/quantity.ts";
import type { BrownOutModel } from "../../../sim/fault-tolerance/brown-out.ts";
import type { BrownOut } from "../../../sim/fault-tolerance/parts/brown-out-record.ts";
import { TRACED } from "../../../sim/fault-tolerance/parts/brown-out-run.ts";
import type { Box } from "../../kit/place-labels.ts";
import type { Block, Label } from "../../kit/plot-parts.ts";

/** Lengths that a window may have (s), so that it keeps still while a lever moves a little. */
const SPANS = [2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300];
const STEPS = [0.5, 1, 2, 5, 10, 15, 30, 60];
/** A brown-out of a few milliseconds stays visible (px). */
const THINNEST = 2;

/** The first six brown-outs, laid out across a box. */
export interface BrownOutWindow {
  /** Length of the window (s). */
  readonly span: number;
  readonly brownOuts: readonly BrownOut[];
  x(time: number): number;
}

export function brownOutWindow({ run }: BrownOutModel, { left, right }: Box): BrownOutWindow {
  const brownOuts = run.brownOuts.slice(0, TRACED);
  const end = brownOuts.reduce((latest, { time, out }) => Math.max(latest, time + out), 0);
  const span = SPANS.find((length) => length >= end) ?? end;
  return { span, brownOuts, x: (time) => left + Math.min(1, time / span) * (right - left) };
}

/** Where there is no supply. */
export const gapBlocks = ({ brownOuts, x }: BrownOutWindow, top: number, bottom: number, fill: string): Block[] =>
  brownOuts.map(({ time, out }) => ({
    left: x(time),
    right: Math.max(x(time + out), x(time) + THINNEST),
    top,
    bottom,
    fill,
  }));

/** Seconds along the foot of a box; the last word carries the unit. */
export function secondLabels({ span, x }: BrownOutWindow, top: number, most: number): Label[] {
  const step = STEPS.find((each) => span / each <= most) ?? span;
  const times = Array.from({ length: Math.floor(span / step + 1e-9) + 1 }, (_, i) => i * step);
  return times.map((time, i) => {
    const last = i === times.length - 1;
    const text = `${fixed(time, step < 1 ? 1 : 0)}${last ? "\u00a0s" : ""}`;
    return { left: x(time) + (last ? 4 : 0), top, text, anchor: last ? "end" : i === 0 ? "start" : "middle" };
  });
}
