import { FAILED } from "./cluster.ts";
import type { Fleet } from "./fleet.ts";
import { wholeNodesOf } from "./jobs.ts";
import { NodeSet } from "./node-set.ts";
import type { Reservation } from "./promises.ts";
import { type Contiguity, GPUS_PER_NODE, type Shape } from "./shape.ts";

/** When a node has so many GPUs free by the estimates, on the work clock; Infinity for one that is held. */
function freeTick(fleet: Fleet, node: number, size: number): number {
  const { cluster, releases } = fleet;
  if (cluster.isUp(node)) return releases.freeAt(node, size, cluster);
  if (cluster.state[node] !== FAILED) return Infinity;
  return fleet.workClock + ((fleet.repairAt[node] ?? Infinity) - fleet.now) * fleet.speed;
}

/** The moment at which the work clock shows a tick, at the speed of now (s). */
const momentOf = ({ now, workClock, speed }: Fleet, tick: number): number =>
  now + Math.max(0, Math.ceil((tick - workClock) / speed));

interface Promised {
  readonly shadow: number;
  readonly nodes: readonly number[];
}

/** The node that first has room for a job of at most eight GPUs. */
function firstNode(fleet: Fleet, size: number): Promised {
  let first = 0;
  let least = Infinity;
  for (let node = 0; node < fleet.settings.shape.nodes; node++) {
    const tick = freeTick(fleet, node, size);
    if (tick < least) [first, least] = [node, tick];
  }
  return { nodes: [first], shadow: momentOf(fleet, least) };
}

/** Of the nodes from one number up to another, those that are free first; of equal ones those with the least numbers. */
function firstFree(times: Float64Array, count: number, from: number, to: number): Promised {
  if (to - from < count) return { nodes: [], shadow: Infinity };
  const shadow = times.slice(from, to).sort()[count - 1] ?? Infinity;
  const nodes: number[] = [];
  for (let node = from; node < to; node++) if ((times[node] ?? 0) < shadow) nodes.push(node);
  for (let node = from; node < to && nodes.length < count; node++) if (times[node] === shadow) nodes.push(node);
  return { nodes, shadow };
}

/** The run of adjacent nodes in one pod that is free first, and of equal ones that with the least numbers. */
function firstRun(times: Float64Array, count: number, { nodes, nodesPerPod }: Shape): Promised {
  let best: { readonly from: number; readonly shadow: number } = { from: nodes, shadow: Infinity };
  // Nodes of the run at hand, each freed later than all after it: the first is the run’s last to be free.
  const late = new Int32Array(nodes);
  const at = (place: number): number => times[late[place] ?? 0] ?? Infinity;
  for (let pod = 0; pod < nodes; pod += nodesPerPod) {
    let [first, end] = [0, 0];
    for (let node = pod; node < Math.min(nodes, pod + nodesPerPod); node++) {
      while (end > first && at(end - 1) <= (times[node] ?? Infinity)) end--;
      late[end++] = node;
      const from = node + 1 - count;
      if ((late[first] ?? 0) < from) first++;
      if (from >= pod && at(first) < best.shadow) best = { from, shadow: at(first) };
    }
  }
  return {
    shadow: best.shadow,
    nodes: best.from === nodes ? [] : Array.from({ length: count }, (_, i) => best.from + i),
  };
}

function promise(times: Float64Array, count: number, contiguity: Contiguity, shape: Shape): Promised {
  const { nodes, nodesPerPod } = shape;
  if (contiguity === "any") return firstFree(times, count, 0, nodes);
  if (contiguity === "strict") return firstRun(times, count, shape);
  let best: Promised = { shadow: Infinity, nodes: [] };
  for (let from = 0; from < nodes; from += nodesPerPod) {
    const found = firstFree(times, count, from, Math.min(nodes, from + nodesPerPod));
    if (found.shadow < best.shadow) best = found;
  }
  return best;
}

/** The nodes that are whole first, under what is required of a gang's nodes. */
function firstWhole(fleet: Fleet, size: number): Promised {
  const { shape, contiguity } = fleet.settings;
  const times = new Float64Array(shape.nodes);
  for (let node = 0; node < shape.nodes; node++) times[node] = momentOf(fleet, freeTick(fleet, node, GPUS_PER_NODE));
  return promise(times, wholeNodesOf(size), contiguity, shape);
}

/**
 * Whether a reservation would be the same if it were made anew. Only nodes that changed since can say otherwise: one that is reserved, or one
 * that has room by the shadow time now.
 */
export function isStillFirst(fleet: Fleet, { job, shadow, nodes }: Reservation): boolean {
  if (shadow < fleet.now) return false;
  const size = Math.min(GPUS_PER_NODE, fleet.jobs.sizeOf(job));
  return !fleet.touched.some((node) => nodes.has(node) || momentOf(fleet, freeTick(fleet, node, size)) <= shadow);
}

/**
 * The reservation of a job that does not fit: the nodes that by the estimates have room for it first, and when. Made anew at every moment at
 * which that changes it is only ever earlier, as long as runs keep to their estimates: what passes the head on its nodes ends by then.
 */
export function reserve(fleet: Fleet, job: number): Reservation {
  const { shape } = fleet.settings;
  const size = fleet.jobs.sizeOf(job);
  const { shadow, nodes } = size <= GPUS_PER_NODE ? firstNode(fleet, size) : firstWhole(fleet, size);
  const set = new NodeSet(shape.nodes);
  for (const node of nodes) set.add(node);
  return { job, shadow, nodes: set };
}
