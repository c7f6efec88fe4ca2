import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { fixed, significant, tell } from "../../src/sim/core/quantity.ts";
import { random } from "../../src/sim/core/random.ts";
import { finish } from "../../src/sim/core/run.ts";
import { NORMAL_975 } from "../../src/sim/core/statistics.ts";
import { params as killAudit } from "../../src/sim/fault-tolerance/parts/kill-audit-levers.ts";
import { INJECTIONS } from "../../src/sim/fault-tolerance/parts/sdc-campaign.ts";
import { frameCost } from "../../src/sim/fault-tolerance/parts/sdc-cost.ts";
import { FIELD } from "../../src/sim/fault-tolerance/parts/sdc-demand.ts";
import { drawFault } from "../../src/sim/fault-tolerance/parts/sdc-inject.ts";
import { bench, type Fault, POOL, sight, struck } from "../../src/sim/fault-tolerance/parts/sdc-inspect.ts";
import type { DetectiveParams } from "../../src/sim/fault-tolerance/parts/sdc-levers.ts";
import { answerOf, confidence, crossEntropy } from "../../src/sim/fault-tolerance/parts/sdc-loss.ts";
import { CLASSES } from "../../src/sim/fault-tolerance/parts/sdc-mixes.ts";
import { loadNetwork } from "../../src/sim/fault-tolerance/parts/sdc-network.ts";
import { run } from "../../src/sim/fault-tolerance/parts/sdc-run.ts";
import { longestPeriod } from "../../src/sim/fault-tolerance/parts/sdc-sets.ts";
import { SHAPES, SIGNS } from "../../src/sim/fault-tolerance/parts/sdc-shapes.ts";
import { streamOf } from "../../src/sim/fault-tolerance/parts/sdc-stream.ts";
import { outputs, params, simulate, studies, unseen } from "../../src/sim/fault-tolerance/sdc-detective.ts";
import { flipBit } from "../../src/sim/laws/bit-flip.ts";
import { abftOverhead } from "../../src/sim/laws/detection.ts";
import { prose, readChapter, type Stated, statesOnly } from "../kit/chapter-words.ts";

const campaignStudy = await studies.campaign.load();

await loadNetwork("glyphs");
const { facts, text, body, presets, sections } = readChapter("fault-tolerance/mobile-nomad/sdc-detective");

const mission = { ...defaultsOf(params), ...presets.plan?.params } as DetectiveParams;
const at = (changes: Partial<DetectiveParams> = {}) => simulate({ ...mission, ...changes });
const preset = (name: string) => at(presets[name]?.params as Partial<DetectiveParams>);
const plain = at();
const torn = preset("torn");
const whole = at({ ...presets.torn?.params, twoSlots: true } as Partial<DetectiveParams>);

const table = bench("glyphs");
const { weights, layers } = SHAPES.glyphs;
const { quality } = table.network;
const sure = (run: { readonly outputs: Float32Array | Int32Array }): number =>
  confidence(run.outputs, 1, answerOf(run.outputs));
const alarm = quality.loss + 3 * quality.batchDeviation;
const percent = (share: number, digits = 1): string => fixed(100 * share, digits);

// The campaign that the page runs, and the same draws once more, for what it does not tell: how sure the wrong words look.
const { memory } = finish(campaignStudy(mission, "resting")).classes;
const chance = random(mission.seed, 42);
const wrong = Array.from({ length: INJECTIONS }, (_, i) => {
  const place = CLASSES[i % CLASSES.length] ?? "memory";
  const fault = { ...drawFault(table, place, chance), place };
  return {
    fault,
    seen: struck(table, fault, (struckWeights) => sight(table, struckWeights, fault, chance.below(POOL))),
  };
}).filter(({ fault, seen }) => fault.place === "memory" && seen.answerChanged);
const sureAndWrong = wrong.filter(({ seen }) => sure(seen.run) >= 0.99);
const right = table.clean.filter((clean, i) => answerOf(clean.outputs) === table.samples[i]?.label);
const sureAndRight = right.filter((clean) => sure(clean) >= 0.99);

// Flips that change nothing for one sign, and what they do to the other 63.
const sleeping = random(mission.seed, 5);
const masked = Array.from({ length: 1500 }, () => {
  const fault = { ...drawFault(table, "memory", sleeping), place: "memory" as const };
  return streamOf(table, fault, sleeping.below(POOL)).frames;
}).filter(([first]) => !first?.outputChanged);
const woken = masked.filter((frames) => frames.some(({ outputChanged }) => outputChanged));

/** The loss of the page's batch with a fault in place, by one plain run a sign. */
const lossWith = (fault: Fault): number =>
  struck(table, fault, (weightsNow) =>
    table.samples.reduce(
      (sum, { input, label }) => sum + crossEntropy(run(table.network, weightsNow, input).outputs, 1, label) / POOL,
      0,
    ),
  );

/** Of all weights before a rectifier, by their sign, the share at which the top bit rings when it is set. */
const top = layers.slice(0, -1).flatMap(({ rows, columns, offset }, layer) =>
  Array.from({ length: rows * columns }, (_, weight) => ({
    positive: (table.network.memory.values[offset + weight] ?? Number.NaN) > 0,
    rings: !(lossWith({ place: "memory", layer, weight, bit: 14, direction: "set" }) <= alarm),
  })),
);
const ringing = (positive: boolean): number => {
  const group = top.filter((one) => one.positive === positive);
  return group.filter(({ rings }) => rings).length / group.length;
};

const cut = (layers[2]?.offset ?? Number.NaN) + Number(presets.torn?.params.weight);
const cost = frameCost("glyphs");
const crcOver = cost.crc.flops / cost.dmr.flops;
const second = longestPeriod({ frameTime: mission.frameTime / 1000, allowed: mission.allowed / 1000 });
const ratio = (width: number): number =>
  1 / abftOverhead({ rows: 1, inner: width, columns: width, checksum: "precomputed" });
const layerAt = (width: number) => at({ width });

/** Every fixed number in the words: the phrase it stands in, and where the number comes from. */
const STATED: readonly Stated[] = [
  // the situation
  ["see 8 × 8 pixels of it", Math.sqrt(SHAPES.glyphs.inputs), Math.sqrt(SHAPES.glyphs.inputs)],
  ["60 times a second", fixed(1000 / mission.frameTime, 0)],
  ["it is 84.8 % sure", percent(plain.confidenceBefore)],
  ["lies in 3,834 weights, each a word of 16 bits", fixed(weights, 0), plain.word.bits],
  ["goes from 1 to 0. It was −0.98 and is 0.98", 1, 0, fixed(-plain.valueBefore, 2), fixed(plain.valueAfter, 2)],
  ["they are 99.8 % sure", percent(plain.confidenceAfter)],
  ["Of the 64 signs that pass next", POOL],
  ["reads 96.1 % of unseen ones right", percent(quality.accuracy)],
  // the lock
  ["a weight bit flips from 1 to 0, will", 1, 0],
  ["a batch of 64 signs", POOL],
  ["Take 1,000 such flips", fixed(1000, 0)],
  ["bit of it that is 1.", 1],
  // the workbench: 2,000 flips by train/measure.ts, and three deviations by the model
  ["of 1,000 flips. It is ◇ : of 2,000 flips that were tried", fixed(1000, 0), fixed(2000, 0)],
  ["The loss of 64 signs, were", POOL],
  ["where 3 would ring", plain.lossBand / quality.batchDeviation],
  ["Of 64 signs ◇ are read otherwise", POOL],
  ["Words changed: ◇ of 64", POOL],
  [
    "Layers 1, 2 and 3 hold 2,600, 984 and 250 weights. A weight has the bits 0 to 15",
    1,
    2,
    3,
    ...layers.map(({ rows, columns }) => fixed(rows * columns, 0)),
    0,
    plain.word.bits - 1,
  ],
  ["which is a sum, has 0 to 31", 0, at({ place: "compute" }).word.bits - 1],
  ["strikes 12,000 times", fixed(INJECTIONS, 0)],
  ["at least ◇ at 95 %", 95],
  ["upper half of an IEEE 754 single", 754],
  ["neither 0 nor 255", 0, 2 ** 8 - 1],
  ["A 1 that goes to 0 lowers", 1, 0],
  ["a flip to 0 cannot make them", 0],
  ["= 1.96 for 95 %. It stays between 0 and 1", fixed(NORMAL_975, 2), 95, 0, 1],
  // the search
  ["shows 300 faults", FIELD],
  ["nearly all of the 300", FIELD],
  ["1 s holds 59 whole frames of 16.7 ms", 1, Math.floor(1 / (mission.frameTime / 1000)), mission.frameTime],
  // the refutations
  [
    "turns two words of 64, and the loss of these 64 goes from 0.067 to 0.243",
    POOL,
    POOL,
    fixed(plain.lossBefore, 3),
    fixed(plain.lossAfter, 3),
  ],
  [
    "about a mean of 0.118 by a standard deviation of 0.060, so the alarm stands at 0.297",
    fixed(quality.loss, 3),
    fixed(quality.batchDeviation, 3),
    fixed(alarm, 3),
  ],
  ["Of 2,000 flips from 1 to 0 none", fixed(2000, 0), 1, 0],
  ["Yet of 2,000 flips that no ECC", fixed(2000, 0)],
  ["a 1 that becomes 0 never completes it", 1, 0],
  ["So the number is 0.", 0],
  ["hold: of 2,000 flips none rang", fixed(2000, 0)],
  [
    "smaller still: of 2,000 flips none rang, which proves, at 95 %, fewer than 2 in 1,000",
    fixed(2000, 0),
    95,
    2,
    fixed(1000, 0),
  ],
  // the explanation
  ["A bit of a float that goes from 1 to 0 moves", 1, 0],
  ["One weight of 3,834 then", fixed(weights, 0)],
  ["and a mean over 64 does not", POOL],
  ["107 of 4,000 weight flips changed the word", memory.changedAnswers, fixed(memory.tried, 0)],
  ["In 97 of the 107 the wrong word came with a belief of 99 %", sureAndWrong.length, wrong.length, 99],
  ["Of the 62 words that the sound network gets right, 48 are that sure", right.length, sureAndRight.length],
  ["2,019 of 4,000, change no output", fixed(memory.masked, 0), fixed(memory.tried, 0)],
  ["Of another 757, 612 changed an output on another of the 64 signs", masked.length, woken.length, POOL],
  ["at 59 frames, a fifteenth", second],
  // the transfer
  ["So far the bit went from 1 to 0. Now the top bit of the exponent goes from 0 to 1", 1, 0, 0, 1],
  ["Of 1,000 such flips on the bench", fixed(1000, 0)],
  [
    "98 % of the positive weights ring, and 3 % of the negative ones",
    percent(ringing(true), 0),
    percent(ringing(false), 0),
  ],
  ["four words of 64 change", POOL],
  ["A mean over 64 sees that", POOL],
  // what is closed
  ["killed every 75 s", killAudit.killMean.default],
  ["at weight 3,774 of 3,834: 98.4 % of the file", fixed(cut, 0), fixed(weights, 0), percent(cut / weights)],
  ["Of 64 signs five are", POOL],
  ["becomes train, 95.7 % sure", percent(torn.confidenceAfter)],
  ["whole network was 69.5 % sure", percent(torn.confidenceBefore)],
  ["at 0.283, stays", fixed(torn.lossAfter, 3)],
  ["with a belief of 10 %", 100 / SIGNS.length],
  ["bit 15 is the sign, bits 14 to 7 the exponent, bits 6 to 0 the mantissa", 15, 14, 7, 6, 0],
  [
    "Of the 107 flips that changed a word, 104 struck bit 14",
    wrong.length,
    wrong.filter(({ fault }) => fault.bit === 14).length,
    14,
  ],
  ["It is 0 in every weight that is smaller than 2", 0, 2],
  [
    "Of the 1,981 flips that changed an output it found 8, and the range guard 186",
    fixed(memory.found.nan.of, 0),
    memory.found.nan.count,
    memory.found.range.count,
  ],
  ["a layer of 15 inputs and outputs is the border of ten", 15],
  [
    "At 48 it is 32 times by operations and 25 by bytes; at 8 it is 5.3 and 5.0",
    48,
    fixed(ratio(48), 0),
    fixed(layerAt(48).layerByBytes, 0),
    8,
    fixed(ratio(8), 1),
    fixed(layerAt(8).layerByBytes, 1),
  ],
  ["layers of 40, 24 and 10 outputs", ...layers.map(({ columns }) => columns)],
  [
    "22 times cheaper by operations and 15 times by bytes",
    fixed(cost.dmr.flops / cost.abft.flops, 0),
    fixed(cost.dmr.bytes / cost.abft.bytes, 0),
  ],
  [
    "2,000 flips from 1 to 0 and 500 of the top bit from 0 to 1, with the same 64 signs",
    fixed(2000, 0),
    1,
    0,
    500,
    0,
    1,
    POOL,
  ],
  ["of one cloud 3.61 in 10,000 did", params.badRate.default, fixed(10_000, 0)],
];

/** Figures that are names. */
const NAMES = /CRC-32C|bf16|Part 2|10-iteration rule/g;
statesOnly(text, STATED, NAMES);

describe("the words of the sign at the station", () => {
  it("read train before and exit after, the same picture, in 2 signs of 64; the wrong word surer than the right one", () => {
    expect([SIGNS[plain.answerBefore], SIGNS[plain.answerAfter], plain.wrongFrames]).toEqual(["train", "exit", 2]);
    expect(plain.shown.label).toBe(plain.answerBefore);
    expect(plain.confidenceAfter).toBeGreaterThan(plain.confidenceBefore);
    expect([plain.bitBefore, plain.bitAfter, plain.lossRings]).toEqual([1, 0, 0]);
    // Row 14 of the last layer, column 0: what leads to “exit”.
    expect(mission.weight % SIGNS.length).toBe(SIGNS.indexOf("exit"));
    expect((64 * mission.frameTime) / 1000).toBeCloseTo(1, 0); // "in the next second"
    expect(fixed(1000 / mission.frameTime, 0)).toBe("60");
  });

  it("prove by none of 2,000 fewer than 2 in 1,000, by the exact bound 1 − 0.05^(1/n) and by its rule of three", () => {
    const source = readFileSync(new URL("../../train/measure.ts", import.meta.url), "utf8");
    expect(source).toContain("const FLIPS = 2000;");
    expect(source).toContain("share(0, top, FLIPS / 4)");
    expect(plain.clearedRings).toBe(0);
    expect(1000 * (1 - 0.05 ** (1 / 2000))).toBeLessThan(2);
    expect(1000 * (3 / 2000)).toBeLessThan(2);
  });

  it("never make a weight larger by a bit from 1 to 0, nor NaN or infinity", () => {
    for (const value of table.network.memory.values.subarray(0, 1000))
      for (let bit = 0; bit < 16; bit++) {
        const after = flipBit({ value, bit, format: "bf16" });
        const cleared = Math.abs(after) <= Math.abs(value);
        if (!Number.isFinite(after)) expect(cleared).toBe(false);
      }
  });

  it("sort flips that change nothing for one sign from those that never will", () => {
    expect(masked.length / 1500).toBeCloseTo(memory.masked / memory.tried, 1);
    expect(woken.length / masked.length).toBeGreaterThan(0.75);
  });

  it("count the campaign's wrong words as the page does", () => {
    expect(wrong.length).toBe(memory.changedAnswers);
    expect(sureAndWrong.length / wrong.length).toBeGreaterThan(sureAndRight.length / right.length);
    expect(Math.max(...table.network.memory.values.map(Math.abs))).toBeLessThan(2);
    const negative = table.network.memory.values.filter((value) => value < 0).length / weights;
    expect(negative).toBeGreaterThan(0.4); // "nearly half"
    expect(negative).toBeLessThan(0.5);
  });

  it("price the checksums: ABFT a fifteenth, the CRC four times a second run, and a fifteenth at 59 frames", () => {
    expect(at({ abft: true }).cheaper).toBeCloseTo(15.4, 1);
    expect(cost.dmr.bytes / cost.abft.bytes).toBeCloseTo(15.4, 1);
    expect(crcOver).toBeCloseTo(4, 1);
    expect(Math.round(second / crcOver)).toBe(15);
    expect(at({ crc: true, scrubPeriod: second }).latencyOverAllowed).toBeLessThanOrEqual(1);
    expect(at({ crc: true, scrubPeriod: second + 1 }).latencyOverAllowed).toBeGreaterThan(1);
  });

  it("let a second run on the same buffer agree with itself, and ABFT hold the word back in its frame", () => {
    expect(at({ dmr: "same" }).released).toBe(2);
    expect(at({ dmr: "separate" }).released).toBe(0);
    const checked = at({ abft: true });
    expect([checked.released, checked.latency]).toEqual([0, mission.frameTime / 1000]);
    expect(memory.found.sameBuffer.count).toBe(0);
    // Masked flips: the CRC finds all of them, ABFT some.
    expect(memory.maskedFound.crc).toBe(memory.masked);
    expect(memory.maskedFound.abft).toBeGreaterThan(0);
    expect(memory.maskedFound.abft).toBeLessThan(memory.masked);
  });

  it("keep a flip of the top bit silent: four words change, and the weight is negative", () => {
    const { wrongFrames, lossRings, valueBefore, valueAfter } = preset("silentSet");
    expect([wrongFrames, lossRings]).toEqual([4, 0]);
    expect(valueAfter / valueBefore / 2 ** 128).toBeCloseTo(1, 9);
    expect(valueAfter).toBeLessThan(0);
    expect(presets.silentSet?.note).toContain(`−${significant(-valueBefore, 2)} becomes`);
  });

  it("put the border of ten times cheaper at a width of 15, and fail at 8", () => {
    expect(layerAt(15).layerByFlops).toBeGreaterThanOrEqual(10);
    expect(layerAt(14).layerByFlops).toBeLessThan(10);
    for (const width of [8, 15, 48]) expect(layerAt(width).layerByFlops).toBeCloseTo(ratio(width), 9);
  });
});

describe("a save that was cut off", () => {
  it("reads five signs otherwise, and its loss does not ring", () => {
    expect([torn.wrongFrames, torn.lossRings]).toEqual([5, 0]);
    expect([SIGNS[torn.answerBefore], SIGNS[torn.answerAfter]]).toEqual(["food", "train"]);
    expect(weights - cut).toBe(60);
  });

  it("reads exit at every sign once the last layer is gone", () => {
    const { frames } = streamOf(table, { place: "torn", layer: 2, weight: 0, bit: 0, direction: "flip" }, 0);
    expect(new Set(frames.map(({ run }) => SIGNS[answerOf(run.outputs)]))).toEqual(new Set(["exit"]));
    for (const { run } of frames) expect(sure(run)).toBeCloseTo(1 / SIGNS.length, 9);
  });

  it("is mended by two slots", () => {
    expect([whole.rescued, whole.wrongFrames, whole.released, whole.found]).toEqual([1, 0, 0, 1]);
  });
});

describe("the limits", () => {
  const holds = (changes: Partial<DetectiveParams>) => {
    const model = at(changes);
    return facts.badges.map(({ output, atLeast = -Infinity, atMost = Infinity }) => {
      const value = Number(Reflect.get(model, output));
      return value >= atLeast && value <= atMost;
    });
  };

  it("are all kept by ABFT, broken by no detector, by the CRC, by a second run, and by a threshold in the noise", () => {
    expect(holds({ abft: true })).toEqual([true, true, true, true]);
    expect(holds({ abft: true, abftThreshold: 2e-7 })).toEqual([true, true, true, true]);
    expect(holds({})).toEqual([false, true, false, true]);
    expect(holds({ crc: true, scrubPeriod: second })).toEqual([false, true, true, true]);
    expect(holds({ dmr: "separate" })).toEqual([true, false, true, true]);
    expect(holds({ abft: true, abftThreshold: 1e-9 })).toEqual([true, true, true, false]);
  });

  it("set price against masked flips: ABFT with a CRC in time is dear, with a slow one late", () => {
    expect(holds({ abft: true, crc: true, scrubPeriod: second })).toEqual([true, false, true, true]);
    expect(holds({ abft: true, crc: true, scrubPeriod: 600 })).toEqual([true, true, false, true]);
  });
});

describe("the failures", () => {
  const value = (changes: Partial<DetectiveParams>, i: number) =>
    Number(Reflect.get(at(changes), facts.failures[i]?.output ?? ""));

  it("are both there on the mission, and go by ABFT alone", () => {
    expect(value({}, 0)).toBeGreaterThan(0);
    expect(value({}, 1)).toBeGreaterThan(1);
    expect(value({ abft: true }, 0)).toBe(0);
    expect(value({ abft: true }, 1)).toBeLessThanOrEqual(1);
  });

  it("let a word go out only where what tells takes a frame or more", () => {
    for (const [layer, weight, bit, input] of [
      [3, 140, 15, 43],
      [2, 470, 14, 3],
      [1, 100, 14, 9],
    ] as const)
      for (const dmr of ["none", "same", "separate"] as const)
        for (const crc of [false, true])
          for (const abft of [false, true])
            for (const scrubPeriod of [1, 20, 59]) {
              const model = at({ layer, weight, bit, input, direction: "flip", dmr, crc, abft, scrubPeriod });
              if (model.released > 0) expect(1000 * model.latency).toBeGreaterThanOrEqual(mission.frameTime - 1e-9);
            }
  });

  it("bring a late set back by a shorter period, at a higher price", () => {
    const [late, soon] = [at({ crc: true, scrubPeriod: 300 }), at({ crc: true, scrubPeriod: 30 })];
    expect(late.latencyOverAllowed).toBeGreaterThan(1);
    expect(soon.latencyOverAllowed).toBeLessThan(1);
    expect(soon.cost).toBeGreaterThan(late.cost);
  });
});

describe("the search", () => {
  it("tells the demand, and hides where the faults come from", () => {
    const told = facts.search?.known ?? [];
    const secret = Object.keys(unseen(1)).filter((name) => !told.includes(name));
    expect(secret).toEqual(["mix"]);
  });

  it("lets the CRC alone tell whether the weights are struck: nearly all of 300, about a third, next to none", () => {
    const found = { memory: [0.95, 1], even: [0.25, 0.42], compute: [0, 0.05], unit: [0, 0.05] } as const;
    for (const mix of ["memory", "even", "compute", "unit"] as const) {
      const [least, most] = found[mix];
      const share = at({ mix, crc: true, scrubPeriod: second }).fieldFound / FIELD;
      expect(share).toBeGreaterThanOrEqual(least);
      expect(share).toBeLessThanOrEqual(most);
    }
  });
});

describe("the lock", () => {
  const above = prose(`${facts.standfirst} ${facts.objective} ${sections("Story")[0]} ${sections("Predict")[0]}`);

  it("asks the question as it was set, and has nothing above it that answers it", () => {
    expect(above).toContain(
      "If a weight bit flips from 1 to 0, will the model’s “Loss” function immediately alert you to the error?",
    );
    expect(above).not.toMatch(/silent|unnoticed|label|no alarm|rang\b|masked|0\.243|2,000/i);
  });

  it("refutes each choice, and tells the right one with a number that is too large apart", () => {
    const answered = [...body.matchAll(/<Answer to="(\w+)"(?: when="(\w+)")?/g)].map(([, to, when]) => when ?? to);
    expect(answered.sort()).toEqual(["always", "ecc", "nanOnly", "near", "over"]);
  });

  it("asks again, for the top bit from 0 to 1, and more than half of these ring", () => {
    expect(plain.topSetRings / 1000).toBeGreaterThan(0.5);
    expect(plain.topSetRings / 1000).toBeLessThan(0.75);
    expect(tell(plain.topSetRings, outputs.topSetRings)).toBe("582");
    expect(body.slice(0, body.indexOf("<Transfer>"))).not.toMatch(/topSetRings|582/);
  });
});
