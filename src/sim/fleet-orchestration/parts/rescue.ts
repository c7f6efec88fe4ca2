import { cheapestNodes } from "./cheapest.ts";
import { DRAINING } from "./cluster.ts";
import type { Fleet } from "./fleet.ts";
import type { SizeClass } from "./job-queue.ts";
import { NEVER, wholeNodesOf } from "./jobs.ts";
import { NOWHERE, nodeFor } from "./placement.ts";
import { atRisk, FULL_SPEED } from "./progress.ts";
import { mayStop } from "./settings.ts";
import { GPUS_PER_NODE } from "./shape.ts";

/** Nodes are looked for again after so long (s): most of what ends in between changes nothing. */
const RETRY = 60;

/** Of two sets of nodes that lose as much work, the one with fewer GPUs in use. */
const TIE = 1e-6;

const inUse = (fleet: Fleet, node: number): number => GPUS_PER_NODE - fleet.cluster.freeOn(node);

/** Work that emptying a node by force would lose (GPU-s); jobs of equal priority are not touched. */
function costOfStopping(fleet: Fleet, node: number, priority: number): number {
  if (!fleet.cluster.isUp(node)) return Infinity;
  let cost = TIE * inUse(fleet, node);
  for (const job of fleet.cluster.jobsOn(node)) {
    if ((fleet.jobs.work.priority[job] ?? 0) >= priority) return Infinity;
    cost += atRisk(fleet, job);
  }
  return cost;
}

/** A job that needs whole nodes, or one that goes before others and needs a whole one: nodes may be emptied for it. */
const isGang = ({ size, priority }: Pick<SizeClass, "size" | "priority">): boolean =>
  size > GPUS_PER_NODE || (size === GPUS_PER_NODE && priority > 0);

const isPartOfGang = ({ jobs }: Fleet, job: number): boolean =>
  isGang({ size: jobs.sizeOf(job), priority: jobs.work.priority[job] ?? 0 });

/**
 * What moving the jobs of a node asks of the others: the squares of their GPUs, because large jobs find room least. By GPUs alone some fifty
 * jobs would be left without room in the audit's cluster, and by squares none. Gangs stay where they are.
 */
function costOfMoving(fleet: Fleet, node: number): number {
  if (!fleet.cluster.isUp(node)) return Infinity;
  return fleet.cluster.jobsOn(node).some((job) => isPartOfGang(fleet, job))
    ? Infinity
    : fleet.cluster.jobsOn(node).reduce((sum, job) => sum + fleet.jobs.sizeOf(job) ** 2, 0);
}

const jobsOf = (fleet: Fleet, nodes: readonly number[]): number[] => [
  ...new Set(nodes.flatMap((node) => fleet.cluster.jobsOn(node))),
];

function begin(fleet: Fleet, from: SizeClass, nodes: readonly number[], by: "kill" | "migration", time: number): void {
  const job = from.at(0);
  fleet.queue.remove(from, 0);
  fleet.rescue = { job, nodes, by, until: fleet.now + time };
  fleet.reservation = undefined;
  fleet.rescueTried = NEVER;
}

function migrate(fleet: Fleet, from: SizeClass, nodes: readonly number[]): void {
  const { settings, cluster, jobs, now } = fleet;
  const job = from.at(0);
  const leaving = jobsOf(fleet, nodes).sort((a, b) => jobs.sizeOf(b) - jobs.sizeOf(a) || a - b);
  begin(fleet, from, nodes, "migration", settings.migrationTime);
  for (const node of nodes) fleet.hold(node);
  let [stopped, lost] = [0, 0];
  for (const one of leaving) {
    const to = nodeFor(cluster, jobs.sizeOf(one), "pack");
    if (to !== NOWHERE) fleet.move(one, to);
    else {
      stopped++;
      lost += fleet.stop(one);
    }
  }
  fleet.migrations++;
  fleet.speed = FULL_SPEED - settings.migrationTax;
  const moved = leaving.length - stopped;
  fleet.occurrences.add({ what: "migration", time: now, job, nodes: nodes.length, moved, stopped, lost });
}

function kill(fleet: Fleet, from: SizeClass, nodes: readonly number[]): void {
  const { settings, now } = fleet;
  const job = from.at(0);
  const leaving = jobsOf(fleet, nodes);
  begin(fleet, from, nodes, "kill", settings.killTime);
  for (const node of nodes) fleet.hold(node);
  let lost = 0;
  for (const one of leaving) lost += fleet.stop(one);
  fleet.kills += leaving.length;
  fleet.occurrences.add({
    what: "kill",
    time: now,
    job,
    nodes: nodes.length,
    moved: 0,
    stopped: leaving.length,
    lost,
  });
}

/**
 * Empties nodes for a job that needs whole ones and finds none, by the switches that are on. Moving comes first, where as much is free as
 * the gang needs: it loses no work but that of jobs for which no room is found, which are stopped. One gang at a time. A job that is moved runs on at its new place from the first moment, and its old node is held
 * for as long as the migration takes.
 *
 * @param from the class whose first job is the gang
 * @returns whether nodes are now being emptied
 */
export function rescue(fleet: Fleet, from: SizeClass): boolean {
  const { settings, cluster, jobs } = fleet;
  if (fleet.rescue || !isGang(from) || fleet.now < fleet.rescueTried + RETRY) return false;
  fleet.rescueTried = fleet.now;
  const { shape, contiguity } = settings;
  const count = wholeNodesOf(from.size);
  const choose = (cost: (node: number) => number) =>
    cheapestNodes(
      Float64Array.from({ length: shape.nodes }, (_, node) => cost(node)),
      count,
      contiguity,
      shape,
    );
  if (settings.defragmentation && cluster.free >= from.size) {
    const nodes = choose((node) => costOfMoving(fleet, node));
    if (nodes) {
      migrate(fleet, from, nodes);
      return true;
    }
  }
  if (!mayStop(settings)) return false;
  const priority = jobs.work.priority[from.at(0)] ?? 0;
  const nodes = priority > 0 ? choose((node) => costOfStopping(fleet, node, priority)) : undefined;
  if (nodes) kill(fleet, from, nodes);
  return nodes !== undefined;
}

/** The time is over: the gang starts on its nodes, or, if one of them broke meanwhile, waits again. */
export function endRescue(fleet: Fleet): void {
  const { rescue: over, cluster, now } = fleet;
  if (!over) return;
  const { job, nodes } = over;
  fleet.rescue = undefined;
  fleet.reservation = undefined; // its moments are by the speed that was
  fleet.speed = FULL_SPEED;
  const held = nodes.filter((node) => cluster.state[node] === DRAINING);
  for (const node of held) fleet.offer(node);
  if (held.length === nodes.length) {
    fleet.start(job, nodes);
    fleet.occurrences.add({ what: "started", time: now, job });
  } else {
    fleet.enqueue(job);
    fleet.occurrences.add({ what: "undone", time: now, job });
  }
}
