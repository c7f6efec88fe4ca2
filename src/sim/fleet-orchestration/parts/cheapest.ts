import type { Contiguity, Shape } from "./shape.ts";

/** What it costs to empty each node; Infinity where it cannot be. */
export type Costs = Float64Array;

const sum = (costs: Costs, nodes: readonly number[]): number =>
  nodes.reduce((all, node) => all + (costs[node] ?? 0), 0);

function cheapestOf(costs: Costs, count: number, from: number, to: number): readonly number[] | undefined {
  const nodes = Array.from({ length: to - from }, (_, i) => from + i).filter((node) => (costs[node] ?? 0) < Infinity);
  if (nodes.length < count) return undefined;
  return nodes.sort((a, b) => (costs[a] ?? 0) - (costs[b] ?? 0) || a - b).slice(0, count);
}

/** The cheapest window of adjacent nodes within a pod. */
function cheapestRun(costs: Costs, count: number, { nodes, nodesPerPod }: Shape): readonly number[] | undefined {
  let best = Infinity;
  let from = -1;
  for (let first = 0; first + count <= nodes; first++) {
    if (Math.floor(first / nodesPerPod) !== Math.floor((first + count - 1) / nodesPerPod)) continue;
    let cost = 0;
    for (let node = first; node < first + count && cost < best; node++) cost += costs[node] ?? 0;
    if (cost < best) [best, from] = [cost, first];
  }
  return from < 0 ? undefined : Array.from({ length: count }, (_, i) => from + i);
}

/** The nodes that cost least to empty, under what is required of a gang's nodes; of equally cheap ones those with the least numbers. */
export function cheapestNodes(
  costs: Costs,
  count: number,
  contiguity: Contiguity,
  shape: Shape,
): readonly number[] | undefined {
  const { nodes, nodesPerPod } = shape;
  if (contiguity === "any") return cheapestOf(costs, count, 0, nodes);
  if (contiguity === "strict") return cheapestRun(costs, count, shape);
  let best: readonly number[] | undefined;
  for (let from = 0; from < nodes; from += nodesPerPod) {
    const found = cheapestOf(costs, count, from, Math.min(nodes, from + nodesPerPod));
    if (found && (!best || sum(costs, found) < sum(costs, best))) best = found;
  }
  return best;
}
