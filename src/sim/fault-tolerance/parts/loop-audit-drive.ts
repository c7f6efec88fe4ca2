import { DAY } from "../../core/units.ts";
import type { DomainReset } from "./loop-audit-resets.ts";
import { framesMissed, LOOP_TIME } from "./loop-car.ts";

/** A reset as the car lived it. */
export interface CarReset extends DomainReset {
  /** Age of the world model that is restored: time since the last finished snapshot (s); 0 in a restart. */
  readonly age: number;
  /** It struck while a snapshot was being copied, and tore it: the one before is restored. */
  readonly torn: boolean;
  /** It struck while the computer started again after the reset before. */
  readonly inRestart: boolean;
}

/** One car's 24 h of driving. The four times add up to the day. */
export interface Drive {
  readonly resets: readonly CarReset[];
  readonly useful: number;
  readonly checkpoint: number;
  readonly rework: number;
  readonly recovery: number;
  /** Snapshots that were finished. */
  readonly snapshots: number;
  /** Age of the oldest world model restored (s); 0 without a reset. */
  readonly oldest: number;
  readonly blindFrames: number;
  /** Frames that snapshots made the loop miss. */
  readonly missed: number;
}

/** A moment's rounding must not turn a whole restart into one frame more. */
const WHOLE = 1e-6;

/** Frames that pass in a time without a decision, begun ones included. */
export const framesIn = (seconds: number): number => Math.ceil(seconds / LOOP_TIME - WHOLE);

/**
 * The day from reset to reset: τ of driving, δ of copying, and so on. A reset restores the last finished snapshot after R of
 * blindness, and the car looks for as long as that snapshot is old until its world model is current again (1 : 1). The clock of
 * the snapshots starts anew. Whole segments between two resets are counted, not walked. Second order is left out, as in the law: a
 * reset that strikes while the car still re-acquires restores a model older than the time since the last restart.
 *
 * @param options.interval τ (s) @param options.writeTime δ (s) @param options.restartTime R (s)
 * @param options.computeTime time that the loop computes (s)
 */
export function dayOfDriving(options: {
  readonly resets: readonly DomainReset[];
  readonly interval: number;
  readonly writeTime: number;
  readonly restartTime: number;
  readonly computeTime: number;
}): Drive {
  const { interval, writeTime, restartTime, computeTime } = options;
  const segment = interval + writeTime;
  const sums = { useful: 0, checkpoint: 0, rework: 0, recovery: 0 };
  const resets: CarReset[] = [];
  let snapshots = 0;
  let blindFrames = 0;
  /** When the car sees again after the last reset. */
  let back = 0;

  /** Counts the whole segments until a moment; returns the time since the last of them. */
  const driveUntil = (time: number): number => {
    const whole = Math.floor((time - back) / segment);
    snapshots += whole;
    sums.useful += whole * interval;
    sums.checkpoint += whole * writeTime;
    return Math.max(0, time - back - whole * segment);
  };

  let last = 0;
  for (const { time, domain } of options.resets) {
    const inRestart = time < back;
    if (inRestart) {
      sums.recovery += time - last;
      blindFrames += framesIn(time - last);
      resets.push({ time, domain, age: 0, torn: false, inRestart });
    } else {
      if (last < back) {
        sums.recovery += back - last;
        blindFrames += framesIn(back - last);
      }
      const age = driveUntil(time);
      sums.rework += age;
      resets.push({ time, domain, age, torn: age > interval, inRestart });
    }
    last = time;
    back = time + restartTime;
  }

  const seesAgain = Math.min(back, DAY);
  sums.recovery += seesAgain - last;
  blindFrames += framesIn(seesAgain - last);
  if (back < DAY) {
    const open = driveUntil(DAY);
    sums.useful += Math.min(open, interval);
    sums.checkpoint += Math.max(0, open - interval);
  }
  const oldest = resets.reduce((most, { age }) => Math.max(most, age), 0);
  const missed = snapshots * framesMissed(computeTime + writeTime);
  return { resets, ...sums, snapshots, oldest, blindFrames, missed };
}
