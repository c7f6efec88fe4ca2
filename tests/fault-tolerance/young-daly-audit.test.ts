import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultsOf, namesIn } from "../../src/sim/core/params.ts";
import { tell } from "../../src/sim/core/quantity.ts";
import type { YoungDalyParams } from "../../src/sim/fault-tolerance/parts/levers.ts";
import { outputs, params, simulate } from "../../src/sim/fault-tolerance/young-daly-audit.ts";
import { LLAMA_CAUSES } from "../../src/sim/laws/checkpointing/llama-causes.ts";
import { corner, levers } from "./levers.ts";

const plan: YoungDalyParams = levers({
  nodes: 16_384,
  nodeMtbf: 65_536,
  writeTime: 60,
  restartTime: 300,
  downtime: 60,
});
const at = (changes: Partial<YoungDalyParams>) => simulate({ ...plan, ...changes });
const ALL_CAUSES = Object.keys(LLAMA_CAUSES).join(",");

describe("the plan's fleet (issue 2, ruling 2)", () => {
  const model = at({});

  test("fails every 4 hours", () => {
    expect(model.mtbf).toBe(4 * 3600);
    expect(model.failuresPerDay).toBe(6);
  });

  test("has its optimum at 1,275 s, which Young puts at 1,315 s (oracle ckpt-exact-opt-60-14400)", () => {
    expect(model.optimalInterval).toBeCloseTo(1274.842152647433, 3);
    expect(model.youngInterval).toBeCloseTo(1314.5341380123987, 6);
    expect(model.dalyInterval).toBeCloseTo(1274.8384283221237, 6);
  });

  test("pays 9.1 % to first order, and 12.5 % with restarts", () => {
    expect(tell(model.rootTax, outputs.rootTax)).toBe("9.1\u00a0%");
    expect(tell(model.leastTax, outputs.leastTax)).toBe("12.5\u00a0%");
  });

  test("pays 128 = √16,384 times what one GPU alone would pay, 0.07 %", () => {
    expect(tell(model.oneNodeTax, outputs.oneNodeTax)).toBe("0.07\u00a0%");
    expect(model.rootTax / model.oneNodeTax).toBeCloseTo(128, -1);
  });

  test("has a golden window from 1,019 to 1,593 s, which is where the tax is 2 % above the least", () => {
    expect(Math.round(model.goldenFrom)).toBe(1019);
    expect(Math.round(model.goldenTo)).toBe(1593);
    expect(at({ interval: model.goldenFrom }).taxOverLeast).toBeCloseTo(0.02, 6);
    expect(at({ interval: model.goldenTo }).taxOverLeast).toBeCloseTo(0.02, 6);
  });

  test("has a flat window that is wider, where the time is 1 % above the least", () => {
    expect(model.flatFrom).toBeLessThan(model.goldenFrom);
    expect(model.flatTo).toBeGreaterThan(model.goldenTo);
    expect(at({ interval: model.flatTo }).totalOverLeast).toBeCloseTo(0.01, 6);
  });

  test("wants checkpoints 1.43 times as often as the fleet half as large, where Young says √2 and shrinking shards say 2", () => {
    const half = at({ nodes: 8192 });
    expect(model.frequencyAfterDoubling).toBeCloseTo(half.optimalInterval / model.optimalInterval, 9);
    expect(tell(model.frequencyAfterDoubling, { style: "times" })).toBe("1.43×");
    expect(model.youngFrequencyAfterDoubling).toBeCloseTo(half.youngInterval / model.youngInterval, 9);
    expect(model.frequencyShrinkingShards).toBeCloseTo(2, 9);
  });

  test("loses a little less than half a segment per failure", () => {
    expect(model.lostPerFailure / model.segment).toBeGreaterThan(0.47);
    expect(model.lostPerFailure / model.segment).toBeLessThan(0.5);
  });
});

test("with M_node = 50,000 h, 16,384 GPUs want 1/0.699823 as many checkpoints as 8,192 (oracle ckpt-double-N-fixed-delta)", () => {
  expect(at({ nodeMtbf: 50_000 }).frequencyAfterDoubling).toBeCloseTo(1 / 0.699823, 5);
});

describe("Llama 3 as measured (oracles llama3-mtti and llama3-ettr-band-5-300)", () => {
  const model = at({ nodeMtbf: 50_677, writeTime: 5, restartTime: 300, downtime: 0 });

  test("fails every 3.09 h", () => expect(model.mtbf / 3600).toBeCloseTo(3.0931, 4));
  test("can be effective 94.5 % of the time", () => {
    expect(model.optimalInterval).toBeCloseTo(330.37, 2);
    expect(model.leastTimeRatio).toBeCloseTo(0.9445374, 6);
  });
});

describe("the 18 causes (Llama 3, table 5)", () => {
  test("are 419 interruptions, of which faulty GPUs are 35.3 %, not the printed 30.1 %", () => {
    const { causes } = at({});
    expect(causes).toHaveLength(18);
    expect(causes.reduce((sum, { count }) => sum + count, 0)).toBe(419);
    expect(causes[0]?.share).toBeCloseTo(148 / 419, 12);
  });

  test("one that never strikes lengthens M by 419 over the rest", () => {
    const model = at({ withoutCauses: "gpu-hbm3-memory" });
    expect(model.mtbf).toBeCloseTo((4 * 3600 * 419) / (419 - 72), 6);
    expect(model.causes.filter(({ off }) => off).map(({ name }) => name)).toEqual(["gpu-hbm3-memory"]);
  });

  test("with all of them off nothing fails, and the tax is the checkpoints alone", () => {
    const model = at({ withoutCauses: ALL_CAUSES });
    expect(model.mtbf).toBe(Number.POSITIVE_INFINITY);
    expect(model.tax).toBeCloseTo(60 / 3600, 12);
    expect(model.runFailures).toBe(0);
    expect(model.finished).toBe(true);
  });
});

describe("Kokolis' clusters (ruling 10)", () => {
  const { lines, points } = at({}).kokolis;

  test("are two lines: 1.80 h on 16,384 GPUs of RSC-1 (oracle kokolis-mttf-16384)", () => {
    expect(lines.map(({ name }) => name)).toEqual(["RSC-1", "RSC-2"]);
    const near = lines[0]?.gpus.findIndex((gpus) => Math.abs(gpus - 16_384) < 1) ?? -1;
    expect((lines[0]?.mttf[near] ?? 0) / 3600).toBeCloseTo(1.803, 3);
  });

  test("the measured 7.9 h on 1,024 GPUs lies on neither", () => {
    const measured = points.find(({ gpus }) => gpus === 1024)?.mttf ?? 0;
    for (const { gpus, mttf } of lines) {
      const near = gpus.findIndex((count) => Math.abs(count - 1024) < 1);
      expect((mttf[near] ?? 0) / measured).toBeGreaterThan(3);
    }
  });
});

describe("failure states", () => {
  test("checkpoint storm: more than half as long at writing as at computing", () => {
    expect(at({ interval: 100 }).writeToInterval).toBeGreaterThan(0.5);
  });

  test("no progress: at 24 h between checkpoints, 100 h of work would take more than 100 days", () => {
    expect(at({ interval: 86_400 }).wallClock).toBeGreaterThan(100 * 86_400);
  });

  test("what would never end is not finished", () => {
    const model = at({ nodes: 131_072, nodeMtbf: 1000, interval: 86_400 });
    expect(model.tax).toBe(Number.POSITIVE_INFINITY);
    expect(model.finished).toBe(false);
    expect(tell(model.wallClock, outputs.wallClock)).toBe("never");
  });
});

describe("the curve", () => {
  test("is a sum of its parts, over the lever's range, and never below the least", () => {
    const { curve, leastTax } = at({});
    expect(curve.interval[0]).toBe(params.interval.min);
    expect(curve.interval.at(-1)).toBe(params.interval.max);
    curve.total.forEach((total, i) => {
      const parts = [curve.checkpoint, curve.rework, curve.recovery, curve.downtime];
      expect(parts.reduce((sum, part) => sum + (part[i] ?? Number.NaN), 0)).toBeCloseTo(total, 9);
      expect(total).toBeGreaterThanOrEqual(leastTax);
    });
  });

  test("of the fleet half as large is that fleet's own", () => {
    const { halfCurve } = at({});
    const half = at({ nodes: 8192 });
    expect(halfCurve.total).toEqual(half.curve.total);
    expect(halfCurve.optimum).toBe(half.optimalInterval);
  });
});

describe("at any corner of the levers", () => {
  test("every output is told without NaN or Infinity, and no output is NaN", () => {
    fc.assert(
      fc.property(corner, (values) => {
        const model = simulate(values);
        for (const [name, spec] of Object.entries(outputs)) {
          const value = model[name as keyof typeof outputs];
          expect(value, name).not.toBeNaN();
          expect(tell(value, spec), name).not.toMatch(/NaN|Infinity|undefined|–/);
        }
        expect(JSON.stringify(model.log)).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  test("a total without end is never finished, and a tax is never below the least", () => {
    fc.assert(
      fc.property(corner, (values) => {
        const model = simulate(values);
        if (!Number.isFinite(model.wallClock)) expect(model.finished).toBe(false);
        expect(model.tax).toBeGreaterThanOrEqual(model.leastTax * (1 - 1e-9));
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  test("the Weibull law leaves the closed forms as they are, and changes the run", () => {
    const exponential = at({});
    const weibull = at({ failureLaw: "weibull" });
    expect(weibull.tax).toBe(exponential.tax);
    expect(weibull.runTime).not.toBe(exponential.runTime);
  });
});

test("the defaults of the levers are the plan's fleet", () => {
  expect(defaultsOf(params)).toMatchObject({ nodes: 16_384, nodeMtbf: 65_536, writeTime: 60, seed: 7 });
  expect(namesIn(ALL_CAUSES)).toEqual(Object.keys(params.withoutCauses.options));
});
