import { fixed } from "../../../sim/core/quantity.ts";
import type { BrownOutModel } from "../../../sim/fault-tolerance/brown-out.ts";
import { FULL, LEAST } from "../../../sim/fault-tolerance/parts/brown-out-levers.ts";
import type { SaveMark } from "../../../sim/fault-tolerance/parts/brown-out-record.ts";
import type { Point } from "../../kit/place-labels.ts";
import { type Dot, lineThrough, pathOf, type Stroke } from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import type { BrownOutWindow } from "./brown-out-window.ts";

/** Volts upward: from a little below the voltage at which the chip stops to a little above the supply's. */
export const VOLTS = {
  from: LEAST - 0.15,
  to: FULL + 0.05,
  scale: "linear",
  ticks: [
    [LEAST, "1.8"],
    [2.2, "2.2"],
    [2.6, "2.6"],
    [FULL, "3.0\u00a0V"],
  ],
} as const;

/** Volts to the millivolt, so that 3.000 V stands beside 1.853 V. */
export const volts = (value: number): string => `${fixed(value, 3)}\u00a0V`;

/** Points closer than this to the last one drawn are left out (px). */
const CLOSE = 1;
/** A save in every frame makes a mark every 13 ms: so many are drawn. */
const MOST_MARKS = 40;

const thinned = (points: readonly Point[]): Point[] => {
  const kept: Point[] = [];
  points.forEach((point, i) => {
    const last = kept.at(-1);
    const near = last && Math.abs(point.left - last.left) < CLOSE && Math.abs(point.top - last.top) < CLOSE;
    if (!near || i === points.length - 1) kept.push(point);
  });
  return kept;
};

/** The voltage through the first brown-outs. */
export function voltsLine({ trace }: BrownOutModel, plane: Plane, { span }: BrownOutWindow): Point[] {
  return thinned(
    plane.points(
      trace.time.map((time) => time / span),
      trace.volts,
    ),
  );
}

export const voltsStroke = (line: readonly Point[]): Stroke => lineThrough(line, "var(--ink)", { width: 1.75 });

/** The voltage at a moment, along the trace. */
function voltsAtTime({ trace }: BrownOutModel, moment: number): number {
  const i = trace.time.findIndex((time) => time >= moment);
  const [t1 = moment, v1 = LEAST] = i < 0 ? [trace.time.at(-1), trace.volts.at(-1)] : [trace.time[i], trace.volts[i]];
  const [t0, v0] = [trace.time[i - 1], trace.volts[i - 1]];
  return t0 === undefined || v0 === undefined || t1 <= t0 ? v1 : v0 + ((v1 - v0) * (moment - t0)) / (t1 - t0);
}

export interface PlacedMark extends Point {
  readonly outcome: SaveMark["outcome"];
}

/** Each save of the first brown-outs where it ends; of a great many every so many. */
export function saveMarks(model: BrownOutModel, plane: Plane, { x }: BrownOutWindow): PlacedMark[] {
  const { marks } = model.run;
  const stride = Math.ceil(marks.length / MOST_MARKS);
  return marks
    .filter(({ outcome }, i) => outcome !== "finished" || i % stride === 0)
    .map(({ end, outcome }) => ({
      left: x(end),
      top: plane.y(outcome === "finished" ? voltsAtTime(model, end) : LEAST),
      outcome,
    }));
}

/** What a reader sees of a save, by word and colour; its shape is a dot, a cross, or a ring. */
export const SAVE_WORDS = {
  finished: { word: "finished", fill: "var(--w-checkpoint)" },
  torn: { word: "torn", fill: "var(--failed)" },
  neverBegun: { word: "never begun", fill: "var(--failed)" },
} as const;

const ARM = 5.5;

/** A torn save. */
export const crossAt = ({ left, top }: Point): Stroke =>
  pathOf(
    `M${(left - ARM).toFixed(1)},${(top - ARM).toFixed(1)}l${2 * ARM},${2 * ARM}m0,${-2 * ARM}l${-2 * ARM},${2 * ARM}`,
    "var(--failed)",
    { width: 2.25 },
  );

export const markCrosses = (marks: readonly PlacedMark[]): Stroke[] =>
  marks.filter(({ outcome }) => outcome === "torn").map(crossAt);

/** A finished save, or one that had never begun. */
export const saveDot = ({ left, top }: Point, isFinished: boolean, radius = 5): Dot =>
  isFinished
    ? { left, top, radius, fill: "var(--checkpoint)" }
    : { left, top, radius, fill: "var(--paper)", stroke: "var(--failed)", width: 2 };

export const markDots = (marks: readonly PlacedMark[]): Dot[] =>
  marks
    .filter(({ outcome }) => outcome !== "torn")
    .map((mark) => saveDot(mark, mark.outcome === "finished", marks.length > 12 ? 3 : 5));
