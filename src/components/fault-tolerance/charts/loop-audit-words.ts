import { fixed, tell } from "../../../sim/core/quantity.ts";
import type { LoopAudit } from "../../../sim/fault-tolerance/loop-audit.ts";

export const time = (seconds: number): string => tell(seconds, { style: "duration" });

/** A tax beyond this is told as such: its digits say nothing. */
const MOST_TOLD = 1e4;
export const ENDLESS = "over 1,000,000\u00a0%";
export const told = (share: number): number => (share > MOST_TOLD ? Number.POSITIVE_INFINITY : share);
/** The car's taxes go from a hundred-thousandth to a thousandfold, and are told as the page's own values are. */
export const tax = (share: number, digits = share < 1e-4 ? 4 : share < 0.1 ? 3 : 1): string =>
  tell(told(share), { style: "percent", digits, endless: ENDLESS });

/** N: a fleet's gap is M/N. */
export const carsOf = ({ mtbf, fleetGap }: LoopAudit): number => Math.round(mtbf / fleetGap);

export const many = (count: number, one: string): string => `${fixed(count, 0)}\u00a0${one}${count === 1 ? "" : "s"}`;

/** τ as the reader set it: a segment is τ + δ. */
export const intervalOf = ({ segment, writeTime }: LoopAudit): number => Number((segment - writeTime).toPrecision(12));
