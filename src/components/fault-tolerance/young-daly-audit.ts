import { failureCauses } from "./charts/failure-causes.ts";
import { failureTopologyMap } from "./charts/failure-topology-map.ts";
import { fleetSurvival } from "./charts/fleet-survival.ts";
import { gangRug } from "./charts/gang-rug.ts";
import { kokolisLines } from "./charts/kokolis-lines.ts";
import { oneDay } from "./charts/one-day.ts";
import { timeWaterfall } from "./charts/time-waterfall.ts";
import { youngDalyCostCurve } from "./charts/young-daly-cost-curve.ts";

export { COST_CURVE_AXIS, costCurveMargins } from "./charts/cost-frame.ts";
export { CELLS } from "./charts/fleet-map.ts";

/** The charts of the audit, by the names that the chapters use. */
export const charts = {
  youngDalyCostCurve,
  timeWaterfall,
  failureTopologyMap,
  oneDay,
  gangRug,
  fleetSurvival,
  failureCauses,
  kokolisLines,
};
