import { fixed, tell } from "../../../sim/core/quantity.ts";
import type { LoopStaging } from "../../../sim/fault-tolerance/loop-staging.ts";
import { MEGABYTE } from "../../../sim/fault-tolerance/parts/loop-car.ts";
import { STATES } from "../../kit/states.ts";
import type { Trial } from "../../kit/view.ts";

/** What the loop's charts have in common: how they name things, and what they draw them with. */

export type LoopFrame = LoopStaging["strip"]["frames"][number];

export const time = (seconds: number): string => tell(seconds, { style: "duration" });
/** At most so many digits, without the noughts that say nothing: 8.9, 27, 1,000. */
export const trimmed = (value: number, digits: number): string => {
  const rounded = Number(value.toPrecision(digits));
  return fixed(rounded, (String(rounded).split(".")[1] ?? "").length);
};
/** A loop's time (ms), told so closely that it differs from the deadline wherever it is late. */
export const loopMs = (milliseconds: number): string => `${trimmed(milliseconds, 5)}\u00a0ms`;
export const size = (bytes: number): string => tell(bytes, { style: "bytes", digits: 3 });

/** A loop computes, which is its use, and may copy, which is its checkpoint. */
export const LOOP_STATES = {
  computing: { ...STATES.useful, name: "computing" },
  copy: { ...STATES.checkpoint, name: "copy" },
} as const;

/** A frame whose tick passed while another loop ran. */
export const DROPPED = { fill: "var(--failed)", texture: "url(#hatch)" } as const;

/** Whole world model S (B), by what the model tells of its copy. */
export const stateOf = ({ shadowTime, largestChunk, worstSlack }: LoopStaging): number =>
  (shadowTime * largestChunk) / worstSlack;

/** Bytes that one loop copies now: a chunk, or all of the world model. */
export const copiedOf = (model: LoopStaging): number =>
  model.mode === "chunked" ? (model.chunkTime * model.largestChunk) / model.worstSlack : stateOf(model);

/** Share of the run's copying loops that ended late. */
export const lateShareOf = ({ run }: LoopStaging): number => run.late / run.copyingPasses;

export const chunkOf = ({ settings }: Trial): number => Number(settings.chunk) * MEGABYTE;
