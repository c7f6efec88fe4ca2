import { remember } from "../../core/remember.ts";
import {
  type CostCurve,
  type Costs,
  logSpaced,
  taxAt,
  taxOf,
  windowWithin,
} from "../../laws/checkpointing/cost-curve.ts";
import { timeWaterfall } from "../../laws/expected-time.ts";
import { optimalInterval, youngInterval } from "../../laws/young-daly.ts";
import { params } from "./loop-audit-levers.ts";

/** A golden interval's tax is within 2 % of the least, as in the Cloud Titan's audit. */
export const GOLDEN = 0.02;

/** The intervals at which the curves are drawn: the lever's range, 0.1 s to 1 h (ruling 1), the same at every setting. */
export const LOOP_INTERVALS = logSpaced(params.interval.min, params.interval.max, 120);

/** What a computer costs at any interval and at its best one; neither the reader's interval nor the seed enters. */
export const carCosts = remember((writeTime: number, restartTime: number, mtbf: number) => {
  const costs: Costs = { writeTime, restartTime, downtime: 0, mtbf };
  const optimum = optimalInterval(writeTime, mtbf);
  const leastTax = taxAt(costs, optimum);
  const at = LOOP_INTERVALS.map((interval) => timeWaterfall({ ...costs, interval }));
  const curve: CostCurve = {
    interval: LOOP_INTERVALS,
    checkpoint: at.map(({ checkpoint }) => checkpoint),
    rework: at.map(({ rework }) => rework),
    recovery: at.map(({ recovery }) => recovery),
    downtime: at.map(({ downtime }) => downtime),
    total: at.map(taxOf),
  };
  const young = youngInterval(writeTime, mtbf);
  return { costs, optimum, young, leastTax, golden: windowWithin(costs, optimum, (1 + GOLDEN) * leastTax), curve };
});

/** The same cars taken for a gang, in which one reset stops all: what the fleet's size would do if it mattered. */
export const gangCosts = remember((writeTime: number, restartTime: number, mtbf: number) => {
  const costs: Costs = { writeTime, restartTime, downtime: 0, mtbf };
  const optimum = optimalInterval(writeTime, mtbf);
  return {
    optimum,
    leastTax: taxAt(costs, optimum),
    interval: LOOP_INTERVALS,
    total: LOOP_INTERVALS.map((interval) => taxAt(costs, interval)),
  };
});
