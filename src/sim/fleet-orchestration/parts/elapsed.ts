import { duration } from "../../core/quantity.ts";
import { HOUR, MINUTE } from "../../core/units.ts";

/** What rounding took from a whole second (s). */
const DUST = 1e-6;

/**
 * A time of a log in words, cut to whole minutes and below an hour to whole seconds. The clock beside it cuts as well: rounded, more could be
 * lost than had elapsed.
 */
export function elapsed(seconds: number): string {
  const step = seconds < HOUR ? 1 : MINUTE;
  return duration(step * Math.floor((seconds + DUST) / step));
}
