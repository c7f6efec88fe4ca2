import { youngDalyCostCurve } from "./charts/young-daly-cost-curve.ts";

export { COST_CURVE_AXIS, costCurveMargins } from "./charts/cost-frame.ts";

/** The charts of the audit, by the names that the chapters use. */
export const charts = { youngDalyCostCurve };
