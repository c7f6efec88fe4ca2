import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { namesIn } from "../../src/sim/core/params.ts";
import { random } from "../../src/sim/core/random.ts";
import { summarize } from "../../src/sim/core/statistics.ts";
import { minutes } from "../../src/sim/core/units.ts";
import {
  type ElasticRescale,
  outputs,
  params,
  SHIFT,
  simulate,
  unseen,
} from "../../src/sim/fleet-orchestration/elastic-rescale.ts";
import { brokenReplicas, failedFrom, layoutOf, NODES } from "../../src/sim/fleet-orchestration/parts/elastic-layout.ts";
import type { RescaleParams, StepName } from "../../src/sim/fleet-orchestration/parts/elastic-levers.ts";
import { execute } from "../../src/sim/fleet-orchestration/parts/elastic-plan.ts";
import { RESTART, workBetween } from "../../src/sim/fleet-orchestration/parts/elastic-responses.ts";
import { SIZES } from "../../src/sim/fleet-orchestration/parts/elastic-sizes.ts";
import { elasticLoss, survivingCapacity } from "../../src/sim/laws/elastic.ts";
import { ringAllReduceTime } from "../../src/sim/laws/ring.ts";
import { cornersOf } from "../fault-tolerance/any-levers.ts";
import { oracle } from "../laws/read-oracle.ts";

const defaults = Object.fromEntries(Object.entries(params).map(([name, spec]) => [name, spec.default]));
const at = (changes: Partial<RescaleParams> = {}): ElasticRescale =>
  simulate({ ...(defaults as unknown as RescaleParams), ...changes });
const RESPONSES = ["wait", "spare", "drop", "reshard"] as const;
const LOST = { wait: "lostWait", spare: "lostSpare", drop: "lostDrop", reshard: "lostReshard" } as const;

describe("what is left", () => {
  it("is 90 % where each node is a replica", () => {
    expect(at({ response: "drop" })).toMatchObject({ replicas: 100, replicasLeft: 90, capacity: 0.9 });
  });

  it("is 58 % in the mean with replicas of five and scattered failures, 90 % for two whole racks", () => {
    const { leftOfFives, rackedFives, leftOfOnes } = at();
    expect(leftOfOnes).toBeCloseTo(90, 12);
    // Π (90 − i)/(100 − i), by hand
    expect(leftOfFives).toBeCloseTo((100 * 90 * 89 * 88 * 87 * 86) / (100 * 99 * 98 * 97 * 96), 10);
    expect(leftOfFives).toBeCloseTo(58, 0);
    expect(rackedFives).toBeCloseTo(90, 12);
    expect(at({ replica: "5", placement: "racks", response: "drop" }).capacity).toBe(0.9);
  });

  it("agrees with the law in the mean of seeded failures, for every size and number (second method)", () => {
    const DRAWS = 2000;
    for (const failed of [1, 5, 10, 25, 40]) {
      const rows = Array.from({ length: DRAWS }, (_, i) => failedFrom(random(i + 1, 7), failed, "scattered"));
      for (const size of SIZES) {
        const { mean, error } = summarize(rows.map((dead) => layoutOf(dead, size).whole / (NODES / size)));
        const law = survivingCapacity({ replicas: NODES / size, nodesPerReplica: size, failedNodes: failed });
        expect(Math.abs(mean - law)).toBeLessThanOrEqual(4 * error + 1e-12);
      }
    }
  });

  it("agrees with the same law over racks where whole racks fail", () => {
    const rows = Array.from({ length: 2000 }, (_, i) => failedFrom(random(i + 1, 9), 10, "racks"));
    for (const [size, racksEach] of [
      [5, 1],
      [10, 2],
      [20, 4],
    ] as const) {
      const { mean, error } = summarize(rows.map((dead) => 1 - (brokenReplicas(dead, size) * size) / NODES));
      const law = survivingCapacity({ replicas: 20 / racksEach, nodesPerReplica: racksEach, failedNodes: 2 });
      expect(Math.abs(mean - law)).toBeLessThanOrEqual(4 * error + 1e-12);
    }
  });

  it("holds for any failures: none twice, whole racks whole, roles dealt to live nodes only", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.constantFrom("scattered", "racks"),
        fc.integer({ min: 1, max: 999_999 }),
        fc.constantFrom(...SIZES),
        (failed, placement, seed, size) => {
          const dead = failedFrom(random(seed), failed, placement);
          expect(new Set(dead).size).toBe(failed);
          expect(dead.every((node) => node >= 0 && node < NODES)).toBe(true);
          if (placement === "racks") expect(brokenReplicas(dead, 5)).toBe(Math.ceil(failed / 5));
          const { whole, formed, works } = layoutOf(dead, size);
          const count = (row: readonly boolean[]) => row.filter(Boolean).length;
          expect(count(works.drop)).toBe(whole * size);
          expect(count(works.reshard)).toBe(formed * size);
          expect(dead.some((node) => works.drop[node] || works.reshard[node])).toBe(false);
          expect(formed).toBeGreaterThanOrEqual(whole);
        },
      ),
    );
  });
});

describe("the step", () => {
  it("has an AllReduce that is 0.4 % faster on a ring of 90", () => {
    const { ringFaster, ringBefore, ringAfter } = at({ response: "drop" });
    const ring = { bytes: 1e9, bandwidth: 50e9, latency: 5e-6 };
    expect(ringBefore).toBe(ringAllReduceTime({ ranks: 100, ...ring }));
    expect(ringAfter).toBe(ringAllReduceTime({ ranks: 90, ...ring }));
    expect((100 * ringFaster).toFixed(1)).toBe("0.4");
  });

  it("computes 10/9 as long with the global batch fixed, and as long as before with the replicas’ fixed", () => {
    const [global, replica] = [at({ response: "drop" }), at({ response: "drop", batch: "replica" })];
    expect(global.computeAfter).toBeCloseTo((8 * 100) / 90, 12);
    expect(global).toMatchObject({ batchNow: 3600, batchShort: 0, rateLinear: 1 });
    expect(replica).toMatchObject({ computeAfter: 8, batchNow: 3240, rateLinear: 0.9 });
    expect(replica.rateRoot).toBeCloseTo(Math.sqrt(0.9), 12);
  });

  it("goes on with 90 % of its throughput, to a tenth of a percent", () => {
    for (const batch of ["global", "replica"] as const)
      expect((100 * at({ response: "drop", batch }).throughput).toFixed(0)).toBe("90");
  });

  it("waits for the replica that got one sample more where the batch does not divide", () => {
    // 3,600 over 89 replicas is 40.4: some get 41
    expect(at({ response: "drop", failed: 11 }).computeAfter).toBeCloseTo((8 * 41) / 36, 12);
  });
});

describe("what is lost", () => {
  it("is 0.43 h against 0.33 h, as the oracle has it: elastic loses to a spare that comes in 20 min", () => {
    const { inputs, expected } = oracle(
      "elastic-vs-wait",
      v.object({ repair_h: v.number(), reconf_min: v.number() }),
      v.object({ lost_h_elastic: v.number(), lost_h_wait: v.number() }),
    );
    const { lostDrop, lostSpare, reconfigure } = at({ repair: inputs.repair_h * 60 });
    expect(reconfigure).toBe(minutes(inputs.reconf_min));
    expect(lostSpare / 3600).toBeCloseTo(expected.lost_h_wait, 12);
    expect(Math.abs(lostDrop / 3600 / expected.lost_h_elastic - 1)).toBeLessThan(0.005);
    expect((lostDrop / 3600).toFixed(2)).toBe("0.43");
  });

  it("is elasticLoss’s, with the throughput that is left", () => {
    const { lostDrop, lostReshard, throughput, reshardStop, reconfigure } = at({ response: "drop" });
    const lawOf = (reconfigureTime: number, repairTime: number) =>
      elasticLoss({ capacity: throughput, repairTime, reconfigureTime });
    expect(lostDrop).toBeCloseTo(lawOf(reconfigure, minutes(240)), 6);
    // Re-sharding takes 2 min more of the time until the repair.
    expect(lostReshard).toBeCloseTo(lawOf(reshardStop, minutes(240) - (reshardStop - reconfigure)), 6);
  });

  it("has its break-even at (20 − 2) min / 0.1 = 180 min of repair, within 2 %", () => {
    const { breakEven } = at();
    expect(Math.abs(breakEven / minutes(180) - 1)).toBeLessThan(0.02);
    const there = at({ repair: breakEven / 60 });
    expect(there.lostDrop).toBeCloseTo(there.lostSpare, 5);
    expect(at({ repair: 180 }).breakEvenMiss).toBeLessThan(0.02);
    expect(at({ repair: 180 * 1.03 }).breakEvenMiss).toBeGreaterThan(0.02);
    expect(at({ repair: 170 }).lostDrop).toBeLessThan(at({ repair: 170 }).lostSpare);
  });

  it("is the repair, a restart and the work since the checkpoint for who waits", () => {
    expect(at().lostWait).toBe(120 + minutes(240) + RESTART + minutes(5));
  });

  it("is the same where spares are too few: two cover 99 % of single failures, and a spike of ten is none", () => {
    const { lostSpare, lostWait, sparesForJob, sparesForFleet, sparesShort, meanInRepair } = at({ spares: 2 });
    expect(lostSpare).toBe(lostWait);
    expect(sparesShort).toBe(8);
    expect({ sparesForJob, sparesForFleet }).toEqual({ sparesForJob: 2, sparesForFleet: 15 });
    expect(meanInRepair).toBeCloseTo(0.379, 3);
  });

  it("is what an integration by small steps finds, at any levers", () => {
    fc.assert(
      fc.property(cornersOf(params), (values) => {
        const { runs } = simulate(values);
        for (const response of RESPONSES) {
          const run = runs[response];
          const steps = 50;
          const parts = Array.from({ length: steps }, (_, i) =>
            workBetween(run, (run.whole * i) / steps, (run.whole * (i + 1)) / steps),
          );
          expect(run.whole - parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(run.lost, 5);
        }
      }),
      { numRuns: 50 },
    );
  });
});

const STEPS = Object.keys(params.order.options) as StepName[];
const TIMES = { detect: 60, drain: 10, reform: 30, reshard: 15, resume: 5 };
const orders = function* (rest: readonly StepName[]): Generator<StepName[]> {
  if (rest.length === 0) yield [];
  for (const name of rest) for (const order of orders(rest.filter((other) => other !== name))) yield [name, ...order];
};

describe("the plan", () => {
  it("holds in two orders of 120, each in 2 min", () => {
    const holding = [...orders(STEPS)].filter((order) => execute(order, TIMES).failed === null);
    expect([...orders(STEPS)]).toHaveLength(120);
    expect(holding.map((order) => order.join()).sort()).toEqual([
      "detect,drain,reform,reshard,resume",
      "detect,drain,reshard,reform,resume",
    ]);
    for (const order of holding) expect(execute(order, TIMES).resumed).toBe(120);
  });

  it.each([
    ["detect,drain,reshard,resume,reform", "resume", /the ring is not whole/],
    ["reshard,detect,drain,reform,resume", "reshard", /reads shards from a dead node/],
    ["detect,reform,drain,reshard,resume", "reform", /the old AllReduce still holds the links/],
    ["drain,detect,reform,reshard,resume", "drain", /waits for an answer that never comes/],
    ["reform,detect,drain,reshard,resume", "reform", /goes through them/],
    ["detect,reshard,drain,reform,resume", "reshard", /two steps are mixed/],
    ["detect,drain,reform,resume,reshard", "resume", /dealt to nobody/],
    ["resume,detect,drain,reform,reshard", "resume", /waits for them/],
  ])("%s fails at %s, with a reason", (order, name, why) => {
    const { failed, resumed, steps } = execute(namesIn(order) as StepName[], TIMES);
    expect(failed?.name).toBe(name);
    expect(failed?.why).toMatch(why);
    expect(resumed).toBe(Infinity);
    const before = namesIn(order).slice(0, namesIn(order).indexOf(name));
    expect(steps.map((step) => step.name)).toEqual(before);
  });

  it("that fails costs the elastic job the wait for the repair; what is said of the responses keeps to one that holds", () => {
    const wrong = at({ response: "drop", order: "resume,detect,drain,reform,reshard" });
    expect(wrong).toMatchObject({ stalled: 1, capacity: 0, throughput: 0, replicasLeft: 0 });
    expect(wrong.lostWork).toBe(at().lostWait);
    expect(wrong.lostDrop).toBe(at().lostDrop);
    expect(wrong.log.some(({ text }) => /^Resume fails: /.test(text))).toBe(true);
    expect(at({ response: "wait", order: "resume,detect,drain,reform,reshard" }).stalled).toBe(0);
  });
});

describe("the log", () => {
  it("forms no ring and deals no samples where no whole replica is left: the job waits for the repair", () => {
    for (const order of ["detect,drain,reform,reshard,resume", "detect,drain,reshard,reform,resume"]) {
      const none = at({ response: "drop", replica: "20", failed: 20, order });
      expect(none).toMatchObject({ stalled: 1, replicasLeft: 0, lostWork: none.lostWait });
      expect(none.runs.drop.phases.map(({ doing }) => doing)).toEqual([
        ...["detect", "drain", "repair", "restart", "redo", "full"],
      ]);
      const told = none.log.map(({ text }) => text).join("|");
      expect(told).toContain("No whole replica is left: there is nobody to form a ring");
      expect(told).not.toMatch(/The ring is whole|has a live node|Training goes on/);
    }
    expect(at({ response: "drop" }).log.some(({ text }) => text.startsWith("No whole replica"))).toBe(false);
  });

  it("loses no more than its clock says has gone by, and ends no sentence in a full stop", () => {
    // 2 min, 2 h of repair, 336 s of start and 5 min of work: 2 h 12 min 36 s
    const { log, lostWork } = at({ repair: 120 });
    expect(lostWork).toBe(120 + minutes(120) + RESTART + minutes(5));
    expect(log.at(-1)?.text).toContain("lost in all: 2\u00a0h\u00a012\u00a0min");
    for (const response of RESPONSES) for (const { text } of at({ response }).log) expect(text).not.toMatch(/\.$/);
  });

  it("tells the search’s job of one failure, the spike", () => {
    for (let seed = 1; seed <= 200; seed++)
      expect(at(unseen(seed)).log.filter(({ kind }) => kind === "failed")).toHaveLength(1);
  });
});

describe("at any levers", () => {
  it("losses are in order, shares are shares, all numbers are told", () => {
    fc.assert(
      fc.property(cornersOf(params), (values) => {
        const model = simulate(values);
        for (const name of Object.keys(outputs) as (keyof typeof outputs)[]) expect(model[name]).not.toBeNaN();
        for (const name of ["capacity", "throughput", "goodput", "wholeShare", "formedShare", "mfu"] as const) {
          expect(model[name]).toBeGreaterThanOrEqual(0);
          expect(model[name]).toBeLessThanOrEqual(1);
        }
        expect(model.goodput * SHIFT).toBeCloseTo(workBetween(model.runs[values.response], 0, SHIFT), 6);
        expect(model.lostSpare).toBeLessThanOrEqual(
          Math.max(model.lostWait, minutes(values.spareTime + values.sinceSave)),
        );
        for (const response of RESPONSES) {
          const { phases } = model.runs[response];
          phases.forEach(({ from, to }, i) => {
            expect(to).toBeGreaterThan(from);
            expect(from).toBe(i === 0 ? 0 : phases[i - 1]?.to);
          });
        }
      }),
    );
  });

  it("the same levers give the same run", () => {
    fc.assert(
      fc.property(cornersOf(params), (values) => {
        expect(simulate(values)).toEqual(simulate(values));
      }),
      { numRuns: 20 },
    );
  });

  it("the curves are what the levers give at those repair times", () => {
    fc.assert(
      fc.property(cornersOf(params), fc.integer({ min: 0, max: 60 }), (values, i) => {
        const { curves } = simulate(values);
        const there = simulate({ ...values, repair: (curves.repair[i] ?? 0) / 60 });
        for (const response of RESPONSES) expect(curves[response][i]).toBeCloseTo(there[LOST[response]], 4);
      }),
      { numRuns: 50 },
    );
  });
});

describe("the search’s job", () => {
  it("has a break-even that the lever reaches, and that differs from case to case", () => {
    const found = Array.from({ length: 200 }, (_, i) => at(unseen(i + 1)));
    for (const { breakEven } of found) {
      expect(breakEven).toBeGreaterThan(minutes(params.repair.min * 1.1));
      expect(breakEven).toBeLessThan(minutes(params.repair.max / 1.1));
    }
    expect(new Set(found.map(({ breakEven }) => Math.round(breakEven))).size).toBeGreaterThan(150);
  });

  it("has its answer on the line through two trials: losses differ by T (1 − c) less a constant", () => {
    for (const seed of [1, 2, 3]) {
      const lead = (repair: number) => {
        const { lostDrop, lostSpare } = at({ ...unseen(seed), repair });
        return lostDrop - lostSpare;
      };
      const zero = 100 - (lead(100) * (600 - 100)) / (lead(600) - lead(100));
      expect(at({ ...unseen(seed), repair: zero }).breakEvenMiss).toBeLessThan(1e-6);
    }
  });
});
