import type { FragmentationAudit } from "../../../sim/fleet-orchestration/fragmentation-audit.ts";
import { type Chart, type Column, moving } from "../../kit/chart.ts";
import { textWidth } from "../../kit/place-labels.ts";
import { columnsOf, type Label, labels, remembered, type Stroke, strokes, upright } from "../../kit/plot-parts.ts";
import { type Axis, type Plane, plane } from "../../kit/plot-plane.ts";
import type { View } from "../../kit/view.ts";
import { count, percent, time } from "../words.ts";
import { averaged, DAY_AXIS, isEmpty, moments, NOTHING, type Numbers, thinned } from "./audit-series.ts";

interface Line {
  readonly title: string;
  readonly column: Column;
  readonly values: (model: FragmentationAudit) => Numbers;
  readonly y: Axis;
  /** A level that the line is held against, and its words. */
  readonly limit: (model: FragmentationAudit) => { readonly at: number; readonly text: string };
  readonly finding: (model: FragmentationAudit) => string;
  readonly reading: string;
}

/** One reading of the day against the time, a level across it, and an upright line where the gang starts. */
function line({ title, column, values, y, limit, finding, reading }: Line): Chart<FragmentationAudit> {
  const planeOf = (width: number): Plane =>
    plane(width, { title, x: DAY_AXIS, y, across: "time since the gang came", height: [230, 260], top: [54, 54] });
  const lines = (on: Plane, model: FragmentationAudit, view: View): Stroke[] => {
    const level = limit(model);
    const { left, right, top, bottom } = on.box;
    const at = on.y(Math.min(y.to, level.at));
    const dotted: Stroke = { left, right, top: at, bottom: at, stroke: "var(--axis)", dash: "2 3" };
    if (isEmpty(view)) return [dotted];
    const gang = Number.isFinite(model.gangWait)
      ? [upright(on.x(model.gangWait), top, bottom, { stroke: "var(--axis)" })]
      : [];
    return [dotted, ...gang, on.line(moments(model), values(model), "var(--ink)", { width: 2 })];
  };
  const words = (on: Plane, model: FragmentationAudit, view: View): Label[] => {
    const level = limit(model);
    const at = on.y(Math.min(y.to, level.at));
    const told: Label = { left: on.box.right, top: at - 6, text: level.text, anchor: "end" };
    if (isEmpty(view) || !Number.isFinite(model.gangWait)) return [told];
    const text = `the gang starts after ${time(model.gangWait)}`;
    const left = on.x(model.gangWait);
    const fits = left + textWidth(text) < on.box.right;
    return [told, { left: fits ? left + 4 : left - 4, top: on.box.top - 8, text, anchor: fits ? "start" : "end" }];
  };
  const on = remembered((width: number, _: 0) => planeOf(width));
  return {
    title,
    timeless: true,
    finding: (model, view) => (isEmpty(view) ? NOTHING : finding(model)),
    reading: () => reading,
    columns: { time: { label: "Time", style: "duration" }, value: column },
    rows: (model, view) =>
      isEmpty(view) ? [] : moments(model).map((at, i) => ({ time: at, value: values(model)[i] ?? Number.NaN })),
    frame: (width) => on(width, 0).frame,
    marks: (width) => [
      ...planeOf(width).axes,
      moving(strokes, (model: FragmentationAudit, view: View) => columnsOf(lines(on(width, 0), model, view))),
      moving(labels, (model: FragmentationAudit, view: View) => columnsOf(words(on(width, 0), model, view))),
    ],
  };
}

const PERCENTS: Axis = {
  from: 0,
  to: 1,
  scale: "linear",
  ticks: [0, 0.25, 0.5, 0.75, 1].map((share) => [share, share === 1 ? "100\u00a0%" : count(100 * share)]),
};
const GPUS: Axis = {
  from: 0,
  to: 2500,
  scale: "linear",
  ticks: [0, 500, 1000, 1500, 2000, 2500].map((gpus) => [gpus, count(gpus)]),
};

/** The gang's start in words, for the readings that follow from it. */
const fits = ({ series, gangGpus }: FragmentationAudit): number =>
  series.largest.filter((largest) => largest >= gangGpus).length / Math.max(1, series.largest.length);

export const strandedLine = line({
  title: "Stranded share of the free GPUs",
  column: { label: "Stranded share", style: "percent", digits: 1 },
  values: ({ series }) => averaged(series.stranded).map((share) => Math.min(1, share)),
  y: PERCENTS,
  limit: () => ({ at: 0.2, text: "the limit, 20\u00a0%" }),
  finding: ({ stranded }) =>
    `Over the last 12 hours ${percent(stranded)} of the free GPUs lie on nodes that others partly use.`,
  reading:
    "Free GPUs on partly used nodes over all free GPUs, a quarter of an hour a point. The badge judges the second half of the day.",
});

export const largestLine = line({
  title: "Largest gang that could start (GPUs)",
  column: { label: "Largest gang that could start", style: "count", unit: "GPUs" },
  values: ({ series }) => thinned(series.largest),
  y: GPUS,
  limit: ({ gangGpus }) => ({ at: gangGpus, text: `a second gang, ${count(gangGpus)}` }),
  finding: (model) =>
    `A second gang of ${count(model.gangGpus)} GPUs would find room in ${percent(fits(model), 0)} of the day’s samples; at its end the largest that fits has ${count(model.largestAtEnd)}.`,
  reading: "Counted are whole free nodes, as your reading of contiguous allows, eight GPUs each.",
});
