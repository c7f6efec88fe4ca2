import { DAY } from "../../../sim/core/units.ts";
import type { FragmentationAudit } from "../../../sim/fleet-orchestration/fragmentation-audit.ts";
import { type Chart, type Column, moving } from "../../kit/chart.ts";
import { columnsOf, type Dot, dots, lineThrough, type Stroke, still, strokes, upright } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { count, percent } from "../words.ts";
import { averaged, isEmpty, moments, NOTHING, type Numbers, thinned } from "./audit-series.ts";

const HEIGHT = 56;
const [TOP, BOTTOM] = [4, 50];

interface Spark {
  readonly title: string;
  readonly column: Column;
  /** What it reads at each moment, and the most that it may be. */
  readonly values: (model: FragmentationAudit) => Numbers;
  readonly most: (model: FragmentationAudit) => number;
  readonly limit?: number;
  readonly finding: (model: FragmentationAudit) => string;
}

const across = (time: number, width: number): number => 2 + (time / DAY) * (width - 4);

/** The day of one reading as a line without words: its limit dotted, an upright line where the gang starts. */
function spark({ title, column, values, most, limit, finding }: Spark): Chart<FragmentationAudit> {
  const up = (value: number, top: number): number =>
    BOTTOM - (BOTTOM - TOP) * Math.min(1, Math.max(0, top > 0 ? value / top : 0));
  const pointsOf = (model: FragmentationAudit, width: number) => {
    const times = moments(model);
    return values(model).map((value, i) => ({ left: across(times[i] ?? 0, width), top: up(value, most(model)) }));
  };
  const drawn = (model: FragmentationAudit, view: View, width: number): Stroke[] => {
    if (isEmpty(view)) return [];
    const start = Number.isFinite(model.gangWait)
      ? [upright(across(model.gangWait, width), TOP, BOTTOM, { stroke: "var(--axis)" })]
      : [];
    return [...start, lineThrough(pointsOf(model, width), "var(--ink)", { width: 1.5 })];
  };
  /** Where the day ends. */
  const last = (model: FragmentationAudit, view: View, width: number): Dot[] =>
    isEmpty(view)
      ? []
      : pointsOf(model, width)
          .slice(-1)
          .map((end) => ({ ...end, radius: 2.5, fill: "var(--ink)" }));
  return {
    title,
    timeless: true,
    finding: (model, view) => (isEmpty(view) ? NOTHING : finding(model)),
    columns: { time: { label: "Time", style: "duration" }, value: column },
    rows: (model, view) =>
      isEmpty(view) ? [] : moments(model).map((time, i) => ({ time, value: values(model)[i] ?? Number.NaN })),
    frame: () => ({ height: HEIGHT, margin: 0 }),
    marks: (width) => [
      still(strokes, [
        { left: 2, right: width - 2, top: BOTTOM, bottom: BOTTOM, stroke: "var(--grid)" },
        ...(limit === undefined
          ? []
          : [
              {
                left: 2,
                right: width - 2,
                top: up(limit, 1),
                bottom: up(limit, 1),
                stroke: "var(--axis)",
                dash: "2 3",
              },
            ]),
      ]),
      moving(strokes, (model: FragmentationAudit, view: View) => columnsOf(drawn(model, view, width))),
      moving(dots, (model: FragmentationAudit, view: View) => columnsOf(last(model, view, width))),
    ],
  };
}

const share = (label: string): Column => ({ label, style: "percent", digits: 1 });
const one = () => 1;
const whole = (values: Numbers): number => Math.max(1, ...values);

/** What the fleet’s idle GPUs cost in an hour ($), at the price that the model was run with. */
const idleAnHour = ({ series, tco }: FragmentationAudit): Numbers =>
  averaged(series.occupancy).map((occupancy) => tco * (1 - occupancy));

export const sparks = {
  mfuLine: spark({
    title: "Cluster MFU over the day",
    column: share("Cluster MFU"),
    values: ({ series, mfu, goodput }) =>
      averaged(series.goodput).map((value) => (goodput > 0 ? (value * mfu) / goodput : 0)),
    most: one,
    finding: ({ mfu }) => `Cluster MFU is ${percent(mfu)} over the day.`,
  }),
  goodputLine: spark({
    title: "Goodput over the day",
    column: share("Goodput"),
    values: ({ series }) => averaged(series.goodput),
    most: one,
    limit: 0.8,
    finding: ({ goodput }) => `Goodput is ${percent(goodput)} over the day; 80\u00a0% is asked for.`,
  }),
  waitLine: spark({
    title: "Jobs that wait",
    column: { label: "Jobs that wait", style: "count" },
    values: ({ series }) => thinned(series.waiting),
    most: ({ series }) => whole(thinned(series.waiting)),
    finding: ({ series, waitingAtEnd }) =>
      `Up to ${count(Math.max(0, ...series.waiting))} jobs wait at once; ${count(waitingAtEnd)} at the end of the day.`,
  }),
  idleLine: spark({
    title: "Idle GPUs, in dollars an hour",
    column: { label: "Idle, an hour", style: "dollars" },
    values: idleAnHour,
    most: ({ tco }) => tco,
    finding: ({ tco, idleDollars }) =>
      `Of $${count(tco)} an hour $${count(idleDollars)} pay for idle GPUs, in the mean of the day.`,
  }),
};
