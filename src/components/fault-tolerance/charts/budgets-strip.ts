import { fixed } from "../../../sim/core/quantity.ts";
import { segmentsBetween } from "../../../sim/fault-tolerance/parts/run-strip.ts";
import type { TwoBudgets } from "../../../sim/fault-tolerance/two-budgets.ts";
import { stateStrip } from "../../kit/state-strip.ts";
import { time } from "./tax-words.ts";

/** So much of the run that its saves can be counted (s). */
const LENGTH = 20;
const seconds = (value: number): string => `${value}\u00a0s`;

/** Twenty seconds of the hearable: what it worked, saved, lost and booted. */
export const twentySeconds = stateStrip<TwoBudgets>({
  title: "Twenty seconds of one hearable",
  stretches: ({ run }) => segmentsBetween(run, 0, LENGTH),
  length: LENGTH,
  states: ["useful", "checkpoint", "rework", "recovery"],
  ticks: (width) =>
    (width < 600 ? [0, 5, 10, 15, 20] : [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20]).map((at) => [at, seconds(at)]),
  tell: time,
  finding({ run }, { useful }) {
    const count = run.failures.filter((failure) => failure.time < LENGTH).length;
    const told = count === 1 ? "one brown-out" : count === 0 ? "no brown-out" : `${fixed(count, 0)} brown-outs`;
    return `Twenty seconds of one hearable that saves every ${time(run.interval)}: ${told}, and ${time(useful)} of work that is kept.`;
  },
  reading:
    "Saves (checkpoint) and boots (recovery) last milliseconds and are drawn wider than they are. A brown-out itself takes no time here: what it costs is done again.",
  hidden: "Hidden while you search: it would tell how often this hearable fails.",
});
