import type { LogEntry } from "../../core/model.ts";
import { duration, fixed, significant } from "../../core/quantity.ts";
import { DAY, HOUR, MINUTE } from "../../core/units.ts";
import type { CheckpointedRun, Failure } from "./checkpointed-run.ts";

/** The trail names so many failures at most; the rest are counted in one line. */
export const MOST_LINES = 198;

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** A wall time as a clock says it, from the start of the run: 03:12, and "on day 2" after the first day. */
export function clock(time: number): string {
  const minute = Math.floor(time / MINUTE);
  const day = Math.floor(time / DAY);
  const hour = `${twoDigits(Math.floor((minute % (DAY / MINUTE)) / (HOUR / MINUTE)))}:${twoDigits(minute % (HOUR / MINUTE))}`;
  return day === 0 ? hour : `${hour} on day ${day + 1}`;
}

/** Work lost as the trail tells it: whole minutes from one on, seconds below. */
export const lostInWords = (seconds: number): string =>
  seconds < MINUTE
    ? `${Math.round(seconds)} s`
    : seconds < 100 * MINUTE
      ? `${Math.round(seconds / MINUTE)} min`
      : `${(seconds / HOUR).toFixed(1)} h`;

const failed = ({ server, rack, time, lostWork, torn, inRecovery }: Failure, gpus: string): string => {
  const what = `Node ${server} in rack ${rack} failed at ${clock(time)}`;
  if (inRecovery) return `${what}, while the job recovered; the recovery starts again`;
  return `${what}${torn ? ", tearing a checkpoint" : ""}; ${lostInWords(lostWork)} of work lost on ${gpus} GPUs`;
};

const inHours = (seconds: number): string => `${significant(seconds / HOUR, 3)} h`;

const ending = (run: CheckpointedRun): string => {
  if (run.ended === "done") return `${inHours(run.work)} of work were done after ${duration(run.end)}`;
  const saved = inHours(Math.min(run.work, run.checkpoints * run.interval));
  const why =
    run.ended === "time"
      ? `after ${duration(run.end)}`
      : `after ${fixed(run.failures.length, 0)} failures in ${duration(run.end)}`;
  return `The run was given up ${why}, with ${saved} of ${inHours(run.work)} of work safe`;
};

/** What happened in the run, in sentences: about 200 at most. "Node" is a server of eight GPUs here, five to a rack, as in Lab 08. */
export function runLog(run: CheckpointedRun, nodes: number): readonly LogEntry[] {
  const gpus = fixed(nodes, 0);
  const log: LogEntry[] = run.failures.slice(0, MOST_LINES).map((failure) => ({
    time: failure.time,
    kind: failure.inRecovery ? "recovery" : "failed",
    text: failed(failure, gpus),
  }));
  const more = run.failures[MOST_LINES];
  if (more)
    log.push({
      time: more.time,
      kind: "failed",
      text: `${fixed(run.failures.length - MOST_LINES, 0)} more failures followed`,
    });
  log.push({ time: run.end, kind: run.ended === "done" ? "useful" : "failed", text: ending(run) });
  return log;
}
