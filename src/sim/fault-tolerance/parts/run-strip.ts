import type { CheckpointedRun, Failure } from "./checkpointed-run.ts";
import type { RunState, Stretch } from "./run-states.ts";

/** A strip has at most about so many stretches of computing and writing; where there would be more they are told as one. */
const MOST_SEGMENTS = 2000;

/** Collects stretches, cut to a window; neighbours of one state become one. */
class Strip {
  readonly stretches: { state: RunState; from: number; to: number }[] = [];
  readonly from: number;
  readonly to: number;

  constructor(from: number, to: number) {
    this.from = from;
    this.to = to;
  }

  /** Up to a time; a stretch begins where the last one ended, so that no rounding leaves a gap. */
  add(state: RunState, until: number): void {
    const last = this.stretches.at(-1);
    const from = last?.to ?? this.from;
    const to = Math.min(until, this.to);
    if (!(to > from)) return;
    if (last?.state === state) last.to = to;
    else this.stretches.push({ state, from, to });
  }

  close(): readonly Stretch[] {
    const last = this.stretches.at(-1);
    if (last) last.to = this.to;
    return this.stretches;
  }
}

/** Segments one after the other; where they are too fine for the window, one stretch of whichever state holds most of them. */
function addSegments(strip: Strip, run: CheckpointedRun, saved: number, from: number, to: number): void {
  const { interval, writeTime, work } = run;
  const segment = interval + writeTime;
  const start = Math.max(from, strip.from);
  const end = Math.min(to, strip.to);
  if (strip.to - strip.from > MOST_SEGMENTS * segment) {
    strip.add(interval >= writeTime ? "useful" : "checkpoint", to);
    return;
  }
  for (let i = Math.max(0, Math.floor((start - from) / segment)); from + i * segment < end; i++) {
    const begin = from + i * segment;
    const piece = Math.min(interval, work - saved - i * interval);
    if (piece <= 0) return;
    strip.add("useful", Math.min(to, begin + piece));
    strip.add("checkpoint", Math.min(to, begin + piece + writeTime));
  }
}

/** Down for D after a failure, then recovering until it computes again or fails once more. */
function addOutage(strip: Strip, run: CheckpointedRun, failure: Failure, next: Failure | undefined): void {
  const until = next?.inRecovery ? next.time : Math.max(failure.time, failure.back);
  const up = Math.min(until, failure.time + run.downtimeEach);
  strip.add("downtime", up);
  strip.add("recovery", until);
}

/**
 * The states of a window of a run's wall time, one after the other without a gap: what a strip of states draws.
 * In windows of more than 2,000 segments τ + δ, computing and writing between two failures are told as one stretch.
 *
 * @param from start of the window (s)
 * @param to end of the window (s)
 */
export function segmentsBetween(run: CheckpointedRun, from: number, to: number): readonly Stretch[] {
  const strip = new Strip(Math.max(0, from), Math.min(run.end, to));
  for (let i = -1; i < run.failures.length; i++) {
    const before = run.failures[i];
    const next = run.failures[i + 1];
    if (before && before.time >= strip.to) break;
    if ((next?.time ?? run.end) <= strip.from) continue;
    if (before) addOutage(strip, run, before, next);
    if (next?.inRecovery) continue;
    const start = before?.back ?? 0;
    const end = next?.time ?? run.end;
    const safe = next ? end - next.lost : end;
    addSegments(strip, run, before?.saved ?? 0, start, safe);
    strip.add("rework", end);
  }
  return strip.close();
}
