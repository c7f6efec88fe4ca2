import { requireCount, requireFinite, requireNonNegative, requirePositive } from "../core/check.ts";

/**
 * Expected number of distinct pages that n random writes touch, P (1 − (1 − 1/P)ⁿ). Saturates: the second write to a page costs
 * nothing more. Holds where every write falls on any of the P pages with the same chance, whatever was written before; for a hot
 * set, sum it over hot and cold pages, each with its own writes.
 *
 * @param options.pages P, pages that may be written (count, at least 1)
 * @param options.writes n, writes since all pages were clean (count); a mean need not be whole
 * @returns pages to save (count), from 0 for no write up to P
 * @throws RangeError for fewer pages than 1 or without end, writes that are negative, or NaN
 * @see Johnson & Kotz 1977, "Urn Models and Their Application", the classical occupancy problem
 * @example expectedDirtyPages({ pages: 25_600, writes: 5000 }) // 4542.1
 */
export function expectedDirtyPages(options: { readonly pages: number; readonly writes: number }): number {
  const { pages, writes } = options;
  requireCount({ pages });
  requireNonNegative({ writes });
  if (writes === 0) return 0; // also for P = 1, where the product below would be NaN
  return -pages * Math.expm1(writes * Math.log1p(-1 / pages)); // by expm1 and log1p: few writes keep their digits
}

/**
 * Time to be back after a kill, t = t_fixed + S/B: what every resume costs, and the saved state read in one go. Holds for one
 * sequential read; what each further file costs to open is for the caller to add.
 *
 * @param options.fixedTime t_fixed, time that a resume takes with nothing to read (s)
 * @param options.bytes S, saved state to read back (B)
 * @param options.readRate B, rate of the read (B/s)
 * @returns time from the start of the resume until the process runs on (s)
 * @throws RangeError for a negative time, bytes that are negative or not finite, a rate not above 0, or NaN
 * @see the definition of a rate; oracle resume-100ms
 * @example resumeTime({ fixedTime: 0.03, bytes: 200e6, readRate: 2100e6 }) // 0.1252 s
 */
export function resumeTime(options: {
  readonly fixedTime: number;
  readonly bytes: number;
  readonly readRate: number;
}): number {
  const { fixedTime, bytes, readRate } = options;
  requireNonNegative({ fixedTime });
  requireFinite({ bytes });
  requirePositive({ readRate });
  return fixedTime + bytes / readRate;
}
