import { DAY, HOUR, MINUTE } from "../../../sim/core/units.ts";
import type { CheckpointedRun, Failure } from "../../../sim/fault-tolerance/parts/checkpointed-run.ts";
import { momentAt, type Stretch } from "../../../sim/fault-tolerance/parts/run-states.ts";
import { segmentsBetween } from "../../../sim/fault-tolerance/parts/run-strip.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";

/** Lengths that a window may have (s), so that it keeps still while a lever moves a little. */
const LENGTHS = [
  ...[1, 2, 5, 10, 20, 40].map((value) => value * MINUTE),
  ...[1, 1.5, 2, 3, 4, 6, 9, 12, 18].map((value) => value * HOUR),
  ...[1, 2, 4].map((value) => value * DAY),
];
/** How much of the window lies before the moment shown. */
const PAST = 0.72;

/** The part of a run that is seen at a moment. */
export interface RunWindow {
  readonly from: number;
  readonly to: number;
  /** The moment shown: nothing after it is known. */
  readonly now: number;
  readonly stretches: readonly Stretch[];
  /** The latest failure at or before the moment, and whether the window holds it. */
  readonly last: Failure | undefined;
  readonly seen: readonly Failure[];
}

/** Long enough for a failure and its rollback, short enough for fifty segments and forty failures. */
export function windowLength({ mtbf, run }: YoungDaly): number {
  const segment = run.interval + run.writeTime;
  const wanted = Math.min(Math.max(1.5 * Math.min(mtbf, DAY), 2.2 * segment), 50 * segment, 40 * mtbf);
  return LENGTHS.find((length) => length >= wanted * 0.9) ?? LENGTHS[LENGTHS.length - 1] ?? DAY;
}

/** The moment that a picture shows before anybody has played it: shortly after the first failure was overcome. */
export function momentShown(model: YoungDaly, time: number): number {
  const { run } = model;
  if (time > 0) return Math.min(time, run.end);
  const first = run.failures[0];
  const length = windowLength(model);
  return Math.min(run.end, first ? Math.max(first.back, first.time + 0.15 * length) : length * PAST);
}

export function runWindow(model: YoungDaly, time: number): RunWindow {
  const { run } = model;
  const now = momentShown(model, time);
  const length = windowLength(model);
  const from = Math.max(0, now - length * PAST);
  const to = from + length;
  const known = run.failures.filter((failure) => failure.time <= now);
  return {
    from,
    to,
    now,
    stretches: seenUntil(run, from, now),
    last: known.at(-1),
    seen: known.filter((failure) => failure.time >= from),
  };
}

/** The states up to a moment. Work that will be lost later still looks useful: nobody knows of the failure yet. */
const seenUntil = (run: CheckpointedRun, from: number, now: number): Stretch[] => {
  const ahead = run.failures.find((failure) => failure.time > now);
  return segmentsBetween(run, from, now).map((stretch) =>
    stretch.state === "rework" && ahead && stretch.to >= now && now > ahead.time - ahead.lost
      ? { ...stretch, state: "useful" }
      : stretch,
  );
};

/** A point of the job's progress: wall time and work done (s). */
export interface ProgressPoint {
  readonly time: number;
  readonly work: number;
}

/** The progress within a stretch: it climbs while the job computes and is level in all else. */
export function progressIn(run: CheckpointedRun, stretch: Stretch, seen: readonly Failure[]): ProgressPoint[] {
  const work = momentAt(run, stretch.from).progress;
  const start = { time: stretch.from, work };
  const length = stretch.to - stretch.from;
  if (stretch.state === "useful") return [start, { time: stretch.to, work: work + length }];
  const failure = stretch.state === "rework" ? seen.find(({ time }) => Math.abs(time - stretch.to) < 1e-6) : undefined;
  if (!failure) return [start, { time: stretch.to, work }];
  const reached = failure.saved + failure.lostWork;
  const climbed = Math.min(stretch.to, stretch.from + (reached - work));
  return [start, { time: climbed, work: reached }, { time: stretch.to, work: reached }];
}
