import { describe, expect, it } from "vitest";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { fixed } from "../../src/sim/core/quantity.ts";
import { finish } from "../../src/sim/core/run.ts";
import { INJECTIONS } from "../../src/sim/fault-tolerance/parts/sdc-campaign.ts";
import { CAR, carCost, frameCost, layerProof, setCost } from "../../src/sim/fault-tolerance/parts/sdc-cost.ts";
import { wilson } from "../../src/sim/fault-tolerance/parts/sdc-coverage.ts";
import { FIELD } from "../../src/sim/fault-tolerance/parts/sdc-demand.ts";
import { SAMPLED } from "../../src/sim/fault-tolerance/parts/sdc-inject.ts";
import { bench, POOL } from "../../src/sim/fault-tolerance/parts/sdc-inspect.ts";
import type { DetectiveParams } from "../../src/sim/fault-tolerance/parts/sdc-levers.ts";
import { loadNetwork, network } from "../../src/sim/fault-tolerance/parts/sdc-network.ts";
import { NO_DETECTOR } from "../../src/sim/fault-tolerance/parts/sdc-sets.ts";
import { params, simulate, studies } from "../../src/sim/fault-tolerance/sdc-detective.ts";
import { BITS } from "../../src/sim/laws/bit-flip.ts";
import { abftOverhead } from "../../src/sim/laws/detection.ts";
import { readChapter, type Stated, statesOnly } from "../kit/chapter-words.ts";

/** The low end of an interval may not be rounded up. */
const floored = (share: number, digits = 1): string =>
  (Math.floor(share * 100 * 10 ** digits) / 10 ** digits).toFixed(digits);

const campaignStudy = await studies.campaign.load();

await loadNetwork("lights");

const { facts, text, presets } = readChapter("fault-tolerance/edge-guardian/sdc-detective");
const search = facts.search ?? { atMost: Number.NaN };

/** The car at the crossing, as the track has it. */
const car = {
  network: "lights",
  place: "memory",
  layer: 3,
  weight: 38,
  bit: 15,
  direction: "clear",
  input: 38,
  frameTime: 10,
  allowed: 100,
  seed: 7,
} as const;
const mission = { ...defaultsOf(params), ...car } as DetectiveParams;
const at = (changes: Partial<DetectiveParams> = {}) => simulate({ ...mission, ...changes });
const model = at();

const { shape, layers, memory, quality } = network("lights");
const weights = Array.from(memory.values);
const shareOf = (share: number, digits = 1): string => fixed(100 * share, digits);

/** The proof’s set: ABFT alone, at its low threshold. */
const ABFT = { abft: true, abftThreshold: 2e-7 } as const;
const campaign = finish(campaignStudy({ ...mission, ...ABFT }, "resting"));
const { memory: struck, compute, unit } = campaign.classes;
const set = ({ found }: typeof struck) => found.set.count / found.set.of;
const answers = struck.changedAnswers + compute.changedAnswers + unit.changedAnswers;
const bits = campaign.bits.memory;

/** 2,000 flips each way were measured in training, 500 of the top bit. */
const MEASURED = 2000;
const cost = frameCost("lights");
const wide = layerProof(48, 1);
const narrow = layerProof(8, 1);
const abft = setCost("lights", { ...NO_DETECTOR, abft: true });
const crcEvery = (scrubPeriod: number) => setCost("lights", { ...NO_DETECTOR, crc: true, scrubPeriod });
const least = (test: (n: number) => boolean): number => {
  let n = 1;
  while (!test(n)) n++;
  return n;
};

/** Every fixed number in the words: the phrase it stands in, and where the number comes from. */
const STATED: readonly Stated[] = [
  // the situation
  ["is 5 × 5 pixels of red, green and blue", Math.sqrt(shape.inputs / 3), Math.sqrt(shape.inputs / 3)],
  [
    "4,483 weights of 16 bits, right on 98.6 % of unseen",
    fixed(shape.weights, 0),
    BITS.bf16,
    shareOf(quality.accuracy),
  ],
  ["red, with 60 % of its belief", shareOf(model.confidenceBefore, 0)],
  ["It says −0.6016.", fixed(-model.valueBefore, 4)],
  ["goes from 1 to 0. A particle", model.bitBefore, model.bitAfter],
  ["The weight now says 0.6016.", fixed(model.valueAfter, 4)],
  ["which decides every 10 ms, hands", car.frameTime],
  ["of a batch of 64 pictures. Its alarm", POOL],
  ["100 ms from a fault to its detection, the fault", car.allowed],
  // the lock
  ["weight bit flips from 1 to 0, will", model.bitBefore, model.bitAfter],
  ["a fixed batch of 64 leaves its band", POOL],
  ["Of 1,000 such flips, at how many does", fixed(1000, 0)],
  // the workbench
  ["◇ of 1,000. The loss leaves its band at ◇ of 1,000.", fixed(1000, 0), fixed(1000, 0)],
  [
    "of 2,000 flips from 1 to 0 not one rang. On this batch: at most 0.19 %, at 95 %.",
    fixed(MEASURED, 0),
    1,
    0,
    shareOf(wilson(0, MEASURED)[1], 2),
    95,
  ],
  ["Of 64 pictures ◇ get", POOL],
  ["Walk Bit from 15 down to 0 and", BITS.bf16 - 1, 0],
  [
    "Layers 1 to 3 have 3,648, 784 and 51 weights. A weight has bits 0 to 15, a result 0 to 31.",
    1,
    layers.length,
    ...layers.map(({ rows, columns }) => fixed(rows * columns, 0)),
    0,
    BITS.bf16 - 1,
    0,
    BITS.fp32 - 1,
  ],
  ["Of 64 pictures ◇ show", POOL],
  // the challenge
  ["demands 100 % SDC detection", 100],
  ["is 10 times cheaper than running the model twice", 10],
  ["with the layer of 48, and let the campaign strike 12,000 times", layers[0]?.columns ?? 0, fixed(INJECTIONS, 0)],
  ["Then take the layer of 8.", 8],
  ["“100 %” of what", 100],
  ["results 25 of 1,356 escape", compute.found.set.of - compute.found.set.count, fixed(compute.found.set.of, 0)],
  // the peeks
  ["the leading 1 is missing", 1],
  ["with 23 bits of mantissa", 23],
  [
    "a width of 15 by operations, and of 18 by bytes at a batch of 1",
    least((n) => layerProof(n, 1).flops >= 10),
    least((n) => layerProof(n, 1).bytes >= 10),
    1,
  ],
  ["in 450 injections", 3 * SAMPLED],
  ["with ◇ = 1.96 for 95 %", fixed(1.959964, 2), 95],
  ["every burst of up to 32 bits", 32],
  // the search
  ["Each trial shows 300 faults", FIELD],
  ["within 10 % of the cheapest", 100 * search.atMost],
  ["left of the 300 are", FIELD],
  // the refutations
  [
    "a mean over 64 pictures, with noise. On the mission one red light of 64 turned green, and the loss rose from 0.019 to 0.039. The mean of such batches is 0.046:",
    POOL,
    POOL,
    fixed(model.lossBefore, 3),
    fixed(model.lossAfter, 3),
    fixed(model.lossMean, 3),
  ],
  ["of 4,000 in weights, none here", fixed(struck.tried, 0)],
  ["exactly so: of 2,000 such", fixed(MEASURED, 0)],
  ["than you said: of 2,000 such flips", fixed(MEASURED, 0)],
  ["moves a mean over 64 pictures by", POOL],
  // the explanation
  ["is larger than 1.27. That", fixed(Math.max(...weights.map(Math.abs)), 2)],
  ["first bit that goes from 0 to 1.", 0, 1],
  [
    "campaign’s 4,000 flips of weights, 2,497 changed no output of their picture, and 64 changed",
    fixed(struck.tried, 0),
    fixed(struck.masked, 0),
    struck.changedAnswers,
  ],
  ["once in 100 ms it costs 40 % of", car.allowed, shareOf(crcEvery(10).flops, 0)],
  ["at 6.1 % by bytes and 4.0 % by operations", shareOf(abft.bytes), shareOf(abft.flops)],
  [
    "all 1,503 weight faults that changed an output, 98.2 % of single results and 99.1 % of a bad unit’s, and each of the 183 that",
    fixed(struck.found.set.count, 0),
    shareOf(set(compute)),
    shareOf(set(unit)),
    answers,
  ],
  [": 32 at a width of 48, 5.3 at 8.", fixed(wide.flops, 0), 48, fixed(narrow.flops, 1), 8],
  // the transfer
  ["exponent goes from 0 to 1. Of 1,000 such flips, at how many would", 0, 1, fixed(1000, 0)],
  ["a mean over 64 pictures is kept small by 64 small numbers", POOL, POOL],
  ["of the sixteen, 64 of 1,000. Most bits that go from 0 to 1 change", model.setRings, fixed(1000, 0), 0, 1],
  ["holds: 490 of 1,000. A weight below 1 grows", model.topSetRings, fixed(1000, 0), 1],
  ["rectifier makes it 0, and", 0],
  ["leave of each 10 ms, integrity", car.frameTime],
  ["64 pictures after one fault", POOL],
  // further
  [
    "lies at a width of 15, exactly; by bytes at 18, for a batch of 1, and",
    least((n) => layerProof(n, 1).flops >= 10),
    least((n) => layerProof(n, 1).bytes >= 10),
    1,
  ],
  ["hidden layer has 48 outputs", layers[0]?.columns ?? 0],
  [
    "ABFT is 24.9 times cheaper than a second run by operations and 16.5 times by bytes",
    fixed(1 / abft.flops, 1),
    fixed(1 / abft.bytes, 1),
  ],
  ["The 4,000 flips of weights fall on", fixed(struck.tried, 0)],
  ["Of the 64 that changed an answer, 63 struck bit 14, the", struck.changedAnswers, bits[14]?.changedAnswers ?? 0, 14],
  ["which is 0 in every weight", 0],
  ["campaign’s 260 flips of a sign", bits[15]?.tried ?? 0],
  ["guard found 163 of the 1,503 that", struck.found.range.count, fixed(struck.found.range.of, 0)],
  [
    "say 25 MB of weights and 10 MB of activations, moved at 200 GB/s, and 8.2 GFLOP.",
    CAR.weights / 1e6,
    CAR.activations / 1e6,
    CAR.bandwidth / 1e9,
    CAR.flops / 1e9,
  ],
  [
    "only 1.4 times cheaper than a second run; it passes ten from a period of 8 frames on, 80 ms of the 100 ms allowed",
    fixed(carCost(1).ratio, 1),
    carCost(1).leastPeriod,
    8 * car.frameTime,
    car.allowed,
  ],
  ["costs 29 % more, not 100 %", shareOf(carCost(1).batchedFactor - 1, 0), 100],
  ["only from 40 frames on, 400 ms", least((n) => crcEvery(n).flops <= 0.1), 40 * car.frameTime],
  ["decide, and 10 frames are 10.5 times cheaper", 10, fixed(1 / crcEvery(10).bytes, 1)],
  ["the memory’s 200 GB/s", CAR.bandwidth / 1e9],
  [
    "Found all of 1,503 proves, with 95 % confidence, a coverage of at least 99.7 %",
    fixed(struck.found.set.of, 0),
    95,
    shareOf(wilson(1503, 1503)[0]),
  ],
  [
    "all of the 63 single results that changed an answer proves only 94.2 %",
    compute.answers.of,
    floored(wilson(63, 63)[0]),
  ],
  [
    "To prove 99 % of changed answers, with none escaping, takes 381 of them",
    99,
    least((n) => wilson(n, n)[0] >= 0.99),
  ],
  ["a diagnostic coverage of 99 % high", 99],
  ["and never for 100 %", 100],
];

/** Figures that are names. */
const NAMES = /10-iteration rule|ISO 26262|CRC-32C|bf16|fp32/g;
statesOnly(text, STATED, NAMES);

describe("the words of the car’s detective", () => {
  it("tell the mission that the track sets, and its other presets", () => {
    expect(presets.plan?.params).toEqual(car);
    expect(presets.wide?.params).toEqual({ ...car, ...ABFT, width: 48 });
    expect(presets.narrow?.params).toEqual({ ...car, ...ABFT, width: 8 });
    expect(presets.top?.params).toMatchObject({ bit: 14, direction: "set" });
  });

  it("let one red light turn green, and the loss stay below even the mean of its batches", () => {
    expect([model.answerBefore, model.answerAfter, model.redSeenGreen]).toEqual([0, 2, 1]);
    expect(model.lossRings).toBe(0);
    expect(model.lossAfter).toBeLessThan(model.lossMean);
  });

  it("call the bound an invariant: a cleared bit moves a weight by at most twice its size", () => {
    for (let bit = 0; bit < BITS.bf16; bit++)
      for (const weight of [0, 7, 38, 50]) {
        const { valueBefore, valueAfter } = at({ bit, weight });
        expect(Math.abs(valueAfter)).toBeLessThanOrEqual(Math.abs(valueBefore));
        expect(Math.abs(valueAfter - valueBefore)).toBeLessThanOrEqual(2 * Math.abs(valueBefore));
      }
  });

  it("have bit 14 of every weight at 0: none is 2 or larger", () => {
    expect(weights.every((weight) => Math.abs(weight) < 2)).toBe(true);
    expect(bits[15]?.changedAnswers).toBe(0);
    expect(struck.notFinite).toBe(0);
    expect(struck.found.nan.count).toBe(0);
  });

  it("let each changed answer be found, and none of the escapes change one", () => {
    for (const row of [struck, compute, unit]) expect(row.answers.count).toBe(row.answers.of);
    expect(campaign.escapes.filter(({ answerChanged }) => answerChanged)).toEqual([]);
    expect(set(struck)).toBe(1);
    expect(struck.maskedFound.crc).toBe(struck.masked);
  });

  it("let two runs on one buffer agree, and a separate copy not", () => {
    expect([model.sameBufferFinds, model.separateCopyFinds]).toEqual([0, 1]);
    expect([at({ dmr: "same" }).cost, at({ dmr: "separate" }).cost]).toEqual([1, 1]);
  });

  it("count the ratio of a layer as 2n/3, by the law of ABFT", () => {
    for (const n of [8, 15, 48]) {
      expect(layerProof(n, 1).flops).toBeCloseTo((2 * n) / 3, 9);
      const share = abftOverhead({ rows: 1, inner: n, columns: n, checksum: "precomputed" });
      expect(1 / share).toBeCloseTo(layerProof(n, 1).flops, 9);
    }
    expect(layerProof(17, 16).bytes).toBeGreaterThan(layerProof(17, 1).bytes);
  });

  it("make a CRC in every frame four times dearer, at four operations a byte", () => {
    expect(crcEvery(1).flops).toBeCloseTo(4, 1);
    expect(cost.crc.flops / memory.bytes.length).toBeCloseTo(4, 2);
  });

  it("have the lights’ last layer with three outputs", () => {
    expect(layers.at(-1)?.columns).toBe(3);
    expect(bench("lights").samples).toHaveLength(POOL);
  });
});

describe("badges and failures", () => {
  const badgesAt = (changes: Partial<DetectiveParams>): readonly boolean[] => {
    const now = at(changes);
    return facts.badges.map(({ output, atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }) => {
      const value = Number(Reflect.get(now, output));
      return value >= atLeast && value <= atMost;
    });
  };

  it("hold with ABFT alone, and break without it, with a CRC in time, with two runs, and with a threshold in the noise", () => {
    expect(badgesAt(ABFT)).toEqual([true, true, true, true]);
    expect(badgesAt({})).toEqual([false, true, false, true]);
    expect(badgesAt({ crc: true, scrubPeriod: 10 })).toEqual([false, false, true, true]);
    expect(badgesAt({ crc: true, scrubPeriod: 40 })).toEqual([false, true, false, true]);
    expect(badgesAt({ dmr: "separate" })).toEqual([true, false, true, true]);
    expect(badgesAt({ abft: true, abftThreshold: 1e-9 })[3]).toBe(false);
  });

  const [green, slow] = facts.failures;

  it("let the car go on green until a check of the frame holds the answer back", () => {
    expect(green?.output).toBe("greenReleased");
    expect(model.greenReleased).toBe(1);
    for (const way of [{ abft: true }, { dmr: "separate" }, { direction: "set" }, { bit: 3 }] as const)
      expect(at(way).greenReleased).toBe(0);
    for (const no of [{ dmr: "same" }, { crc: true }, { nanCheck: true, rangeGuard: true }] as const)
      expect(at(no).greenReleased).toBe(1);
  });

  it("scrub too slowly from 11 frames on, and in time again below", () => {
    expect(slow?.output).toBe("latencyOverAllowed");
    expect(at({ crc: true, scrubPeriod: 11 }).latencyOverAllowed).toBeGreaterThan(slow?.above ?? Number.NaN);
    expect(at({ crc: true, scrubPeriod: 10 }).latencyOverAllowed).toBeLessThanOrEqual(1);
    expect(at(ABFT).latencyOverAllowed).toBeLessThanOrEqual(1);
    expect(at().latencyOverAllowed).toBe(Number.POSITIVE_INFINITY);
  });
});
