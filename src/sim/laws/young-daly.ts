import { requireNonNegative, requirePositive } from "../core/check.ts";
import { intervalShare, logExcess } from "../core/lambert-w.ts";

/**
 * Young's first-order optimum checkpoint interval, τ = √(2δM). Holds while δ ≪ M: at δ/M = 0.1 it costs 0.5 % more time than
 * the exact optimum, at δ/M = 1 it costs 14 %.
 *
 * @param writeTime δ, time to write one checkpoint (s)
 * @param mtbf M, mean time between failures of the whole job (s); Infinity if nothing fails
 * @returns compute time from the end of one checkpoint to the start of the next (s); 0 for δ = 0, Infinity for M = Infinity
 * @throws RangeError for a negative write time, an MTBF not above 0, or NaN
 * @see Young 1974, "A first order approximation to the optimum checkpoint interval", CACM 17(9)
 * @example youngInterval(60, 4 * 3600) // 1314.5 s
 */
export function youngInterval(writeTime: number, mtbf: number): number {
  requireNonNegative({ writeTime });
  requirePositive({ mtbf });
  if (writeTime === 0) return 0; // also for M = Infinity, where the product would be NaN
  return Math.sqrt(2 * writeTime * mtbf); // Young 1974
}

/**
 * Daly's higher-order optimum checkpoint interval, τ = √(2δM) [1 + ⅓√(δ/2M) + ⅑(δ/2M)] − δ for δ < 2M, else M.
 * It costs at most 0.015 % more time than the exact optimum up to δ/M = 1.
 *
 * @param writeTime δ, time to write one checkpoint (s)
 * @param mtbf M, mean time between failures of the whole job (s); Infinity if nothing fails
 * @returns compute time from the end of one checkpoint to the start of the next (s)
 * @throws RangeError for a negative write time, an MTBF not above 0, or NaN
 * @see Daly 2006, "A higher order estimate of the optimum checkpoint interval for restart dumps", FGCS 22(3), the higher-order formula
 * @example dalyInterval(60, 4 * 3600) // 1274.8 s
 */
export function dalyInterval(writeTime: number, mtbf: number): number {
  const young = youngInterval(writeTime, mtbf);
  if (writeTime >= 2 * mtbf) return mtbf;
  const ratio = writeTime / (2 * mtbf);
  return young * (1 + Math.sqrt(ratio) / 3 + ratio / 9) - writeTime; // Daly 2006, higher order
}

/**
 * The exact optimum checkpoint interval, τ* = M [1 + W₀(−e^{−1−δ/M})], the root of (1 − τ/M) e^{(τ+δ)/M} = 1.
 * Holds for failures without memory (exponential) that also strike during a write. Restart time and downtime do not matter:
 * they multiply the whole time alike.
 *
 * @param writeTime δ, time to write one checkpoint (s)
 * @param mtbf M, mean time between failures of the whole job (s); Infinity if nothing fails
 * @returns compute time from the end of one checkpoint to the start of the next (s), from 0 for δ = 0 up to M
 * @throws RangeError for a negative write time, an MTBF not above 0, or NaN
 * @see Daly 2006, FGCS 22(3), section 4: the derivative of the total time, set to 0
 * @example optimalInterval(60, 4 * 3600) // 1274.8 s
 */
export function optimalInterval(writeTime: number, mtbf: number): number {
  requireNonNegative({ writeTime });
  requirePositive({ mtbf });
  if (writeTime === 0) return 0;
  if (mtbf === Infinity) return Infinity;
  return mtbf * intervalShare(writeTime / mtbf); // Daly 2006, section 4: its Lambert function
}

/**
 * The write time for which an interval is the exact optimum, δ = −M [ln(1 − τ/M) + τ/M]: the inverse of `optimalInterval`.
 * It answers how slow a write must be before a habit becomes right.
 *
 * @param interval τ, compute time from the end of one checkpoint to the start of the next (s), less than the MTBF
 * @param mtbf M, mean time between failures of the whole job (s); Infinity if nothing fails
 * @returns δ, time to write one checkpoint (s); 0 for τ = 0 and for M = Infinity
 * @throws RangeError for a negative interval, one not below the MTBF, an MTBF not above 0, or NaN
 * @see Daly 2006, FGCS 22(3), section 4, solved for δ
 * @example writeTimeFor(3600, 3 * 3600) // 779.0 s
 */
export function writeTimeFor(interval: number, mtbf: number): number {
  requireNonNegative({ interval });
  requirePositive({ mtbf });
  if (interval >= mtbf) throw new RangeError(`interval must be below the mtbf of ${mtbf}, but is ${interval}.`);
  return interval * logExcess(interval / mtbf); // Daly 2006, section 4
}
