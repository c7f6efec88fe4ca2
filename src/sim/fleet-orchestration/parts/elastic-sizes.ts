import { random } from "../../core/random.ts";
import { quantile } from "../../core/statistics.ts";
import { survivingCapacity } from "../../laws/elastic.ts";
import { brokenReplicas, failedFrom, NODES, type Placement } from "./elastic-layout.ts";

/** Nodes of a replica: what divides 100 and is a share or a multiple of a rack. */
export const SIZES = [1, 2, 4, 5, 10, 20] as const;

/** What is left with replicas of one size, as shares of the replicas. */
export interface SizeLeft {
  readonly size: number;
  /** The law's mean for scattered failures. */
  readonly scattered: number;
  /** Of the draws: mean, and what 90 in 100 lie between. */
  readonly drawn: { readonly mean: number; readonly low: number; readonly high: number };
  readonly racks: { readonly mean: number; readonly low: number; readonly high: number };
}

const DRAWS = 200;
const STREAM = 62;

function leftIn(rows: readonly (readonly number[])[], size: number): SizeLeft["drawn"] {
  const left = rows.map((dead) => 1 - (brokenReplicas(dead, size) * size) / NODES).sort((a, b) => a - b);
  return {
    mean: left.reduce((sum, share) => sum + share, 0) / left.length,
    low: quantile(left, 0.05),
    high: quantile(left, 0.95),
  };
}

/**
 * Replica sizes against what so many failures leave, by the law and by 200 seeded draws of each placement: the draws know no law.
 *
 * @param failed failed nodes
 */
export function sizesLeft(failed: number): readonly SizeLeft[] {
  const rows = (placement: Placement) =>
    Array.from({ length: DRAWS }, (_, i) => failedFrom(random(i + 1, STREAM), failed, placement));
  const [scattered, racks] = [rows("scattered"), rows("racks")];
  return SIZES.map((size) => ({
    size,
    scattered: survivingCapacity({ replicas: NODES / size, nodesPerReplica: size, failedNodes: failed }),
    drawn: leftIn(scattered, size),
    racks: leftIn(racks, size),
  }));
}
