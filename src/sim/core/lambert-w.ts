import { requireFraction, requireNonNegative } from "./check.ts";

/** Below this the terms of a series are added, because the closed form subtracts two numbers that are nearly equal. */
const SERIES_UNTIL = 0.1;

/**
 * (−ln(1−t) − t) / t = t/2 + t²/3 + t³/4 + …, accurate for small t too. For t in [0, 1); 0 at t = 0, Infinity at t = 1.
 *
 * Times t it is the x = δ/M whose optimum interval is t = τ/M: the inverse of `intervalShare`.
 *
 * @throws RangeError when t is not a fraction
 * @example logExcess(0.5) // 0.3863 = (ln 2 − 0.5) / 0.5
 */
export function logExcess(t: number): number {
  requireFraction({ t });
  if (t >= SERIES_UNTIL) return (-Math.log1p(-t) - t) / t;
  let sum = 0;
  for (let power = t, n = 2; sum + power / n > sum; power *= t, n++) sum += power / n;
  return sum;
}

/** Up to here five terms of the series below are exact to the last bit: the next is 6e-5 s⁵ of the first. */
const SMALL_ROOT = 1e-3;

/**
 * The share t = τ/M of the mean time between failures that the optimum checkpoint interval takes:
 * t = 1 + W₀(−e^{−1−x}), with W₀ the principal branch of Lambert's function and x = δ/M.
 *
 * Computed as the root in [0, 1) of −ln(1−t) − t = x, never through e^{−1−x}, which forgets a small x: by a series in
 * s = √(2x) where s is small, and by Newton's method elsewhere. Relative error below 1e-14 for any x from 1e-300 up.
 *
 * @param x δ/M, write time over mean time between failures (dimensionless), 0 to Infinity
 * @returns t, dimensionless: 0 at x = 0, 1 where 1 − t is less than a double can tell
 * @throws RangeError when x is negative or NaN
 * @see Corless et al. 1996, "On the Lambert W function", Adv. Comput. Math. 5, section 4: the series about the branch point
 * @example intervalShare(60 / 14400) // 0.088531 of 4 h is 1274.8 s
 */
export function intervalShare(x: number): number {
  requireNonNegative({ x });
  const s = Math.sqrt(2 * x);
  if (s < SMALL_ROOT) return s * (1 + s * (-1 / 3 + s * (1 / 36 + s * (1 / 270 + s / 4320)))); // t·dt/ds = s(1−t), term by term

  // Both lie right of the root (−ln(1−t) − t ≥ t²/2, and 1 − t ≥ e^{−1−x}). The left side is convex:
  // from there Newton falls towards the root, and the first step that does not fall has arrived.
  let t = Math.min(s, -Math.expm1(-1 - x));
  while (t < 1) {
    const next = t - ((t * logExcess(t) - x) * (1 - t)) / t;
    if (next >= t) break;
    t = next;
  }
  return t;
}
