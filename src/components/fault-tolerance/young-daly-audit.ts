import { failureTopologyMap } from "./charts/failure-topology-map.ts";
import { timeWaterfall } from "./charts/time-waterfall.ts";
import { youngDalyCostCurve } from "./charts/young-daly-cost-curve.ts";

export { COST_CURVE_AXIS, costCurveMargins } from "./charts/cost-frame.ts";
export { CELLS } from "./charts/fleet-map.ts";

/** The charts of the audit, by the names that the chapters use. */
export const charts = { youngDalyCostCurve, timeWaterfall, failureTopologyMap };
