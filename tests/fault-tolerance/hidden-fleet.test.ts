import { describe, expect, test } from "vitest";
import { params, simulate, unseen } from "../../src/sim/fault-tolerance/young-daly-audit.ts";
import { levers } from "./levers.ts";

const SEEDS = Array.from({ length: 500 }, (_, i) => i + 1);
const TRIALS = 10;

/** Trials until the tax is golden when a reader pools all failures seen so far: M̂ = time exposed over failures, then τ = √(2δM̂). */
function trialsNeeded(seed: number, start: number): number {
  const fleet = levers(unseen(seed));
  let interval = start;
  let exposed = 0;
  let failures = 0;
  for (let trial = 1; trial <= TRIALS; trial++) {
    const { taxOverLeast, run } = simulate({ ...fleet, interval, seed: 1 + ((seed * 1009 + trial * 7919) % 999_999) });
    if (taxOverLeast <= 0.02) return trial;
    exposed += run.end - run.downtime;
    failures += run.failures.length;
    const estimate = exposed / Math.max(1, failures);
    interval = Math.min(params.interval.max, Math.max(params.interval.min, Math.sqrt(2 * fleet.writeTime * estimate)));
  }
  return Number.POSITIVE_INFINITY;
}

describe("the fleet of the search", () => {
  test("fails every 1.5 to 9 hours, and differs from seed to seed", () => {
    const mtbfs = SEEDS.map((seed) => simulate(levers(unseen(seed))).mtbf / 3600);
    expect(Math.min(...mtbfs)).toBeGreaterThan(1.49);
    expect(Math.max(...mtbfs)).toBeLessThan(9.01);
    expect(new Set(mtbfs.map((mtbf) => mtbf.toFixed(2))).size).toBeGreaterThan(300);
    expect(unseen(42)).toEqual(unseen(42));
  });

  test("has a golden window well inside the lever, and levers inside their ranges", () => {
    for (const seed of SEEDS) {
      const fleet = levers(unseen(seed));
      const { goldenFrom, goldenTo } = simulate(fleet);
      expect(goldenFrom).toBeGreaterThan(10 * params.interval.min);
      expect(goldenTo).toBeLessThan(params.interval.max / 10);
      expect(fleet.nodeMtbf).toBeGreaterThan(params.nodeMtbf.min);
      expect(fleet.nodeMtbf).toBeLessThan(params.nodeMtbf.max);
    }
  });

  test.each([60, 600, 3600, 21_600])(
    "is found by pooled failures within ten trials for nine seeds in ten or more of 500, from a first trial at %i s",
    (start) => {
      const found = SEEDS.filter((seed) => trialsNeeded(seed, start) <= TRIALS);
      expect(found.length).toBeGreaterThanOrEqual(0.9 * SEEDS.length);
    },
  );
});
