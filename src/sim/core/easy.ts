import { Releases } from "./releases.ts";
import { TimeHeap } from "./time-heap.ts";
import { requireRoom, type Trace } from "./trace.ts";

/** No job: the end of a linked list. */
const NONE = -1;

/**
 * First come, first served with EASY backfilling on one pool of GPUs by count. The head of the queue has a reservation: its shadow time is
 * when, by the estimates, enough is released for it. A job behind it starts early if by its estimate it ends by then, or if it takes
 * no more than what the head leaves over.
 *
 * Ties: at one tick ends come before arrivals, and all of both before anything starts; jobs go by sequence. All that is released at the
 * shadow time is summed before the spare room is computed, the release that comes to it and those of the same tick.
 * Jobs that were passed over are looked at again only when something was released: until then room and time only shrink.
 *
 * @param trace jobs in the order of their submission, estimates not below the run times
 * @param gpus of the pool
 * @returns start of each job, in the ticks of the trace
 * @throws RangeError for a job that is larger than the pool
 * @see Lifka 1995, "The ANL/IBM SP scheduling system"; Mu'alem & Feitelson 2001, IEEE TPDS 12(6)
 */
export function easyStarts(trace: Trace, gpus: number): Float64Array {
  requireRoom(trace, gpus);
  const { submit, size, run, estimate } = trace;
  const count = submit.length;
  const starts = new Float64Array(count);
  const ends = new TimeHeap(1024);
  const releases = new Releases();
  const next = new Int32Array(count).fill(NONE);
  let head = NONE;
  let last = NONE;
  let free = gpus;
  let arrived = 0;
  let now = 0;
  let shadow = 0;
  let spare = 0;

  const start = (job: number): void => {
    starts[job] = now;
    free -= size[job] ?? 0;
    ends.push(now + (run[job] ?? 0), job);
    releases.add(now + (estimate[job] ?? 0), size[job] ?? 0);
  };

  const reserve = (): void => {
    const needs = size[head] ?? 0;
    let room = free;
    let i = 0;
    while (room < needs) room += releases.sizeAt(i++);
    shadow = releases.timeAt(i - 1);
    while (i < releases.count && releases.timeAt(i) === shadow) room += releases.sizeAt(i++);
    spare = room - needs;
  };

  /** Starts whatever may pass the head, from the job after `before` to the end of the queue. */
  const backfill = (before: number): void => {
    let kept = before;
    for (let job = next[before] ?? 0; job !== NONE && free > 0; job = next[job] ?? 0) {
      const needs = size[job] ?? 0;
      const inTime = now + (estimate[job] ?? 0) <= shadow;
      if (needs > free || !(inTime || needs <= spare)) {
        kept = job;
        continue;
      }
      if (!inTime) spare -= needs;
      start(job);
      next[kept] = next[job] ?? 0;
      if (job === last) last = kept;
    }
  };

  while (arrived < count || head !== NONE) {
    now = Math.min(ends.time, arrived < count ? (submit[arrived] ?? 0) : Infinity);
    const released = ends.time <= now;
    while (ends.time <= now) {
      const job = ends.pop();
      free += size[job] ?? 0;
      releases.remove((starts[job] ?? 0) + (estimate[job] ?? 0), size[job] ?? 0);
    }
    const tail = last;
    while (arrived < count && submit[arrived] === now) {
      if (head === NONE) head = arrived;
      else next[last] = arrived;
      last = arrived++;
    }
    const was = head;
    while (head !== NONE && (size[head] ?? 0) <= free) {
      start(head);
      head = next[head] ?? 0;
    }
    if (head === NONE) {
      last = NONE;
      continue;
    }
    const again = released || head !== was || tail === NONE;
    if (again) reserve();
    backfill(again ? head : tail);
  }
  return starts;
}
