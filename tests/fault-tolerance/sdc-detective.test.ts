import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { tell } from "../../src/sim/core/quantity.ts";
import type { DetectiveParams } from "../../src/sim/fault-tolerance/parts/sdc-levers.ts";
import { loadNetwork } from "../../src/sim/fault-tolerance/parts/sdc-network.ts";
import { NETWORK_NAMES } from "../../src/sim/fault-tolerance/parts/sdc-shapes.ts";
import { outputs, params, simulate, unseen } from "../../src/sim/fault-tolerance/sdc-detective.ts";
import { flipBit } from "../../src/sim/laws/bit-flip.ts";
import { oracle } from "../laws/read-oracle.ts";
import { cornersOf } from "./any-levers.ts";

await Promise.all(NETWORK_NAMES.map((name) => loadNetwork(name)));

const plan = defaultsOf(params) as DetectiveParams;
const at = (changes: Partial<DetectiveParams> = {}) => simulate({ ...plan, ...changes });

/** A weight’s bit from 1 to 0: its sign. One red light of the 64 turns green. */
const cleared = { layer: 3, weight: 38, bit: 15, direction: "clear", input: 38 } as const;
/** The top bit of the exponent from 0 to 1. */
const topBit = { layer: 2, weight: 649, bit: 14, direction: "set", input: 0 } as const;

describe("the lock: a bit that goes from 1 to 0", () => {
  test("makes a car go on green, and the loss does not ring", () => {
    const model = at(cleared);
    expect([model.bitBefore, model.bitAfter]).toEqual([1, 0]);
    expect(model.valueAfter).toBe(-model.valueBefore);
    expect([model.answerBefore, model.answerAfter, model.redSeenGreen]).toEqual([0, 2, 1]);
    expect(model.lossRings).toBe(0);
    expect(Math.abs(model.lossAfter - model.lossMean)).toBeLessThan(model.lossBand);
  });

  test("rings in at most 1 of 1,000 flips, and one from 0 to 1 in more, but for eight bits", () => {
    for (const network of NETWORK_NAMES) {
      const { clearedRings, setRings, topSetRings } = at({ network });
      expect(clearedRings).toBeLessThanOrEqual(1);
      if (network === "voice") continue;
      expect(setRings).toBeGreaterThan(50);
      expect(topSetRings).toBeGreaterThan(400);
    }
  });

  test("0 → 1 of the top bit makes every red light green, and would ring if the road had labels", () => {
    const model = at(topBit);
    expect([model.bitBefore, model.bitAfter]).toEqual([0, 1]);
    expect(model.redSeenGreen).toBeGreaterThan(20);
    expect(model.lossRings).toBe(1);
    expect(Math.abs(model.valueAfter)).toBeGreaterThan(1e30);
  });

  test("the value is what the law of the flip says, and a bit that was so already changes nothing", () => {
    for (const bit of [0, 6, 7, 13, 14, 15]) {
      const { valueBefore, valueAfter } = at({ bit });
      expect(valueAfter).toBe(flipBit({ value: valueBefore, bit, format: "bf16" }));
    }
    const idle = at({ ...cleared, direction: "set" });
    expect([idle.outputChanged, idle.crcFinds, idle.separateCopyFinds]).toEqual([0, 0, 0]);
    expect(idle.latency).toBe(Number.POSITIVE_INFINITY);
    expect(idle.lossAfter).toBe(idle.lossBefore);
  });
});

describe("who sees it", () => {
  const finds = (changes: Partial<DetectiveParams>) => {
    const { crcFinds, abftFinds, sameBufferFinds, separateCopyFinds } = at(changes);
    return { crcFinds, abftFinds, sameBufferFinds, separateCopyFinds };
  };

  test("a weight: the CRC, ABFT and the separate copy; a second run on the same buffer agrees with itself", () => {
    expect(finds(topBit)).toEqual({ crcFinds: 1, abftFinds: 1, sameBufferFinds: 0, separateCopyFinds: 1 });
  });

  test("one result: all but the CRC; a bad unit: not the same buffer either", () => {
    const sum = { layer: 3, weight: 1, bit: 30, direction: "flip" } as const;
    const seen = { crcFinds: 0, abftFinds: 1, sameBufferFinds: 1, separateCopyFinds: 1 };
    expect(finds({ ...sum, place: "compute" })).toEqual(seen);
    expect(finds({ ...sum, place: "unit" })).toEqual({ ...seen, sameBufferFinds: 0 });
  });

  test("one result goes wrong in one frame, a bad unit in frame after frame", () => {
    const sum = { layer: 3, weight: 2, bit: 31, direction: "flip" } as const; // the sign of green
    expect(at({ ...sum, place: "compute" }).wrongFrames).toBeLessThanOrEqual(1);
    expect(at({ ...sum, place: "unit" }).wrongFrames).toBeGreaterThan(10);
  });

  test("the CRC tells within its period, and what came before went out", () => {
    const late = at({ ...topBit, crc: true, scrubPeriod: 32, frameTime: 10, allowed: 100 });
    expect(late.latency).toBeCloseTo(0.32, 12);
    expect(late.latencyOverAllowed).toBeCloseTo(3.2, 12);
    expect([late.found, late.released > 5]).toEqual([0, true]);
    const soon = at({ ...topBit, crc: true, scrubPeriod: 1 });
    expect(soon.found).toBe(1);
    expect(soon.released).toBeLessThanOrEqual(1);
    expect(at({ ...topBit, abft: true }).released).toBe(0);
    expect(at(topBit).released).toBe(at(topBit).wrongFrames);
  });

  test("a torn write is found at the next start where two slots have a CRC, and the older one answers", () => {
    for (const network of NETWORK_NAMES) {
      const torn = { network, place: "torn", layer: 2, weight: 100 } as const;
      const one = at(torn);
      expect(one.wrongFrames).toBeGreaterThan(10);
      expect(one.weightsLost).toBe(one.weightsNeeded - one.weightsWritten);
      expect(one.weightsLost).toBeGreaterThan(0);
      const two = at({ ...torn, twoSlots: true });
      expect([two.rescued, two.wrongFrames, two.found, two.outputChanged]).toEqual([1, 0, 1, 0]);
      expect(two.weightsWritten).toBe(two.weightsNeeded);
    }
  });

  test("a threshold below the noise cries wolf, one above it does not", () => {
    const { noiseFloor } = at();
    expect(at({ abft: true, abftThreshold: noiseFloor }).falseAlarms).toBe(0);
    expect(at({ abft: true, abftThreshold: 1e-9 }).falseAlarms).toBeGreaterThan(0.5);
  });
});

describe("the Safety Director’s proof", () => {
  test("passes for the wide layer and fails for the narrow one", () => {
    expect(at({ width: 48 }).layerProof).toBeGreaterThan(10);
    expect(at({ width: 8 }).layerProof).toBeLessThan(10);
  });

  test("the modelled car: 1.4 in every frame, ten times from a period of 8 on", () => {
    expect(at({ scrubPeriod: 1 }).carScrub).toBeCloseTo(1.4, 12);
    expect(at({ scrubPeriod: 8 }).carScrub).toBeGreaterThan(10);
    expect(at({ scrubPeriod: 7 }).carScrub).toBeLessThan(10);
    expect(at().carPeriod).toBe(8);
  });

  test("ABFT and a slow CRC together cover more than either and are ten times cheaper than running twice", () => {
    const both = at({ abft: true, abftThreshold: 2e-7, crc: true, scrubPeriod: 200, allowed: 2000 });
    expect(both.cheaper).toBeGreaterThan(10);
    expect(both.coverageMemory).toBe(1);
    expect(both.coverageCompute).toBeGreaterThan(0.95);
    expect(both.coverageOfAnswers).toBe(1);
    expect(both.coverageLow).toBeLessThan(both.coverage);
  });

  test("no detector: nothing is covered, nothing is paid", () => {
    const none = at();
    expect([none.coverage, none.cost, none.fieldFound]).toEqual([0, 0, 0]);
    expect(none.cheaper).toBe(Number.POSITIVE_INFINITY);
    expect(none.meetsDemand).toBe(0);
  });

  test("what is random and long escapes the CRC once in 4.3 billion", () => {
    expect(1 / at().crcEscape).toBe(2 ** 32);
  });
});

test("sdc-fleet-prob: the chance of a bad device in a fleet", () => {
  const { inputs, expected } = oracle(
    "sdc-fleet-prob",
    v.object({ defect_rate: v.array(v.number()), devices: v.array(v.number()) }),
    v.object({ p_at_least_one: v.array(v.array(v.number())) }),
  );
  inputs.defect_rate.forEach((rate, i) => {
    inputs.devices.forEach((devices, j) => {
      const { anyBad } = at({ badRate: rate * 1e4, devices });
      expect(anyBad / (expected.p_at_least_one[i]?.[j] ?? Number.NaN)).toBeCloseTo(1, 8);
    });
  });
  // 1e-6 per GPU-hour (science.md D) on 16,384 GPUs: one in 61 h.
  expect(at({ flipRate: 1, devices: 16_384 }).betweenFaults / 3600).toBeCloseTo(1e6 / 16_384, 9);
});

describe("the case of the search", () => {
  const SEEDS = Array.from({ length: 30 }, (_, i) => i + 1);

  test("differs from seed to seed, and is the same for the same", () => {
    expect(new Set(SEEDS.map((seed) => JSON.stringify(unseen(seed)))).size).toBeGreaterThan(15);
    expect(unseen(42)).toEqual(unseen(42));
  });

  test.each(NETWORK_NAMES)("%s: an operator who tries the cheap ones first finds it within ten trials", (network) => {
    let solved = 0;
    const first = new Set<number>();
    for (const seed of SEEDS) {
      const hidden = { ...plan, network, seed, ...unseen(seed) };
      const scrubPeriod = Math.floor(hidden.allowed / hidden.frameTime);
      const crc = { crc: true, scrubPeriod };
      // The page tells how far a checksum is off without any fault: the lowest threshold that does not cry wolf.
      const abftThreshold = simulate({ ...plan, network }).noiseFloor;
      const ladder: readonly Partial<DetectiveParams>[] = [
        crc,
        { ...crc, rangeGuard: true },
        { abft: true, abftThreshold: 1e-6 },
        { abft: true, abftThreshold },
        { abft: true, abftThreshold, ...crc },
        { abft: true, abftThreshold, rangeGuard: true },
        { dmr: "same" },
        { dmr: "same", ...crc },
        { dmr: "separate" },
      ];
      const trial = ladder.findIndex((set) => simulate({ ...hidden, ...set }).costOverLeast <= 0.1);
      if (trial >= 0) {
        solved++;
        first.add(trial);
      }
    }
    expect(solved / SEEDS.length).toBeGreaterThanOrEqual(0.95);
    expect(first.size).toBeGreaterThanOrEqual(2);
  });

  test("what the field shows is what the model says, to within its noise", () => {
    for (const seed of SEEDS.slice(0, 20)) {
      const { coverage, fieldFound, fieldFaults } = simulate({
        ...plan,
        ...unseen(seed),
        seed,
        crc: true,
        rangeGuard: true,
      });
      const error = Math.sqrt((coverage * (1 - coverage)) / fieldFaults);
      expect(Math.abs(fieldFound / fieldFaults - coverage)).toBeLessThan(4 * error + 0.01);
    }
  });
});

const corner = cornersOf(params);

test("at any corner of the levers no number is NaN, none is told as one, and the log is in order", () => {
  fc.assert(
    fc.property(corner, (values) => {
      const model = simulate(values);
      for (const [name, spec] of Object.entries(outputs)) {
        const value = model[name as keyof typeof outputs];
        expect(value, name).not.toBeNaN();
        expect(tell(value, spec), name).not.toMatch(/NaN|Infinity|undefined|–/);
      }
      for (const name of ["coverage", "coverageLow", "masked", "confidenceAfter"] as const) {
        expect(model[name], name).toBeGreaterThanOrEqual(-1e-12);
        expect(model[name], name).toBeLessThanOrEqual(1 + 1e-12);
      }
      expect(JSON.stringify(model.log)).not.toMatch(/Infinity|undefined|null/);
      expect(model.log.every(({ time }, i) => time >= (model.log[i - 1]?.time ?? 0))).toBe(true);
      expect([...model.shown.before, ...model.shown.after].some(Number.isNaN)).toBe(false);
      if (values.place === "memory" && model.word.before !== model.word.after) {
        expect(model.crcFinds).toBe(1);
        expect(model.sameBufferFinds).toBe(0);
        expect(model.separateCopyFinds).toBe(model.outputChanged);
      }
    }),
    { numRuns: 300, seed: 2 },
  );
});
