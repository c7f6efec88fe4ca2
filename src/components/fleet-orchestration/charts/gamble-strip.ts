import { HOUR } from "../../../sim/core/units.ts";
import type { CheckpointGamble } from "../../../sim/fleet-orchestration/checkpoint-gamble.ts";
import { WATCHED } from "../../../sim/fleet-orchestration/parts/gamble-fleet.ts";
import { type Stretch, stateStrip } from "../../kit/state-strip.ts";
import { STATE_NAMES } from "../../kit/states.ts";
import { many, time } from "../words.ts";
import { HIDDEN } from "./gamble-words.ts";

/** More checkpoints than this in one climb are told as their share of it. */
const MOST_WRITES = 60;

/** A climb: pieces of work, each with its write, then what was lost. */
function climbing(
  { run }: CheckpointGamble,
  { from, to, checkpoints, safe, broken }: CheckpointGamble["run"]["climbs"][number],
): Stretch[] {
  const { interval, writeTime } = run;
  const stretches: Stretch[] = [];
  const add = (state: Stretch["state"], until: number): void => {
    const start = stretches.at(-1)?.to ?? from;
    const end = Math.min(until, to);
    if (end > start) stretches.push({ state, from: start, to: end });
  };
  if (checkpoints > MOST_WRITES) {
    add("useful", from + (safe - from) * (interval / (interval + writeTime)));
    add("checkpoint", safe);
  } else
    for (let i = 0; i < checkpoints; i++) {
      add("useful", from + i * (interval + writeTime) + interval);
      add("checkpoint", from + (i + 1) * (interval + writeTime));
    }
  add(broken ? "rework" : "useful", to);
  return stretches;
}

/** What the two days went into, one stretch after the other. */
export const stretchesOf = (model: CheckpointGamble): readonly Stretch[] =>
  [...model.run.climbs.flatMap((climb) => climbing(model, climb)), ...model.run.stands].sort((a, b) => a.from - b.from);

/** Two simulated days of the training as a strip. */
export const twoDays = stateStrip<CheckpointGamble>({
  title: "Two days of this training",
  stretches: stretchesOf,
  length: WATCHED,
  states: STATE_NAMES,
  ticks: (width) =>
    (width < 600 ? [0, 12, 24, 36, 48] : [0, 6, 12, 18, 24, 30, 36, 42, 48]).map((hour) => [
      hour * HOUR,
      hour === 48 ? "48\u00a0h" : String(hour),
    ]),
  tell: (seconds) => time(Math.round(seconds)),
  finding: ({ run, runFailures }, { useful, rework }) =>
    `Two simulated days of this training, with a checkpoint every ${time(run.interval)}: ${many(runFailures, "failure")}, ${time(Math.round(useful))} of useful work that stand, and ${time(Math.round(rework))} that were lost.`,
  reading: "These five states keep their colors and textures throughout the book.",
  hidden: HIDDEN,
});
