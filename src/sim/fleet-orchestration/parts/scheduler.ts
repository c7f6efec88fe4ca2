import { backfill } from "./backfill.ts";
import type { Fleet } from "./fleet.ts";
import type { SizeClass } from "./job-queue.ts";
import { wholeNodesOf } from "./jobs.ts";
import { NOWHERE, nodeFor, wholeNodesFor } from "./placement.ts";
import { rescue } from "./rescue.ts";
import { reserve } from "./reservation.ts";
import { mannerOf } from "./settings.ts";
import { GPUS_PER_NODE } from "./shape.ts";

function placeOf(fleet: Fleet, size: number): readonly number[] | undefined {
  const { cluster, settings } = fleet;
  if (size > GPUS_PER_NODE) return wholeNodesFor(cluster, wholeNodesOf(size), settings.contiguity);
  const node = nodeFor(cluster, size, mannerOf(settings));
  return node === NOWHERE ? undefined : [node];
}

/** Starts the first job of a class, if there is room. */
function startFirst(fleet: Fleet, from: SizeClass): boolean {
  if (from.stuck) return false;
  const nodes = placeOf(fleet, from.size);
  if (!nodes) {
    from.stuck = true;
    return false;
  }
  const job = from.at(0);
  fleet.queue.remove(from, 0);
  fleet.start(job, nodes);
  if (from.size > GPUS_PER_NODE) fleet.occurrences.add({ what: "started", time: fleet.now, job });
  return true;
}

function tellBlocked(fleet: Fleet, from: SizeClass): void {
  const { cluster, now } = fleet;
  const job = from.at(0);
  if (from.size <= GPUS_PER_NODE || fleet.blockedTold.has(job)) return;
  fleet.blockedTold.add(job);
  fleet.occurrences.add({ what: "blocked", time: now, job, free: cluster.free, whole: cluster.wholeNodes });
}

/** In order of submission until one does not fit. @returns the class that it is of */
function inOrder(fleet: Fleet): SizeClass | undefined {
  for (;;) {
    const from = fleet.queue.first(false);
    if (!from) return undefined;
    if (startFirst(fleet, from)) continue;
    tellBlocked(fleet, from);
    return from;
  }
}

/** Strict order: while nodes are emptied for the head, nothing passes it. */
function strictly(fleet: Fleet): void {
  if (fleet.rescue) return;
  const head = inOrder(fleet);
  if (head) rescue(fleet, head);
}

function withBackfill(fleet: Fleet): void {
  let head = inOrder(fleet);
  if (head && rescue(fleet, head)) head = inOrder(fleet);
  if (!head) return;
  const job = head.at(0);
  const { reservation: kept, now } = fleet;
  if (kept?.job !== job || kept.shadow < now) fleet.reservation = reserve(fleet, job);
  if (fleet.reservation) backfill(fleet, fleet.reservation);
}

/** Any job that fits, the first submitted first. */
function anyThatFits(fleet: Fleet): void {
  for (let from = fleet.queue.first(true); from; from = fleet.queue.first(true)) {
    if (startFirst(fleet, from)) continue;
    tellBlocked(fleet, from);
    rescue(fleet, from);
  }
}

/** Starts what the policy lets start now. */
export function schedule(fleet: Fleet): void {
  switch (fleet.settings.policy) {
    case "bestFit":
      anyThatFits(fleet);
      break;
    case "easy":
      withBackfill(fleet);
      break;
    default:
      strictly(fleet);
  }
  fleet.released = false;
}
