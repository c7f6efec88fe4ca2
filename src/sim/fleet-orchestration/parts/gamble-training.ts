import { random } from "../../core/random.ts";
import type { Fleet } from "./fleet.ts";
import { causeOf } from "./gamble-causes.ts";
import type { Climb, Setback, Stand, Sums, TrainingSettings } from "./gamble-record.ts";
import { DONE, RUNNING } from "./jobs.ts";
import { FULL_SPEED } from "./progress.ts";
import { WHOLE } from "./shape.ts";
import type { Tenant } from "./tenant.ts";

type Draft<T> = { -readonly [K in keyof T]: T[K] };
type Phase = "computing" | "down" | "recovering";

/**
 * A training that holds its nodes: τ of work, δ of writing, and so on. A broken node loses all since the last finished checkpoint. The others
 * wait while the failure is detected and the job rescheduled, D, and until a whole node is found; then all restart, R, in which a failure
 * strikes as at any time. One that strikes while the gang is down is found along with the first, and asks for one more node.
 */
export class Training implements Tenant {
  readonly settings: TrainingSettings;
  readonly climbs: Draft<Climb>[] = [];
  readonly stands: Stand[] = [];
  readonly setbacks: Draft<Setback>[] = [];
  readonly sums: Draft<Sums> = { useful: 0, checkpoint: 0, rework: 0, recovery: 0, downtime: 0 };
  /** Of the downtime, what went by after D because no node was whole (s). */
  waited = 0;
  over = false;
  readonly #fleet: Fleet;
  readonly #job: number;
  /** Jobs of one node each, that take the place of broken ones. */
  readonly #spare: { next: number; readonly end: number };
  readonly #first: number;
  #pending: { readonly job: number; readonly setback: Draft<Setback> }[] = [];
  #phase: Phase = "computing";
  #since: number;
  #begun: number;
  #readyAt = 0;
  #saved = 0;

  /** @param spares jobs of the workload that stand for replacements, from one number up to another */
  constructor(fleet: Fleet, job: number, spares: readonly [from: number, to: number], settings: TrainingSettings) {
    this.settings = settings;
    this.#fleet = fleet;
    this.#job = job;
    this.#first = spares[0];
    this.#spare = { next: spares[0], end: spares[1] };
    this.#since = fleet.now;
    this.#begun = fleet.workClock;
  }

  /** Work that is safe in a checkpoint (s). */
  get saved(): number {
    return this.#saved;
  }

  get next(): number {
    if (this.#phase === "computing") return this.#endsAt();
    return this.#phase === "down" && this.#pending.length > 0 ? Infinity : this.#readyAt;
  }

  holds(job: number): boolean {
    return job === this.#job || (job >= this.#first && job < this.#spare.next);
  }

  lose(job: number, node: number): number {
    const { now } = this.#fleet;
    this.#letGo(job, node);
    const phase = this.#phase;
    const { lost, torn } = phase === "computing" ? this.#breakOff() : { lost: 0, torn: false };
    const during = phase === "computing" ? (torn ? "writing" : "computing") : phase;
    const cause = causeOf(random(this.settings.seed, now).uniform());
    const setback = { time: now, node, cause, lost, during, replaced: Infinity, back: Infinity } as const;
    this.setbacks.push({ ...setback });
    this.#ask();
    if (phase === "recovering") this.#spend("recovery");
    if (phase !== "down") this.#turn("down", now + this.settings.downtime);
    return lost * this.#fleet.jobs.sizeOf(this.#job);
  }

  act(): void {
    const { jobs, now } = this.#fleet;
    for (const { job, setback } of this.#pending)
      if (jobs.state[job] === RUNNING) setback.replaced = jobs.firstStart[job] ?? now;
    this.#pending = this.#pending.filter(({ job }) => jobs.state[job] !== RUNNING);
    if (this.#phase === "down" && this.#pending.length === 0 && now >= this.#readyAt) {
      this.waited += now - this.#readyAt;
      this.#spend("downtime");
      this.#turn("recovering", now + this.settings.restartTime);
    }
    if (this.#phase === "recovering" && now >= this.#readyAt) {
      this.#spend("recovery");
      for (const setback of this.setbacks) if (setback.back === Infinity) setback.back = now;
      this.#turn("computing", now);
      this.#begun = this.#fleet.workClock;
    }
    if (this.#phase === "computing" && now >= this.#endsAt()) {
      this.close();
      this.over = true;
    }
  }

  /** The run ends here: what is under way is told as it stands. */
  close(): void {
    if (this.#phase === "computing") this.#climb(false);
    else this.#spend(this.#phase === "down" ? "downtime" : "recovery");
  }

  #turn(phase: Phase, readyAt: number): void {
    this.#phase = phase;
    this.#since = this.#fleet.now;
    this.#readyAt = readyAt;
  }

  /** Pieces of work that are left, the last of which may be shorter. */
  get #left(): number {
    return Math.ceil((this.settings.work - this.#saved) / this.settings.interval - 1e-9);
  }

  /** Computing and writing until all is done (s). */
  get #needs(): number {
    const { work, writeTime } = this.settings;
    return work === Infinity ? Infinity : work - this.#saved + this.#left * writeTime;
  }

  #endsAt(): number {
    const { now, workClock, speed } = this.#fleet;
    return now + Math.ceil((this.#needs * FULL_SPEED - (workClock - this.#begun)) / speed - 1e-6);
  }

  /** Books the time since the climb began. @returns what is open at its end */
  #climb(broken: boolean): { readonly lost: number; readonly torn: boolean } {
    const { interval, writeTime, work } = this.settings;
    const [from, to] = [this.#since, this.#fleet.now];
    const worked = (this.#fleet.workClock - this.#begun) / FULL_SPEED;
    const done = worked > this.#needs - 1e-6;
    const whole = done ? this.#left : Math.floor(worked / (interval + writeTime) + 1e-9);
    const gained = done ? work - this.#saved : whole * interval;
    const written = whole * writeTime;
    const open = Math.max(0, worked - gained - written);
    const lost = Math.min(open, interval);
    const safe = Math.min(to, from + gained + written);
    this.climbs.push({ from, to, saved: this.#saved, checkpoints: whole, safe, broken });
    this.#saved += gained;
    this.sums.useful += gained + (broken ? 0 : lost);
    this.sums.checkpoint += written + (broken ? 0 : open - lost);
    if (broken) this.sums.rework += to - from - gained - written;
    this.#charge(broken ? to - from - gained : written + open - lost);
    return { lost, torn: open > interval };
  }

  #breakOff(): { readonly lost: number; readonly torn: boolean } {
    const open = this.#climb(true);
    this.#fleet.measures.lost += open.lost * this.#fleet.jobs.sizeOf(this.#job);
    return open;
  }

  #spend(state: "recovery" | "downtime"): void {
    const time = this.#fleet.now - this.#since;
    this.sums[state] += time;
    this.stands.push({ state, from: this.#since, to: this.#fleet.now });
    this.#charge(time);
    if (state === "recovery") this.#fleet.measures.restarted += time * this.#fleet.jobs.sizeOf(this.#job);
  }

  /** Time in which the gang held its GPUs and was of no use. */
  #charge(time: number): void {
    this.#fleet.measures.useful -= time * this.#fleet.jobs.sizeOf(this.#job);
  }

  /** The broken node leaves the gang. */
  #letGo(job: number, node: number): void {
    const { cluster, jobs, releases, now } = this.#fleet;
    cluster.release(node, WHOLE);
    releases.touch(node);
    if (job === this.#job)
      jobs.gangs.set(
        job,
        jobs.nodesOf(job).filter((other) => other !== node),
      );
    else {
      jobs.state[job] = DONE;
      jobs.end[job] = now;
    }
  }

  /** One more node is asked of the queue. */
  #ask(): void {
    const setback = this.setbacks.at(-1);
    if (this.#spare.next >= this.#spare.end || !setback) return;
    const job = this.#spare.next++;
    this.#pending.push({ job, setback });
    this.#fleet.enqueue(job);
    this.#fleet.released = true;
  }
}
