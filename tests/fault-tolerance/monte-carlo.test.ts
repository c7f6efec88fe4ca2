import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { random } from "../../src/sim/core/random.ts";
import { finish } from "../../src/sim/core/run.ts";
import { confidenceInterval } from "../../src/sim/core/statistics.ts";
import { simulate, studies } from "../../src/sim/fault-tolerance/young-daly-audit.ts";
import { monteCarlo, replicate, triedIntervals } from "../../src/sim/laws/checkpointing/monte-carlo.ts";
import { timeWaterfall } from "../../src/sim/laws/expected-time.ts";
import { levers } from "./levers.ts";

interface Oracle {
  readonly id: string;
  readonly inputs: Readonly<Record<string, number>>;
  readonly expected: Readonly<Record<string, number>>;
  readonly tolerance: Readonly<Record<string, number>>;
}
const oracles: readonly Oracle[] = JSON.parse(readFileSync(new URL("../oracles.json", import.meta.url), "utf8"));

const plan = { writeTime: 60, restartTime: 300, downtime: 60, mtbf: 14_400, law: "exponential", seed: 1 } as const;

describe("the closed form of expected time", () => {
  const chance = random(2026);
  const logUniform = (from: number, to: number) => from * (to / from) ** chance.uniform();
  const settings = Array.from({ length: 200 }, (_, i) => {
    const mtbf = logUniform(60, 1e6);
    const segment = mtbf * logUniform(0.01, 3);
    const writeTime = segment * logUniform(1e-3, 0.5);
    const [restartTime, downtime] = [0.2 * mtbf * chance.uniform(), 0.2 * mtbf * chance.uniform()];
    return { interval: segment - writeTime, writeTime, restartTime, downtime, mtbf, seed: i + 1 };
  });
  const told = settings.map((setting) => {
    const replicas = replicate({ ...setting, law: "exponential", replicas: 400 });
    return { ...replicas, exact: timeWaterfall(setting).total };
  });

  test("lies in the Monte Carlo's 95 % interval at 180 to 198 of 200 random settings with (τ+δ)/M ≤ 3", () => {
    const inside = told.filter((replicas) => {
      const [low, high] = confidenceInterval(replicas);
      return low <= replicas.exact && replicas.exact <= high;
    });
    expect(inside.length).toBeGreaterThanOrEqual(180);
    expect(inside.length).toBeLessThanOrEqual(198);
  });

  test("is nowhere further than 4.6 standard errors away, and all replicas end", () => {
    for (const { mean, error, exact, unfinished } of told) {
      expect(Math.abs(mean - exact) / error).toBeLessThan(4.6);
      expect(unfinished).toBe(0);
    }
  });
});

test("Weibull failures of shape 0.7, renewed at each failure, take the time of the oracle weibull-0.7-Tw", () => {
  const oracle = oracles.find(({ id }) => id === "weibull-0.7-Tw");
  const { shape, M_min = 0, tau_min = 0, delta_min = 0, R_min = 0 } = oracle?.inputs ?? {};
  const expected = oracle?.expected.Tw_over_Ts ?? Number.NaN;
  expect(shape).toBe(0.7);
  const { mean } = replicate({
    interval: 60 * tau_min,
    writeTime: 60 * delta_min,
    restartTime: 60 * R_min,
    downtime: 0,
    mtbf: 60 * M_min,
    law: "weibull",
    replicas: 4000,
    seed: 3,
  });
  expect(Math.abs(mean / expected - 1)).toBeLessThan(oracle?.tolerance.rel ?? 0);
});

test("common random numbers: two intervals 10 % apart differ with a quarter of the variance or less", () => {
  const gap = (second: number) => {
    const gaps = Array.from({ length: 200 }, (_, i) => {
      const one = replicate({ ...plan, interval: 1300, replicas: 1, seed: i + 1 }).mean;
      return replicate({ ...plan, interval: 1430, replicas: 1, seed: i + second }).mean - one;
    });
    const mean = gaps.reduce((sum, value) => sum + value, 0) / gaps.length;
    return gaps.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (gaps.length - 1);
  };
  expect(gap(5001) / gap(1)).toBeGreaterThan(4);
});

describe("the cloud", () => {
  const cloud = finish(monteCarlo({ ...plan, replicas: 400 }));

  test("has 40 intervals up to τ + δ = 3M, none nearer than 5 % to the next", () => {
    expect(cloud.interval).toHaveLength(40);
    expect(cloud.interval[0]).toBe(10);
    expect(cloud.interval.at(-1)).toBe(3 * 14_400 - 60);
    const narrow = triedIntervals(1, 20);
    expect(narrow.length).toBeGreaterThan(30);
    expect(narrow.length).toBeLessThan(40);
  });

  test("has the closed form inside its pointwise 95 % band at every interval", () => {
    cloud.interval.forEach((interval, i) => {
      const { total } = timeWaterfall({ ...plan, interval });
      expect(total).toBeGreaterThan(cloud.low[i] ?? Number.NaN);
      expect(total).toBeLessThan(cloud.high[i] ?? Number.NaN);
    });
  });

  test("is at each interval what replicate says of that interval alone", () => {
    const alone = replicate({ ...plan, interval: cloud.interval[20] ?? 0, replicas: 400 });
    expect(cloud.mean[20]).toBe(alone.mean);
    expect(cloud.high[20]).toBe(alone.high);
  });

  test("finds the optimum to a grid step", () => {
    const best = cloud.mean.indexOf(Math.min(...cloud.mean));
    expect(Math.abs(Math.log((cloud.interval[best] ?? 0) / 1274.84))).toBeLessThan(2 * Math.log(4318 ** (1 / 39)));
  });

  test("reports its progress up to the end", () => {
    const steps = monteCarlo({ ...plan, replicas: 100 });
    const seen: number[] = [];
    for (let step = steps.next(); !step.done; step = steps.next()) seen.push(step.value.done);
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  test("is empty where a write alone takes longer than 3M, and where nothing fails", () => {
    expect(finish(monteCarlo({ ...plan, mtbf: 15, replicas: 10 }))).toMatchObject({
      interval: [],
      mean: [],
      replicas: 0,
    });
    expect(triedIntervals(60, Number.POSITIVE_INFINITY)).toEqual([]);
  });
});

test("a replica that passes 50 times its useful work is counted as not finished", () => {
  const told = replicate({ ...plan, interval: 10, writeTime: 3600, replicas: 50 });
  expect(told).toMatchObject({ unfinished: 50, mean: 50 });
});

test("the study takes 100 replicas while a lever moves and at least 400 at rest, and knows the law and the causes", () => {
  const moving = finish(studies.monteCarlo(levers(), "moving"));
  const resting = finish(studies.monteCarlo(levers(), "resting"));
  const weibull = finish(studies.monteCarlo(levers({ failureLaw: "weibull" }), "moving"));
  const fewer = finish(studies.monteCarlo(levers({ withoutCauses: "faulty-gpu" }), "moving"));
  expect(moving.replicas).toBe(100);
  expect(resting.replicas).toBeGreaterThanOrEqual(400);
  expect(weibull.mean).not.toEqual(moving.mean);
  expect(fewer.interval.at(-1)).toBeCloseTo(3 * simulate(levers({ withoutCauses: "faulty-gpu" })).mtbf - 60, 6);
});
