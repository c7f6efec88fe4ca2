import { random } from "../../core/random.ts";
import type { DetectiveParams } from "./sdc-levers.ts";
import type { MixName } from "./sdc-mixes.ts";

const STREAM = 99;
const HIDDEN: readonly MixName[] = ["memory", "memory", "compute", "unit", "even"];
/** Demands that a set can meet, in percent of the faults that change an output. */
const DEMANDS = [80, 90, 95, 98] as const;
/** How long a fault may go unseen (ms). */
const ALLOWED = [200, 1000, 5000] as const;

/** The case of the search: what is demanded is told, where the faults come from is not. The network and the time of a frame are the track’s own. */
export function hiddenCase(seed: number): Partial<DetectiveParams> {
  const chance = random(seed, STREAM);
  return {
    mix: HIDDEN[chance.below(HIDDEN.length)] ?? "even",
    coverageWanted: DEMANDS[chance.below(DEMANDS.length)] ?? 90,
    allowed: ALLOWED[chance.below(ALLOWED.length)] ?? ALLOWED[0],
  };
}
