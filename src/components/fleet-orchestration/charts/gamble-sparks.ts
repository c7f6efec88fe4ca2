import type { CheckpointGamble } from "../../../sim/fleet-orchestration/checkpoint-gamble.ts";
import { WATCHED } from "../../../sim/fleet-orchestration/parts/gamble-fleet.ts";
import type { Chart, Column } from "../../kit/chart.ts";
import { count, percent, time } from "../words.ts";
import { averaged, type Numbers, thinned } from "./audit-series.ts";
import { type Spark, spark as sparkOf } from "./spark.ts";

/** Two days of one reading, half an hour a point, with an upright line at each failure of the training. */
const spark = (
  options: Omit<Spark<CheckpointGamble>, "length" | "moments" | "marked" | "faint">,
): Chart<CheckpointGamble> =>
  sparkOf({
    ...options,
    length: WATCHED,
    moments: ({ series }) => thinned(series.time),
    marked: ({ run }) => run.setbacks.map((one) => one.time),
    faint: true,
  });

const share = (label: string): Column => ({ label, style: "percent", digits: 1 });
const whole = (values: Numbers): number => Math.max(1, ...values);

/** Useful work of each half hour, net of what is lost in it: below 0 where a failure takes more along. */
const goodputOf = ({ series }: CheckpointGamble): Numbers => averaged(series.goodput);

export const sparks = {
  trainingMfu: spark({
    title: "Cluster MFU over two days",
    column: share("Cluster MFU"),
    values: (model) =>
      goodputOf(model).map((value) => (model.fleetGoodput > 0 ? (value * model.mfu) / model.fleetGoodput : 0)),
    most: () => 1,
    finding: ({ mfu }) => `Cluster MFU is ${percent(mfu)} over two days.`,
  }),
  fleetUseful: spark({
    title: "Goodput of the fleet over two days",
    column: share("Goodput"),
    values: goodputOf,
    most: () => 1,
    limit: 0.8,
    finding: ({ fleetGoodput }) => `Goodput of the fleet is ${percent(fleetGoodput)} over two days.`,
  }),
  studentsWaiting: spark({
    title: "Students’ jobs that wait",
    column: { label: "Jobs that wait", style: "count" },
    values: ({ series }) => thinned(series.waiting),
    most: ({ series }) => whole(thinned(series.waiting)),
    finding: ({ series, meanWait }) =>
      `Most jobs that wait at once: ${count(Math.max(0, ...series.waiting))}; a student waits ${time(meanWait)} in the mean.`,
  }),
  wastedLine: spark({
    title: "Price of what is of no use, in dollars an hour",
    column: { label: "Of no use, an hour", style: "dollars" },
    values: (model) => goodputOf(model).map((value) => model.tco * (1 - Math.max(0, value))),
    most: ({ tco }) => tco,
    finding: ({ tco, wastedHour }) =>
      `Of $${count(tco)} an hour $${count(wastedHour)} pay for no useful work, in the mean of two days.`,
  }),
};
