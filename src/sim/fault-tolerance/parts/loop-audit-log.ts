import type { LogEntry } from "../../core/model.ts";
import { duration, fixed } from "../../core/quantity.ts";
import { DAY } from "../../core/units.ts";
import { type CarReset, type Drive, framesIn } from "./loop-audit-drive.ts";
import { clock, MOST_LINES } from "./run-log.ts";

const many = (count: number, one: string): string => `${fixed(count, 0)} ${one}${count === 1 ? "" : "s"}`;

const sentence = ({ time, domain, age, torn, inRestart }: CarReset, blind: string): string => {
  const what = `The watchdog reset the computer at ${clock(time)}: domain ${domain + 1} hung`;
  if (inRestart) return `${what} during the restart, which began again`;
  const tore = torn ? ", tearing a snapshot" : "";
  return `${what}${tore}; ${blind}, then a world model ${duration(age)} old`;
};

/** What happened to one car that day, in sentences. */
export function driveLog(drive: Drive, restartTime: number, missesPerSnapshot: number): readonly LogEntry[] {
  const { resets, snapshots, missed } = drive;
  const blind = many(framesIn(restartTime), "blind frame");
  const log: LogEntry[] = [];
  if (missesPerSnapshot > 0)
    log.push({
      time: 0,
      kind: "failed",
      text: `The copy does not fit the slack: every snapshot makes the loop miss ${many(missesPerSnapshot, "frame")}`,
    });
  for (const reset of resets.slice(0, MOST_LINES))
    log.push({ time: reset.time, kind: reset.inRestart ? "recovery" : "failed", text: sentence(reset, blind) });
  const more = resets[MOST_LINES];
  if (more)
    log.push({ time: more.time, kind: "failed", text: `${many(resets.length - MOST_LINES, "more reset")} followed` });
  const ending = `24 h of driving ended with ${many(resets.length, "reset")}, ${many(snapshots, "snapshot")}, ${many(drive.blindFrames, "blind frame")} and ${duration(drive.rework)} with a stale world model`;
  log.push({
    time: DAY,
    kind: "useful",
    text: missed > 0 ? `${ending}; snapshots missed ${many(missed, "frame")}` : ending,
  });
  return log;
}
