import { tell } from "../../../sim/core/quantity.ts";
import type { AsyncStaging } from "../../../sim/fault-tolerance/async-staging.ts";
import type { Wish } from "../../kit/place-labels.ts";
import type { Label } from "../../kit/plot-parts.ts";
import type { Axis } from "../../kit/plot-plane.ts";
import type { Trial } from "../../kit/view.ts";

export const time = (seconds: number): string => tell(seconds, { style: "duration" });
/** 25 GB, not 25.0 GB. */
export const size = (bytes: number): string => tell(bytes, { style: "bytes", digits: 3 }).replace(/\.0+(?=\u00a0)/, "");
export const rate = (bytesPerSecond: number): string => `${size(bytesPerSecond)}/s`;
export const percent = (share: number, digits = 0): string => tell(share, { style: "percent", digits });

/** Time since the snapshot began (s), by its logarithm: a copy takes milliseconds, a drain a minute. */
export const SINCE: Axis = {
  from: 1e-3,
  to: 3600,
  scale: "log",
  ticks: [
    [1e-3, "1\u00a0ms"],
    [1e-2, "10\u00a0ms"],
    [0.1, "100\u00a0ms"],
    [1, "1\u00a0s"],
    [10, "10\u00a0s"],
    [60, "1\u00a0min"],
    [600, "10\u00a0min"],
    [3600, "1\u00a0h"],
  ],
};
export const ACROSS = "Time since the snapshot began";

/** Where a snapshot may be, and the colour of that place: the nearer to the store, the paler; safe is green. */
export const PLACES = {
  hbm: { name: "HBM", fill: "color-mix(in srgb, var(--checkpoint) 82%, var(--paper))", ink: "var(--paper)" },
  buffer: { name: "buffer", fill: "color-mix(in srgb, var(--checkpoint) 48%, var(--paper))", ink: "var(--ink)" },
  drive: { name: "drives", fill: "color-mix(in srgb, var(--checkpoint) 20%, var(--paper))", ink: "var(--ink)" },
  stored: { name: "store", fill: "color-mix(in srgb, var(--useful) 32%, var(--paper))", ink: "var(--ink)" },
} as const;
export type Place = keyof typeof PLACES;

/** Whether a time lies on the axis (s). */
export const onTime = (at: number): boolean => at >= SINCE.from && at <= SINCE.to;

/** When nothing of the first snapshot is left in HBM (s). */
export const resumedAt = ({ flow }: AsyncStaging): number => flow.cycles[0]?.resumed ?? flow.end;

/** What an operator saw of a trial: its buffer (B), how long math stood still (s), the most asked of the store (B/s). */
export const observed = ({ settings, shown }: Trial) => ({
  buffer: Number(settings.buffer) * 1e9,
  stop: shown.mathStop ?? Number.NaN,
  asked: (shown.peakOffered ?? Number.NaN) * 1e9,
});

/** The finding of a chart while a search is open. */
export function lastTrial(trials: readonly Trial[], { storeBandwidth }: AsyncStaging): string {
  const last = trials.at(-1);
  if (!last) return "No trial yet: the flow of this unseen fleet stays hidden while you search.";
  const { buffer, stop, asked } = observed(last);
  const storm = asked > storeBandwidth * 1e9 * MORE ? "a storm" : "no storm";
  return `Trial ${last.number}, a buffer of ${size(buffer)}: ${storm}, ${rate(asked)} asked of the store at most, and math stood still for ${time(stop)}.`;
}

/** More is asked of the store than it takes, beyond rounding. */
export const MORE = 1 + 1e-9;

/** What is left out while a search is open, and what takes its place. */
export const VEILED = ["Hidden while you search:", "it would tell how fast its drives are."] as const;

/** A flag over the plot, beside the upright line that it names: after it or before it, in either of two rows. */
export function flagAt(
  left: number,
  texts: readonly string[],
  rows: readonly number[],
  look: Partial<Label> = {},
): Wish {
  const beside = (text: string, top: number): Label[][] => [
    [{ left: left + 5, top, text, ...look }],
    [{ left: left - 5, top, text, anchor: "end", ...look }],
  ];
  return texts.flatMap((text) => rows.flatMap((top) => beside(text, top)));
}
