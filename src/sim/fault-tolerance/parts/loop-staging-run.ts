import { framesMissed, LOOP_TIME } from "./loop-car.ts";
import { SnapshotAges } from "./loop-staging-ages.ts";
import { LOOPS } from "./loop-staging-compute.ts";
import type { Mode } from "./loop-staging-levers.ts";

export interface StagingSettings {
  /** Compute time of the loop of each frame (s). */
  readonly compute: Float64Array;
  readonly mode: Mode;
  /** From the start of one snapshot to the start of the next (s); one period of the loop means in every loop. */
  readonly interval: number;
  /** Size of the world model, of a chunk, and what a loop rewrites of the world model (B). */
  readonly stateBytes: number;
  readonly chunkBytes: number;
  readonly rewrittenBytes: number;
  /** Copy bandwidth in DRAM, and write rate of the eMMC (B/s). */
  readonly bandwidth: number;
  readonly flashRate: number;
}

/** A frame that was missed: its number, and how long its pass took (s). */
export interface LatePass {
  readonly frame: number;
  readonly time: number;
  /** Frames missed by it, its own included. */
  readonly missed: number;
}

/** What 100,000 frames saw. */
export interface StagingRun {
  readonly passes: number;
  readonly missed: number;
  /** Passes that ended late: each misses one frame or more. */
  readonly late: number;
  readonly firstLate: readonly LatePass[];
  /** The longest pass (s), and its frame. */
  readonly worst: number;
  readonly worstFrame: number;
  /** Snapshots that were finished, and passes that copied. */
  readonly snapshots: number;
  readonly copyingPasses: number;
  /** Bytes copied or written in all, and the most in one pass. */
  readonly bytes: number;
  readonly mostCopied: number;
  readonly meanAge: number;
  readonly worstAge: number;
  /** Longest time from the start of a snapshot's copy to its end (s). */
  readonly longestCopy: number;
  /** Pass time of each frame (s); 0 for a frame that was dropped. For charts only. */
  readonly passTimes: Float64Array;
}

/** Late passes that are kept for the log. */
const KEPT = 60;
/** Less than a byte is the rounding of sums. */
const ONE_BYTE = 1;
/** A snapshot is due a rounding's breadth before its frame. */
const NEARLY = 1e-9;

/**
 * One run of the loop. A pass starts on the tick of its frame, computes, then copies. A pass that ends late drops the frames whose
 * tick it slept through. Blocking writes the whole state to the eMMC in one pass, shadow copies it in DRAM in one pass.
 * Chunked fixes the instant and copies q bytes in each pass: what the loop rewrites in the meantime is copied before (copy-on-write)
 * and counts towards the pass's chunk, or beyond it where that is more. When the next snapshot is due already, the rest of a chunk
 * starts it. The time of the page faults themselves is left out: with large pages it is microseconds a loop.
 */
export function stagingRun(settings: StagingSettings): StagingRun {
  const { compute, mode, interval, stateBytes, rewrittenBytes } = settings;
  const rate = mode === "blocking" ? settings.flashRate : settings.bandwidth;
  const chunk = mode === "chunked" ? Math.min(settings.chunkBytes, stateBytes) : stateBytes;
  const every = interval / LOOP_TIME;
  const ages = new SnapshotAges();
  const passTimes = new Float64Array(LOOPS);
  const firstLate: LatePass[] = [];
  let due = 0;
  let left = 0; // bytes of the open snapshot
  let instant = 0; // the moment that it holds (s)
  let passes = 0;
  let missed = 0;
  let late = 0;
  let worst = 0;
  let worstFrame = 0;
  let copyingPasses = 0;
  let bytes = 0;
  let mostCopied = 0;

  for (let frame = 0; frame < LOOPS; ) {
    const computed = compute[frame] ?? 0;
    const copyStart = frame * LOOP_TIME + computed;
    let copied = 0;
    let finished = false;
    let finishedInstant = 0;
    if (left > 0) {
      const faults = Math.min(left, (rewrittenBytes * left) / stateBytes);
      copied = Math.min(left, Math.max(chunk, faults));
      left -= copied;
      if (left < ONE_BYTE) {
        left = 0;
        finished = true;
        finishedInstant = instant;
      }
    }
    const room = chunk - copied;
    if (left === 0 && frame >= due - NEARLY && room >= ONE_BYTE) {
      instant = copyStart;
      copied += room;
      left = stateBytes - room;
      due = Math.max(due + every, frame);
      if (left < ONE_BYTE) {
        left = 0;
        finished = true;
        finishedInstant = instant;
      }
    }
    const passTime = computed + copied / rate;
    if (finished) ages.finish(finishedInstant, frame * LOOP_TIME + passTime);
    if (copied > 0) copyingPasses++;
    bytes += copied;
    if (copied > mostCopied) mostCopied = copied;
    passes++;
    passTimes[frame] = passTime;
    if (passTime > worst) {
      worst = passTime;
      worstFrame = frame;
    }
    const lost = passTime > LOOP_TIME ? Math.min(LOOPS - frame, framesMissed(passTime)) : 0;
    if (lost > 0) {
      late++;
      missed += lost;
      if (firstLate.length < KEPT) firstLate.push({ frame, time: passTime, missed: lost });
    }
    frame += Math.max(1, lost);
  }

  const { mean: meanAge, worst: worstAge, longestCopy, count: snapshots } = ages.until(LOOPS * LOOP_TIME);
  const kept = { passes, missed, late, firstLate, worst, worstFrame };
  return { ...kept, snapshots, copyingPasses, bytes, mostCopied, meanAge, worstAge, longestCopy, passTimes };
}
