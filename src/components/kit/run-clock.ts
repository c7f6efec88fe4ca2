import { duration } from "../../sim/core/quantity.ts";
import { DAY, HOUR, MINUTE } from "../../sim/core/units.ts";

/** Time in a run as a clock: 03:12, and the day before it from the second day on. */
export const clock = (seconds: number): string => {
  const minute = Math.floor(seconds / MINUTE);
  const time = `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const day = Math.floor(seconds / DAY);
  return day > 0 ? `day ${day + 1}, ${time}` : time;
};

/** The clock of a run that is over within an hour: minutes, seconds and tenths, 3:07.4. */
const stopwatch = (seconds: number): string => {
  const tenths = Math.floor(seconds * 10 + 1e-6);
  return `${Math.floor(tenths / 600)}:${((tenths % 600) / 10).toFixed(1).padStart(4, "0")}`;
};

/** How the moments of a run are told, by how long it is (s). */
export const clockOf = (end: number): ((seconds: number) => string) => (end < HOUR ? stopwatch : clock);

/** How fast a map's run may be played, against the speed that it opens with. */
export const SPEEDS = [0.25, 1, 4] as const;
/** How long a whole run takes to play at speed 1 (s): long enough to see what happens, short enough to wait for. */
export const PLAY = 40;

/** While a run plays, what is told of it follows four times a second: a text that changes lays the page out. */
const BEAT = 250;

/** Beats since the page was opened. Who waits for the next one follows in the same frame as all others. */
export const beatNow = (): number => Math.floor(performance.now() / BEAT);

/** A speed as what passes in a second: "36 min a second". */
export const tellSpeed = (speed: number, end: number): string => `${duration((speed * end) / PLAY)} a second`;
