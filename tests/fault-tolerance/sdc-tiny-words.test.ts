import { describe, expect, it } from "vitest";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { fixed } from "../../src/sim/core/quantity.ts";
import { finish } from "../../src/sim/core/run.ts";
import { campaign } from "../../src/sim/fault-tolerance/parts/sdc-campaign.ts";
import { frameCost } from "../../src/sim/fault-tolerance/parts/sdc-cost.ts";
import { wilson } from "../../src/sim/fault-tolerance/parts/sdc-coverage.ts";
import { FIELD } from "../../src/sim/fault-tolerance/parts/sdc-demand.ts";
import { SAMPLED } from "../../src/sim/fault-tolerance/parts/sdc-inject.ts";
import { bench } from "../../src/sim/fault-tolerance/parts/sdc-inspect.ts";
import { type DetectiveParams, params } from "../../src/sim/fault-tolerance/parts/sdc-levers.ts";
import { loadNetwork, network } from "../../src/sim/fault-tolerance/parts/sdc-network.ts";
import { kibibytes, MEMORIES, saveOf } from "../../src/sim/fault-tolerance/parts/tiny-memories.ts";
import { simulate, unseen } from "../../src/sim/fault-tolerance/sdc-detective.ts";
import { flipBit } from "../../src/sim/laws/bit-flip.ts";
import { prose, readChapter, type Stated, statesOnly } from "../kit/chapter-words.ts";
import { everyFlip } from "./every-flip.ts";

await Promise.all([loadNetwork("voice"), loadNetwork("language")]);

const { facts, body, text, presets, sections } = readChapter("fault-tolerance/tiny-pioneer/sdc-detective");

// The mission, as the track has it.
const mission = {
  ...(defaultsOf(params) as DetectiveParams),
  network: "voice",
  place: "memory",
  layer: 2,
  weight: 392,
  bit: 7,
  direction: "clear",
  input: 5,
  frameTime: 10,
  allowed: 1000,
  seed: 7,
} satisfies DetectiveParams;
const torn = { place: "torn", weight: 100, input: 1 } as const;
const at = (changes: Partial<DetectiveParams> = {}) => simulate({ ...mission, ...changes });
const percent = (share: number, digits = 1): string => fixed(100 * share, digits);

const voice = network("voice");
const { layers, shape, memory, quality } = voice;
const { samples, clean } = bench("voice");
const [first, second, last] = layers.map(({ rows, columns }) => rows * columns) as [number, number, number];
const alarm = quality.loss + 3 * quality.batchDeviation;
const BYTE = 256;
const SIGN = 7;
/** The gate’s answers that were voice. */
const voices = clean.filter(({ outputs: [noise = 0, speech = 0] }) => speech > noise).length;
const right = clean.filter(
  ({ outputs: [noise = 0, speech = 0] }, i) => Number(speech > noise) === samples[i]?.label,
).length;

// Every single flip, each tried on all 64 inputs by a second method.
const flips = everyFlip(voice, samples);
const count = (test: (flip: (typeof flips)[number]) => boolean): number => flips.filter(test).length;
const ones = count(({ bitBefore }) => bitBefore === 1);
const rung = flips.filter(({ loss }) => !(loss <= alarm));
const rungCleared = rung.filter(({ bitBefore }) => bitBefore === 1);
const rungSet = rung.filter(({ bitBefore }) => bitBefore === 0);
const grown = count(({ bitBefore, before, after }) => bitBefore === 1 && Math.abs(after) > Math.abs(before));
const zeroSigns = count(({ bit, bitBefore }) => bit === SIGN && bitBefore === 0);

// The campaign at the mission's seed; which set is on changes what is found, not what is struck.
const deadline = { frameTime: 0.01, allowed: 1 };
const set = {
  crc: false,
  scrubPeriod: 100,
  abft: true,
  abftThreshold: 1e-5,
  dmr: "none",
  rangeGuard: false,
  nanCheck: false,
} as const;
const tried = finish(campaign({ network: "voice", set, deadline, seed: mission.seed }, "resting"));
const { memory: weights, compute, unit } = tried.classes;
const changed = weights.tried - weights.masked;
const [lowest, top] = [tried.bits.memory[0], tried.bits.memory[SIGN]];

const abft = at({ abft: true });
const scrubbed = at({ crc: true, scrubPeriod: 100 });
const cost = frameCost("voice");
const [rangLow, rangHigh] = wilson(2, 2000);
const [fieldLow, fieldHigh] = wilson(285, FIELD);
const slot = shape.weights + 4;
const save = saveOf(MEMORIES.feram, slot);

/** Every fixed number in the words: the phrase it stands in, and where the number comes from. */
const STATED: readonly Stated[] = [
  // the situation
  ["Every 10 ms it takes", mission.frameTime],
  ["the energies of 16 bands", shape.inputs / 4],
  ["a network of 2,502 weights", fixed(shape.weights, 0)],
  ["one byte of int8, a whole number from −128 to 127", -(BYTE / 2), BYTE / 2 - 1],
  ["Part 2 ended", 2],
  ["In layer 2 a byte held −4", mission.layer, Math.abs(at().valueBefore)],
  ["went from 1 to 0, and FeRAM keeps what it holds: from now on the byte says 124", 1, 0, at().valueAfter],
  // the prediction
  ["If a weight bit flips from 1 to 0, will", 1, 0],
  ["mean cross-entropy of 64 inputs", samples.length],
  ["more than 3 of its own deviations", 3],
  ["Take 1,000 such flips, each of a random bit that was 1,", fixed(1000, 0), 1],
  // the workbench
  ["of 1,000. The loss left its band at 2 flips of 2,000, which is", fixed(1000, 0), 2, fixed(2000, 0)],
  ["of 1,000. A sample", fixed(1000, 0)],
  [
    "2 of 2,000 leaves room for 0.3 to 3.6 of 1,000, the 95 % interval",
    2,
    fixed(2000, 0),
    fixed(1000 * rangLow, 1),
    fixed(1000 * rangHigh, 1),
    fixed(1000, 0),
    95,
  ],
  [
    "10,154 of its bits are 1, and clearing 8 of them rings, 0.8 of 1,000",
    fixed(ones, 0),
    1,
    rungCleared.length,
    fixed((1000 * rungCleared.length) / ones, 1),
    fixed(1000, 0),
  ],
  ["Of 64 inputs", samples.length],
  ["The loss of the 64 went", samples.length],
  ["Turn Bit from 7, the sign, downward", SIGN],
  [
    "Layers have 2,080, 396 and 26 weights, a weight bits 0 to 7, a sum bits 0 to 31",
    fixed(first, 0),
    second,
    last,
    0,
    at().word.bits - 1,
    0,
    at({ place: "unit" }).word.bits - 1,
  ],
  [
    "of all 20,016 single flips 47 change any of the 64 answers",
    fixed(flips.length, 0),
    count(({ wrong }) => wrong > 0),
    samples.length,
  ],
  ["The campaign strikes 12,000 bits", fixed(tried.total, 0)],
  // the peeks
  ["Clearing bits 0 to 6 subtracts; clearing bit 7 adds 128. Each of the 256 patterns", 0, 6, SIGN, 128, BYTE],
  ["A sum is a word of 32 bits", 32],
  ["= 32 →", 32],
  ["A burst of up to 32 bits", 32],
  ["= 1.96 for 95 %", 1.96, 95],
  ["rests on 150 injections a class", SAMPLED],
  // the search
  ["a frame takes 10 ms. Each trial lets 300 faults", mission.frameTime, FIELD],
  ["at most 10 % more than the cheapest", 100 * (facts.search?.atMost ?? Number.NaN)],
  [
    "285 of 300 are 95 %, and what they prove lies anywhere from 91.9 to 96.9 %",
    285,
    FIELD,
    percent(285 / FIELD, 0),
    percent(fieldLow),
    percent(fieldHigh),
  ],
  // the refutations
  ["by one weight of 2,502. Of", fixed(shape.weights, 0)],
  [
    "all 20,016 single flips 8,226 change no output of any of the 64 inputs, and 47 change an answer",
    fixed(flips.length, 0),
    fixed(
      count(({ touched }) => touched === 0),
      0,
    ),
    samples.length,
    count(({ wrong }) => wrong > 0),
  ],
  [
    "The mission’s flip changes 5, and brings the loss from 0.103 to 0.190. Batches scatter by 0.050, so the alarm lies at 0.277",
    at().wrongFrames,
    fixed(at().lossBefore, 3),
    fixed(at().lossAfter, 3),
    fixed(quality.batchDeviation, 3),
    fixed(alarm, 3),
  ],
  ["2,000 flips were struck behind any correction, and 2 rang", fixed(2000, 0), 2], // FLIPS of train/measure.ts
  ["Of 974 weight flips of the campaign", changed],
  [
    "Batches scatter by 0.050 nats, the alarm lies 3 of these above the mean, and one weight of 2,502 seldom moves 64 answers",
    fixed(quality.batchDeviation, 3),
    3,
    fixed(shape.weights, 0),
    samples.length,
  ],
  [
    "2 of 2,000 rang. Batches scatter by 0.050 nats, and the alarm lies 3 of these above the mean. Even the mission’s flip, which changes 5 answers of 64, raises the loss by no more than 1.3 of these",
    2,
    fixed(2000, 0),
    fixed(quality.batchDeviation, 3),
    3,
    at().wrongFrames,
    samples.length,
    fixed(at().lossSigmas, 1),
  ],
  [
    "Of 10,154 bits that are 1, clearing 8 rings. All 8 are sign bits",
    fixed(ones, 0),
    1,
    rungCleared.length,
    rungCleared.filter(({ bit }) => bit === SIGN).length,
  ],
  ["in layers 2 and 3", ...[...new Set(rungCleared.map(({ layer }) => layer))].sort()],
  // the explanation
  [
    "Bit 7 counts −128, so clearing it adds 128, and −4 becomes 124",
    SIGN,
    128,
    128,
    Math.abs(at().valueBefore),
    flipBit({ value: -4, bit: SIGN, format: "int8" }),
  ],
  ["Of the 10,154 bits that are 1, clearing 6,645 makes a weight larger in size", fixed(ones, 0), 1, fixed(grown, 0)],
  ["by more than 128 steps", Math.max(...flips.map(({ before, after }) => Math.abs(after - before)))],
  ["of the campaign’s 974 weight flips that changed an output, it finds 0", changed, weights.found.sameBuffer.count],
  [
    "It finds all 974, which proves at least 99.6 %, and all 3,603 wrong results",
    weights.found.abft.count,
    percent(wilson(changed, changed)[0]),
    fixed(compute.found.abft.count + unit.found.abft.count, 0),
  ],
  [
    "5.5 % of a second run by operations and 8.4 % by bytes, 12 times cheaper",
    percent(abft.costByFlops),
    percent(abft.costByBytes),
    fixed(abft.cheaper, 0),
  ],
  [" is 0 nothing shifts", 0],
  ["Of 4,000 weight flips 325 were met", fixed(weights.tried, 0), weights.masked - weights.maskedFound.abft],
  [
    "every 100 frames, the longest that 1 s allows, 2.0 %",
    mission.allowed / mission.frameTime,
    mission.allowed / 1000,
    percent(scrubbed.costByFlops),
  ],
  ["322 weights are empty, and all 34 voices are lost", at(torn).weightsLost, voices],
  // the transfer
  [
    "the same bit from 0 to 1. In the Cloud Titan’s language model, whose weights are bf16, setting the top bit of the exponent rings at 868 of 1,000 weights. Here, in int8, at how many of 1,000 flips 0 → 1 of the top bit",
    0,
    1,
    at({ network: "language" }).topSetRings,
    fixed(1000, 0),
    fixed(1000, 0),
    0,
    1,
  ],
  ["by up to 2 to the power 128", 2, 128],
  ["The top bit of a byte subtracts 128", 128],
  [
    "A sample of 500 such flips rang at none, and all 1,240 at 4",
    500, // a quarter of FLIPS of train/measure.ts
    fixed(zeroSigns, 0),
    rungSet.length,
  ],
  ["Setting the sign bit subtracts 128, and what was at most 127 stays", 128, 127],
  [
    "of a sample of 500 none rang, of all 1,240 such bits 4 do. Setting the sign bit subtracts 128",
    500,
    fixed(zeroSigns, 0),
    rungSet.length,
    128,
  ],
  ["frames within 10 ms and 1 mW", 10, 1], // the track's mission
  ["One fault and 64 frames", samples.length],
  // bit by bit
  [
    "Of its flips of bit 0, 469 of 481 changed no output of their input; of bit 7, 254 of 517",
    0,
    lowest?.masked ?? "",
    lowest?.tried ?? "",
    SIGN,
    top?.masked ?? "",
    top?.tried ?? "",
  ],
  // widths
  ["= 15 on it is ten times cheaper by operations, from 18 on by bytes", 15, 18],
  ["last layer is 2 wide", layers[2]?.columns ?? ""],
  [
    "of 5,004 operations of a frame, 4,160 are those of the first layer, which is 32 wide",
    fixed(cost.inference.flops, 0),
    fixed(2 * first, 0),
    layers[0]?.columns ?? "",
  ],
  ["checked for 274 operations and 222 bytes", cost.abft.flops, cost.abft.bytes],
  // two slots
  ["in the first 2,476 weights", fixed(first + second, 0)],
  ["2,506 bytes of FeRAM: the weights, and 4 bytes of CRC", fixed(slot, 0), 4],
  ["at most 5.9 µJ in 1.8 ms", fixed(1e6 * save.energy, 1), fixed(1e3 * save.time, 1)],
  ["takes 10,008 operations, those of two frames", fixed(cost.crc.flops, 0)],
  // facts and assumptions
  ["20,016 flips counted out, 12,000 struck", fixed(flips.length, 0), fixed(tried.total, 0)],
  [
    "right in 95.2 % of what it has not seen, and 63 times in the 64 inputs",
    percent(quality.accuracy),
    right,
    samples.length,
  ],
  ["over the 32 bits of a sum", 32],
  ["and 1 s as the time", mission.allowed / 1000],
  ["“100 %” on this page", 100],
];

/** Figures that are names. */
const NAMES = /10-iteration rule|int8|bf16|CRC-32C/g;
statesOnly(text, STATED, NAMES);

describe("the words of the hearable’s detective", () => {
  it("tell the mission and the torn save that the track sets", () => {
    const { network, place, layer, weight, bit, direction, input, frameTime, allowed, seed } = mission;
    const all = { network, place, layer, weight, bit, direction, input, frameTime, allowed, seed };
    expect(presets.plan?.params).toEqual(all);
    expect(presets.torn?.params).toEqual({ ...all, ...torn, twoSlots: false });
  });

  it("clear one bit of −4 to 124 and have noise heard as voice, in silence", () => {
    const { bitBefore, bitAfter, valueBefore, valueAfter, answerBefore, answerAfter, lossRings } = at();
    expect([bitBefore, bitAfter, valueBefore, valueAfter]).toEqual([1, 0, -4, 124]);
    expect([shape.classes[answerBefore], shape.classes[answerAfter]]).toEqual(["noise", "voice"]);
    expect(at().shown.label).toBe(answerBefore);
    expect(lossRings).toBe(0);
  });

  it("count every flip as the model runs it", () => {
    const some = flips.filter((_, i) => i % 997 === 3 || (flips[i]?.wrong ?? 0) > 4);
    expect(some.length).toBeGreaterThan(25);
    for (const { layer, weight, bit, after, wrong, loss } of some) {
      const model = at({ layer, weight, bit, direction: "flip", input: 0 });
      expect([model.valueAfter, model.wrongFrames]).toEqual([after, wrong]);
      expect(model.lossAfter).toBeCloseTo(loss, 10);
    }
  });

  it("see no other bit of the mission’s byte change an answer", () => {
    const byte = flips.filter(({ layer, weight }) => layer === mission.layer && weight === mission.weight);
    expect(byte.map(({ bit, wrong }) => wrong > 0 === (bit === SIGN))).toEqual(new Array(8).fill(true));
    expect(byte.find(({ bit }) => bit === SIGN)?.wrong).toBe(at().wrongFrames);
  });

  it("clear bits 0 to 6 downward and bit 7 upward, each by its own power of two", () => {
    for (const { bit, bitBefore, before, after } of flips) {
      const up = (bit === SIGN) === (bitBefore === 1);
      expect(after - before).toBe(up ? 2 ** bit : -(2 ** bit));
      expect(Math.abs(after)).toBeLessThanOrEqual(BYTE / 2);
    }
  });

  it("sample what the count confirms: few flips ring, cleared or set", () => {
    const perThousand = (rang: number, of: number): number => (1000 * rang) / of;
    expect(at().clearedRings).toBe(1);
    const counted = perThousand(rungCleared.length, ones);
    expect(counted).toBeGreaterThan(1000 * rangLow);
    expect(counted).toBeLessThan(1000 * rangHigh);
    expect([at().setRings, at().topSetRings]).toEqual([0, 0]);
    const [, most] = wilson(0, 500);
    expect(rungSet.length / zeroSigns).toBeLessThan(most);
    expect(rungSet.every(({ bit }) => bit === SIGN)).toBe(true);
    expect(perThousand(rungSet.length, zeroSigns)).toBeLessThan(100);
  });

  it("find no NaN anywhere, since a whole number has none", () => {
    for (const row of [weights, compute, unit]) expect([row.notFinite, row.found.nan.count]).toEqual([0, 0]);
  });

  it("find by ABFT all that changes an output, exactly, and never without a fault", () => {
    for (const { found, tried, masked } of [weights, compute, unit]) expect(found.abft.count).toBe(tried - masked);
    expect([abft.coverage, abft.falseAlarms, at().noiseFloor]).toEqual([1, 0, 0]);
    expect(new Set(clean.map(({ residual }) => residual))).toEqual(new Set([0]));
    // Whatever the threshold is, which is why the page does not show its lever.
    for (const abftThreshold of [1e-9, 0.1]) expect(at({ abft: true, abftThreshold }).coverage).toBe(1);
    expect([...facts.levers, ...(facts.more ?? []), ...(facts.search?.levers ?? [])]).not.toContain("abftThreshold");
  });

  it("let ABFT miss a weight only where its input is 0, as behind a unit that is silent", () => {
    const [one, two] = layers;
    if (!one || !two) throw new Error("There are two layers at least.");
    const seen = new Set<boolean>();
    for (let input = 0; input < samples.length; input += 5)
      for (let row = 0; row < one.columns; row += 3) {
        const sum = Array.from({ length: one.rows }, (_, i) => {
          const x = i < shape.inputs ? Math.round(Math.fround((samples[input]?.input[i] ?? 0) * 127)) : 127;
          return x * (memory.values[i * one.columns + row] ?? 0);
        }).reduce((total, part) => total + part, 0);
        const isSilent = Math.round(sum * one.multiplier) <= 0;
        const flip = { layer: 2, weight: row * two.columns + 3, direction: "flip", input } as const;
        const { abftFinds, outputChanged } = at(flip);
        expect(abftFinds).toBe(isSilent ? 0 : 1);
        if (isSilent) expect(outputChanged).toBe(0);
        seen.add(isSilent);
      }
    expect(seen.size).toBe(2);
  });

  it("find by the CRC every weight flip, masked or not, and nothing else", () => {
    expect([weights.found.crc.count, weights.maskedFound.crc]).toEqual([changed, weights.masked]);
    expect([compute.found.crc.count, unit.found.crc.count]).toEqual([0, 0]);
    expect(at({ crc: true, scrubPeriod: 1 }).costByFlops).toBeCloseTo(2, 2);
  });

  it("have a second run on the same buffer agree with itself, and one on a copy not", () => {
    expect([weights.found.sameBuffer.count, weights.found.separateCopy.count]).toEqual([0, changed]);
    const { sameBufferFinds, separateCopyFinds, rangeFinds, nanFinds } = at();
    expect([sameBufferFinds, separateCopyFinds, rangeFinds, nanFinds]).toEqual([0, 1, 0, 0]);
  });

  it("shut the gate by a save that is torn anywhere before the last layer", () => {
    for (const [layer, size] of [
      [1, first],
      [2, second],
    ] as const)
      for (const weight of [0, 1, Math.floor(size / 2), size - 1]) {
        const { wrongFrames, rangeFinds, nanFinds, sameBufferFinds, abftFinds, lossRings } = at({
          ...torn,
          layer,
          weight,
        });
        expect(wrongFrames).toBe(voices);
        expect([rangeFinds, nanFinds, sameBufferFinds]).toEqual([0, 0, 0]);
        expect([abftFinds, lossRings]).toEqual([1, 1]);
      }
    expect(first + second + last).toBe(shape.weights);
    const { weightsLost, weightsWritten, weightsNeeded, answerBefore, answerAfter } = at(torn);
    expect([shape.classes[answerBefore], shape.classes[answerAfter]]).toEqual(["voice", "noise"]);
    expect(weightsLost + weightsWritten).toBe(weightsNeeded);
  });

  it("bring the last whole copy back by two slots", () => {
    const { rescued, wrongFrames, released, weightsLost, lossRings } = at({ ...torn, twoSlots: true });
    expect([rescued, wrongFrames, released, weightsLost, lossRings]).toEqual([1, 0, 0, 0, 0]);
    expect(slot).toBeLessThan(kibibytes(4));
    expect(cost.crc.flops / cost.inference.flops).toBeCloseTo(2, 2); // those of two frames
  });

  it("check a layer ten times cheaper from a width of 15 by operations, of 18 by bytes, and hardly at 2", () => {
    const proof = (width: number) => at({ width, batch: 1 });
    expect([14, 15].map((n) => proof(n).layerByFlops >= 10 - 1e-9)).toEqual([false, true]);
    expect([17, 18].map((n) => proof(n).layerByBytes >= 10 - 1e-9)).toEqual([false, true]);
    for (const n of [2, 15, 48, 512]) {
      expect(proof(n).layerByFlops).toBeCloseTo((2 * n * n) / (3 * n), 9);
      expect(proof(n).layerByBytes).toBeCloseTo((n + 2) / 2, 9);
    }
    expect(proof(2).layerProof).toBeLessThan(2);
  });
});

describe("the lock", () => {
  const above = `${facts.standfirst} ${facts.objective} ${sections("Story")[0]} ${sections("Predict")[0]}`;

  it("has nothing above it that tells how often the loss rings", () => {
    expect(prose(above)).not.toMatch(/20,016|10,154|2,000|0\.277|silent|never rings|masked|label/i);
  });

  it("refutes each size of the right choice by itself", () => {
    const answered = [...body.matchAll(/<Answer to="(\w+)"(?: when="(\w+)")?/g)].map(([, to, when]) => when ?? to);
    expect(answered.sort()).toEqual(["always", "ecc", "nanOnly", "near", "over", "under"]);
  });

  it("has for each choice sizes of its own, from none to all", () => {
    const { no, nanOnly, ecc, always } = facts.lock.choices;
    expect([no, nanOnly, ecc, always].flatMap((range) => [range?.from, range?.to])).toEqual([
      0, 100, 101, 500, 501, 900, 901, 1000,
    ]);
  });
});

describe("the search", () => {
  const SEEDS = Array.from({ length: 60 }, (_, i) => i + 1);
  const solved = (seed: number, chosen: Partial<DetectiveParams>): boolean =>
    at({ ...unseen(seed), ...chosen, seed }).costOverLeast <= (facts.search?.atMost ?? Number.NaN);
  const longest = (seed: number): number => Math.floor((unseen(seed).allowed ?? mission.allowed) / mission.frameTime);

  it("is solved by a CRC alone at the longest period, or else by the checksum of each layer", () => {
    const byCrc = SEEDS.filter((seed) => solved(seed, { crc: true, scrubPeriod: longest(seed) }));
    const byAbft = SEEDS.filter((seed) => !byCrc.includes(seed) && solved(seed, { abft: true }));
    expect(byCrc.length + byAbft.length).toBe(SEEDS.length);
    expect(Math.min(byCrc.length, byAbft.length)).toBeGreaterThan(5);
  });

  it("hides where the faults come from, and nothing else that the page does not tell", () => {
    const told: readonly string[] = [...(facts.search?.known ?? []), "mix"];
    for (const seed of SEEDS) for (const name of Object.keys(unseen(seed))) expect(told).toContain(name);
    expect(facts.search?.known).not.toContain("mix");
  });
});

describe("badges and failures", () => {
  const badgesAt = (changes: Partial<DetectiveParams>): readonly boolean[] => {
    const model = at(changes);
    return facts.badges.map(({ output, atLeast = -Infinity, atMost = Infinity }) => {
      const value = Number(Reflect.get(model, output));
      return value >= atLeast && value <= atMost;
    });
  };
  const failing = (changes: Partial<DetectiveParams>): readonly string[] => {
    const model = at(changes);
    return facts.failures
      .filter(({ output, above }) => !(Number(Reflect.get(model, output)) <= above))
      .map(({ name }) => name);
  };

  it("hold all four limits with ABFT, alone or with a CRC every 100 frames", () => {
    expect(badgesAt({ abft: true })).toEqual([true, true, true, true]);
    expect(badgesAt({ abft: true, crc: true, scrubPeriod: 100 })).toEqual([true, true, true, true]);
    expect(badgesAt({})).toEqual([false, true, false, false]);
    expect(badgesAt({ crc: true, scrubPeriod: 100 })).toEqual([false, true, true, false]);
    expect(badgesAt({ crc: true, scrubPeriod: 1, abft: true })).toEqual([true, false, true, true]);
    expect(badgesAt({ dmr: "same" })).toEqual([false, false, true, false]);
    expect(badgesAt({ dmr: "separate" })).toEqual([true, false, true, true]);
  });

  it("reach each failure, and come back from it", () => {
    expect(failing({})).toEqual(["toldTooLate"]);
    expect(failing({ abft: true })).toEqual([]);
    expect(failing({ crc: true, scrubPeriod: 100 })).toEqual([]);
    expect(failing({ crc: true, scrubPeriod: 101 })).toEqual(["toldTooLate"]);
    expect(failing({ ...torn, abft: true })).toEqual(["tornCheckpointRestored"]);
    expect(failing({ ...torn, abft: true, twoSlots: true })).toEqual([]);
  });

  it("tell at a failure more required than available", () => {
    for (const changes of [{}, { crc: true, scrubPeriod: 200 }, torn]) {
      const model = { ...at(changes), allowed: mission.allowed / 1000 };
      for (const { name, required, available } of facts.failures) {
        if (!failing(changes).includes(name)) continue;
        expect(Number(Reflect.get(model, required))).toBeGreaterThan(Number(Reflect.get(model, available)));
      }
    }
  });
});
