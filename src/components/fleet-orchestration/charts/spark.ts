import { type Chart, type Column, moving } from "../../kit/chart.ts";
import { columnsOf, type Dot, dots, lineThrough, type Stroke, still, strokes, upright } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import type { Numbers } from "./audit-series.ts";

const HEIGHT = 56;
const [TOP, BOTTOM] = [4, 50];

export interface Spark<M> {
  readonly title: string;
  readonly column: Column;
  /** How long the run is (s), and the moments of it that are read. */
  readonly length: number;
  readonly moments: (model: M) => Numbers;
  /** What it reads at each moment, and the most that it may be. */
  readonly values: (model: M) => Numbers;
  readonly most: (model: M) => number;
  readonly limit?: number;
  /** Moments that are marked by an upright line. */
  readonly marked: (model: M) => Numbers;
  /** Many of them stand so close that they would hide the line: they are faint. */
  readonly faint?: boolean;
  readonly finding: (model: M) => string;
}

/** As the readings themselves are: a search shows what its trials tell, and no more. */
const hidden = ({ searching }: View): string => (searching ? "Hidden while you search." : "");

/** The course of one reading as a line without words: its limit dotted. */
export function spark<M>(options: Spark<M>): Chart<M> {
  const { title, column, length, moments, values, most, limit, marked, faint, finding } = options;
  const across = (time: number, width: number): number => 2 + (time / length) * (width - 4);
  const up = (value: number, top: number): number =>
    BOTTOM - (BOTTOM - TOP) * Math.min(1, Math.max(0, top > 0 ? value / top : 0));
  const pointsOf = (model: M, width: number) => {
    const times = moments(model);
    const top = most(model);
    return values(model).map((value, i) => ({ left: across(times[i] ?? 0, width), top: up(value, top) }));
  };
  const drawn = (model: M, view: View, width: number): Stroke[] => {
    if (hidden(view)) return [];
    const look = faint ? { stroke: "var(--rule)", width: 1 } : { stroke: "var(--axis)" };
    const marks = marked(model).map((time) => upright(across(time, width), TOP, BOTTOM, look));
    return [...marks, lineThrough(pointsOf(model, width), "var(--ink)", { width: 1.5 })];
  };
  /** Where it ends. */
  const last = (model: M, view: View, width: number): Dot[] =>
    hidden(view)
      ? []
      : pointsOf(model, width)
          .slice(-1)
          .map((end) => ({ ...end, radius: 2.5, fill: "var(--ink)" }));
  const level = (top: number, width: number, rest: Partial<Stroke>): Stroke => ({
    left: 2,
    right: width - 2,
    top,
    bottom: top,
    stroke: "var(--grid)",
    ...rest,
  });
  return {
    title,
    timeless: true,
    finding: (model, view) => hidden(view) || finding(model),
    columns: { time: { label: "Time", style: "duration" }, value: column },
    rows: (model, view) =>
      hidden(view) ? [] : moments(model).map((time, i) => ({ time, value: values(model)[i] ?? Number.NaN })),
    frame: () => ({ height: HEIGHT, margin: 0 }),
    marks: (width) => [
      still(strokes, [
        level(BOTTOM, width, {}),
        ...(limit === undefined ? [] : [level(up(limit, 1), width, { stroke: "var(--axis)", dash: "2 3" })]),
      ]),
      moving(strokes, (model: M, view: View) => columnsOf(drawn(model, view, width))),
      moving(dots, (model: M, view: View) => columnsOf(last(model, view, width))),
    ],
  };
}
