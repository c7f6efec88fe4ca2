import { killCostCurve } from "./charts/kill-cost-curve.ts";
import { killStrip } from "./charts/kill-strip.ts";
import { wearerMinute } from "./charts/kill-wearer-minute.ts";
import { killsAndSaves } from "./charts/kills-and-saves.ts";

/** The charts of the kill audit in sight, by the names that the chapter uses. */
export const charts = { killCostCurve, wearerMinute, killStrip, killsAndSaves };

/** The chart of its Further sections, which comes when one is opened. */
export const further = async () => ({ killWarmCurve: (await import("./charts/kill-warm-curve.ts")).killWarmCurve });
