import { DAY } from "../../../sim/core/units.ts";
import type { FragmentationAudit } from "../../../sim/fleet-orchestration/fragmentation-audit.ts";
import type { Chart, Column } from "../../kit/chart.ts";
import { count, percent } from "../words.ts";
import { averaged, moments, type Numbers, thinned } from "./audit-series.ts";
import { type Spark, spark as sparkOf } from "./spark.ts";

/** The day of one reading, with an upright line where the gang starts. */
const spark = (options: Omit<Spark<FragmentationAudit>, "length" | "moments" | "marked">): Chart<FragmentationAudit> =>
  sparkOf({
    ...options,
    length: DAY,
    moments,
    marked: ({ gangWait }) => (Number.isFinite(gangWait) ? [gangWait] : []),
  });

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
      `Most jobs that wait at once: ${count(Math.max(0, ...series.waiting))}; ${count(waitingAtEnd)} at the end of the day.`,
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
