import { random } from "../../core/random.ts";
import { GIVE_UP, MOST_FAILURES, RUN_WORK } from "../../laws/checkpointing/give-up.ts";
import { type FailureLaw, uptime } from "../../laws/checkpointing/uptimes.ts";

/** GPUs a server, servers a rack, as in Lab 08. */
export const GPUS_PER_SERVER = 8;
export const SERVERS_PER_RACK = 5;

export interface RunSettings {
  readonly nodes: number;
  /** τ, δ, R, D, M of the whole job, all in seconds. */
  readonly interval: number;
  readonly writeTime: number;
  readonly restartTime: number;
  readonly downtime: number;
  readonly mtbf: number;
  readonly law: FailureLaw;
  readonly seed: number;
  /** Useful work to do (s). */
  readonly work?: number;
}

export interface Failure {
  /** Wall time of the failure (s). */
  readonly time: number;
  /** The GPU that failed, from 0; and where it stands. */
  readonly node: number;
  readonly server: number;
  readonly rack: number;
  /** Useful work that is safe in a checkpoint (s). */
  readonly saved: number;
  /** Wall time since the last safe state, all of which has to be done again (s); 0 in a recovery. */
  readonly lost: number;
  /** The computing within it (s): how far the job's progress falls back. */
  readonly lostWork: number;
  /** It struck while a checkpoint was being written, and tore it. */
  readonly torn: boolean;
  /** It struck while the job recovered from the failure before. */
  readonly inRecovery: boolean;
  /** Wall time when the job computes again (s), after further failures in recovery if there were any. */
  readonly back: number;
}

/** How a run ended: its work was done, its time was up, or it had too many failures. */
export type Ending = "done" | "time" | "failures";

/** One run of the job, from failure to failure. The five sums add up to `end`. */
export interface CheckpointedRun {
  readonly interval: number;
  readonly writeTime: number;
  readonly downtimeEach: number;
  readonly work: number;
  readonly ended: Ending;
  /** Wall time at the end (s). */
  readonly end: number;
  readonly useful: number;
  readonly checkpoint: number;
  readonly rework: number;
  readonly recovery: number;
  readonly downtime: number;
  /** Checkpoints that were finished. */
  readonly checkpoints: number;
  readonly failures: readonly Failure[];
}

type Draft = { -readonly [K in keyof Failure]: Failure[K] };

/**
 * One seeded run: τ of work, δ of writing, and so on until the work is done; the last piece may be shorter. A failure loses all
 * since the last finished checkpoint, then the job is down for D, in which nothing fails, and recovers for R, in which it may.
 * It jumps from failure to failure: whole segments between two of them are counted, not walked.
 */
export function checkpointedRun(settings: RunSettings): CheckpointedRun {
  const { nodes, interval, writeTime, restartTime, downtime, mtbf, law, seed, work = RUN_WORK } = settings;
  const chance = random(seed);
  const nextFailure = () => (mtbf === Number.POSITIVE_INFINITY ? mtbf : mtbf * uptime(chance, law));
  const place = random(seed, 1);
  const segment = interval + writeTime;
  const pieces = Math.ceil(work / interval);
  const lastPiece = work - (pieces - 1) * interval;
  const limit = GIVE_UP * work;
  const failures: Draft[] = [];
  const sums = { useful: 0, checkpoint: 0, rework: 0, recovery: 0, downtime: 0 };
  let time = 0;
  let done = 0;
  let ended: Ending | undefined;

  const fail = (lost: number, inRecovery: boolean): void => {
    const node = place.below(nodes);
    const server = Math.floor(node / GPUS_PER_SERVER);
    const piece = done === pieces - 1 ? lastPiece : interval;
    failures.push({
      time,
      node,
      server,
      rack: Math.floor(server / SERVERS_PER_RACK),
      saved: done * interval,
      lost,
      lostWork: Math.min(lost, piece),
      torn: lost > piece,
      inRecovery,
      back: time,
    });
  };
  const spend = (state: keyof typeof sums, seconds: number): void => {
    sums[state] += seconds;
    time += seconds;
  };

  /** D and R after the last failure, and after each that strikes during R. Returns the time left until the next failure. */
  const recover = (): number => {
    const first = failures.length - 1;
    let up = nextFailure();
    spend("downtime", downtime);
    while (up < restartTime && time <= limit && failures.length < MOST_FAILURES) {
      spend("recovery", up);
      fail(0, true);
      spend("downtime", downtime);
      up = nextFailure();
    }
    if (failures.length >= MOST_FAILURES) ended = "failures";
    else if (up < restartTime) ended = "time";
    else spend("recovery", restartTime);
    for (let i = failures.length - 1; i >= first; i--) {
      const failure = failures[i];
      if (failure) failure.back = time;
    }
    return up - restartTime;
  };

  while (ended === undefined) {
    const up = failures.length === 0 ? nextFailure() : recover();
    if (ended !== undefined) break;
    const rest = (pieces - 1 - done) * segment + lastPiece + writeTime;
    const left = Math.max(0, limit - time);
    if (rest <= Math.min(up, left)) {
      sums.useful += work - done * interval;
      sums.checkpoint += (pieces - done) * writeTime;
      time += rest;
      done = pieces;
      ended = "done";
      break;
    }
    const span = Math.min(up, left);
    const whole = Math.min(pieces - 1 - done, Math.floor(span / segment));
    done += whole;
    sums.useful += whole * interval;
    sums.checkpoint += whole * writeTime;
    const open = Math.max(0, span - whole * segment);
    time += span;
    if (left <= up) {
      const piece = done === pieces - 1 ? lastPiece : interval;
      sums.useful += Math.min(open, piece);
      sums.checkpoint += Math.max(0, open - piece);
      ended = "time";
    } else {
      sums.rework += open;
      fail(open, false);
      if (failures.length >= MOST_FAILURES) ended = "failures";
    }
  }
  return { interval, writeTime, downtimeEach: downtime, work, ended, end: time, ...sums, checkpoints: done, failures };
}
