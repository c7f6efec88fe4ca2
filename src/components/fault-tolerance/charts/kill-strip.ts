import { MINUTE } from "../../../sim/core/units.ts";
import type { KillAudit } from "../../../sim/fault-tolerance/kill-audit.ts";
import { segmentsBetween } from "../../../sim/fault-tolerance/parts/run-strip.ts";
import { stateStrip } from "../../kit/state-strip.ts";
import { HIDDEN, kills, WORN, WORN_NAMES } from "./kill-words.ts";
import { time } from "./tax-words.ts";

/** Long enough for a few kills, short enough to see a save (s). */
const LENGTH = 5 * MINUTE;

/** The first minutes of one run as a strip, in the words of the one who wears the glasses. */
export const killStrip = stateStrip<KillAudit>({
  title: "Five minutes of wearing",
  stretches: ({ run }) => segmentsBetween(run, 0, LENGTH),
  length: LENGTH,
  states: WORN_NAMES,
  names: WORN,
  ticks: () => [0, 1, 2, 3, 4, 5].map((minute) => [minute * MINUTE, minute === 5 ? "5\u00a0min" : String(minute)]),
  tell: time,
  finding({ run }, { rework, recovery }) {
    const count = run.failures.filter((failure) => failure.time < LENGTH).length;
    return `Five simulated minutes of wearing, with a save every ${time(run.interval)}: ${kills(count)}, ${time(recovery)} frozen, ${time(rework)} of translation lost.`;
  },
  reading: "These states keep their colors and textures throughout the book.",
  hidden: HIDDEN,
});
