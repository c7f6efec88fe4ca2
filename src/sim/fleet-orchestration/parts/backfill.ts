import type { Fleet } from "./fleet.ts";
import { isBefore, NONE, type SizeClass } from "./job-queue.ts";
import { wholeNodesOf } from "./jobs.ts";
import { NOWHERE, nodeFor, wholeNodesFor } from "./placement.ts";
import { needs } from "./progress.ts";
import type { Reservation } from "./promises.ts";
import { mannerOf } from "./settings.ts";
import { GPUS_PER_NODE } from "./shape.ts";

/** Where a job of a class may start now: off the reserved nodes, or on them too if it is short; undefined where nowhere. */
function placeFor(fleet: Fleet, size: number, reserved: Reservation | undefined): readonly number[] | undefined {
  const { cluster, settings } = fleet;
  if (size > GPUS_PER_NODE) return wholeNodesFor(cluster, wholeNodesOf(size), settings.contiguity, reserved?.nodes);
  const node = nodeFor(cluster, size, mannerOf(settings), reserved?.nodes);
  return node === NOWHERE ? undefined : [node];
}

interface Candidate {
  readonly from: SizeClass;
  readonly place: number;
  readonly job: number;
  readonly nodes: readonly number[];
}

/** The first job of a class, from a place on, that may pass the head. */
function candidateOf(fleet: Fleet, from: SizeClass, place: number, promised: Reservation): Candidate | undefined {
  const off = placeFor(fleet, from.size, promised);
  if (off) return { from, place, job: from.at(place), nodes: off };
  const time = promised.shadow - fleet.now;
  if (from.least > time) return undefined;
  const on = placeFor(fleet, from.size, undefined);
  if (!on) return undefined;
  for (let at = place; at < from.length; at++) {
    const job = from.at(at);
    if (needs(fleet, job) <= time) return { from, place: at, job, nodes: on };
  }
  return undefined;
}

/**
 * Starts every job that may pass the head of the queue, in order of submission: one that fits off the nodes that are reserved for it, or one
 * that fits and by its estimate ends by the shadow time. What may not pass once may not later in the same pass: room only shrinks.
 */
export function backfill(fleet: Fleet, promised: Reservation): void {
  const places = new Map<SizeClass, number>();
  for (const one of fleet.queue.classes) if (one.length > 0) places.set(one, one.at(0) === promised.job ? 1 : 0);
  while (places.size > 0) {
    let best: Candidate | undefined;
    for (const [one, place] of places) {
      const found = one.at(place) === NONE ? undefined : candidateOf(fleet, one, place, promised);
      if (!found) places.delete(one);
      else {
        places.set(one, found.place);
        if (!best || isBefore(one, found.job, best.from, best.job)) best = found;
      }
    }
    if (!best) return;
    fleet.queue.remove(best.from, best.place);
    fleet.start(best.job, best.nodes);
  }
}
