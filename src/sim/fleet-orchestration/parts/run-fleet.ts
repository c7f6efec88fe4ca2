import type { Steps } from "../../core/model.ts";
import { TimeHeap } from "../../core/time-heap.ts";
import { breakDown } from "./failures.ts";
import type { Fleet } from "./fleet.ts";
import { COMING, RUNNING } from "./jobs.ts";
import { endRescue } from "./rescue.ts";
import { schedule } from "./scheduler.ts";
import { GPUS_PER_NODE } from "./shape.ts";

/** Moments between two steps: some milliseconds. */
const STRIDE = 500;

/** Jobs whose time is over end; entries of jobs that were stopped since are thrown away. */
function endJobs(fleet: Fleet): void {
  const { ends, endsAt, jobs } = fleet;
  while (ends.time <= fleet.workClock) {
    const tick = ends.time;
    const job = ends.pop();
    if (jobs.state[job] !== RUNNING || endsAt[job] !== tick) continue;
    fleet.finish(job);
    if (jobs.sizeOf(job) > GPUS_PER_NODE) fleet.occurrences.add({ what: "ended", time: fleet.now, job });
  }
}

/**
 * Runs a fleet to its end. All times are whole seconds. At one second things happen in this order: a sample is taken, jobs end by the order of
 * their work clocks and then of submission, broken nodes come back, an emptying ends, nodes break, jobs arrive in order of submission, and
 * then, once, what can start is started, and a tenant does what is due.
 */
export function* runFleet(fleet: Fleet): Steps<void> {
  const { settings, jobs } = fleet;
  const { from, until, failures, sampleEvery } = settings;
  const { submit } = jobs.work;
  const repairs = new TimeHeap();
  let coming = 0;
  let broken = 0;
  let nextSample = from + sampleEvery;
  const skip = () => {
    while (coming < jobs.count && jobs.state[coming] !== COMING) coming++;
    return coming < jobs.count ? (submit[coming] ?? Infinity) : Infinity;
  };
  for (let moments = 1; ; moments++) {
    const happens = Math.min(
      fleet.nextEnd,
      skip(),
      repairs.time,
      failures[broken]?.time ?? Infinity,
      fleet.rescue?.until ?? Infinity,
      fleet.tenant?.next ?? Infinity,
    );
    const now = Math.min(happens, nextSample);
    if (now > until || (happens === Infinity && until === Infinity)) break;
    fleet.advance(now);
    if (now === nextSample) {
      fleet.measures.sample(now, fleet.cluster, fleet.queue, settings.contiguity);
      nextSample += sampleEvery;
    }
    endJobs(fleet);
    while (repairs.time <= now) fleet.offer(repairs.pop());
    if (fleet.rescue && fleet.rescue.until <= now) endRescue(fleet);
    for (let one = failures[broken]; one && one.time <= now; one = failures[++broken])
      for (const node of breakDown(fleet, one, now + settings.repairTime))
        repairs.push(now + settings.repairTime, node);
    let arrived = false;
    while (skip() <= now) {
      fleet.enqueue(coming++);
      arrived = true;
    }
    if (arrived || fleet.released) schedule(fleet);
    fleet.tenant?.act();
    if (fleet.tenant?.over) return;
    if (moments % STRIDE === 0)
      yield { done: until < Infinity ? Math.min(1, (now - from) / (until - from)) : coming / jobs.count };
  }
  if (until < Infinity) fleet.advance(until);
  for (let job = 0; job < jobs.count; job++) if (jobs.state[job] === RUNNING) fleet.refund(job);
}
