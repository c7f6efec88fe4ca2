import { describe, expect, test } from "vitest";
import { type Random, random } from "../../src/sim/core/random.ts";
import { summarize } from "../../src/sim/core/statistics.ts";
import { WEIBULL_SCALE, WEIBULL_SHAPE } from "../../src/sim/laws/checkpointing/uptimes.ts";

const COUNT = 200_000;
const drawn = (draw: (chance: Random) => number, seed = 1): Float64Array => {
  const chance = random(seed);
  return Float64Array.from({ length: COUNT }, () => draw(chance));
};

/** Kolmogorov's distance between draws and a law. */
function distance(draws: Float64Array, law: (x: number) => number): number {
  const sorted = draws.toSorted();
  return sorted.reduce(
    (most, x, i) => Math.max(most, Math.abs(law(x) - i / COUNT), Math.abs(law(x) - (i + 1) / COUNT)),
    0,
  );
}
/** Exceeded by chance once in a thousand times (Kolmogorov 1933). */
const BOUND = 1.95 / Math.sqrt(COUNT);

describe("a stream of chance", () => {
  test("is the same for the same seed and stream", () => {
    const [a, b] = [random(7, 3), random(7, 3)];
    for (let i = 0; i < 100; i++) expect(a.exponential()).toBe(b.exponential());
  });

  test("has first draws that are even over neighbouring seeds, and over neighbouring streams", () => {
    const seeds = Float64Array.from({ length: COUNT }, (_, i) => random(i + 1).uniform());
    const streams = Float64Array.from({ length: COUNT }, (_, i) => random(7, i).uniform());
    expect(distance(seeds, (x) => x)).toBeLessThan(BOUND);
    expect(distance(streams, (x) => x)).toBeLessThan(BOUND);
  });

  test("is uniform on [0, 1)", () => {
    expect(
      distance(
        drawn((chance) => chance.uniform()),
        (x) => x,
      ),
    ).toBeLessThan(BOUND);
  });

  test("is exponential with mean 1, its tail too, and never 0", () => {
    const draws = drawn((chance) => chance.exponential());
    const { mean, error } = summarize(draws);
    expect(distance(draws, (x) => -Math.expm1(-x))).toBeLessThan(BOUND);
    expect(Math.abs(mean - 1)).toBeLessThan(4 * error);
    expect(Math.min(...draws.slice(0, 50_000))).toBeGreaterThan(0);
    const beyond = draws.filter((x) => x > 8).length;
    const expected = COUNT * Math.exp(-8);
    expect(Math.abs(beyond - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });

  test("has no memory between one draw and the next", () => {
    const draws = drawn((chance) => chance.exponential());
    const product = draws.reduce((sum, x, i) => sum + (x - 1) * ((draws[i + 1] ?? 1) - 1), 0) / COUNT;
    expect(Math.abs(product)).toBeLessThan(4 / Math.sqrt(COUNT));
  });

  test("is Weibull 0.7 with mean 1: its scale is 1/Γ(1 + 1/0.7)", () => {
    const draws = drawn((chance) => chance.weibull(WEIBULL_SHAPE, WEIBULL_SCALE));
    const { mean, error } = summarize(draws);
    expect(Math.abs(mean - 1)).toBeLessThan(4 * error);
    expect(distance(draws, (x) => -Math.expm1(-((x / WEIBULL_SCALE) ** WEIBULL_SHAPE)))).toBeLessThan(BOUND);
  });

  test("picks each of n as often as any other", () => {
    const counts = new Float64Array(8);
    for (const pick of drawn((chance) => chance.below(8))) counts[pick] = (counts[pick] ?? 0) + 1;
    for (const count of counts) expect(Math.abs(count - COUNT / 8)).toBeLessThan(4 * Math.sqrt(COUNT / 8));
  });
});
