import type { Random } from "../../core/random.ts";

/**
 * A standard normal draw by the polar method.
 *
 * @see Marsaglia & Bray 1964, "A convenient method for generating normal variables", SIAM Review 6(3)
 */
export function normal(chance: Random): number {
  for (;;) {
    const x = 2 * chance.uniform() - 1;
    const y = 2 * chance.uniform() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/**
 * A gamma draw of a shape of at least 1, scale 1.
 *
 * @see Marsaglia & Tsang 2000, "A simple method for generating gamma variables", ACM TOMS 26(3)
 */
export function gamma(shape: number, chance: Random): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(chance);
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - chance.uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
