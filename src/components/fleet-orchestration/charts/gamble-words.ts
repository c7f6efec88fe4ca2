import { fixed, significant, tell } from "../../../sim/core/quantity.ts";
import { HOUR } from "../../../sim/core/units.ts";
import type { CheckpointGamble } from "../../../sim/fleet-orchestration/checkpoint-gamble.ts";
import type { Setback } from "../../../sim/fleet-orchestration/parts/gamble-record.ts";

/** What operators do: they save every hour to every day. */
export const HABIT = { from: HOUR, to: 24 * HOUR } as const;

export const HIDDEN = "Hidden while you search: it would tell where the best interval lies.";

/** Also for what takes longer than the page tells. */
export const long = (seconds: number): string => tell(seconds, { style: "duration" });

/** Dollars as one says them: $38.6 million. */
export function money(dollars: number): string {
  if (!(dollars < 1e12)) return "over\u00a0$1,000\u00a0billion";
  if (dollars >= 1e9) return `$${significant(dollars / 1e9, 3)}\u00a0billion`;
  return dollars >= 1e6 ? `$${significant(dollars / 1e6, 3)}\u00a0million` : `$${fixed(dollars, 0)}`;
}

/** The failure from which the training has not come back at a moment. */
export const openSetback = ({ run }: CheckpointGamble, time: number): Setback | undefined =>
  run.setbacks.find((one) => one.time <= time && time < one.back);
