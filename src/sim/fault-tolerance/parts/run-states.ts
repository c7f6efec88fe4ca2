import type { CheckpointedRun } from "./checkpointed-run.ts";

/** What the wall clock of a run goes into. Rework is looked at from its end: time whose work was lost and had to be done again. */
export type RunState = "useful" | "checkpoint" | "rework" | "recovery" | "downtime";

/** A stretch of wall time in one state (s). */
export interface Stretch {
  readonly state: RunState;
  readonly from: number;
  readonly to: number;
}

/** Computing from a safe state on, until a failure, the end of the work, or the end of the run. */
interface Climb {
  readonly from: number;
  readonly to: number;
  /** Useful work that was safe at its start (s). */
  readonly saved: number;
  /** Where its last finished checkpoint ends (s); after that its work is lost, if it failed. */
  readonly safe: number;
  readonly failed: boolean;
}

/** What the job is seen doing at a moment, by one who does not know what comes. */
export type Phase = "computing" | "writing" | "down" | "recovering" | "over";

/** A run at one moment. */
export interface Moment {
  readonly time: number;
  readonly state: RunState;
  readonly phase: Phase;
  /** Useful work safe in a checkpoint (s). */
  readonly saved: number;
  /** Useful work done, safe or not (s): it falls back at a failure. */
  readonly progress: number;
  /** Finished checkpoints. */
  readonly checkpoints: number;
  /** Failures up to this moment; the last of them is `run.failures[failures - 1]`. */
  readonly failures: number;
}

/** How many failures struck up to a time. */
function failuresUntil({ failures }: CheckpointedRun, time: number): number {
  let low = 0;
  let high = failures.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((failures[middle]?.time ?? Number.POSITIVE_INFINITY) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The climb that follows so many failures. */
function climbAfter(run: CheckpointedRun, count: number): Climb {
  const before = run.failures[count - 1];
  const next = run.failures[count];
  const from = before?.back ?? 0;
  const to = Math.max(from, next?.time ?? run.end);
  return { from, to, saved: before?.saved ?? 0, safe: next ? to - next.lost : to, failed: next !== undefined };
}

/** Work and phase after so many seconds of a climb. The last piece of the work may be shorter than τ. */
function within(run: CheckpointedRun, { saved }: Climb, elapsed: number) {
  const segment = run.interval + run.writeTime;
  const whole = Math.min(Math.floor(elapsed / segment), Math.ceil((run.work - saved) / run.interval) - 1);
  const safe = saved + whole * run.interval;
  const piece = Math.min(run.interval, run.work - safe);
  const open = elapsed - whole * segment;
  const finished = open >= piece + run.writeTime && safe + piece >= run.work;
  return { saved: finished ? run.work : safe, progress: safe + Math.min(open, piece), writing: open >= piece, whole };
}

/**
 * A run at any moment: its state in the books, what an onlooker sees, its progress and what of it is safe.
 *
 * @param time wall time (s); before the start and after the end it is kept between them
 */
export function momentAt(run: CheckpointedRun, time: number): Moment {
  const at = Math.min(run.end, Math.max(0, time));
  const failures = failuresUntil(run, at);
  const last = run.failures[failures - 1];
  const checkpointsAt = (saved: number) => Math.ceil(saved / run.interval - 1e-9);
  if (last && (at < last.back || (at === run.end && last.back >= run.end))) {
    const { saved } = last;
    const down = at < last.time + run.downtimeEach;
    const doing = down
      ? ({ state: "downtime", phase: "down" } as const)
      : ({ state: "recovery", phase: "recovering" } as const);
    const phase = at >= run.end ? "over" : doing.phase;
    return { time: at, state: doing.state, phase, saved, progress: saved, checkpoints: checkpointsAt(saved), failures };
  }
  const climb = climbAfter(run, failures);
  const { saved, progress, writing } = within(run, climb, at - climb.from);
  const doing: RunState = writing ? "checkpoint" : "useful";
  return {
    time: at,
    state: climb.failed && at >= climb.safe ? "rework" : doing,
    phase: at >= run.end ? "over" : writing ? "writing" : "computing",
    saved,
    progress,
    checkpoints: checkpointsAt(saved),
    failures,
  };
}

/** The state in the books at a moment. */
export const stateAt = (run: CheckpointedRun, time: number): RunState => momentAt(run, time).state;
