import type { LogEntry } from "../../sim/core/model.ts";
import { fixed } from "../../sim/core/quantity.ts";

/** Time in a run as a clock: 03:12, and the day before it from the second day on. */
export const clock = (seconds: number): string => {
  const minute = Math.floor(seconds / 60);
  const time = `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const day = Math.floor(seconds / 86_400);
  return day > 0 ? `day ${day + 1}, ${time}` : time;
};

/** A run shorter than this is told by its seconds: a clock would say 00:00 all along (s). */
const BRIEF = 600;

/** When an entry of a log happened: by the clock, or by the second where the whole run takes a few minutes. */
export const moment = ({ time }: LogEntry, log: readonly LogEntry[]): string =>
  (log.at(-1)?.time ?? 0) < BRIEF ? `${fixed(time, 2)}\u00a0s` : clock(time);
