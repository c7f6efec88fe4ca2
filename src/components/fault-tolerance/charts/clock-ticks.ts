import { DAY, HOUR, MINUTE } from "../../../sim/core/units.ts";

const STEPS = [
  ...[0.25, 0.5, 1, 2, 5, 10, 15, 30].map((value) => value * MINUTE),
  ...[1, 2, 3, 6, 12, 24, 48].map((value) => value * HOUR),
];

/** Round times within a window, at most so many (s). */
export function ticksWithin(from: number, to: number, most: number): number[] {
  const step = STEPS.find((each) => (to - from) / each <= most) ?? 2 * DAY;
  const first = Math.ceil(from / step - 1e-9) * step;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step + 1e-9) + 1) }, (_, i) => first + i * step);
}

const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");

/** Hours and minutes of the clock of the run, which starts at 00:00. */
export const clockTime = (time: number): string => {
  const minute = Math.floor(time / MINUTE + 1e-6);
  return `${two((minute / 60) % 24)}:${two(minute % 60)}`;
};

export const dayOf = (time: number): number => Math.floor((time + 1e-6) / DAY) + 1;

/** Work done, as hours and minutes. */
export const workDone = (seconds: number): string => {
  const minute = Math.round(seconds / MINUTE);
  return `${Math.floor(minute / 60)}:${two(minute % 60)}`;
};
