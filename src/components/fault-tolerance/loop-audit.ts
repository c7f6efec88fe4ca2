import { carDay } from "./charts/loop-audit-car-day.ts";
import { carRug } from "./charts/loop-audit-car-rug.ts";
import { loopCostCurve } from "./charts/loop-audit-cost-curve.ts";
import { frameBudget } from "./charts/loop-audit-frame-budget.ts";

/** The charts of the car's audit in sight, by the names that the chapter uses. */
export const charts = { loopCostCurve, frameBudget, carRug, carDay };

/** The charts of its Further sections, which come when one is opened. */
export const further = async () => (await import("./charts/loop-audit-further.ts")).charts;
