import { requireNonNegative, requirePositive } from "../core/check.ts";

/** How the wall clock goes, in seconds per second of useful work. */
export interface TimeWaterfall {
  readonly useful: 1;
  readonly checkpoint: number;
  readonly rework: number;
  readonly recovery: number;
  readonly downtime: number;
  /** The sum of the five above: T/T_useful. */
  readonly total: number;
  /** Failures per second of useful work (1/s). */
  readonly failures: number;
}

/**
 * Expected wall-clock time per second of useful work, and where it goes. A segment is τ of work and δ of writing, L = τ + δ;
 * it is tried until it passes without a failure, after n = e^{L/M} − 1 failures on average, each followed by a downtime D and a
 * restart R that a failure can break off too:
 *
 *     checkpoint δ/τ            rework (M n − L)/τ            recovery n M (e^{R/M} − 1)/τ
 *     downtime n D e^{R/M}/τ    failures n e^{R/M}/τ          total (M + D) e^{R/M} n/τ
 *
 * Holds for failures without memory (exponential) that strike at any moment but those of downtime. Recovery includes the
 * restarts that failed. Exact for any τ, also far above M.
 *
 * @param options.interval τ, compute time from the end of one checkpoint to the start of the next (s)
 * @param options.writeTime δ, time to write one checkpoint (s)
 * @param options.restartTime R, time to read the checkpoint and start again (s)
 * @param options.downtime D, time from a failure until a restart can begin (s)
 * @param options.mtbf M, mean time between failures of the whole job (s); Infinity if nothing fails
 * @returns shares per second of useful work; Infinity where e^{L/M} or e^{R/M} is more than a double holds
 * @throws RangeError for an interval or MTBF not above 0, another time that is negative, or NaN
 * @see Daly 2006, FGCS 22(3), T_w, the total without downtime; Bougeret et al. 2011, "Checkpointing strategies for parallel jobs", SC'11, with downtime
 * @example timeWaterfall({ interval: 3420, writeTime: 300, restartTime: 600, downtime: 0, mtbf: 21600 }).total // 1.2204
 */
export function timeWaterfall(options: {
  readonly interval: number;
  readonly writeTime: number;
  readonly restartTime: number;
  readonly downtime: number;
  readonly mtbf: number;
}): TimeWaterfall {
  const { interval, writeTime, restartTime, downtime, mtbf } = options;
  requirePositive({ interval, mtbf });
  requireNonNegative({ writeTime, restartTime, downtime });

  const checkpoint = interval === Infinity ? 0 : writeTime / interval;
  if (mtbf === Infinity) {
    return { useful: 1, checkpoint, rework: 0, recovery: 0, downtime: 0, total: 1 + checkpoint, failures: 0 };
  }

  const excess = expExcess((interval + writeTime) / mtbf); // M n / L − 1
  const struck = (1 + checkpoint) * (1 + excess); // M n / τ, by L/τ = 1 + δ/τ
  const restarts = Math.exp(restartTime / mtbf); // restarts tried for each that passes
  const failures = (struck / mtbf) * restarts; // n e^{R/M} / τ
  return {
    useful: 1,
    checkpoint,
    rework: product(1 + checkpoint, excess), // (M n − L) / τ
    recovery: product(struck, Math.expm1(restartTime / mtbf)), // n M (e^{R/M} − 1) / τ
    downtime: product(failures, downtime), // n D e^{R/M} / τ
    total: struck * restarts * (1 + downtime / mtbf), // (M + D) e^{R/M} n / τ, Bougeret et al. 2011
    failures,
  };
}

/** (eʸ − 1)/y − 1 = y/2! + y²/3! + …; for y < 1 by its terms, since the closed form would cancel. */
function expExcess(y: number): number {
  if (y === Infinity) return Infinity;
  if (y >= 1) return Math.expm1(y) / y - 1;
  let sum = 0;
  for (let term = y / 2, n = 3; sum + term > sum; term *= y / n, n++) sum += term;
  return sum;
}

/** A cost of zero stays zero however often it is paid. */
const product = (times: number, cost: number): number => (cost === 0 ? 0 : times * cost);
