import { type ElasticRescale, SHIFT } from "../../../sim/fleet-orchestration/elastic-rescale.ts";
import { workBetween } from "../../../sim/fleet-orchestration/parts/elastic-responses.ts";
import type { Chart, Column } from "../../kit/chart.ts";
import { count, percent, time as tellTime } from "../words.ts";
import { type Spark, spark as sparkOf } from "./spark.ts";

/** Points over the shift: each tells the stretch that ends there. */
const POINTS = 96;
const MOMENTS = Array.from({ length: POINTS + 1 }, (_, i) => (i * SHIFT) / POINTS);
const ENDS = MOMENTS.slice(1);

const inStretch = ({ runs, response }: ElasticRescale): readonly number[] =>
  ENDS.map((to, i) => workBetween(runs[response], MOMENTS[i] ?? 0, to) / (SHIFT / POINTS));
const upTo = ({ runs, response }: ElasticRescale): readonly number[] =>
  ENDS.map((to) => to - workBetween(runs[response], 0, to));

/** One reading over the shift, with an upright line where the job trains again. */
const spark = (options: Omit<Spark<ElasticRescale>, "length" | "moments" | "marked">): Chart<ElasticRescale> =>
  sparkOf({
    ...options,
    length: SHIFT,
    moments: () => ENDS,
    marked: ({ standstill }) => [Math.min(SHIFT, standstill)],
  });

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
