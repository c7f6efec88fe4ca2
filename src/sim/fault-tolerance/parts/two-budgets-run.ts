import type { LogEntry } from "../../core/model.ts";
import { duration, fixed, significant } from "../../core/quantity.ts";
import { type CheckpointedRun, checkpointedRun } from "./checkpointed-run.ts";

/** Useful work of the seeded run (s): some fifty brown-outs of the mission's hearable. */
export const RUN_WORK = 100;
/** The trail names so many brown-outs at most; the rest are counted in one line. */
const MOST_LINES = 198;

/** A run of one hearable, and the energy that it drew (J). */
export interface MeteredRun extends CheckpointedRun {
  readonly energy: number;
  readonly torn: number;
}

/** The seeded run with a meter: a write, also a torn one, draws the power of the memory, all else that of work. */
export function meteredRun(settings: {
  readonly interval: number;
  readonly writeTime: number;
  readonly restartTime: number;
  readonly mtbf: number;
  readonly power: number;
  readonly writePower: number;
  readonly seed: number;
}): MeteredRun {
  const { power, writePower, ...rest } = settings;
  const run = checkpointedRun({ ...rest, nodes: 1, downtime: 0, law: "exponential", work: RUN_WORK });
  const tornWriting = run.failures.reduce((sum, { lost, lostWork }) => sum + lost - lostWork, 0);
  const writing = run.checkpoint + tornWriting;
  return {
    ...run,
    energy: power * (run.end - writing) + writePower * writing,
    torn: run.failures.filter(({ torn }) => torn).length,
  };
}

/** What happened, in sentences: about 200 at most. */
export function runTrail(run: MeteredRun): readonly LogEntry[] {
  const log: LogEntry[] = run.failures.slice(0, MOST_LINES).map(({ time, lostWork, torn, inRecovery }) => {
    const what = `Brown-out at ${duration(time)}`;
    if (inRecovery) return { time, kind: "recovery", text: `${what}, during the boot; it boots again` };
    return {
      time,
      kind: "failed",
      text: `${what}${torn ? ", tearing a save" : ""}; ${duration(lostWork)} of work lost`,
    };
  });
  const more = run.failures[MOST_LINES];
  const left = run.failures.length - MOST_LINES;
  if (more) log.push({ time: more.time, kind: "failed", text: `${fixed(left, 0)} more brown-outs followed` });
  const done = run.ended === "done";
  const spent = `${duration(run.end)} and ${significant(run.energy * 1e3, 3)} mJ`;
  const text = done
    ? `${duration(run.work)} of work were done after ${spent}`
    : `The run was given up after ${spent}, with ${duration(Math.min(run.work, run.checkpoints * run.interval))} of ${duration(run.work)} of work safe`;
  log.push({ time: run.end, kind: done ? "useful" : "failed", text });
  return log;
}
