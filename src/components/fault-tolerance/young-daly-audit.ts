import { failureTopologyMap } from "./charts/failure-topology-map.ts";
import { gangRug } from "./charts/gang-rug.ts";
import { oneDay } from "./charts/one-day.ts";
import { timeWaterfall } from "./charts/time-waterfall.ts";
import { youngDalyCostCurve } from "./charts/young-daly-cost-curve.ts";

export { COST_CURVE_AXIS, costCurveMargins } from "./charts/cost-frame.ts";
export { CELLS } from "./charts/fleet-map.ts";

/** The charts of the audit in sight, by the names that the chapter uses. */
export const charts = { youngDalyCostCurve, timeWaterfall, failureTopologyMap, oneDay, gangRug };

/** The charts of its Further sections, which come when one is opened. */
export const further = async () => (await import("./charts/further.ts")).charts;
