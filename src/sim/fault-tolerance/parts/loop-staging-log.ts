import type { LogEntry } from "../../core/model.ts";
import { duration, fixed } from "../../core/quantity.ts";
import { LOOP_TIME } from "./loop-car.ts";
import { LOOPS } from "./loop-staging-compute.ts";
import type { LatePass, StagingRun } from "./loop-staging-run.ts";

const many = (count: number, one: string): string => `${fixed(count, 0)} ${one}${count === 1 ? "" : "s"}`;

const late = ({ frame, time, missed }: LatePass): LogEntry => ({
  time: frame * LOOP_TIME,
  kind: "failed",
  text: `Frame ${fixed(frame, 0)} took ${duration(time)}: its deadline was missed${missed > 1 ? `, and ${many(missed - 1, "frame")} dropped` : ""}`,
});

/** What happened in the 100,000 loops, in sentences. */
export function stagingLog(run: Omit<StagingRun, "passTimes">): readonly LogEntry[] {
  const end = LOOPS * LOOP_TIME;
  const log = run.firstLate.map(late);
  const rest = run.late - run.firstLate.length;
  if (rest > 0)
    log.push({
      time: end,
      kind: "failed",
      text: `${fixed(rest, 0)} more ended late`,
    });
  if (run.missed === 0)
    log.push({
      time: run.worstFrame * LOOP_TIME,
      kind: "useful",
      text: `The worst loop, frame ${fixed(run.worstFrame, 0)}, took ${duration(run.worst)} of ${duration(LOOP_TIME)}`,
    });
  const held =
    run.snapshots === 0
      ? "no snapshot was finished"
      : `${many(run.snapshots, "snapshot")} finished, at worst ${duration(run.worstAge)} old`;
  log.push({
    time: end,
    kind: run.snapshots === 0 ? "failed" : "checkpoint",
    text: `After ${fixed(LOOPS, 0)} frames: ${many(run.missed, "deadline")} missed, ${held}`,
  });
  return log;
}
