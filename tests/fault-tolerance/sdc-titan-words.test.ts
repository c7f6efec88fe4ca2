import { describe, expect, it } from "vitest";
import { defaultsOf, type Params } from "../../src/sim/core/params.ts";
import { fixed, significant } from "../../src/sim/core/quantity.ts";
import { random } from "../../src/sim/core/random.ts";
import { finish } from "../../src/sim/core/run.ts";
import { DAY, HOUR } from "../../src/sim/core/units.ts";
import { INJECTIONS, rings } from "../../src/sim/fault-tolerance/parts/sdc-campaign.ts";
import { frameCost, layerProof } from "../../src/sim/fault-tolerance/parts/sdc-cost.ts";
import { wilson } from "../../src/sim/fault-tolerance/parts/sdc-coverage.ts";
import { FIELD } from "../../src/sim/fault-tolerance/parts/sdc-demand.ts";
import { SAMPLED } from "../../src/sim/fault-tolerance/parts/sdc-inject.ts";
import { bench, POOL } from "../../src/sim/fault-tolerance/parts/sdc-inspect.ts";
import type { DetectiveParams } from "../../src/sim/fault-tolerance/parts/sdc-levers.ts";
import { wordAt } from "../../src/sim/fault-tolerance/parts/sdc-memory.ts";
import { CLASSES } from "../../src/sim/fault-tolerance/parts/sdc-mixes.ts";
import { loadNetwork } from "../../src/sim/fault-tolerance/parts/sdc-network.ts";
import { SEEDS } from "../../src/sim/fault-tolerance/parts/sdc-seeds.ts";
import { DEVIATIONS } from "../../src/sim/fault-tolerance/parts/sdc-seen.ts";
import { ALPHABET, CONTEXT, SHAPES } from "../../src/sim/fault-tolerance/parts/sdc-shapes.ts";
import { params, simulate, studies, unseen } from "../../src/sim/fault-tolerance/sdc-detective.ts";
import { flipBit } from "../../src/sim/laws/bit-flip.ts";
import { LLAMA_CAUSES, LLAMA_TOTAL } from "../../src/sim/laws/checkpointing/llama-causes.ts";
import { abftOverhead, crcEscape } from "../../src/sim/laws/detection.ts";
import { anyFault } from "../../src/sim/laws/fleet-reliability.ts";
import { prose, readChapter, type Stated, statesOnly } from "../kit/chapter-words.ts";

/** The low end of an interval may not be rounded up. */
const floored = (share: number, digits = 1): string =>
  (Math.floor(share * 100 * 10 ** digits) / 10 ** digits).toFixed(digits);

const campaignStudy = await studies.campaign.load();

const { facts, text, presets, sections, track } = readChapter("fault-tolerance/cloud-titan/sdc-detective");
await loadNetwork("language");

// The mission, as the track has it.
const mission: DetectiveParams = {
  ...(defaultsOf(params) as DetectiveParams),
  network: "language",
  place: "memory",
  layer: 1,
  weight: 168,
  bit: 15,
  direction: "clear",
  input: 3,
  frameTime: 10,
  allowed: 1000,
  devices: 16_384,
  badRate: 3.61,
  flipRate: 1,
  seed: 7,
};
const at = (changes: Partial<DetectiveParams> = {}) => simulate({ ...mission, ...changes });
const preset = (name: string) => at(presets[name]?.params as Partial<DetectiveParams>);
const plan = at();
const { network, samples } = bench("language");
const { quality, shape } = network;
const [embedding, hidden, last] = network.layers.map(({ rows, columns }) => rows * columns);
const letters = (inputs: Iterable<number>): string => [...inputs].map((symbol) => ALPHABET[symbol]).join("");
const percent = (share: number, digits = 1): string => fixed(100 * share, digits);

// The sets that the words speak of.
const COARSE = { abft: true, abftThreshold: 1e-5 } as const;
const FINE = { abft: true, abftThreshold: 2e-7 } as const;
const BOTH = { ...FINE, crc: true, scrubPeriod: 100 } as const;
const campaignOf = (set: Partial<DetectiveParams>) => finish(campaignStudy({ ...mission, ...set }, "resting"));
const [coarse, fine, both] = [campaignOf(COARSE), campaignOf(FINE), campaignOf(BOTH)];
const { memory, compute } = fine.classes;
const byBit = fine.bits.memory.map(({ changedAnswers }) => changedAnswers);

// 2,000 flips of either direction and 500 of the top bit were measured when the network was trained (train/measure.ts).
const [MEASURED, rang] = [2000, 2000 * quality.rings.cleared];
const cost = frameCost("language");
const dearer = cost.crc.flops / cost.dmr.flops;

const STATED: readonly Stated[] = [
  // the story: Wang et al. 2023, observation 1, for the rate; the law of the fleet for its chance
  ["One of your 16,384 devices does not crash", fixed(mission.devices, 0)],
  ["counted 3.61 bad CPUs in 10,000", 3.61, fixed(10_000, 0)],
  [
    "16,384 hold at least one with a chance of 99.73 %",
    fixed(mission.devices, 0),
    percent(anyFault(3.61e-4, 16_384), 2),
  ],
  ["3,948 weights of 16 bits", fixed(shape.weights, 0), plan.word.bits],
  ["with 84 % of its belief", percent(plan.confidenceBefore, 0)],
  ["83.5 % of its answers are right", percent(quality.accuracy)],
  ["Batches of 64 differ, so it has noise: 0.435 nats in the mean", POOL, significant(quality.loss, 3)],
  ["Above 0.750 an alarm rings", fixed(quality.loss + DEVIATIONS * quality.batchDeviation, 3)],
  ["the 1 of its sign has become a 0", plan.bitBefore, plan.bitAfter],
  ["It says −1.35", fixed(-plan.valueBefore, 2)],
  ["it now says 1.35", fixed(plan.valueAfter, 2)],
  // the lock and its claim
  ["flips from 1 to 0, will the model’s", 1, 0],
  ["a fixed batch of 64 leaves its band", POOL],
  ["Of 1,000 such flips, at how many does the loss leave its band?", fixed(1000, 0)],
  ["◇ of 1,000. The loss leaves its band at ◇ of 1,000", fixed(1000, 0), fixed(1000, 0)],
  ["of 2,000 flips from 1 to 0 the loss rang at two", fixed(MEASURED, 0), 1, 0],
  ["On this batch, at 95 %, between 0.03 and 0.36 %", 95, ...wilson(rang, MEASURED).map((end) => percent(end, 2))],
  // the workbench
  ["Of 64 inputs ◇ now get another answer", POOL],
  ["Walk Bit from 15 down to 0 and watch", plan.word.bits - 1, 0],
  ["Layer 1 is a table", 1],
  ["eight numbers for each of 28 characters, 224 weights", ALPHABET.length, embedding ?? 0],
  ["Layer 2 has 2,352 weights and layer 3 has 1,372", 2, fixed(hidden ?? 0, 0), 3, fixed(last ?? 0, 0)],
  ["A weight has bits 0 to 15, a result 0 to 31", 0, plan.word.bits - 1, 0, preset("core").word.bits - 1],
  ["of changed answers in 450 injections", CLASSES.length * SAMPLED],
  ["Of 64 inputs ◇ are answered otherwise", POOL],
  ["The campaign strikes 12,000 times", fixed(INJECTIONS, 0)],
  // the peeks: the format's definition, and the width from the oracle abft-online-cost
  ["Below ◇ the leading 1 is missing", 1],
  ["a sum in fp32, with 23 bits of mantissa", 23],
  ["◇ in 10,000, ◇ = ◇", fixed(10_000, 0)],
  ["Ten times cheaper needs a width of 15", 15],
  // the search
  ["Each trial shows 300 faults", FIELD],
  ["within 10 % of the cheapest", 100 * (facts.search?.atMost ?? 0)],
  ["What is left of the 300 are bad units", FIELD],
  // the explanation
  ["It measures a mean over 64 inputs, with noise", POOL],
  ["Seven of 64 answers changed on the mission", POOL],
  ["the loss rose from 0.472 to 0.640", fixed(plan.lossBefore, 3), fixed(plan.lossAfter, 3)],
  ["1.95 standard deviations above the mean; the alarm waits for 3", fixed(plan.lossSigmas, 2), DEVIATIONS],
  ["of 4,000 in the campaign, 36 brought an output", fixed(memory.tried, 0), memory.notFinite],
  ["moves a mean over 64 inputs by much", POOL],
  ["of 2,000 such flips two rang", fixed(MEASURED, 0)],
  ["no weight of this model is larger than 4.07", fixed(Math.max(...network.memory.values.map(Math.abs)) + 5e-3, 2)],
  ["the first bit that goes from 0 to 1", 0, 1],
  [
    "Of 4,000 flips of weights in the campaign, 2,427 changed no output of their input, and 101 changed the answer",
    fixed(memory.tried, 0),
    fixed(memory.masked, 0),
    memory.changedAnswers,
  ],
  [
    "where a t occurs, in 30 of the 64 inputs",
    samples.filter(({ input }) => letters(input).includes("t")).length,
    POOL,
  ],
  ["20 times cheaper than a second run; but an embedding", fixed(at(FINE).cheaper, 0)],
  ["a CRC every 100 frames leave no changed answer", BOTH.scrubPeriod],
  ["are 12.6 times cheaper than running twice", fixed(at(BOTH).cheaper, 1)],
  ["the top bit of a weight’s exponent goes from 0 to 1", 0, 1],
  ["Of 1,000 such flips, at how many does the loss leave its band? About", fixed(1000, 0)],
  ["a mean over 64 inputs is kept small by 64 small numbers", POOL, POOL],
  ["any of the sixteen, 142 of 1,000", fixed(plan.setRings, 0), fixed(1000, 0)],
  ["Most bits that go from 0 to 1 change", 0, 1],
  ["868 of 1,000", fixed(plan.topSetRings, 0), fixed(1000, 0)],
  ["A weight below 1 becomes ◇ times as large, one from 1 to 2 infinite", 1, 1, 2],
  ["64 inputs after one fault", POOL],
  // by bit
  ["The campaign’s 4,000 flips of weights fall on sixteen bits alike, some 250 on each", fixed(memory.tried, 0), 250],
  ["Of the 101 that changed an answer, 90 struck bit 14", memory.changedAnswers, byBit[14] ?? 0, 14],
  [
    "It is 0 in every weight below 2, and 3,878 of the 3,948 weights are",
    0,
    2,
    fixed(network.memory.values.filter((weight) => Math.abs(weight) < 2).length, 0),
    fixed(shape.weights, 0),
  ],
  ["Of the other 11, six struck the sign", memory.changedAnswers - (byBit[14] ?? 0)],
  [
    "The NaN check found 36 of the 1,573 flips that changed an output, and the range guard 157",
    memory.found.nan.count,
    fixed(memory.found.nan.of, 0),
    memory.found.range.count,
  ],
  [
    "ABFT found 1,463 at a threshold of ◇ and 1,532 at ◇",
    fixed(coarse.classes.memory.found.abft.count, 0),
    fixed(memory.found.abft.count, 0),
  ],
  [
    "of 2,141 single results that changed an output the finer found 1,816",
    fixed(compute.found.abft.of, 0),
    fixed(compute.found.abft.count, 0),
  ],
  [
    "The CRC found 1,573 of 1,573 and all 2,427 masked ones",
    fixed(memory.found.crc.count, 0),
    fixed(memory.found.crc.of, 0),
    fixed(memory.maskedFound.crc, 0),
  ],
  [
    "1,573 of 1,573 proves a coverage of at least 99.7 %",
    fixed(memory.found.crc.count, 0),
    fixed(memory.found.crc.of, 0),
    floored(memory.found.crc.low),
  ],
  ["That it is 100 % for any single bit is a theorem", 100],
  ["once in 4.3 billion", fixed(1 / crcEscape(32) / 1e9, 1)],
  // what ABFT does not guard
  ["the checksum is off by 6.1e-9", plan.residual.toExponential(1)],
  ["41 flips of weights that changed an output passed ABFT", memory.found.abft.of - memory.found.abft.count],
  ["These 224 weights of 3,948", embedding ?? 0, fixed(shape.weights, 0)],
  // the fleet: one in a million hours (Reddi 2026); Llama 3, table 5
  ["◇ bad devices in 10,000, a fleet", fixed(10_000, 0)],
  ["For 16,384 GPUs and 54 days it gives 21 faults", fixed(16_384, 0), 54, fixed((1e-6 * 16_384 * 54 * DAY) / HOUR, 0)],
  ["6 interruptions by silent data corruption among 419", LLAMA_CAUSES["silent-data-corruption"].count, LLAMA_TOTAL],
  // layers
  [
    "A layer of 48 inputs and 48 outputs is checked 32 times cheaper by operations and 25 times by bytes",
    48,
    48,
    1 / abftOverhead({ rows: 1, inner: 48, columns: 48, checksum: "precomputed" }),
    layerProof(48, 1).bytes,
  ],
  [
    "One of 8 is checked 5.3 and 5.0 times cheaper",
    8,
    fixed(1 / abftOverhead({ rows: 1, inner: 8, columns: 8, checksum: "precomputed" }), 1),
    fixed(layerProof(8, 1).bytes, 1),
  ],
  ["at a width of 15 by operations", 15],
  [
    "For this whole model the two are 27 and 20",
    fixed(cost.dmr.flops / cost.abft.flops, 0),
    fixed(cost.dmr.bytes / cost.abft.bytes, 0),
  ],
  ["every 100 frames it is 24 times cheaper", 100, fixed(100 / dearer, 0)],
  // a fixed batch
  ["the same 64 inputs gave 0.472 before and 0.640 after", POOL, fixed(plan.lossBefore, 3), fixed(plan.lossAfter, 3)],
  ["at the price of 64 runs", POOL],
  [
    "A batch 16 times as large has a quarter of the noise: there the mission’s rise would be 6 standard deviations",
    16,
    fixed((4 * (plan.lossAfter - plan.lossBefore)) / quality.batchDeviation, 0),
  ],
];

/** Figures that are names of formats, of a model, and the rule of ten trials. */
const NAMES = /bf16|fp32|Llama 3|10-iteration rule/g;
statesOnly(text, STATED, NAMES);

describe("the words of the Cloud Titan’s SDC Detective", () => {
  it("tell the mission that the track sets", () => {
    expect(mission).toMatchObject(presets.plan?.params ?? {});
    expect(Number(mission.devices)).toBe(Number(/scale: ([\d,]+)/.exec(track)?.[1]?.replace(",", "")));
  });

  it("name the input, its answer and its letter", () => {
    expect(text).toContain("After “late a” that is n, as in “late and then”");
    expect(letters(plan.shown.input)).toBe("late a");
    expect(plan.shown.input).toHaveLength(CONTEXT);
    expect(ALPHABET[plan.answerBefore]).toBe("n");
    expect(text).toContain("After “late a” the model now says g.");
    expect(ALPHABET[plan.answerAfter]).toBe("g");
    expect(ALPHABET[plan.shown.label]).toBe("n");
    expect(Math.floor(mission.weight / (shape.layers[0]?.columns ?? 1))).toBe(ALPHABET.indexOf("t"));
    expect(mission.weight % (shape.layers[0]?.columns ?? 1)).toBe(0);
    expect(mission.bit).toBe(15);
  });

  it("see seven answers change while the loss stays in its band", () => {
    expect(plan.wrongFrames).toBe(7);
    expect(plan.lossRings).toBe(0);
    expect(text).toContain("Seven of 64 answers changed");
    expect(rang).toBe(2);
  });

  it("let only inputs with a t change: the weight is read nowhere else", () => {
    const withT = samples.map(({ input }) => letters(input).includes("t"));
    const changed = plan.changed.flatMap((isChanged, i) => (isChanged ? [(mission.input + i) % POOL] : []));
    expect(changed.every((i) => withT[i])).toBe(true);
  });
});

describe("the invariant: a cleared bit never makes a weight larger", () => {
  const words = network.memory.values;
  const every = (step: number) =>
    network.layers.flatMap(({ rows, columns, offset }, layer) =>
      Array.from({ length: Math.floor((rows * columns) / step) }, (_, i) => ({
        fault: { place: "memory", layer, weight: i * step } as const,
        value: words[offset + i * step] ?? 0,
      })),
    );

  it("holds for every bit of every weight, and moves it by at most twice its size; a set bit may do anything", () => {
    let broken = 0;
    for (const value of words)
      for (let bit = 0; bit < 16; bit++) {
        const after = flipBit({ value, bit, format: "bf16" });
        const isCleared = bit === 15 ? value < 0 : Math.abs(after) < Math.abs(value);
        if (isCleared && !(Math.abs(after) <= Math.abs(value) && Math.abs(after - value) <= 2 * Math.abs(value)))
          broken++;
      }
    expect(broken).toBe(0);
    expect(Math.abs(flipBit({ value: 0.5, bit: 14, format: "bf16" }))).toBeGreaterThan(1e38);
    expect(flipBit({ value: 0.5, bit: 14, format: "bf16" }) / 0.5).toBe(2 ** 128);
    expect(flipBit({ value: 1, bit: 14, format: "bf16" })).toBe(Number.POSITIVE_INFINITY);
    expect(flipBit({ value: 1.5, bit: 14, format: "bf16" })).toBeNaN();
  });

  it("and what rings turned the sign of a large weight", () => {
    const table = bench("language");
    const ringing = (step: number, bits: readonly number[], wanted: (value: number) => boolean) =>
      every(step).filter(
        ({ fault, value }) => wanted(value) && bits.some((bit) => rings(table, { ...fault, bit, direction: "clear" })),
      );
    const large = 3 * (words.map(Math.abs).sort()[words.length / 2] ?? 0);
    expect(ringing(5, [15], (value) => value < 0 && value > -large)).toEqual([]);
    expect(
      ringing(
        37,
        Array.from({ length: 15 }, (_, bit) => bit),
        () => true,
      ),
    ).toEqual([]);
    expect(rings(table, { place: "memory", layer: 2, weight: 106, bit: 15, direction: "clear" })).toBe(true);
  });

  it("so did the two that rang of the 2,000 that were measured, drawn as they were then", () => {
    const chance = random(SEEDS.batch, 2);
    const signs: number[] = [];
    for (let drawn = 0; drawn < MEASURED; ) {
      const [index, bit] = [chance.below(shape.weights), chance.below(16)];
      if (((wordAt(network.memory, index) >>> bit) & 1) === 0) continue;
      drawn++;
      if (bit === 15 && Math.abs(words[index] ?? 0) > 0.9) signs.push(index);
    }
    const ringing = signs.filter((index) => {
      const layer = network.layers.findLastIndex(({ offset }) => offset <= index);
      const weight = index - (network.layers[layer]?.offset ?? 0);
      return rings(bench("language"), { place: "memory", layer, weight, bit: 15, direction: "clear" });
    });
    expect(ringing).toHaveLength(rang);
  });

  it("does not hold the other way: most flips of the top bit that stay silent push one letter’s score down", () => {
    const table = bench("language");
    const silent = every(25).filter(
      ({ fault, value }) => Math.abs(value) < 2 && !rings(table, { ...fault, bit: 14, direction: "set" }),
    );
    const down = silent.filter(({ fault, value }) => fault.layer === 2 && value < 0);
    expect(silent.length).toBeGreaterThan(5);
    expect(down.length / silent.length).toBeGreaterThan(0.6);
  });
});

describe("the detectors", () => {
  it("a second run on the same buffer agrees with itself, ABFT does not see the embedding, the CRC and a copy do", () => {
    const { sameBufferFinds, abftFinds, crcFinds, separateCopyFinds } = at(FINE);
    expect({ sameBufferFinds, abftFinds, crcFinds, separateCopyFinds }).toEqual({
      sameBufferFinds: 0,
      abftFinds: 0,
      crcFinds: 1,
      separateCopyFinds: 1,
    });
    expect(plan.residual).toBeLessThan(plan.noiseFloor);
    const escapes = fine.escapes.filter(({ answerChanged }) => answerChanged);
    expect(escapes).toHaveLength(2);
    for (const { place, layer } of escapes) expect([place, layer]).toEqual(["memory", 1]);
    expect(both.escapes.filter(({ answerChanged }) => answerChanged)).toEqual([]);
  });

  it("a bad core: ABFT and a separate copy see it, the CRC and the same buffer do not, and the loss stays silent", () => {
    const core = preset("core");
    const { crcFinds, abftFinds, sameBufferFinds, separateCopyFinds, answerChanged, lossRings } = core;
    expect({ crcFinds, abftFinds, sameBufferFinds, separateCopyFinds, answerChanged, lossRings }).toEqual({
      crcFinds: 0,
      abftFinds: 1,
      sameBufferFinds: 0,
      separateCopyFinds: 1,
      answerChanged: 1,
      lossRings: 0,
    });
  });

  it("the top bit: not a number, and it rings", () => {
    const top = preset("top");
    expect(Math.abs(top.valueBefore)).toBeGreaterThan(1);
    expect(Math.abs(top.valueBefore)).toBeLessThan(2);
    expect(top.word.valueAfter).toBeNaN();
    expect(top.lossRings).toBe(1);
  });

  it("a CRC in every frame is four times dearer than a second run, four operations a byte", () => {
    expect(dearer).toBeCloseTo(4, 0);
    expect(cost.crc.flops / cost.crc.bytes).toBe(4);
    expect(text).toContain("four operations a byte. Once in every frame it is four times dearer");
    expect(cost.crc.flops / cost.inference.flops).toBeCloseTo(4, 0);
  });

  it("ten times cheaper from a width of 15 on, by operations", () => {
    expect(layerProof(15, 1).flops).toBe(10);
    expect(layerProof(14, 1).flops).toBeLessThan(10);
    expect(layerProof(15, 64).flops).toBe(10);
  });

  it("bits: six signs of the eleven that are not the top one", () => {
    expect(byBit[15]).toBe(6);
    const tried = fine.bits.memory.map((row) => row.tried);
    for (const count of tried) expect(Math.abs(count / 250 - 1)).toBeLessThan(0.2);
  });

  it("a changed answer in a hundred inputs lies within the noise of a batch 16 times as large", () => {
    const rise = ((plan.lossAfter - plan.lossBefore) * POOL) / plan.wrongFrames / 100;
    expect(rise).toBeLessThan((DEVIATIONS * quality.batchDeviation) / 4);
  });
});

describe("the search", () => {
  it("sorts the faults by two trials: the CRC counts the weights, the same buffer the single results", () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const hidden = { ...mission, seed, ...unseen(seed) };
      const period = Math.floor(hidden.allowed / hidden.frameTime);
      const crc = simulate({ ...hidden, crc: true, scrubPeriod: period });
      const same = simulate({ ...hidden, dmr: "same" });
      expect([crc.coverageMemory, crc.coverageCompute, crc.coverageUnit]).toEqual([1, 0, 0]);
      expect([same.coverageMemory, same.coverageCompute, same.coverageUnit]).toEqual([0, 1, 0]);
      expect(crc.fieldFound + same.fieldFound).toBeLessThanOrEqual(FIELD);
      expect(simulate({ ...hidden, crc: true, scrubPeriod: period + 1 }).fieldFound).toBe(0);
    }
  });
});

describe("badges and failures", () => {
  const broken = (changes: Partial<DetectiveParams>) => {
    const model = at(changes);
    return facts.badges.flatMap(({ output, atLeast = -Infinity, atMost = Infinity }) => {
      const value = Number(Reflect.get(model, output));
      return value >= atLeast && value <= atMost ? [] : [output];
    });
  };

  it("none holds but the price without a detector; ABFT with a CRC every 100 frames holds all four", () => {
    expect(broken({})).toEqual(["coverageOfAnswers", "latencyOverAllowed"]);
    expect(broken(BOTH)).toEqual([]);
    expect(broken(FINE)).toEqual([]);
    expect(broken({ dmr: "separate" })).toEqual(["cheaper"]);
    expect(broken({ dmr: "same" })).toEqual(["coverageOfAnswers", "cheaper"]);
    expect(broken({ ...BOTH, scrubPeriod: 200 })).toContain("latencyOverAllowed");
    expect(broken({ abft: true, abftThreshold: 1e-8 })).toContain("falseAlarms");
  });

  it("both failures are there at the mission, and have a way back", () => {
    const failing = (changes: Partial<DetectiveParams>) => {
      const model = at(changes);
      return facts.failures
        .filter(({ output, above }) => Number(Reflect.get(model, output)) > above)
        .map(({ name }) => name);
    };
    expect(failing({})).toEqual(["answersGoOut", "foundTooLate"]);
    expect(failing({ dmr: "separate" })).toEqual([]);
    expect(failing(BOTH)).toEqual(["answersGoOut"]);
    for (const set of [FINE, { crc: true, scrubPeriod: 1 }, { dmr: "same" }] as const)
      expect(failing(set)).toContain("answersGoOut");
    expect(failing({ crc: true, scrubPeriod: 101 })).toContain("foundTooLate");
    expect((mission.allowed / mission.frameTime).toString()).toBe("100");
  });
});

describe("the lock", () => {
  const above = prose(`${facts.standfirst} ${facts.objective} ${sections("Story")[0]} ${sections("Predict")[0]}`);

  it("asks the question as it was laid down", () => {
    expect(above).toContain(
      "If a weight bit flips from 1 to 0, will the model’s “Loss” function immediately alert you to the error?",
    );
  });

  it("has nothing above it that tells what the loss does", () => {
    expect(above).not.toMatch(/0\.640|0\.472|silent to|stays in|never makes|invariant|masked/i);
  });

  it("has no gap between its choices", () => {
    const ranges = Object.values(facts.lock.choices).sort((a, b) => a.from - b.from);
    expect(ranges.map(({ from }) => from)).toEqual([0, ...ranges.slice(0, -1).map(({ to }) => to + 1)]);
  });
});

it("the presets are whole", () => {
  for (const { params: settings } of Object.values(presets))
    expect(Object.keys(settings as Params).filter((name) => !Object.hasOwn(params, name))).toEqual([]);
  expect(SHAPES.language.weights).toBe(shape.weights);
});
