import { FAILED } from "./cluster.ts";
import type { Fleet } from "./fleet.ts";
import { wholeNodesOf } from "./jobs.ts";
import { NodeSet } from "./node-set.ts";
import type { Reservation } from "./promises.ts";
import { type Contiguity, GPUS_PER_NODE, type Shape } from "./shape.ts";

/** When a node has so many GPUs free by the estimates (s); Infinity for one that is held. */
function freeTime(fleet: Fleet, node: number, size: number): number {
  const { cluster, now, releases } = fleet;
  if (cluster.state[node] === FAILED) return fleet.repairAt[node] ?? Infinity;
  if (!cluster.isUp(node)) return Infinity;
  const tick = releases.freeAt(node, size, cluster);
  return now + Math.max(0, Math.ceil((tick - fleet.workClock) / fleet.speed));
}

interface Promised {
  readonly shadow: number;
  readonly nodes: readonly number[];
}

/** Of the nodes from one number up to another, those that are free first. */
function firstFree(times: Float64Array, count: number, from: number, to: number): Promised {
  const nodes = Array.from({ length: to - from }, (_, i) => from + i)
    .sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b)
    .slice(0, count);
  return { nodes, shadow: nodes.length < count ? Infinity : (times[nodes.at(-1) ?? 0] ?? Infinity) };
}

function promise(times: Float64Array, count: number, contiguity: Contiguity, shape: Shape): Promised {
  const { nodes, nodesPerPod } = shape;
  if (count === 1) {
    const node = times.indexOf(times.reduce((least, time) => Math.min(least, time), Infinity));
    return { nodes: [node], shadow: times[node] ?? Infinity };
  }
  if (contiguity === "any") return firstFree(times, count, 0, nodes);
  let best: Promised = { shadow: Infinity, nodes: [] };
  const step = contiguity === "pod" ? nodesPerPod : 1;
  for (let from = 0; from < nodes; from += step) {
    const podEnd = Math.min(nodes, (Math.floor(from / nodesPerPod) + 1) * nodesPerPod);
    const to = contiguity === "pod" ? podEnd : from + count;
    if (to > podEnd) continue;
    const found = firstFree(times, count, from, to);
    if (found.shadow < best.shadow) best = found;
  }
  return best;
}

/**
 * The reservation of a job that does not fit: the nodes that by the estimates have room for it first, and when. A job keeps its
 * reservation while it is the head: each that is made anew could only be as early, as runs keep to their estimates.
 */
export function reserve(fleet: Fleet, job: number): Reservation {
  const { shape, contiguity } = fleet.settings;
  const size = fleet.jobs.sizeOf(job);
  const count = wholeNodesOf(size);
  const times = new Float64Array(shape.nodes);
  for (let node = 0; node < shape.nodes; node++) times[node] = freeTime(fleet, node, Math.min(size, GPUS_PER_NODE));
  const { shadow, nodes } = promise(times, count, contiguity, shape);
  const set = new NodeSet(shape.nodes);
  for (const node of nodes) set.add(node);
  return { job, shadow, nodes: set };
}
