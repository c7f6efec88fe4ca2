import { HOUR } from "../../../sim/core/units.ts";
import type { CheckpointGamble } from "../../../sim/fleet-orchestration/checkpoint-gamble.ts";
import { WATCHED } from "../../../sim/fleet-orchestration/parts/gamble-fleet.ts";
import { type Stretch, stateStrip } from "../../kit/state-strip.ts";
import { many, time } from "../words.ts";
import { HIDDEN } from "./gamble-words.ts";

/** The two days as an onlooker sees them, one stretch after the other: what of it was kept is not told before the lock. */
export const stretchesOf = ({ run }: CheckpointGamble): readonly Stretch[] =>
  [...run.climbs.map(({ from, to }): Stretch => ({ state: "useful", from, to })), ...run.stands].sort(
    (a, b) => a.from - b.from,
  );

/** Two simulated days of the training as a strip. */
export const twoDays = stateStrip<CheckpointGamble>({
  title: "Two days of this training",
  stretches: stretchesOf,
  length: WATCHED,
  states: ["useful", "downtime", "recovery"],
  names: { useful: "computing or writing", downtime: "down", recovery: "recovering" },
  ticks: (width) =>
    (width < 600 ? [0, 12, 24, 36, 48] : [0, 6, 12, 18, 24, 30, 36, 42, 48]).map((hour) => [
      hour * HOUR,
      hour === 48 ? "48\u00a0h" : String(hour),
    ]),
  tell: (seconds) => time(Math.round(seconds)),
  finding: ({ runFailures }, { downtime, recovery }) =>
    `Two simulated days of this training: ${many(runFailures, "failure")}, and ${time(Math.round(downtime + recovery))} in which no GPU of it computes.`,
  reading: "Between two failures it computes and writes checkpoints; what was lost each time is not shown here.",
  hidden: HIDDEN,
});
