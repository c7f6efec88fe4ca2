import type { Response, StepName } from "../../../sim/fleet-orchestration/parts/elastic-levers.ts";
import type { Phase } from "../../../sim/fleet-orchestration/parts/elastic-responses.ts";
import { textWidth } from "../../kit/place-labels.ts";

/** The four responses as charts name them, in the order of their rows. */
export const RESPONSES: readonly { readonly of: Response; readonly name: string; readonly short: string }[] = [
  { of: "wait", name: "Crash and wait for repair", short: "wait" },
  { of: "spare", name: "Restart on spares", short: "spares" },
  { of: "drop", name: "Elastic, dropping replicas", short: "drop replicas" },
  { of: "reshard", name: "Elastic, re-sharded", short: "re-shard" },
];

/** What the job does in a phase, in a word or two. */
export const DOING: Readonly<Record<Phase["doing"], string>> = {
  detect: "Detect",
  drain: "Drain",
  reform: "Re-form",
  reshard: "Reshard",
  resume: "Resume",
  stalled: "Stalled",
  repair: "Wait for the repair",
  spares: "Start the spares",
  restart: "Restart and load",
  redo: "Do lost work again",
  shrunk: "Train with fewer",
  full: "Train, whole again",
};

/** A step of the plan, with a verb: what goes on while it is done. */
export const GOING_ON: Readonly<Record<StepName, string>> = {
  detect: "nobody knows yet which nodes are dead",
  drain: "the live nodes leave the step in hand",
  reform: "the ring is formed anew around the dead nodes",
  reshard: "samples and shards are dealt to live nodes",
  resume: "the first step runs on the new ring",
};

/** Words in lines of at most so many pixels. */
export function inLines(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || textWidth(longer) > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
