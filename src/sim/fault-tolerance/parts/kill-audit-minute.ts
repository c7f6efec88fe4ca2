import { requireNonNegative, requirePositive } from "../../core/check.ts";

/** Where the time of wearing goes, in the mean. The four shares add up to 1. */
export interface WearerMinute {
  /** Translating, and never lost again. */
  readonly useful: number;
  /** Stopped by a save, be it finished or torn: the frames that are due meanwhile are dropped. */
  readonly saving: number;
  /** Translating what a kill then took back. */
  readonly lost: number;
  /** Dark: killed, and not yet resumed. */
  readonly frozen: number;
  /** Mean translating time that a kill takes back (s); kills during a resume take nothing and do not count. */
  readonly lostPerKill: number;
}

/**
 * What a minute of wearing is made of, as shares. With L = τ + δ, n = e^{L/M} − 1 and every segment tried until it passes, the
 * moment u of a segment is lived through e^{(L−u)/M} times for each that passes, so that
 *
 *     saving (e^{δ/M} − 1) e^{−R/M}/n        frozen 1 − e^{−R/M}        useful τ e^{−R/M}/(M n)
 *     lost per kill (M (1 − e^{−τ/M}) − τ e^{−L/M})/(1 − e^{−L/M})
 *
 * It is the waterfall of `timeWaterfall` seen by the clock of the wearer, with torn saves counted as saves. Neither the freeze nor
 * the rate of kills knows the interval. Holds for kills without memory that also strike in saves and in resumes.
 *
 * @param options.interval τ, translating time from the end of one save to the start of the next (s)
 * @param options.writeTime δ, time that one save stops the process (s)
 * @param options.resumeTime R, time from a kill until the process runs again (s)
 * @param options.mtbf M, mean time between kills (s)
 * @throws RangeError for an interval or M not above 0, another time that is negative, or NaN
 * @see Daly 2006, FGCS 22(3), T_w, of which these are the parts
 * @example wearerMinute({ interval: 5, writeTime: 0.15, resumeTime: 0.9, mtbf: 75 }).frozen // 0.01193
 */
export function wearerMinute(options: {
  readonly interval: number;
  readonly writeTime: number;
  readonly resumeTime: number;
  readonly mtbf: number;
}): WearerMinute {
  const { interval, writeTime, resumeTime, mtbf } = options;
  requirePositive({ interval, mtbf });
  requireNonNegative({ writeTime, resumeTime });

  const segment = (interval + writeTime) / mtbf;
  const struck = Math.expm1(segment); // n; Infinity where it overflows, and then all is lost
  const awake = Math.exp(-resumeTime / mtbf);
  const kept = interval * Math.exp(-segment);
  const lostPerKill = (-mtbf * Math.expm1(-interval / mtbf) - kept) / -Math.expm1(-segment);
  return {
    useful: (awake * interval) / mtbf / struck,
    saving: (awake * Math.expm1(writeTime / mtbf)) / struck,
    lost: (awake * lostPerKill) / mtbf,
    frozen: -Math.expm1(-resumeTime / mtbf),
    lostPerKill,
  };
}
