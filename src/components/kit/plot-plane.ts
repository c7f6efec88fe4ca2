import type * as Plot from "@observablehq/plot";
import type { Frame } from "./chart.ts";
import { type Box, keptApart, type Point, textWidth } from "./place-labels.ts";
import { type Label, labels, lineThrough, type Stroke, still, strokes } from "./plot-parts.ts";

/** One axis: its ends, its scale, and its ticks with their words, the last of which carries the unit. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly scale: "log" | "linear";
  readonly ticks: readonly (readonly [value: number, text: string])[];
}

/** What differs between a narrow picture (below 480 px) and a wide one. */
type Both = readonly [narrow: number, wide: number];

export interface PlaneOptions {
  /** What is drawn upward; it stands above the picture. */
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  /** What is drawn across, below the axis. Left out where a lever lies there and says it. */
  readonly across?: string;
  /** Of the whole picture (px). */
  readonly height?: Both;
  /** Room beside the plot for the words of the ticks (px). */
  readonly left?: Both;
  readonly right?: Both;
  /** Room above the plot for the title and for labels that stand over it (px). */
  readonly top?: Both;
}

/** A rectangle with two axes: where values stand (px), and how what is in it is drawn. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly narrow: boolean;
  /** The plot's own rectangle. */
  readonly box: Box;
  /** Margins and height for `Chart.frame`: a lever that is the axis stands under its own values. */
  readonly frame: Frame;
  /** Px of a value; beyond the box for a value beyond the axis. */
  x(value: number): number;
  y(value: number): number;
  /** Whether a pair of values lies on the axes. */
  holds(x: number, y: number): boolean;
  /** A line through values, cut at the edges of the box; a gap where a value is no number. */
  line(x: ArrayLike<number>, y: ArrayLike<number>, stroke: string, rest?: Partial<Stroke>): Stroke;
  /** The same line's points in pixels, for labels to keep clear of. */
  points(x: ArrayLike<number>, y: ArrayLike<number>): Point[];
  /** Title, grid and both axes: what is there before anything is known. */
  readonly axes: readonly Plot.RenderableMark[];
  /** The words of the axes, which no label may touch. */
  readonly words: readonly Label[];
}

const NARROW = 480;
/** Below the baseline: ticks and their words. A lever laid under the plot covers them, and says the same. */
const TICKS = 26;
const ACROSS = 20;

const scaled = ({ from, to, scale }: Axis, start: number, end: number): ((value: number) => number) => {
  const share =
    scale === "log"
      ? (value: number) => Math.log(value / from) / Math.log(to / from)
      : (value: number) => (value - from) / (to - from);
  return (value) => start + share(value) * (end - start);
};

const NOWHERE: Point = { left: Number.NaN, top: Number.NaN };

/** Where a segment crosses a height. */
const crossing = (a: Point, b: Point, top: number): Point => ({
  left: a.left + ((top - a.top) / (b.top - a.top)) * (b.left - a.left),
  top,
});

/** Points of a line that leaves its box upward or downward: cut at the edge, a gap beyond. */
function cut(line: readonly Point[], box: Box): Point[] {
  const far = box.bottom + 10 * (box.bottom - box.top);
  const within = line.map(({ left, top }) => ({ left, top: Math.min(far, Math.max(-far, top)) }));
  const edge = ({ top }: Point) => (top < box.top ? box.top : top > box.bottom ? box.bottom : null);
  const points: Point[] = [];
  within.forEach((point, i) => {
    const before = within[i - 1];
    const [from, to] = [before && edge(before), edge(point)];
    const drawable = before !== undefined && !Number.isNaN(before.top) && !Number.isNaN(point.top);
    if (drawable && from !== to) {
      if (typeof from === "number") points.push(NOWHERE, crossing(before, point, from));
      if (typeof to === "number") points.push(crossing(before, point, to), NOWHERE);
    }
    points.push(Number.isNaN(point.top) || to !== null ? NOWHERE : point);
  });
  return points;
}

/** Lays out a picture with two axes for a width (px). */
export function plane(width: number, options: PlaneOptions): Plane {
  const narrow = width < NARROW;
  const pick = ([small, large]: Both): number => (narrow ? small : large);
  const { title, across, x: xAxis, y: yAxis } = options;
  const height = pick(options.height ?? [320, 400]) + (across ? ACROSS : 0);
  const box = {
    left: pick(options.left ?? [46, 56]),
    right: width - pick(options.right ?? [10, 20]),
    top: pick(options.top ?? [46, 46]),
    bottom: height - TICKS - (across ? ACROSS : 0),
  };
  const x = scaled(xAxis, box.left, box.right);
  const y = scaled(yAxis, box.bottom, box.top);
  const [ticks, heights] = [ticksOf(xAxis, x, box), heightsOf(yAxis, y, box)];
  const words: Label[] = [
    { left: 0, top: 13, text: title, bold: true, fill: "var(--ink)" },
    ...heights,
    ...(across ? [{ left: box.right, top: height - 4, text: across, anchor: "end" as const }] : []),
  ];
  const points = (xs: ArrayLike<number>, ys: ArrayLike<number>): Point[] =>
    cut(
      Array.from(xs, (value, i) => ({ left: x(value), top: y(ys[i] ?? Number.NaN) })),
      box,
    );
  return {
    width,
    height,
    narrow,
    box,
    frame: {
      height,
      marginLeft: box.left,
      marginRight: width - box.right,
      marginTop: box.top,
      marginBottom: height - box.bottom,
    },
    x,
    y,
    holds: (a, b) => a >= xAxis.from && a <= xAxis.to && b >= yAxis.from && b <= yAxis.to,
    line: (xs, ys, stroke, rest) => lineThrough(points(xs, ys), stroke, rest),
    points,
    axes: [
      still(strokes, gridOf(options, x, y, box)),
      still(labels, words),
      still(labels, ticks, { className: "interval-ticks" }), // a lever that lies there says the same
    ],
    words: [...words, ...ticks],
  };
}

/** Words along the axis, the ends first: where they would touch, those between go. */
function ticksOf({ ticks }: Axis, x: (value: number) => number, box: Box): Label[] {
  const names = ticks.map(([value, text]): Label => {
    const [left, half] = [x(value), textWidth(text) / 2];
    const anchor = left + half > box.right + 8 ? "end" : left - half < box.left - 8 ? "start" : "middle";
    return { left: anchor === "end" ? Math.min(left + 4, box.right + 4) : left, top: box.bottom + 20, text, anchor };
  });
  return keptApart([...names.slice(-1), ...names.slice(0, -1)]);
}

const heightsOf = ({ ticks }: Axis, y: (value: number) => number, box: Box): Label[] =>
  ticks.map(([value, text]) => ({ left: box.left - 8, top: y(value) + 4.5, text, anchor: "end" }));

function gridOf(
  { x: xAxis, y: yAxis }: PlaneOptions,
  x: (value: number) => number,
  y: (value: number) => number,
  box: Box,
): Stroke[] {
  const level = (top: number, stroke: string): Stroke => ({
    left: box.left,
    right: box.right,
    top,
    bottom: top,
    stroke,
  });
  return [
    ...yAxis.ticks.filter(([value]) => value !== yAxis.from).map(([value]) => level(y(value), "var(--grid)")),
    level(box.bottom, "var(--axis)"),
    ...xAxis.ticks.map(([value]) => ({
      left: x(value),
      right: x(value),
      top: box.bottom,
      bottom: box.bottom + 5,
      stroke: "var(--axis)",
    })),
  ];
}
