import { LOOP_TIME } from "./loop-car.ts";
import { LOOPS } from "./loop-staging-compute.ts";

/** Counts by how long a pass took, in classes of 0.1 ms from 0 to 12 ms; what took longer is counted apart. */
export interface LoopHistogram {
  /** Left ends of the classes (s). */
  readonly from: readonly number[];
  readonly width: number;
  /** The passes of the run, copies included. */
  readonly passes: readonly number[];
  /** The compute times of all frames, without copies. */
  readonly compute: readonly number[];
  /** Passes of 12 ms and more. */
  readonly longer: number;
}

const WIDTH = 1e-4;
const CLASSES = 120;
const FROM = Array.from({ length: CLASSES }, (_, i) => i * WIDTH);
/** A time on the border of two classes belongs to the lower one, as a pass of 10 ms is not late. */
const BORDER = 1e-9;

/** Counts by classes; the last count is of what is longer. A time of 0 is a frame that was dropped. */
function countClasses(times: Float64Array): readonly number[] {
  const counts = new Int32Array(CLASSES + 1);
  for (let i = 0; i < times.length; i++) {
    const time = times[i] ?? 0;
    if (time === 0) continue;
    const at = Math.min(CLASSES, ((time - BORDER) / WIDTH) | 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return [...counts];
}

/** The compute times do not change while a lever of the snapshot moves: kept by the identity of their array. */
const counted = new WeakMap<Float64Array, readonly number[]>();

export function loopHistogram(passTimes: Float64Array, compute: Float64Array): LoopHistogram {
  const bare = counted.get(compute) ?? countClasses(compute);
  counted.set(compute, bare);
  const all = countClasses(passTimes);
  const passes = all.slice(0, CLASSES);
  return { from: FROM, width: WIDTH, passes, compute: bare.slice(0, CLASSES), longer: all[CLASSES] ?? 0 };
}

/** A stretch of frames, each with what it computed and copied (s). */
export interface LoopStrip {
  readonly frames: readonly {
    readonly frame: number;
    readonly compute: number;
    readonly copy: number;
    /** Its tick passed while a pass before it still ran. */
    readonly dropped: boolean;
    readonly late: boolean;
  }[];
}

const STRIP = 60;
const BEFORE_WORST = 20;

/** Sixty frames about the worst pass. */
export function loopStrip(passTimes: Float64Array, compute: Float64Array, worstFrame: number): LoopStrip {
  const first = Math.min(LOOPS - STRIP, Math.max(0, worstFrame - BEFORE_WORST));
  const frames = Array.from({ length: STRIP }, (_, i) => {
    const frame = first + i;
    const time = passTimes[frame] ?? 0;
    const dropped = time === 0;
    const computed = dropped ? 0 : (compute[frame] ?? 0);
    return {
      frame,
      compute: computed,
      copy: dropped ? 0 : Math.max(0, time - computed),
      dropped,
      late: !dropped && time > LOOP_TIME + BORDER,
    };
  });
  return { frames };
}
