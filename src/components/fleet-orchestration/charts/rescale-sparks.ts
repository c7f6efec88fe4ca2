import { type ElasticRescale, SHIFT } from "../../../sim/fleet-orchestration/elastic-rescale.ts";
import { workBetween } from "../../../sim/fleet-orchestration/parts/elastic-responses.ts";
import { type Chart, type Column, moving } from "../../kit/chart.ts";
import {
  columnsOf,
  type Dot,
  dots,
  lineThrough,
  remembered,
  type Stroke,
  still,
  strokes,
  upright,
} from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { count, percent, time as tellTime } from "../words.ts";

const HEIGHT = 56;
const [TOP, BOTTOM] = [4, 50];
/** Points over the shift. */
const POINTS = 96;
const MOMENTS = Array.from({ length: POINTS + 1 }, (_, i) => (i * SHIFT) / POINTS);
const HIDDEN = "Hidden while you search.";

interface Spark {
  readonly title: string;
  readonly column: Column;
  /** What it reads up to or in the stretch that ends at each moment, and the most that it may be. */
  readonly values: (model: ElasticRescale) => readonly number[];
  readonly most: (model: ElasticRescale) => number;
  readonly limit?: number;
  readonly finding: (model: ElasticRescale) => string;
}

const inStretch = ({ runs, response }: ElasticRescale): readonly number[] =>
  MOMENTS.slice(1).map((to, i) => workBetween(runs[response], MOMENTS[i] ?? 0, to) / (SHIFT / POINTS));
const upTo = ({ runs, response }: ElasticRescale): readonly number[] =>
  MOMENTS.slice(1).map((to) => to - workBetween(runs[response], 0, to));

/** One reading over the shift as a line without words: its limit dotted, an upright line where the job trains again. */
function spark({ title, column, values, most, limit, finding }: Spark): Chart<ElasticRescale> {
  const up = (value: number, top: number) =>
    BOTTOM - (BOTTOM - TOP) * Math.min(1, Math.max(0, top > 0 ? value / top : 0));
  return {
    title,
    timeless: true,
    finding: (model, { searching }) => (searching ? HIDDEN : finding(model)),
    columns: { time: { label: "Time since the spike", style: "duration" }, value: column },
    rows: (model, { searching }) =>
      searching ? [] : values(model).map((value, i) => ({ time: MOMENTS[i + 1] ?? 0, value })),
    frame: () => ({ height: HEIGHT, margin: 0 }),
    marks(width) {
      const level = (top: number, rest: Partial<Stroke>): Stroke => ({
        left: 2,
        right: width - 2,
        top,
        bottom: top,
        stroke: "var(--grid)",
        ...rest,
      });
      const across = (time: number) => 2 + (time / SHIFT) * (width - 4);
      const parts = remembered((model: ElasticRescale, { searching }: View) => {
        if (searching) return { lines: [level(TOP, {})], ends: [] };
        const points = values(model).map((value, i) => ({
          left: across(MOMENTS[i + 1] ?? 0),
          top: up(value, most(model)),
        }));
        const again = Math.min(SHIFT, model.standstill);
        return {
          lines: [
            upright(across(again), TOP, BOTTOM, { stroke: "var(--axis)" }),
            lineThrough(points, "var(--ink)", { width: 1.5 }),
          ],
          ends: points.slice(-1).map((end): Dot => ({ ...end, radius: 2.5, fill: "var(--ink)" })),
        };
      });
      return [
        still(strokes, [
          level(BOTTOM, {}),
          ...(limit === undefined ? [] : [level(up(limit, 1), { stroke: "var(--axis)", dash: "2 3" })]),
        ]),
        moving(strokes, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).lines)),
        moving(dots, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).ends)),
      ];
    },
  };
}

const share = (label: string): Column => ({ label, style: "percent", digits: 1 });
const one = () => 1;

export const sparks = {
  jobMfuLine: spark({
    title: "Job MFU over the shift",
    column: share("Job MFU"),
    values: (model) => inStretch(model).map((work) => (model.goodput > 0 ? (work * model.mfu) / model.goodput : 0)),
    most: one,
    finding: ({ mfu }) => `The job’s MFU is ${percent(mfu)} over the shift.`,
  }),
  jobGoodputLine: spark({
    title: "Goodput over the shift",
    column: share("Goodput"),
    values: inStretch,
    most: one,
    limit: 0.8,
    finding: ({ goodput }) => `Goodput is ${percent(goodput)} over the shift; 80\u00a0% is asked for.`,
  }),
  standstillLine: spark({
    title: "Work lost so far",
    column: { label: "Work lost so far", style: "duration" },
    values: upTo,
    most: () => SHIFT,
    finding: ({ standstill }) => `The job stands still for ${tellTime(Math.round(standstill))}.`,
  }),
  lostDollarsLine: spark({
    title: "Work lost so far, in dollars",
    column: { label: "Work lost so far", style: "dollars" },
    values: (model) => upTo(model).map((lost) => (lost / 3600) * model.tco),
    most: ({ tco }) => (tco * SHIFT) / 3600,
    finding: ({ lostShift, tco }) =>
      `Of $${count((tco * SHIFT) / 3600)} that the shift costs, $${count(lostShift)} pay for nothing.`,
  }),
};
