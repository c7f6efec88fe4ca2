import type { Cluster } from "./cluster.ts";
import type { NodeSet } from "./node-set.ts";
import { type Contiguity, GPUS_PER_NODE } from "./shape.ts";

/** Where a small job goes: to the emptiest node (Kubernetes' LeastAllocated), or to the fullest that has room (MostAllocated). */
export type Manner = "spread" | "pack";

/** No node has room. */
export const NOWHERE = -1;

/**
 * The node for a job of at most eight GPUs; of equally good ones that with the least number.
 *
 * @param except nodes that may not be used
 */
export function nodeFor(cluster: Cluster, size: number, manner: Manner, except?: NodeSet): number {
  const { byFree } = cluster;
  for (let step = size; step <= GPUS_PER_NODE; step++) {
    const set = byFree[manner === "pack" ? step : GPUS_PER_NODE + size - step];
    const node = set === undefined ? NOWHERE : except ? set.firstWithout(except) : set.first();
    if (node >= 0) return node;
  }
  return NOWHERE;
}

const isWhole = (cluster: Cluster, node: number, except?: NodeSet): boolean =>
  cluster.isUp(node) && cluster.used[node] === 0 && !except?.has(node);

/** The first `count` whole nodes from one number up to another. */
function wholeWithin(cluster: Cluster, count: number, from: number, to: number, except?: NodeSet): number[] {
  const nodes: number[] = [];
  for (let node = from; node < to && nodes.length < count; node++) if (isWhole(cluster, node, except)) nodes.push(node);
  return nodes;
}

/** Runs of adjacent whole nodes; a run ends with its pod. */
function* runsOf(cluster: Cluster, except?: NodeSet): Generator<readonly [from: number, length: number]> {
  const { nodes, nodesPerPod } = cluster.shape;
  let from = 0;
  for (let node = 0; node <= nodes; node++) {
    const goes = node < nodes && isWhole(cluster, node, except);
    if (!goes || node % nodesPerPod === 0) {
      if (node > from) yield [from, node - from];
      from = goes ? node : node + 1;
    }
  }
}

/** The pod with the fewest whole nodes that suffice. */
function fittingPod(cluster: Cluster, count: number, except?: NodeSet): readonly number[] | undefined {
  const { nodes, nodesPerPod } = cluster.shape;
  let best: readonly number[] | undefined;
  for (const [pod, whole] of cluster.wholeInPod.entries()) {
    if (whole < count) continue;
    const end = Math.min(nodes, (pod + 1) * nodesPerPod);
    const found = wholeWithin(cluster, nodesPerPod, pod * nodesPerPod, end, except);
    if (found.length >= count && (!best || found.length < best.length)) best = found;
  }
  return best?.slice(0, count);
}

/**
 * Whole nodes for a gang, or none: any of them, those of one pod (the one that has the fewest to spare), or a run of adjacent ones
 * (the shortest that is long enough).
 *
 * @param except nodes that may not be used
 */
export function wholeNodesFor(
  cluster: Cluster,
  count: number,
  contiguity: Contiguity,
  except?: NodeSet,
): readonly number[] | undefined {
  if (cluster.wholeNodes < count) return undefined;
  if (contiguity === "pod") return fittingPod(cluster, count, except);
  if (contiguity === "any") {
    const nodes = wholeWithin(cluster, count, 0, cluster.shape.nodes, except);
    return nodes.length < count ? undefined : nodes;
  }
  let best: readonly [from: number, length: number] | undefined;
  for (const run of runsOf(cluster, except)) if (run[1] >= count && (!best || run[1] < best[1])) best = run;
  return best && Array.from({ length: count }, (_, i) => (best?.[0] ?? 0) + i);
}

/** The largest gang that could start now (GPUs). */
export function largestGang(cluster: Cluster, contiguity: Contiguity): number {
  if (contiguity === "any") return cluster.wholeNodes * GPUS_PER_NODE;
  let most = 0;
  if (contiguity === "pod") for (const whole of cluster.wholeInPod) most = Math.max(most, whole);
  else for (const [, length] of runsOf(cluster)) most = Math.max(most, length);
  return most * GPUS_PER_NODE;
}
