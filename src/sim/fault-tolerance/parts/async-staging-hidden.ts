import { random } from "../../core/random.ts";
import type { StagingParams } from "./async-staging-levers.ts";

/** What a reader may know of the hidden fleet: the store takes every snapshot within 6 minutes, and the next comes after ten. */
const INTERVAL = 600;
const MODELS = ["70B", "175B", "405B"] as const;
const SIZES = [32, 64, 128, 512, 1024, 2048] as const;
const STORES = [20, 50, 100] as const;
const COPY_RATES = [120, 160, 200] as const;
/** The hidden drain rate lies between these shares of the copy rate: drives that have worn, or that others use too. */
const LEAST_DRAIN = 0.05;
const MOST_DRAIN = 0.5;

/** Draws of the search's fleet come from their own stream. */
const STREAM = 99;

/** The fleet of the search: strategy, interval, snapshot, copy rate and store are told, the drain rate is not; so the threshold is S times 0.5 to 0.95. */
export function hiddenStaging(seed: number): Partial<StagingParams> {
  const chance = random(seed, STREAM);
  const pick = <T>(from: readonly [T, ...T[]]): T => from[chance.below(from.length)] ?? from[0];
  const modelSize = pick(MODELS);
  const nodes = pick(SIZES);
  const storeRate = pick(STORES);
  const copyRate = pick(COPY_RATES);
  const share = LEAST_DRAIN * (MOST_DRAIN / LEAST_DRAIN) ** chance.uniform();
  return {
    strategy: "asyncDram", // no other fills a buffer
    interval: INTERVAL,
    modelSize,
    nodes,
    storeRate,
    copyRate,
    drainRate: Number((copyRate * share).toPrecision(4)), // a lever keeps four digits
    groups: 1,
    whenFull: "writeThrough",
    mtbf: 4,
  };
}
