import { fixed, significant } from "../../../sim/core/quantity.ts";
import { MINUTE } from "../../../sim/core/units.ts";
import { FRAME_RATE } from "../../../sim/fault-tolerance/kill-audit.ts";
import type { StateName } from "../../kit/states.ts";

/** What a wearer calls the states of a run; nothing is down here, so downtime has no name. */
export const WORN: Readonly<Record<Exclude<StateName, "downtime">, string>> = {
  useful: "kept",
  checkpoint: "saves",
  rework: "lost state",
  recovery: "frozen",
};
export type Worn = keyof typeof WORN;
export const WORN_NAMES: readonly Worn[] = ["useful", "checkpoint", "rework", "recovery"];

/** Frames due in a minute of wearing. */
export const FRAMES = FRAME_RATE * MINUTE;

/** Frames a minute, as the page tells them. */
export const frames = (count: number): string => significant(count, 3);

export const kills = (count: number): string =>
  count === 0 ? "no kill" : count === 1 ? "one kill" : `${fixed(count, 0)} kills`;

export const HIDDEN = "Hidden while you search: it would tell how often the OS kills.";
