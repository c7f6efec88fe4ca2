import { TimeHeap } from "./time-heap.ts";
import { requireRoom, type Trace } from "./trace.ts";

/**
 * First come, first served on one pool of GPUs by count: strict head of line, so starts never fall back in time. Only ends are
 * kept in a heap; the cost is n log n.
 *
 * @param trace jobs in the order of their submission
 * @param gpus of the pool
 * @returns start of each job, in the ticks of the trace
 * @throws RangeError for a job that is larger than the pool
 */
export function fcfsStarts(trace: Trace, gpus: number): Float64Array {
  requireRoom(trace, gpus);
  const { submit, size, run } = trace;
  const starts = new Float64Array(submit.length);
  const ends = new TimeHeap(1024);
  let now = 0;
  let free = gpus;
  for (let job = 0; job < starts.length; job++) {
    const needs = size[job] ?? 0;
    const came = submit[job] ?? 0;
    if (job === 0 || came > now) now = came;
    while (ends.time <= now) free += size[ends.pop()] ?? 0;
    while (free < needs) {
      now = ends.time;
      while (ends.time <= now) free += size[ends.pop()] ?? 0;
    }
    starts[job] = now;
    free -= needs;
    ends.push(now + (run[job] ?? 0), job);
  }
  return starts;
}
