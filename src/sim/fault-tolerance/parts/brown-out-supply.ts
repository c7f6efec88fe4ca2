import { random } from "../../core/random.ts";

/** Brown-outs of a run. */
export const BROWN_OUTS = 1000;
/** Mean time of good supply between two brown-outs (s), as in the track's first part. */
export const MEAN_UP = 2;
/** A short spike lasts so long in the mean, a long outage so long (s): this lab's assumption. */
export const MEAN_SPIKE = 0.05;
export const MEAN_OUTAGE = 1;
/** Share of short spikes where both kinds come. */
const SPIKE_SHARE = 2 / 3;
/** An outage that outlasts the capacitor lasts this many times what it can feed at most, and more by chance. */
const OUTLASTS = 1.01;

export type SpikeLaw = "mixed" | "spikes" | "outages";

/** One time of good supply and the brown-out after it (s). */
export interface SupplyGap {
  readonly up: number;
  readonly out: number;
}

/**
 * The seeded supply: exponential times of good supply, each followed by a brown-out, in which it gives nothing.
 *
 * @param longest the time for which a full capacitor can feed work and a save together (s); an outage under `outages` is longer
 */
export function supplyGaps(law: SpikeLaw, longest: number, seed: number): readonly SupplyGap[] {
  const chance = random(seed);
  return Array.from({ length: BROWN_OUTS }, () => {
    const up = MEAN_UP * chance.exponential();
    const isSpike = law === "spikes" || (law === "mixed" && chance.uniform() < SPIKE_SHARE);
    const drawn = (isSpike ? MEAN_SPIKE : MEAN_OUTAGE) * chance.exponential();
    return { up, out: law === "outages" ? OUTLASTS * longest + drawn : drawn };
  });
}
