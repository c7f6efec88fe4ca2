import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { confidenceInterval, quantile, summarize } from "../../src/sim/core/statistics.ts";

describe("a quantile (Hyndman & Fan 1996, definition 7)", () => {
  test("lies between its neighbours in proportion", () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([10, 20, 30, 40, 50], 0.1)).toBe(14);
  });

  test("of 0 and 1 is the least and the greatest, of one number itself", () => {
    expect(quantile([3, 5, 9], 0)).toBe(3);
    expect(quantile([3, 5, 9], 1)).toBe(9);
    expect(quantile([4], 0.975)).toBe(4);
  });

  test("of nothing is no number, and among endless ones has no NaN", () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantile([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 0.75)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("a summary", () => {
  test("of 2, 4, 4, 4, 5, 5, 7, 9 has the mean 5 and the variance 32/7 over n − 1", () => {
    const { count, mean, deviation, error } = summarize([2, 4, 4, 4, 5, 5, 7, 9]);
    expect([count, mean]).toEqual([8, 5]);
    expect(deviation ** 2).toBeCloseTo(32 / 7, 12);
    expect(error).toBeCloseTo(Math.sqrt(32 / 7 / 8), 12);
  });

  test("keeps its digits far from zero", () => {
    expect(summarize([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).deviation ** 2).toBeCloseTo(30, 6);
  });

  test("lies between the least and the greatest", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
        const { mean } = summarize(values);
        expect(mean).toBeGreaterThanOrEqual(Math.min(...values) - 1e-6);
        expect(mean).toBeLessThanOrEqual(Math.max(...values) + 1e-6);
      }),
      { seed: 10 },
    );
  });
});

test("a 95 % interval is 1.96 standard errors to either side", () => {
  const [low, high] = confidenceInterval({ mean: 10, error: 1 });
  expect(low).toBeCloseTo(8.04, 2);
  expect(high).toBeCloseTo(11.96, 2);
});
