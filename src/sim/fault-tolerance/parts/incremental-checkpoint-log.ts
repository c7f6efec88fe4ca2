import type { LogEntry } from "../../core/model.ts";
import { duration, fixed, tell } from "../../core/quantity.ts";
import { RESUME_BOUND } from "./incremental-checkpoint-costs.ts";
import type { Kill, PageRun } from "./incremental-checkpoint-run.ts";

/** The trail names so many kills at most; the rest are counted in one line. */
export const MOST_LINES = 198;

const readBack = (chain: number): string =>
  chain === 0 ? "the base alone" : `the base and ${chain} ${chain === 1 ? "delta" : "deltas"}`;

const killed = ({ time, lost, chain, resume, torn }: Kill): string => {
  const late = resume >= RESUME_BOUND ? ", over the bound" : "";
  const state = lost > 0 ? `${duration(lost)} of translation state was lost` : "no translation state was lost";
  return `The OS killed the process after ${duration(time)}${torn ? ", tearing a save" : ""}; ${state}; ${readBack(chain)} took ${duration(resume)} to resume${late}`;
};

const summary = ({ saves, end, written, dropped }: PageRun): string => {
  const finished = saves.filter(({ torn }) => !torn).length;
  return `In ${duration(end)} the process saved ${fixed(finished, 0)} times, wrote ${tell(written, { style: "bytes" })} to flash and dropped ${fixed(dropped, 0)} frames`;
};

/** What happened in the run, in sentences: about 200 at most. */
export function pageLog(run: PageRun): readonly LogEntry[] {
  const log: LogEntry[] = run.kills
    .slice(0, MOST_LINES)
    .map((kill) => ({ time: kill.time, kind: "failed", text: killed(kill) }));
  const more = run.kills[MOST_LINES];
  if (more)
    log.push({
      time: more.time,
      kind: "failed",
      text: `${fixed(run.kills.length - MOST_LINES, 0)} more kills followed`,
    });
  log.push({ time: run.end, kind: "useful", text: summary(run) });
  return log;
}
