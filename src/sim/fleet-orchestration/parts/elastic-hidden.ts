import { random } from "../../core/random.ts";
import { NODES } from "./elastic-layout.ts";
import type { RescaleParams } from "./elastic-levers.ts";

/** Draws of the search's job come from their own stream. */
const STREAM = 97;
const SIZES = ["1", "2", "4", "5"] as const;

/**
 * The job of the search: so many nodes fail, scattered over replicas whose size nobody tells, and its spares and its ring take their
 * own time. The break-even lies between 20 min and a shift.
 */
export function hiddenRescale(seed: number): Partial<RescaleParams> {
  const chance = random(seed, STREAM);
  const replica = SIZES[chance.below(SIZES.length)] ?? "1";
  // About as many replicas are hit whatever their size.
  const most = NODES / 10 / Number(replica);
  return {
    response: "drop",
    order: "detect,drain,reform,reshard,resume",
    batch: "global",
    placement: "scattered",
    replica,
    failed: Math.max(2, Math.round(most * (1 + chance.uniform()))),
    spareTime: 15 + chance.below(26),
    sinceSave: chance.below(11),
    spares: 25,
    detection: 20 + chance.below(101),
    formation: 10 + chance.below(51),
    compute: 8,
    gradients: 1,
    bandwidth: 50,
    latency: 5,
    seed: 1 + chance.below(999_999),
  };
}
