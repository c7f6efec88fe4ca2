import { twoBudgetsCurve } from "./charts/budgets-curve.ts";
import { twoBudgetsParts } from "./charts/budgets-parts.ts";
import { brownOutsAndSaves } from "./charts/budgets-story.ts";
import { twentySeconds } from "./charts/budgets-strip.ts";

/** The charts of the hearable's audit in sight, by the names that the chapter uses. */
export const charts = { twoBudgetsCurve, twoBudgetsParts, brownOutsAndSaves, twentySeconds };

/** The chart of its Further sections, which comes when one is opened. */
export const further = async () => ({ twoBudgetsFront: (await import("./charts/budgets-front.ts")).twoBudgetsFront });
