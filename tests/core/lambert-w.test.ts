import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intervalShare, logExcess } from "../../src/sim/core/lambert-w.ts";

/**
 * The second method: whole numbers of 2^−300, so about 90 digits. A double times 2^200 is a whole number for every t used here.
 * −ln(1−t) is −2 artanh(v) with v = (u−1)/(u+1), after u = 1−t was doubled k times into [½, 1].
 */
const ONE = 1n << 300n;
const exact = (value: number): bigint => BigInt(value * 2 ** 200) << 100n;

function artanh(v: bigint): bigint {
  let sum = 0n;
  for (let power = v, n = 1n; power !== 0n; power = (power * v * v) / (ONE * ONE), n += 2n) sum += power / n;
  return sum;
}

const LN2 = 2n * artanh(ONE / 3n);

/** −ln(1−t) − t in units of 2^−300. */
function exactExcess(t: bigint): bigint {
  let u = ONE - t;
  let doublings = 0n;
  for (; u < ONE / 2n; u *= 2n) doublings++;
  return doublings * LN2 - 2n * artanh(((u - ONE) * ONE) / (u + ONE)) - t;
}

/** Is the computed t within a relative error of the root? The left side rises with t, so two signs prove it. */
function isWithin(error: number, x: number): boolean {
  const t = exact(intervalShare(x));
  const margin = (t * exact(error)) / ONE;
  const below = exactExcess(t - margin) < exact(x);
  const above = t + margin >= ONE || exactExcess(t + margin) > exact(x);
  return below && above;
}

/** quantity: t, tolerance, reason. Demanded are 1e-12; met is what Newton's last step and one rounding leave. */
const TOLERANCE = 1e-14;

const anyX = fc.double({ min: -12, max: 1, noNaN: true }).map((exponent) => 10 ** exponent);

describe("the share of the MTBF that the optimum interval takes", () => {
  it("solves −ln(1−t) − t = x to 1e-14 on a grid from 1e-12 to 10, by 90-digit arithmetic", () => {
    for (let exponent = -12; exponent <= 1; exponent += 1 / 32) {
      expect(isWithin(TOLERANCE, 10 ** exponent), `x = 1e${exponent}`).toBe(true);
    }
  });

  it("solves it to 1e-14 anywhere between", () => {
    fc.assert(
      fc.property(anyX, (x) => {
        expect(isWithin(TOLERANCE, x)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("has no seam where the series hands over to Newton's method", () => {
    for (const s of [1e-3, 0.0999, 0.1, 0.1001]) {
      for (const nudge of [-1e-15, 0, 1e-15]) expect(isWithin(TOLERANCE, (s * s) / 2 + nudge)).toBe(true);
    }
  });

  it("would notice an error of 3e-14", () => {
    const t = exact(intervalShare(0.01) * (1 + 3e-14));
    expect(exactExcess(t - (t * exact(TOLERANCE)) / ONE) < exact(0.01)).toBe(false);
  });

  it("is 1 + W₀(−e^{−1−x}): w = t − 1 satisfies w eʷ = −e^{−1−x}", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 10, noNaN: true }), (x) => {
        const w = intervalShare(x) - 1;
        expect((w * Math.exp(w)) / -Math.exp(-1 - x)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("agrees with mpmath's W₀(−0.2) = −0.2591711018190738", () => {
    expect(intervalShare(-1 - Math.log(0.2))).toBeCloseTo(1 - 0.2591711018190738, 14);
  });

  it("is √(2x) for the smallest x", () => {
    for (const x of [5e-324, 1e-300, 1e-100, 1e-40]) expect(intervalShare(x) / Math.sqrt(2 * x)).toBeCloseTo(1, 14);
  });

  it("is 0 for nothing, and 1 for the huge and the endless", () => {
    expect(intervalShare(0)).toBe(0);
    expect(intervalShare(37)).toBe(1);
    expect(intervalShare(1e300)).toBe(1);
    expect(intervalShare(Infinity)).toBe(1);
  });

  it("never falls as x grows", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.double({ min: 1e-9, max: 1, noNaN: true }),
        (x, step) => {
          expect(intervalShare(x + step)).toBeGreaterThanOrEqual(intervalShare(x));
        },
      ),
    );
  });

  it("refuses what is no ratio of times", () => {
    for (const x of [Number.NaN, -1e-9, -Infinity]) expect(() => intervalShare(x)).toThrow(RangeError);
  });
});

describe("the excess of −ln(1−t) over t, per t", () => {
  it("matches 90-digit arithmetic to 1e-14 from 1e-12 up to 1", () => {
    fc.assert(
      fc.property(fc.double({ min: -12, max: -1e-3, noNaN: true }), (exponent) => {
        const t = 10 ** exponent;
        const truth = Number((exactExcess(exact(t)) * (1n << 200n)) / exact(t)) / 2 ** 200;
        expect(Math.abs(logExcess(t) / truth - 1)).toBeLessThan(TOLERANCE);
      }),
    );
  });

  it("is undone by the share", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 0.999, noNaN: true }), (t) => {
        expect(intervalShare(t * logExcess(t)) / t).toBeCloseTo(1, 12);
      }),
    );
  });

  it("is 0 at 0 and endless at 1", () => {
    expect(logExcess(0)).toBe(0);
    expect(logExcess(1)).toBe(Infinity);
  });

  it("refuses what is no fraction", () => {
    for (const t of [Number.NaN, -0.1, 1.1, Infinity]) expect(() => logExcess(t)).toThrow(RangeError);
  });
});
