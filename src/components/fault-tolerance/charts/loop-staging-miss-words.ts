import { fixed } from "../../../sim/core/quantity.ts";
import type { LoopStaging } from "../../../sim/fault-tolerance/loop-staging.ts";
import { MEGABYTE } from "../../../sim/fault-tolerance/parts/loop-car.ts";
import type { Trial } from "../../kit/view.ts";
import { chunkOf, copiedOf, loopMs, size, stateOf, trimmed } from "./loop-staging-words.ts";

/** What the last trial of a search came to. */
export const lastTrial = (trials: readonly Trial[]): string => {
  const last = trials.at(-1);
  if (!last) return "No trial yet: the curve of this unseen car stays hidden while you search.";
  const { missed = Number.NaN, worstLoop = Number.NaN } = last.shown;
  const deadlines = missed === 0 ? "no deadline" : missed === 1 ? "one deadline" : `${fixed(missed, 0)} deadlines`;
  return `Trial ${last.number}, at ${size(chunkOf(last))} a loop, missed ${deadlines}; its worst loop took ${loopMs(worstLoop)}.`;
};

/** What the ring is: the levers move it along the axis in chunked mode alone, and what is rewritten may outgrow the chunk. */
export const ringWords = (model: LoopStaging): string => {
  const { mode, run } = model;
  const whole = `${trimmed(stateOf(model) / MEGABYTE, 3)}\u00a0MB`;
  if (mode !== "chunked")
    return `Ring: the run on the page, which ${mode === "blocking" ? "writes" : "copies"} all ${whole}; the lever acts in chunked mode alone.`;
  const rewritten = run.mostCopied > copiedOf(model) + 1;
  return rewritten
    ? `Ring: the run on the page, where a loop copies what it rewrites also beyond its chunk, up to ${size(run.mostCopied)}.`
    : "Ring: the run on the page.";
};
