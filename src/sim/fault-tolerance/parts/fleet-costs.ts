import { remember } from "../../core/remember.ts";
import {
  type Costs,
  CURVE_INTERVALS,
  costCurve,
  taxOf,
  totalCurve,
  windowWithin,
} from "../../laws/checkpointing/cost-curve.ts";
import { timeWaterfall } from "../../laws/expected-time.ts";
import { optimalInterval, youngInterval } from "../../laws/young-daly.ts";

/** A golden interval's tax is within 2 % of the least; a flat one's total time within 1 %. */
export const GOLDEN = 0.02;
export const FLAT = 0.01;

/** How much oftener this fleet has to checkpoint than the half of it: exact, with δ as it is and with shards that have halved. */
function frequencies({ writeTime, mtbf }: Costs) {
  if (mtbf === Number.POSITIVE_INFINITY) return { fixedWrite: Math.SQRT2, shrinking: 2 };
  const now = optimalInterval(writeTime, mtbf);
  return {
    fixedWrite: optimalInterval(writeTime, 2 * mtbf) / now,
    shrinking: optimalInterval(2 * writeTime, 2 * mtbf) / now,
  };
}

/** All that a fleet costs whatever the reader's own interval: neither τ nor the seed enters it. */
export const fleetCosts = remember((writeTime: number, restartTime: number, downtime: number, mtbf: number) => {
  const costs: Costs = { writeTime, restartTime, downtime, mtbf };
  const optimum = optimalInterval(writeTime, mtbf);
  const leastWaterfall = timeWaterfall({ ...costs, interval: optimum });
  const leastTax = taxOf(leastWaterfall);
  return {
    optimum,
    young: youngInterval(writeTime, mtbf),
    leastWaterfall,
    leastTax,
    golden: windowWithin(costs, optimum, (1 + GOLDEN) * leastTax),
    flat: windowWithin(costs, optimum, leastTax + FLAT * leastWaterfall.total),
    frequency: frequencies(costs),
    curve: costCurve(costs),
    halfCurve: {
      interval: CURVE_INTERVALS,
      total: totalCurve({ ...costs, mtbf: 2 * mtbf }),
      optimum: optimalInterval(writeTime, 2 * mtbf),
    },
  };
});
