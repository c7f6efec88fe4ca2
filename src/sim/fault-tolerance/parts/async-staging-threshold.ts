import { stagingFlow } from "./async-staging-flow.ts";
import type { StagingSettings } from "./async-staging-rates.ts";

/** Each halves the bracket: 24 leave 6e-8 of a snapshot. */
const HALVINGS = 24;

/** What the threshold may depend on. */
type Rates = Pick<StagingSettings, "nodes" | "shard" | "copyRate" | "drainRate" | "storeRate" | "portRate">;

/** Least buffer with which the simulated fleet writes nothing through (B): by bisection, without the law. */
export function thresholdFound(rates: Rates): number {
  const storms = (buffer: number): boolean =>
    stagingFlow({ ...rates, strategy: "asyncDram", whenFull: "writeThrough", groups: 1, interval: 0, buffer }).spilled >
    0;
  if (!storms(0)) return 0;
  let low = 0;
  let high = rates.shard; // holds the whole snapshot, so it never fills before the copy ends
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (storms(middle)) low = middle;
    else high = middle;
  }
  return high;
}
