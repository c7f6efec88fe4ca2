import type { LogEntry } from "../../core/model.ts";
import { duration, fixed } from "../../core/quantity.ts";
import type { CheckpointedRun, Failure } from "./checkpointed-run.ts";

/** The trail names so many kills at most; the rest are counted in one line. */
export const MOST_LINES = 198;

const killed = ({ time, lostWork, torn, inRecovery, back }: Failure): string => {
  const when = `The OS killed the process after ${duration(time)}`;
  if (inRecovery) return `${when}, while it resumed; the resume starts again`;
  const state = lostWork > 0 ? `${duration(lostWork)} of translation state was lost` : "no translation state was lost";
  return `${when}${torn ? ", tearing a save" : ""}; ${state}, and the display was frozen for ${duration(back - time)}`;
};

const ending = (run: CheckpointedRun): string =>
  run.ended === "done"
    ? `${duration(run.work)} of translation were kept after ${duration(run.end)} of wearing`
    : `The run was given up after ${duration(run.end)} of wearing and ${fixed(run.failures.length, 0)} kills, with ${duration(Math.min(run.work, run.checkpoints * run.interval))} of ${duration(run.work)} kept`;

/** What happened in the run, in sentences: about 200 at most. */
export function killLog(run: CheckpointedRun): readonly LogEntry[] {
  const log: LogEntry[] = run.failures.slice(0, MOST_LINES).map((failure) => ({
    time: failure.time,
    kind: failure.inRecovery ? "recovery" : "failed",
    text: killed(failure),
  }));
  const more = run.failures[MOST_LINES];
  if (more)
    log.push({
      time: more.time,
      kind: "failed",
      text: `${fixed(run.failures.length - MOST_LINES, 0)} more kills followed`,
    });
  log.push({ time: run.end, kind: run.ended === "done" ? "useful" : "failed", text: ending(run) });
  return log;
}
