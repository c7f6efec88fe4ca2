import { duration, fixed } from "../../../sim/core/quantity.ts";
import { HOUR, MINUTE } from "../../../sim/core/units.ts";

/** Beyond this (h) nobody waits for an end: a million hours. */
const ENDLESS = 1e6;

export const endsAfter = (hours: number): boolean => hours < ENDLESS;

/** Hours and minutes, because a chart adds them up; days and years only where nobody adds. */
export function hoursAndMinutes(seconds: number): string {
  if (!endsAfter(seconds / HOUR)) return "never";
  if (seconds < 100 * MINUTE || seconds >= 10_000 * HOUR) return duration(Math.round(seconds));
  const minutes = Math.round(seconds / MINUTE);
  const rest = minutes % 60;
  return `${fixed(Math.floor(minutes / 60), 0)}\u00a0h${rest ? `\u00a0${rest}\u00a0min` : ""}`;
}
