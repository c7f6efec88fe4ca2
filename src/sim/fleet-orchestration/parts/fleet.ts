import { TimeHeap } from "../../core/time-heap.ts";
import { BROKEN, type CellRecorder, HELD, IDLE } from "./cells.ts";
import { Cluster, DRAINING, FAILED, UP } from "./cluster.ts";
import { JobQueue } from "./job-queue.ts";
import { DONE, Jobs, NEVER, RUNNING, type Running, WAITING, type Workload } from "./jobs.ts";
import { Measures } from "./measures.ts";
import { Occurrences } from "./occurrences.ts";
import { againOf, doneBy, FULL_SPEED, keptOf, needs, unspent } from "./progress.ts";
import type { Rescue, Reservation } from "./promises.ts";
import { NodeReleases } from "./releases.ts";
import type { FleetSettings } from "./settings.ts";
import { GPUS_PER_NODE, WHOLE } from "./shape.ts";
import type { Tenant } from "./tenant.ts";

/** One fleet in time: the cluster, its jobs, its queue, two clocks. What happens to a job happens here; what should, elsewhere. */
export class Fleet {
  readonly settings: FleetSettings;
  readonly cluster: Cluster;
  readonly jobs: Jobs;
  readonly queue = new JobQueue();
  readonly measures: Measures;
  readonly occurrences = new Occurrences();
  /** Ends of jobs, on the work clock. A job that was stopped leaves an entry that is no longer its end. */
  readonly ends = new TimeHeap(8192);
  readonly endsAt: Float64Array;
  readonly releases: NodeReleases;
  readonly repairAt: Float64Array;
  now: number;
  workClock = 0;
  speed = FULL_SPEED;
  rescue: Rescue | undefined;
  tenant: Tenant | undefined;
  reservation: Reservation | undefined;
  /** Nodes that changed since the reservation was looked at. */
  touched: number[] = [];
  released = true; // since the queue was last looked through
  rescueTried = NEVER; // when nodes for a gang were looked for in vain (s)
  moves = 0;
  migrations = 0;
  kills = 0;
  readonly #recorder: CellRecorder | undefined;

  constructor(settings: FleetSettings, work: Workload, running: readonly Running[] = [], recorder?: CellRecorder) {
    this.settings = settings;
    this.now = settings.from;
    this.cluster = new Cluster(settings.shape);
    this.jobs = new Jobs(work);
    this.measures = new Measures(settings.sampleEvery, settings.judgedFrom);
    this.endsAt = new Float64Array(work.submit.length).fill(NEVER);
    this.releases = new NodeReleases(settings.shape, work.submit.length);
    this.repairAt = new Float64Array(settings.shape.nodes);
    this.#recorder = recorder;
    for (const { job, node, done } of running) {
      this.start(job, [node]);
      this.jobs.begun[job] = -done * FULL_SPEED;
      this.releases.byEstimate[job] = ((work.estimate[job] ?? 0) - done) * FULL_SPEED;
      this.#endAt(job, ((work.run[job] ?? 0) - done) * FULL_SPEED);
      this.jobs.firstStart[job] = this.jobs.lastStart[job] = work.submit[job] ?? 0;
    }
    recorder?.begin();
  }

  /** When the next job ends by the clock on the wall (s). */
  get nextEnd(): number {
    return this.now + Math.ceil((this.ends.time - this.workClock) / this.speed);
  }

  advance(to: number): void {
    if (to <= this.now) return;
    this.measures.pass(this.cluster, this.now, to, this.speed / FULL_SPEED);
    this.workClock += this.speed * (to - this.now);
    this.now = to;
  }

  enqueue(job: number): void {
    this.jobs.state[job] = WAITING;
    this.queue.add(job, this.jobs.sizeOf(job), needs(this, job), this.jobs.work.priority[job] ?? 0);
  }

  start(job: number, nodes: readonly number[]): void {
    const { jobs } = this;
    const size = jobs.sizeOf(job);
    const [first = 0] = nodes;
    this.releases.byEstimate[job] = this.workClock + needs(this, job) * FULL_SPEED;
    jobs.node[job] = first;
    jobs.mask[job] = WHOLE;
    if (nodes.length > 1) jobs.gangs.set(job, nodes);
    if (size <= GPUS_PER_NODE) jobs.mask[job] = this.#give(first, size, job);
    else for (const node of nodes) this.#give(node, GPUS_PER_NODE, job);
    const again = againOf(this, job);
    jobs.state[job] = RUNNING;
    jobs.begun[job] = this.workClock;
    jobs.overhead[job] = again * FULL_SPEED;
    jobs.lastStart[job] = this.now;
    if (jobs.firstStart[job] === NEVER) jobs.firstStart[job] = this.now;
    this.measures.charge(again * size);
    const left = (jobs.work.run[job] ?? 0) - (jobs.kept[job] ?? 0);
    this.#endAt(job, this.workClock + (again + left) * FULL_SPEED);
  }

  finish(job: number): void {
    const { jobs } = this;
    this.measures.useful -= (jobs.sizeOf(job) * (this.workClock - (this.endsAt[job] ?? 0))) / FULL_SPEED;
    jobs.state[job] = DONE;
    jobs.end[job] = this.now;
    this.#letGo(job);
  }

  /** Stops a job where it runs: it loses what it has not kept and queues again. @returns work lost (GPU-s) */
  stop(job: number): number {
    const { jobs, measures } = this;
    const size = jobs.sizeOf(job);
    const done = doneBy(this, job);
    const kept = keptOf(this, job);
    measures.useful -= (done - kept) * size;
    measures.lost += (done - kept) * size;
    this.refund(job);
    jobs.kept[job] = kept;
    jobs.lost[job] = (jobs.lost[job] ?? 0) + done - kept;
    jobs.stops[job] = (jobs.stops[job] ?? 0) + 1;
    this.endsAt[job] = NEVER;
    this.#letGo(job);
    this.enqueue(job);
    return (done - kept) * size;
  }

  /** Gives back what was charged for starting again and was not spent. */
  refund(job: number): void {
    this.measures.charge(-unspent(this, job) * this.jobs.sizeOf(job));
  }

  /** Moves a job of at most eight GPUs to another node, work and all. */
  move(job: number, to: number): void {
    this.#takeBack(this.jobs.node[job] ?? 0, this.jobs.mask[job] ?? 0);
    this.jobs.node[job] = to;
    this.jobs.mask[job] = this.#give(to, this.jobs.sizeOf(job), job);
    this.moves++;
  }

  promise(reservation: Reservation): void {
    this.reservation = reservation;
    this.touched = [];
  }

  hold(node: number): void {
    this.cluster.turn(node, DRAINING);
    this.#paint(node, ~(this.cluster.used[node] ?? 0) & WHOLE, HELD);
  }

  breakDown(node: number, until: number): void {
    this.cluster.turn(node, FAILED);
    this.repairAt[node] = until;
    this.#paint(node, WHOLE, BROKEN);
  }

  /** A node that was held or broken is offered again. */
  offer(node: number): void {
    this.cluster.turn(node, UP);
    this.#paint(node, ~(this.cluster.used[node] ?? 0) & WHOLE, IDLE);
    this.#loosen();
  }

  #endAt(job: number, tick: number): void {
    this.endsAt[job] = tick;
    this.ends.push(tick, job);
  }

  #give(node: number, count: number, job: number): number {
    const mask = this.cluster.take(node, count, job);
    this.#paint(node, mask, job);
    this.#touch(node);
    return mask;
  }

  #takeBack(node: number, mask: number): void {
    this.cluster.release(node, mask);
    this.#touch(node);
    this.#paint(node, mask, this.cluster.isUp(node) ? IDLE : HELD);
    this.#loosen();
  }

  #letGo(job: number): void {
    for (const node of this.jobs.nodesOf(job)) this.#takeBack(node, this.jobs.mask[job] ?? 0);
    this.jobs.gangs.delete(job);
  }

  #loosen(): void {
    this.released = true;
    this.queue.loosen();
  }

  #touch(node: number): void {
    this.releases.touch(node);
    if (this.reservation) this.touched.push(node);
  }

  #paint(node: number, mask: number, value: number): void {
    this.#recorder?.paint(this.now, node, mask, value);
  }
}
