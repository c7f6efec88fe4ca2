import { describe, expect, test } from "vitest";
import { params, simulate, unseen } from "../../src/sim/fault-tolerance/async-staging.ts";
import { staging } from "./async-staging-levers.ts";

describe("the fleet of the search", () => {
  const seeds = Array.from({ length: 100 }, (_, i) => i + 1);

  test("differs from seed to seed, fills a buffer, drains within its interval, and has its threshold inside the lever", () => {
    const found = seeds.map((seed) => simulate(staging(unseen(seed))));
    expect(new Set(found.map(({ threshold }) => threshold.toPrecision(3))).size).toBeGreaterThan(80);
    for (const { settings, drained, threshold, thresholdFound, shardBytes, persistTime } of found) {
      expect([settings.strategy, settings.interval, drained]).toEqual(["asyncDram", 600, true]);
      expect(Math.abs(thresholdFound / threshold - 1)).toBeLessThan(0.01);
      expect(threshold / shardBytes).toBeGreaterThan(0.49);
      expect(threshold / shardBytes).toBeLessThan(0.96);
      expect(threshold / 1e9).toBeGreaterThan(10 * params.buffer.min);
      expect(threshold / 1e9).toBeLessThan(params.buffer.max / 2);
      expect(persistTime).toBeLessThan(600);
    }
    expect(unseen(42)).toEqual(unseen(42));
  });

  test("is found within ten trials by halving between nothing and the whole snapshot, from storm or no storm alone", () => {
    for (const seed of seeds) {
      const case_ = unseen(seed);
      let [low, high] = [0, simulate(staging(case_)).shardBytes / 1e9];
      let met = false;
      for (let trial = 1; !met && trial <= 10; trial++) {
        const buffer = (low + high) / 2;
        const { bufferMiss, overload } = simulate(staging({ ...case_, buffer }));
        met = bufferMiss <= 0.05;
        if (overload > 1.001) low = buffer;
        else high = buffer;
      }
      expect(met).toBe(true);
    }
  });
});
