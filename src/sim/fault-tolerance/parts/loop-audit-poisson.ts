import { requireFinite } from "../../core/check.ts";
import type { Random } from "../../core/random.ts";

/** From this mean on the rejection below is valid (Hörmann 1993). */
const REJECTION_FROM = 10;
/** Below this Stirling's series is not exact enough, and the logarithms are added. */
const STIRLING_FROM = 10;

/** ln n!, by Stirling's series to n⁻⁵, whose error is below 1e-10 from n = 10 on. */
function logFactorial(n: number): number {
  if (n < STIRLING_FROM) {
    let product = 1;
    for (let i = 2; i <= n; i++) product *= i;
    return Math.log(product);
  }
  const n2 = n * n;
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + (1 / 12 - (1 / 360 - 1 / (1260 * n2)) / n2) / n;
}

/**
 * One Poisson count, how many events without memory fall into a time in which `mean` are expected. Exact for any mean: below 10
 * the gaps are drawn one by one, from there by transformed rejection, whose cost does not grow with the mean.
 *
 * @param mean expected count, finite and 0 or more
 * @throws RangeError when the mean is negative or not finite
 * @see Hörmann 1993, "The transformed rejection method for generating Poisson random variables", Insur. Math. Econ. 12(1), PTRS
 */
export function poisson(chance: Random, mean: number): number {
  requireFinite({ mean });
  if (mean < REJECTION_FROM) {
    let count = 0;
    for (let time = chance.exponential(); time < mean; time += chance.exponential()) count++;
    return count;
  }
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const quick = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = chance.uniform() - 0.5;
    const v = chance.uniform();
    const edge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / edge + b) * u + mean + 0.43);
    if (edge >= 0.07 && v <= quick) return k;
    if (k < 0 || (edge < 0.013 && v > edge)) continue;
    const height = Math.log((v * inverseAlpha) / (a / (edge * edge) + b));
    if (height <= k * Math.log(mean) - mean - logFactorial(k)) return k;
  }
}
