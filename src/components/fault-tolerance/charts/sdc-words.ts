import { significant, tell } from "../../../sim/core/quantity.ts";
import type { Campaign } from "../../../sim/fault-tolerance/parts/sdc-campaign.ts";
import type { Clocked } from "../../../sim/fault-tolerance/parts/sdc-clock.ts";
import type { FaultClass } from "../../../sim/fault-tolerance/parts/sdc-mixes.ts";
import type { Detector } from "../../../sim/fault-tolerance/parts/sdc-sets.ts";
import type { SdcDetective } from "../../../sim/fault-tolerance/sdc-detective.ts";
import type { Label } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";

/** How a detector is named beside its dot. */
export const SHORT: Readonly<Record<Detector | "set", string>> = {
  crc: "CRC-32C",
  abft: "ABFT",
  sameBuffer: "DMR, same buffer",
  separateCopy: "DMR, own copy",
  range: "Range guard",
  nan: "Not a number",
  set: "Chosen set",
};

export const CLASS_NAMES: Readonly<Record<FaultClass, string>> = {
  memory: "Weights in memory",
  compute: "Single results",
  unit: "A bad unit",
};

export const percent = (share: number, digits = 1): string => tell(share, { style: "percent", digits });
/** A share that was counted: all and none without decimals. */
export const counted = (share: number): string => percent(share, share === 1 || share === 0 ? 0 : 1);
export const times = (ratio: number): string => tell(ratio, { style: "times", digits: 1, endless: "no cost" });
export const time = (seconds: number): string => tell(seconds, { style: "duration" });
export const count = (value: number): string => tell(value, { style: "count" });

const [LARGE, SMALL] = [1e6, 1e-4];

/** So many digits as tell two values apart. */
const digitsFor = (a: number, b: number): number =>
  a === b ? 4 : ([4, 6, 9].find((digits) => a.toPrecision(digits) !== b.toPrecision(digits)) ?? 12);

/** A value of a weight on a label, told apart from another: short, whatever its size. */
export const short = (value: number, other: number): string => {
  if (!Number.isFinite(value)) return "not a number";
  const size = Math.abs(value);
  if (size >= LARGE || (size < SMALL && size > 0)) return value.toExponential(2).replace("+", "");
  return significant(value, digitsFor(value, other));
};

/** The same in a sentence. */
export const inWords = (value: number, other: number): string => {
  if (!Number.isFinite(value)) return "what is not a number";
  const size = Math.abs(value);
  if (size >= LARGE) return `a ${value < 0 ? "negative " : ""}number of ${Math.floor(Math.log10(size)) + 1} digits`;
  return size < SMALL && size > 0 ? "nearly 0" : significant(value, digitsFor(value, other));
};

/** A class of a network: the language model has a stop and a space among its letters. */
export const className = ({ shown: { classes } }: SdcDetective, index: number): string => {
  const name = classes[index] ?? "";
  return name === " " ? "space" : name === "." ? "stop" : name;
};

/** A study's result comes through a worker, without its type. */
export const campaignIn = ({ studies: { campaign }, searching }: View): Campaign | null =>
  !searching && typeof campaign === "object" && campaign !== null && "classes" in campaign
    ? (campaign as Campaign)
    : null;

export const clockIn = ({ studies: { clock } }: View): readonly Clocked[] => (Array.isArray(clock) ? clock : []);

/** What the stopwatch said of a layer, if it timed this one. */
export const clockOf = (view: View, width: number, batch: number): Clocked | undefined =>
  clockIn(view).find((timed) => timed.width === width && timed.batch === batch);

export const title = (text: string): Label => ({ left: 0, top: 13, text, bold: true, fill: "var(--ink)" });

/** What stands in a picture that would tell the hidden case. */
export const HIDDEN = "Hidden while you search: it would tell where the faults come from.";
export const veil = (width: number, first: string): Label[] => [
  title(first),
  ...(width < 480 ? ["Hidden while you search: it would tell", "where the faults come from."] : [HIDDEN]).map(
    (text, i) => ({ left: 0, top: 42 + 17 * i, text }),
  ),
];
