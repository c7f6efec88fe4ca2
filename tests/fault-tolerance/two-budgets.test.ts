import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tell } from "../../src/sim/core/quantity.ts";
import { random } from "../../src/sim/core/random.ts";
import { summarize } from "../../src/sim/core/statistics.ts";
import type { TwoBudgetsParams } from "../../src/sim/fault-tolerance/parts/two-budgets-levers.ts";
import { outputs, params, simulate, unseen } from "../../src/sim/fault-tolerance/two-budgets.ts";
import { cornersOf } from "./any-levers.ts";

const plan: TwoBudgetsParams = {
  interval: 1,
  mtbf: 2,
  stateSize: 4,
  power: 1,
  bootTime: 5,
  memory: "feram",
  seed: 7,
};
const at = (changes: Partial<TwoBudgetsParams> = {}) => simulate({ ...plan, ...changes });
const percent = (value: number) => Number((100 * value).toFixed(1));
const milliseconds = (value: number) => Math.round(1000 * value);

/** The least of a function with one valley, by golden section in the logarithm. */
function valley(cost: (x: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(from), Math.log(to)];
  for (let i = 0; i < 100; i++) {
    const [near, far] = [high - golden * (high - low), low + golden * (high - low)];
    if (cost(Math.exp(near)) < cost(Math.exp(far))) high = far;
    else low = near;
  }
  return Math.exp((low + high) / 2);
}

/** One run step by step, written apart from the model: (time, energy) over what the useful work takes. */
function walked(values: TwoBudgetsParams, segments: number, seed: number): { time: number; energy: number } {
  const bytes = values.stateSize * 1024;
  const write = values.memory === "feram" ? bytes / 1.4e6 : bytes / 12e3;
  const saveEnergy = values.memory === "feram" ? bytes * 2.34375e-9 : bytes * 550e-9;
  const power = values.power * 1e-3;
  const boot = values.bootTime * 1e-3;
  const chance = random(seed, 5);
  const steps = { work: values.interval, save: write, boot };
  const watts = { work: power, save: saveEnergy / write, boot: power };
  let untilFailure = values.mtbf * -Math.log(1 - chance.uniform());
  let [time, energy, done] = [0, 0, 0];
  let phase: "work" | "save" | "boot" = "work";
  while (done < segments) {
    const span = Math.min(steps[phase], untilFailure);
    time += span;
    energy += span * watts[phase];
    if (untilFailure < steps[phase]) {
      untilFailure = values.mtbf * -Math.log(1 - chance.uniform());
      phase = "boot";
      continue;
    }
    untilFailure -= span;
    if (phase === "save") done++;
    phase = phase === "work" ? "save" : "work";
  }
  const useful = segments * values.interval;
  return { time: time / useful - 1, energy: energy / (power * useful) - 1 };
}

describe("the mission's hearable (issue 3)", () => {
  const model = at();

  test("saves 4 KiB in 2.9 ms for 9.6 µJ, at 3.3 mW", () => {
    expect(model.writeTime * 1e3).toBeCloseTo(2.9, 1);
    expect(model.saveEnergy).toBeCloseTo(9.6, 9);
    expect(model.writePower).toBeCloseTo(3.3, 1);
  });

  test("loses least time at 106 ms: 5.9 %", () => {
    expect(milliseconds(model.timeInterval)).toBe(106);
    expect(percent(model.leastTimeTax)).toBe(5.9);
  });

  test("loses least energy at 190 ms: 10.4 %, against 12.2 % at 106 ms", () => {
    expect(milliseconds(model.energyInterval)).toBe(190);
    expect(percent(model.leastEnergyTax)).toBe(10.4);
    expect(percent(model.energyTaxAtTimeInterval)).toBe(12.2);
    expect(percent(at({ interval: 0.106 }).energyTax)).toBe(12.2);
  });

  test("to first order it is √(2(E/P)M), a little above the exact one", () => {
    expect(model.firstOrderEnergyInterval).toBeCloseTo(Math.sqrt(2 * (9.6e-6 / 1e-3) * 2), 12);
    expect(model.firstOrderEnergyInterval / model.energyInterval).toBeLessThan(1.05);
    expect(model.firstOrderEnergyInterval).toBeGreaterThan(model.energyInterval);
  });

  test("letting energy set the interval costs less time than letting time set it costs energy", () => {
    expect(model.timeGivenUp).toBeLessThan(model.energyGivenUp);
    expect(model.timeGivenUp).toBeCloseTo(at({ interval: model.energyInterval }).timeTax - model.leastTimeTax, 9);
    expect(model.energyGivenUp).toBeCloseTo(at({ interval: model.timeInterval }).energyTax - model.leastEnergyTax, 9);
  });

  test("between the two optima lies one that both budgets regret alike", () => {
    const balanced = at({ interval: model.balancedInterval });
    expect(model.balancedInterval).toBeGreaterThan(model.timeInterval);
    expect(model.balancedInterval).toBeLessThan(model.energyInterval);
    expect((1 + balanced.timeTax) / (1 + model.leastTimeTax)).toBeCloseTo(
      (1 + balanced.energyTax) / (1 + model.leastEnergyTax),
      9,
    );
  });

  test("a save at every 10 ms takes 96 % of the energy of the work between (science.md A6)", () => {
    expect(at({ interval: 0.01 }).savingEnergyTax).toBeCloseTo(0.96, 9);
  });

  test("where a save draws what work draws, both budgets want the same interval", () => {
    const equal = at({ power: at().writePower });
    expect(equal.intervalRatio).toBeCloseTo(1, 9);
    expect(equal.energyTax).toBeCloseTo(equal.timeTax, 12);
    expect(at({ power: 20 }).intervalRatio).toBeLessThan(1);
  });
});

describe("by a second method", () => {
  const cases: readonly Partial<TwoBudgetsParams>[] = [
    { interval: 0.106 },
    { interval: 0.19 },
    { interval: 1 },
    { interval: 0.5, memory: "flash" },
    { interval: 0.3, mtbf: 1, stateSize: 32, power: 10, bootTime: 200 },
  ];

  test.each(cases)("a walk through 400,000 s of work agrees with both closed forms: %o", (changes) => {
    const values = { ...plan, ...changes };
    const model = simulate(values);
    const runs = Array.from({ length: 20 }, (_, i) => walked(values, Math.ceil(20_000 / values.interval), i + 1));
    const time = summarize(runs.map((run) => run.time));
    const energy = summarize(runs.map((run) => run.energy));
    expect(Math.abs(time.mean - model.timeTax)).toBeLessThan(4 * time.error);
    expect(Math.abs(energy.mean - model.energyTax)).toBeLessThan(4 * energy.error);
    expect(energy.error / model.energyTax).toBeLessThan(0.01);
  });

  test.each([
    {},
    { memory: "flash" as const },
    { power: 20 },
    { mtbf: 0.2, memory: "flash" as const, stateSize: 16, bootTime: 0 },
    { mtbf: 0.5, stateSize: 64, bootTime: 500 },
  ])("the exact interval of least energy is the bottom of the curve: %o", (changes) => {
    const model = at(changes);
    const found = valley((interval) => simulateEnergy(interval, changes), 1e-3, 100);
    expect(model.energyInterval / found).toBeCloseTo(1, 5);
    expect(simulateEnergy(found, changes)).toBeCloseTo(model.leastEnergyTax, 9);
  });

  test("the seeded run agrees with the closed forms in the mean of 200 seeds", () => {
    const runs = Array.from({ length: 200 }, (_, i) => at({ interval: 0.19, seed: i + 1 }));
    const time = summarize(runs.map(({ runTimeTax }) => runTimeTax));
    const energy = summarize(runs.map(({ runEnergyTax }) => runEnergyTax));
    expect(Math.abs(time.mean - at({ interval: 0.19 }).timeTax)).toBeLessThan(4 * time.error);
    expect(Math.abs(energy.mean - at({ interval: 0.19 }).energyTax)).toBeLessThan(4 * energy.error);
  });
});

const simulateEnergy = (interval: number, changes: Partial<TwoBudgetsParams>) => at({ ...changes, interval }).energyTax;

test("the golden window is where the energy tax is 2 % above the least", () => {
  const { goldenFrom, goldenTo } = at();
  expect(at({ interval: goldenFrom }).energyOverLeast).toBeCloseTo(0.02, 9);
  expect(at({ interval: goldenTo }).energyOverLeast).toBeCloseTo(0.02, 9);
});

test("the parts of each curve add up to it, over the lever's range", () => {
  const { curve } = at();
  expect(curve.interval[0]).toBe(params.interval.min);
  expect(curve.interval.at(-1)).toBe(params.interval.max);
  for (const { saving, rework, boot, total } of [curve.time, curve.energy]) {
    total.forEach((sum, i) => {
      expect((saving[i] ?? 0) + (rework[i] ?? 0) + (boot[i] ?? 0)).toBeCloseTo(sum, 12);
    });
  }
});

describe("failure states", () => {
  test("saves eat the budget: more energy than half the work's", () => {
    expect(at({ interval: 0.01 }).savingEnergyTax).toBeGreaterThan(0.5);
    expect(at().savingEnergyTax).toBeLessThan(0.5);
  });

  test("no progress: at 10 s between saves, 100 s of work take more than 1,000 s", () => {
    expect(at({ interval: 10 }).wallClock).toBeGreaterThan(1000);
  });

  test("a run that is given up is not finished, and says so", () => {
    const model = at({ interval: 10, mtbf: 0.2 });
    expect(model.finished).toBe(false);
    expect(model.runTime).toBe(Number.POSITIVE_INFINITY);
    expect(model.log.at(-1)?.text).toMatch(/given up/);
  });
});

describe("the case of the search", () => {
  const SEEDS = Array.from({ length: 200 }, (_, i) => i + 1);
  const hidden = (seed: number): TwoBudgetsParams => ({ ...plan, ...unseen(seed) });

  test("has its window well inside the lever, and differs from seed to seed", () => {
    for (const seed of SEEDS) {
      const { goldenFrom, goldenTo } = simulate(hidden(seed));
      expect(goldenFrom).toBeGreaterThan(3 * params.interval.min);
      expect(goldenTo).toBeLessThan(params.interval.max / 3);
    }
    expect(new Set(SEEDS.map((seed) => hidden(seed).mtbf.toFixed(2))).size).toBeGreaterThan(120);
    expect(unseen(42)).toEqual(unseen(42));
  });

  test("is never found by copying the mission's answer, nor nearly", () => {
    const copied = Array.from({ length: 2000 }, (_, i) =>
      simulate({ ...hidden(i + 1), interval: at().energyInterval }),
    );
    for (const { energyOverLeast } of copied) expect(energyOverLeast).toBeGreaterThan(0.05);
    // The answer may lie on either side of the mission's, and each state is still drawn.
    expect(new Set(copied.map(({ energyInterval }) => energyInterval > at().energyInterval)).size).toBe(2);
    expect(new Set(SEEDS.map((seed) => unseen(seed).stateSize)).size).toBe(5);
  });

  test.each([0.01, 0.1, 1, 10])(
    "is found by pooled brown-outs within ten trials for nine seeds in ten, from %d s",
    (start) => {
      const found = SEEDS.filter((seed) => {
        const values = hidden(seed);
        let [interval, exposed, brownOuts] = [start, 0, 0];
        for (let trial = 1; trial <= 10; trial++) {
          const model = simulate({ ...values, interval, seed: 1 + ((seed * 1009 + trial * 7919) % 999_999) });
          if (model.energyOverLeast <= 0.02) return true;
          exposed += model.run.end;
          brownOuts += model.runBrownOuts;
          const estimate = Math.sqrt(2 * model.energyTime * (exposed / Math.max(1, brownOuts)));
          interval = Math.min(params.interval.max, Math.max(params.interval.min, estimate));
        }
        return false;
      });
      expect(found.length).toBeGreaterThanOrEqual(0.9 * SEEDS.length);
    },
  );
});

const corner = cornersOf(params);

test("at any corner of the levers no output is NaN, and no tax lies below its least", () => {
  fc.assert(
    fc.property(corner, (values) => {
      const model = simulate(values);
      for (const [name, spec] of Object.entries(outputs)) {
        const value = model[name as keyof typeof outputs];
        expect(value, name).not.toBeNaN();
        expect(tell(value, spec), name).not.toMatch(/NaN|Infinity|undefined|–/);
      }
      expect(JSON.stringify(model.log)).not.toMatch(/NaN|Infinity|undefined/);
      for (const { total } of [model.curve.time, model.curve.energy]) {
        for (const value of total) expect(value).not.toBeNaN();
      }
      expect(model.timeTax).toBeGreaterThanOrEqual(model.leastTimeTax * (1 - 1e-9));
      expect(model.energyTax).toBeGreaterThanOrEqual(model.leastEnergyTax * (1 - 1e-9));
    }),
    { numRuns: 200, seed: 2 },
  );
});
