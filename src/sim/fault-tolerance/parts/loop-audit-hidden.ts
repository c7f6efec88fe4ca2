import { random } from "../../core/random.ts";
import type { LoopAuditParams } from "./loop-audit-levers.ts";

/** What a reader may know of the hidden fleet: its cars, the domains of each, and its world model (MB). */
const FLEETS = [50, 80, 120, 200, 300, 500] as const;
const DOMAINS = [1, 2, 3, 4, 6, 8] as const;
/** At 32 GB/s all of them fit the slack of 2.8 ms: the interval alone is sought. */
const SIZES = [24, 32, 48, 64, 80] as const;
/** The hidden MTBF of one domain lies between these, evenly in its logarithm (h). */
const LEAST_MTBF = 4;
const MOST_MTBF = 40;

/** Draws of the search's fleet come from their own stream. */
const STREAM = 99_000_000;

/**
 * The fleet of the search: its size, the domains and the copy are told, the MTBF is not. A trial tells the resets of the whole
 * fleet that day. They come N times as often as one car's: who takes them for one car's saves √N times too often.
 */
export function hiddenCars(seed: number): Partial<LoopAuditParams> {
  const chance = random(seed, STREAM);
  const pick = <T>(of: readonly [T, ...T[]]): T => of[chance.below(of.length)] ?? of[0];
  return {
    cars: pick(FLEETS),
    domains: pick(DOMAINS),
    stateSize: pick(SIZES),
    domainMtbf: Number((LEAST_MTBF * (MOST_MTBF / LEAST_MTBF) ** chance.uniform()).toPrecision(4)),
    bandwidth: 32,
    computeTime: 7.2,
    restartTime: 350,
  };
}
