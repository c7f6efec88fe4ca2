import { requireCount, requireFinite, requireFraction } from "../core/check.ts";

/**
 * Extra work of checking C = A·B (m×k times k×n) by the sum of each row of C, over the 2mkn FLOP of the product itself.
 * Precomputed: B's row sums are stored, A times them costs 2mk and C's own row sums mn, so 1/n + 1/(2k); it does not depend on m.
 * Online: the sums of A's columns are taken as the product runs, mk + 2kn + mn, so 1/(2n) + 1/m + 1/(2k): at m = 1 it costs as much as
 * the product. Running everything twice is 1. Counts FLOP only: a kernel that waits for memory takes its own time.
 *
 * @param options.rows m, rows of A: the batch (count)
 * @param options.inner k, columns of A: inputs of a layer (count)
 * @param options.columns n, columns of B: outputs of a layer (count)
 * @param options.checksum whether the sums of the weights are stored or taken each time
 * @returns extra FLOP over 2mkn (ratio)
 * @throws RangeError for a size below 1 or without end, or NaN
 * @see Huang & Abraham 1984, "Algorithm-based fault tolerance for matrix operations", IEEE Trans. Comput. C-33(6)
 * @example abftOverhead({ rows: 1, inner: 4096, columns: 4096, checksum: "precomputed" }) // 3.66e-4: 2,731 times cheaper than twice
 */
export function abftOverhead(options: {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly checksum: "online" | "precomputed";
}): number {
  const { rows, inner, columns, checksum } = options;
  requireCount({ rows, inner, columns });
  return checksum === "precomputed" ? 1 / columns + 1 / (2 * inner) : 1 / (2 * columns) + 1 / rows + 1 / (2 * inner);
}

/**
 * Chance that a checksum of b bits does not tell of a corruption that is random, 2^−b. A CRC finds every burst of up to b bits, and so
 * each single flipped bit, for certain; this is for what is longer.
 *
 * @param bits b, length of the checksum (count); 0 is none
 * @returns probability (fraction)
 * @throws RangeError for a length that is negative or not finite, or NaN
 * @see Peterson & Brown 1961, "Cyclic codes for error detection", Proc. IRE 49(1)
 * @example crcEscape(32) // 2.33e-10
 */
export function crcEscape(bits: number): number {
  requireFinite({ bits });
  return 2 ** -bits;
}

/**
 * Coverage of several detectors together if they miss independently, 1 − Π(1 − c). That has to be argued, not hoped for: if each
 * misses what all others miss too, what is left is the largest single coverage.
 *
 * @param coverages coverage of each detector for one class of faults (fractions); none gives 0
 * @returns coverage of all (fraction)
 * @throws RangeError for what is not a fraction
 * @see ISO 26262-5:2018, annex D, diagnostic coverage
 * @example combinedCoverage([0.9, 0.6, 0.5]) // 0.98; at the least 0.9
 */
export function combinedCoverage(coverages: readonly number[]): number {
  for (const coverage of coverages) requireFraction({ coverage });
  return 1 - coverages.reduce((missed, coverage) => missed * (1 - coverage), 1);
}
