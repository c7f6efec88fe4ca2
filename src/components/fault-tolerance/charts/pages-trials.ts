import type { Plane } from "../../kit/plot-plane.ts";
import type { Trial } from "../../kit/view.ts";
import { deltas, time } from "./pages-words.ts";

/** A run without a kill shows no resume, so its trial has no place. */
export const withKill = ({ shown }: Trial): boolean => Number.isFinite(shown.runWorstResume);

/** A trial at its slowest resume, over the longest chain that was read; past the frame it stays on its edge. */
export const trialPlace =
  (frame: Plane, most: { readonly chain: number; readonly resume: number }) =>
  ({ shown }: Trial) => ({
    left: frame.x(Math.min(most.chain, shown.runLongestChain ?? Number.NaN)),
    top: frame.y(Math.min(most.resume, shown.runWorstResume ?? Number.NaN)),
  });

/** What the last trial found, in a sentence. */
export function lastTrial(trials: readonly Trial[]): string {
  const last = trials.at(-1);
  if (!last) return "No trial yet: the curve of this unseen page table stays hidden while you search.";
  const set = `Trial ${last.number}, with ${deltas(Number(last.settings.deltas))} before a new base,`;
  const { runWorstResume = Number.NaN, runLongestChain = 0 } = last.shown;
  return withKill(last)
    ? `${set} took ${time(runWorstResume)} for its slowest resume; its longest chain was ${deltas(runLongestChain)}.`
    : `${set} met no kill in five minutes.`;
}
