import { goodputCurve } from "./charts/gamble-curve.ts";
import { daysToFinish } from "./charts/gamble-days.ts";
import { trainingFleet } from "./charts/gamble-map.ts";
import { sparks } from "./charts/gamble-sparks.ts";
import { fiveTimes } from "./charts/gamble-story.ts";
import { twoDays } from "./charts/gamble-strip.ts";

/** The charts of the gamble, by the names that the chapter uses. */
export const charts = { twoDays, fiveTimes, goodputCurve, daysToFinish, ...sparks };

/** Every GPU of the fleet at any moment of two days. */
export const maps = { trainingFleet };
