import { DAY, HOUR, MINUTE } from "../../../sim/core/units.ts";
import type { LoopAudit } from "../../../sim/fault-tolerance/loop-audit.ts";
import type { CarReset } from "../../../sim/fault-tolerance/parts/loop-audit-drive.ts";
import type { StateName } from "../../kit/states.ts";
import { intervalOf } from "./loop-audit-words.ts";

/** Lengths that the enlarged part of the day may have (s). */
const LENGTHS = [
  ...[1, 2, 5, 10, 20, 30, 60],
  ...[2, 3, 5, 10, 20, 30].map((n) => n * MINUTE),
  ...[1, 2, 4, 8, 16].map((n) => n * HOUR),
];
/** What lies before the reset, as a share of the window. */
const BEFORE = 0.42;
/** More snapshots than this cannot be told apart. */
const MOST_SNAPSHOTS = 150;

/** A stretch of the day: one state from a moment to another (s from its start). */
export interface DayPart {
  readonly state: StateName;
  readonly from: number;
  readonly to: number;
}

/** A minute or so of the day, drawn out: about the reset that brought back the oldest world model. */
export interface DayWindow {
  readonly from: number;
  readonly to: number;
  readonly reset: CarReset | undefined;
  readonly parts: readonly DayPart[];
}

/** Where the window lies: long enough for what the reset brought back, short enough to see the restart. */
function placed(model: LoopAudit, restart: number): Omit<DayWindow, "parts"> {
  const { drive, segment } = model;
  const reset = drive.resets.find(({ age, inRestart }) => age === drive.oldest && !inRestart);
  const wanted = 2.6 * Math.max(reset?.age ?? segment, restart, 0.3 * segment);
  const length = LENGTHS.find((each) => each >= wanted) ?? DAY;
  const from = Math.min(DAY - length, Math.max(0, (reset?.time ?? DAY / 2) - BEFORE * length));
  return { from, to: from + length, reset };
}

/**
 * The day as the car drove it, from reset to reset: blind while it restarts, stale for as long as the restored snapshot was old,
 * then current; snapshots run by a clock that starts anew after each restart.
 */
export function dayWindow(model: LoopAudit): DayWindow {
  const { drive, segment, writeTime, blindFramesPerReset, frameParts } = model;
  const restart = blindFramesPerReset * frameParts.loop;
  const window = placed(model, restart);
  const { from, to } = window;
  const parts: DayPart[] = [];
  const add = (state: StateName, start: number, end: number): void => {
    const part = { state, from: Math.max(from, start), to: Math.min(to, end) };
    if (part.to > part.from) parts.push(part);
  };
  const drives = (start: number, stale: number, end: number): void => {
    add("rework", start, Math.min(end, stale));
    add("useful", Math.max(start, stale), end);
    const first = Math.max(0, Math.floor((from - start) / segment));
    for (let i = first; i < first + MOST_SNAPSHOTS; i++) {
      const at = start + i * segment + intervalOf(model);
      if (at + writeTime > Math.min(end, to)) return;
      add("checkpoint", at, at + writeTime);
    }
  };
  let [back, stale] = [0, 0];
  drive.resets.forEach(({ time, age }, i) => {
    drives(back, stale, time);
    back = time + restart;
    stale = back + age;
    add("recovery", time, Math.min(back, drive.resets[i + 1]?.time ?? DAY));
  });
  drives(back, stale, DAY);
  return { ...window, parts };
}
