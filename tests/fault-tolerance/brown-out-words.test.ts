import { describe, expect, it } from "vitest";
import { duration, fixed, significant } from "../../src/sim/core/quantity.ts";
import { params, simulate, unseen } from "../../src/sim/fault-tolerance/brown-out.ts";
import { type BrownOutParams, FULL, LEAST } from "../../src/sim/fault-tolerance/parts/brown-out-levers.ts";
import { BOOT_TIME, SUPPLY_POWER, WORK_POWER } from "../../src/sim/fault-tolerance/parts/brown-out-run.ts";
import {
  BROWN_OUTS,
  MEAN_OUTAGE,
  MEAN_SPIKE,
  MEAN_UP,
  supplyGaps,
} from "../../src/sim/fault-tolerance/parts/brown-out-supply.ts";
import { FRAME, FRAME_BUDGET, MEMORIES } from "../../src/sim/fault-tolerance/parts/tiny-memories.ts";
import { capacitorEnergy, saveThreshold } from "../../src/sim/laws/capacitor.ts";
import { prose, readChapter, type Stated, statesOnly } from "../kit/chapter-words.ts";

const { facts, body, text, presets, sections } = readChapter("fault-tolerance/tiny-pioneer/async-staging");
const search = facts.search ?? { atMost: Number.NaN };

// The mission, as the track has it.
const mission: BrownOutParams = {
  capacitor: 100,
  threshold: 1.82,
  memory: "feram",
  stateSize: 4,
  spikeLaw: "mixed",
  everyFrame: false,
  leakage: false,
  seed: 157,
};
const at = (changes: Partial<BrownOutParams> = {}) => simulate({ ...mission, ...changes });
const percent = (share: number, digits = 1): string => fixed(100 * share, digits);

// By the laws alone, in µJ and µF.
const BYTES = 4 * 1024;
const C = mission.capacitor;
const heldFrom = (from: number, to = LEAST): number => capacitorEnergy({ capacitance: C, from, to });
const full = heldFrom(FULL);
const perByte = { feram: (10e-6 * FULL) / 12.8e3, flash: (2.2e-3 * FULL) / 12e3 }; // J/B, Texas Instruments 2011
const feram = BYTES * perByte.feram * 1e6;
const flash = BYTES * perByte.flash * 1e6;
const saves = fixed(feram, 1);
const flashFits = flash / capacitorEnergy({ capacitance: 1, from: FULL, to: LEAST });
const lowest = saveThreshold({ energy: feram, capacitance: C, minimumVoltage: LEAST });
const saveTime = BYTES / 1.4e6;
const ratio = perByte.flash / perByte.feram;
const leak = (microfarads: number): number => 0.01 * microfarads * FULL * FULL; // µW: 0.01 C V in µA, times 3 V

// Of the run at the mission's seed.
const gaps = supplyGaps("mixed", Number.NaN, mission.seed).slice(0, 6);
const outs = gaps.map(({ out }) => out).sort((a, b) => a - b);
const [spikes, outages] = [outs.slice(0, 4), outs.slice(4)];
const safe = at({ threshold: 1.86 });
const high = at({ threshold: 2.9 });

/** Trials that halving what is left of the lever takes at most, until the last safe one is close enough. */
const halvings = Math.ceil(Math.log2((FULL - LEAST) / search.atMost));

/** Every fixed number in the words: the phrase it stands in, and where the number comes from. */
const STATED: readonly Stated[] = [
  ["Before it is empty, 4 KiB of state must be", mission.stateSize],
  // the situation
  ["frames of 10 ms and may spend 1 mW on average", FRAME * 1e3, WORK_POWER * 1e3],
  ["this wearer is 4 KiB of state", mission.stateSize],
  ["spikes, of 20.8 to 73.2 ms", duration(spikes[0] ?? 0), duration(spikes[3] ?? 0)],
  ["outages, of 375 and 749 ms", ...outages.map(duration)],
  ["A capacitor of 100 µF stands between", C],
  ["full at 3.0 V, and the chip runs until it has fallen to 1.8 V", fixed(FULL, 1), LEAST],
  ["At 1 mW that takes 288 ms", WORK_POWER * 1e3, duration((full * 1e-6) / WORK_POWER)],
  ["In both outages it reaches 1.8 V", LEAST],
  ["Your team has set it to 1.82 V", mission.threshold],
  ["good for 2 s on average", MEAN_UP],
  ["spikes, of 50 ms on average, and the third is an outage, of 1 s", MEAN_SPIKE * 1e3, MEAN_OUTAGE],
  // the prediction
  [
    "the capacitor of 100 µF is full, and 4 KiB must be saved before it has fallen from 3.0 to 1.8 V",
    C,
    mission.stateSize,
    fixed(FULL, 1),
    LEAST,
  ],
  ["and 4 KiB is not much", mission.stateSize],
  ["full capacitors of 100 µF does one save of 4 KiB in flash take", C, mission.stateSize],
  ["1 is all that one holds between 3.0 and 1.8 V; 0.1 is a tenth", 1, fixed(FULL, 1), LEAST, 0.1],
  // the workbench; Texas Instruments 2011 for both memories, the textbook for the supply
  ["12 kB/s at up to 2.2 mA, and FeRAM below 10 µA at 12.8 kB/s, both at 3.0 V", 12, 2.2, 10, 12.8, fixed(FULL, 1)],
  ["writes up to 1,400 kB/s", fixed(MEMORIES.feram.rate / 1e3, 0)],
  ["A save of 4 KiB is one of 4,096 bytes", mission.stateSize, fixed(BYTES, 0)],
  ["above 1.8 V. One save takes", LEAST],
  ["gives at most 20 mW", SUPPLY_POWER * 1e3],
  ["boots in 5 ms", BOOT_TIME * 1e3],
  ["1.8 V comes before the state is safe", LEAST],
  ["came to 1.8 V before one had begun", LEAST],
  ["cannot speak above 3.0 V", fixed(FULL, 1)],
  // the peeks
  ["= 1.8 V →", LEAST],
  [
    "is 12 kB/s and ◇ 2.2 mA. For FeRAM the energy of a byte is from 12.8 kB/s at 10 µA, a bound; the time is that at 1,400 kB/s",
    12,
    2.2,
    12.8,
    10,
    fixed(1400, 0),
  ],
  ["at a constant 1 mW, from ◇ = 3.0 V", WORK_POWER * 1e3, fixed(FULL, 1)],
  // the search
  ["Each trial lets 1,000 brown-outs pass", fixed(BROWN_OUTS, 0)],
  ["within 0.01 V of the lowest", search.atMost],
  // the refutations
  [
    "Flash takes 550 nJ a byte, FeRAM at most 2.34 nJ, 235 times less",
    fixed(perByte.flash * 1e9, 0),
    fixed(perByte.feram * 1e9, 2),
    fixed(ratio, 0),
  ],
  [
    "So 4 KiB in flash takes 2,253 µJ, and the full capacitor holds 288 µJ: it is empty after 523 of 4,096 bytes",
    4,
    fixed(flash, 0),
    fixed(full, 0),
    Math.floor((full * 1e-6) / perByte.flash),
    fixed(BYTES, 0),
  ],
  ["4 KiB takes 2,253 µJ. The capacitor never", 4, fixed(flash, 0)],
  ["more than at 3.0 V, and that is 288 µJ", fixed(FULL, 1), fixed(full, 0)],
  ["empty after 523 of 4,096 bytes", Math.floor((full * 1e-6) / perByte.flash), fixed(BYTES, 0)],
  [
    "A save of 4 KiB in flash takes 2,253 µJ where 100 µF hold 288 µJ: flash fits from 783 µF",
    4,
    fixed(flash, 0),
    C,
    fixed(full, 0),
    Math.ceil(flashFits),
  ],
  ["begin at 3.0 V, in every spike, and lasts 341 ms", fixed(FULL, 1), fixed((BYTES / 12e3) * 1e3, 0)],
  ["Progress is then 76.6 %", percent(at({ memory: "flash", capacitor: 783, threshold: FULL }).progress)],
  ["2,253 µJ against 288 µJ", fixed(flash, 0), fixed(full, 0)],
  ["FeRAM takes 9.6 µJ, a thirtieth", saves],
  ["Flash takes 235 times the energy", fixed(ratio, 0)],
  ["a thirtieth of what the capacitor holds, 9.6 of 288 µJ", saves, fixed(full, 0)],
  [
    "flash takes 7.82 full capacitors, not as many as you said, and fits from 783 µF",
    fixed(flash / full, 2),
    Math.ceil(flashFits),
  ],
  ["one save in flash takes 2,253 µJ, and the capacitor holds 288 µJ", fixed(flash, 0), fixed(full, 0)],
  // the explanation
  ["use it down to 1.8 V", LEAST],
  [
    "a tenth of a volt near 3.0 V is worth 29.5 µJ and near 1.8 V 18.5 µJ",
    fixed(FULL, 1),
    significant(heldFrom(FULL, FULL - 0.1), 3),
    LEAST,
    significant(heldFrom(LEAST + 0.1), 3),
  ],
  ["On the mission the lowest such ◇ is 1.853 V", fixed(lowest, 3)],
  ["Your team’s 1.82 V keeps", mission.threshold],
  ["At 1.86 V none is torn, and progress is 90.4 %", safe.settings.threshold, percent(safe.progress)],
  ["Between the two lie 40 mV", fixed(1000 * (safe.settings.threshold - mission.threshold), 0)],
  ["At 2.9 V a spike of 30 ms", 2.9, fixed(1000 * high.workFromCapacitor, 0)],
  ["There are 672 in place of 249", high.saves, safe.saves],
  ["is back: progress 86.7 %", percent(high.progress)],
  ["flash wants 235 times that of FeRAM", fixed(ratio, 0)],
  ["is the question of Part 3", 3],
  // the transfer
  ["Save 4 KiB in every frame of 10 ms", mission.stateSize, FRAME * 1e3],
  ["smaller budget, 10 µJ, and the save takes 9.6 µJ", fixed(FRAME_BUDGET * 1e6, 0), saves],
  [
    "1 mW for 10 ms, 10 µJ, and one save takes 9.6 µJ: 96 % more",
    WORK_POWER * 1e3,
    FRAME * 1e3,
    fixed(FRAME_BUDGET * 1e6, 0),
    saves,
    percent(feram / (FRAME_BUDGET * 1e6), 0),
  ],
  ["10 µJ of work and 9.6 µJ of saving", fixed(FRAME_BUDGET * 1e6, 0), saves],
  [
    "lasts 12.9 ms in place of 10, and progress falls to 69.1 %",
    fixed((FRAME + saveTime) * 1e3, 1),
    FRAME * 1e3,
    percent(at({ everyFrame: true }).progress),
  ],
  ["goes on to Part 3,", 3],
  // the audit trail
  ["One run of 1,000 brown-outs, drawn", fixed(BROWN_OUTS, 0)],
  ["means that 1.8 V came in the frame between two saves: less than 10 ms", LEAST, FRAME * 1e3],
  // Further
  ["allows 1 mW on average, which is 10 µJ for a frame of 10 ms", 1, fixed(FRAME_BUDGET * 1e6, 0), FRAME * 1e3],
  ["takes 10.02 µJ on the mission’s hearable at 1.86 V", fixed(safe.frameEnergy, 2), 1.86],
  ["every frame, it takes 19.6 µJ", significant(at({ everyFrame: true }).frameEnergy, 3)],
  ["At 1.82 V it is almost", mission.threshold],
  ["at 2,200 µF and 1.86 V this hearable rides through all 1,000 brown-outs", fixed(2200, 0), 1.86, fixed(1000, 0)],
  ["a leakage of 0.01 C V", 0.01],
  ["At 2,200 µF and 3.0 V that is 198 µW", fixed(2200, 0), fixed(FULL, 1), fixed(leak(2200), 0)],
  ["at 100 µF it is 9 µW", 100, fixed(leak(100), 0)],
  [
    "317 ms at 2,200 µF in place of 14.4 ms",
    fixed((1e3 * 1e-6 * capacitorEnergy({ capacitance: 2200, from: FULL, to: LEAST })) / SUPPLY_POWER, 0),
    fixed(2200, 0),
    significant((1e3 * 1e-6 * full) / SUPPLY_POWER, 3),
  ],
  [
    "With 47 µF at 1.86 V, 330 brown-outs tear a save, and the supply comes back in time for 2",
    47,
    1.86,
    at({ capacitor: 47, threshold: 1.86 }).savesTorn,
    at({ capacitor: 47, threshold: 1.86 }).savesFinished,
  ],
];

const NAMES = /10-iteration rule/g;
statesOnly(text, STATED, NAMES);

describe("the words of the Brown-out Survival", () => {
  it("tell the mission that the track sets, and its two variations", () => {
    expect(mission).toMatchObject(presets.mission?.params ?? {});
    expect({ ...mission, memory: "flash", threshold: 2.9 }).toMatchObject(presets.flash?.params ?? {});
    expect({ ...mission, spikeLaw: "outages" }).toMatchObject(presets.outages?.params ?? {});
  });

  it("count six brown-outs in ten seconds: four spikes that are ridden through, two outages that are not", () => {
    const { run, holdUp } = at();
    const first = run.brownOuts.slice(0, 6);
    const end = first.at(-1);
    expect(Math.round((end?.time ?? 0) + (end?.out ?? 0))).toBe(10);
    expect(first.map(({ outcome }) => outcome === "ridden")).toEqual(first.map(({ out }) => out < holdUp));
    expect(first.filter(({ outcome }) => outcome === "torn")).toHaveLength(2);
    expect(text).toContain("in ten seconds the supply goes away six times");
    expect(text).toContain("Four of the six are spikes");
  });

  it("tell the energies that the model has", () => {
    const { saveEnergy, storedEnergy, lowestThreshold, flashCapacitor, flashFrom, flashOverFull } = at();
    expect(saveEnergy).toBeCloseTo(feram, 9);
    expect(storedEnergy).toBeCloseTo(full, 9);
    expect(lowestThreshold).toBeCloseTo(lowest, 9);
    expect(flashCapacitor).toBeCloseTo(flashFits, 9);
    expect(flashFrom).toBe(Math.ceil(flashFits));
    expect(flashOverFull).toBeCloseTo(flash / full, 9);
    expect(full / feram).toBeCloseTo(30, 9); // a thirtieth
  });

  it("hold the invariant: a save is torn below ½C(V_H² − V_min²) = E, and finished from there", () => {
    const millivolt = 1e-3;
    const torn = at({ spikeLaw: "outages", threshold: lowest - millivolt });
    const finished = at({ spikeLaw: "outages", threshold: lowest + millivolt });
    expect([torn.savesFinished, finished.savesTorn]).toEqual([0, 0]);
    expect(torn.savesTorn).toBeGreaterThan(900);
    expect(torn.availableEnergy).toBeLessThan(torn.saveEnergy);
    expect(finished.availableEnergy).toBeGreaterThan(finished.saveEnergy);
  });

  it("let only E/C enter: ten times the energy on ten times the capacitor has the same threshold", () => {
    expect(at({ stateSize: 40, capacitor: 1000 }).lowestThreshold).toBeCloseTo(lowest, 9);
    expect(at({ memory: "flash", capacitor: C * ratio }).lowestThreshold).toBeCloseTo(lowest, 9);
    // What is told is rounded up to three digits.
    const [inFlash, inFeram] = [at({ memory: "flash" }).smallestCapacitor, at().smallestCapacitor];
    expect(inFlash / inFeram / ratio).toBeCloseTo(1, 2);
    expect([inFlash, inFeram]).toEqual([Math.ceil(flashFits), Math.ceil((100 * flashFits) / ratio) / 100]);
  });

  it("let a few hundredths of a volt end the torn saves: the mission tears every save it begins, 1.86 V none", () => {
    const model = at();
    expect([model.saves, model.savesFinished, safe.savesTorn, safe.savesNeverBegun]).toEqual([0, 0, 0, 0]);
    expect(model.savesTorn).toBeGreaterThan(200);
  });

  it("have flash fit just at 783 µF by saving at 3.0 V alone", () => {
    const fits = (capacitor: number, threshold = FULL) => at({ memory: "flash", capacitor, threshold }).savesTorn === 0;
    expect([fits(782), fits(783), fits(783, 2.99)]).toEqual([false, true, false]);
    expect(at({ memory: "flash", capacitor: 783, threshold: FULL }).lowestThreshold).toBeCloseTo(FULL, 2);
  });

  it("make a higher threshold safe and slower, all the way up", () => {
    const models = [1.86, 2.2, 2.6, 2.9, 3].map((threshold) => at({ threshold }));
    const falling = models.map(({ progress }) => progress);
    expect(falling).toEqual([...falling].sort((a, b) => b - a));
    expect(models.map(({ savesTorn }) => savesTorn)).toEqual([0, 0, 0, 0, 0]);
  });

  it("save in every frame at nearly twice the energy, and never lose more than a frame", () => {
    const model = at({ everyFrame: true });
    expect(model.frameOverBudget).toBeGreaterThan(1.95);
    expect(model.frameOverBudget).toBeLessThan(2);
    expect(model.worstLoss).toBeLessThanOrEqual(FRAME + 1e-9);
  });

  it("have a larger capacitor win where nothing leaks, and pay a fifth of the power where it does", () => {
    const large = { capacitor: 2200, threshold: 1.86 };
    expect(at(large).riddenThrough).toBe(BROWN_OUTS);
    for (const capacitor of [150, 330, 680, 1500])
      expect(at({ capacitor, threshold: 1.86 }).progress).toBeGreaterThan(safe.progress);
    expect(at({ ...large, leakage: true }).leakPower / (WORK_POWER * 1e6)).toBeCloseTo(0.2, 2);
  });

  it("leave a torn save's energy among what was not kept: at 1.82 V nearly all", () => {
    const { frame, frameEnergy } = at();
    expect(frame.other / frameEnergy).toBeGreaterThan(0.99);
  });
});

describe("the search", () => {
  const SEEDS = Array.from({ length: 60 }, (_, i) => i + 1);

  it("takes seven halvings at most", () => {
    expect(text).toContain("takes seven trials at most");
    expect(halvings).toBe(7);
    for (const seed of SEEDS.slice(0, 20)) {
      let [low, high, found] = [LEAST, FULL, 0];
      for (let trial = 1; trial <= 7 && found === 0; trial++) {
        const threshold = (low + high) / 2;
        const { savesTorn, thresholdOverLeast } = at({ ...unseen(seed), threshold, seed });
        if (thresholdOverLeast <= search.atMost) found = trial;
        if (savesTorn === 0) high = threshold;
        else low = threshold;
      }
      expect(found).toBeGreaterThan(0);
    }
  });

  it("is found by one safe trial and one root, from what a trial shows, to the four digits that it tells", () => {
    for (const seed of SEEDS) {
      const { leastVoltage } = at({ ...unseen(seed), threshold: 2.9, seed });
      const root = Math.sqrt(LEAST ** 2 + 2.9 ** 2 - Number(leastVoltage.toPrecision(4)) ** 2);
      const { thresholdOverLeast } = at({ ...unseen(seed), threshold: root + search.atMost / 2, seed });
      expect(thresholdOverLeast).toBeLessThanOrEqual(search.atMost);
    }
  });

  it("hides a capacitor that the known levers do not tell", () => {
    const states = SEEDS.map((seed) => unseen(seed)).filter(({ stateSize }) => stateSize === 4);
    expect(new Set(states.map(({ capacitor }) => capacitor)).size).toBeGreaterThan(5);
  });
});

describe("the lock", () => {
  const above = `${facts.standfirst} ${facts.objective} ${sections("Story")[0]} ${sections("Predict")[0]}`;

  it("has nothing above it that tells what flash takes", () => {
    expect(prose(above)).not.toMatch(/nJ|kB\/s|mA|235|782|783|7\.8|523|2,253|√|<Value|<Mine|½/);
  });

  it("refutes each size of the right choice by itself", () => {
    const answered = [...body.matchAll(/<Answer to="(\w+)"(?: when="(\w+)")?/g)].map(([, to, when]) => when ?? to);
    expect(answered.sort()).toEqual(["both", "early", "larger", "near", "over", "under"]);
  });

  it("has for each choice sizes of its own, from none to beyond the lever", () => {
    const { both, early, larger, feram: alone } = facts.lock.choices;
    expect([both?.to, early?.to, larger?.to]).toEqual([early?.from, larger?.from, alone?.from]);
    expect(early?.to).toBe(1); // what fits is at most one full capacitor
  });
});

describe("badges and failures", () => {
  const badgesAt = (changes: Partial<BrownOutParams>): readonly boolean[] => {
    const model = at(changes);
    return facts.badges.map(({ output, atLeast = -Infinity, atMost = Infinity }) => {
      const value = Number(Reflect.get(model, output));
      return value >= atLeast && value <= atMost;
    });
  };
  const failing = (changes: Partial<BrownOutParams>): readonly string[] => {
    const model = at(changes);
    return facts.failures
      .filter(({ output, above }) => !(Number(Reflect.get(model, output)) <= above))
      .map(({ name }) => name);
  };

  it("hold all three limits at 1.86 V, and not at 1.82 V, in every frame, on 47 µF or in flash", () => {
    expect(badgesAt({ threshold: 1.86 })).toEqual([true, true, true]);
    expect(badgesAt({ threshold: 2.9 })).toEqual([true, true, true]);
    expect(badgesAt({})).toEqual([false, false, false]);
    expect(badgesAt({ everyFrame: true })).toEqual([false, false, false]);
    expect(badgesAt({ threshold: 1.86, capacitor: 47 })).toEqual([false, false, false]);
    expect(badgesAt({ threshold: 2.9, memory: "flash" })).toEqual([false, false, false]);
    expect(text).toContain("below the limit"); // flash at 783 µF
    expect(badgesAt({ threshold: 3, memory: "flash", capacitor: 783 })[2]).toBe(false);
  });

  it("reach each failure, and come back from it", () => {
    expect(failing({})).toEqual(["stateLost"]);
    expect(failing({ threshold: 1.86 })).toEqual([]);
    expect(failing({ threshold: 1.8 })).toEqual(["stateLost"]);
    expect(failing({ everyFrame: true })).toEqual(["overBudget"]);
    expect(failing({ threshold: 2.9, memory: "flash" })).toEqual(["stateLost", "overBudget", "doesNotFit"]);
    expect(failing({ memory: "none" })).toEqual(["stateLost", "doesNotFit"]);
    expect(failing({ threshold: 1.86, capacitor: 2200 })).toEqual([]);
  });

  it("tell at a failure more required than available", () => {
    for (const changes of [
      {},
      { everyFrame: true },
      { threshold: 2.9, memory: "flash" as const },
      { threshold: 1.8 },
    ]) {
      const model = { ...at(changes), capacitor: C };
      for (const { name, required, available } of facts.failures) {
        if (!failing(changes).includes(name)) continue;
        expect(Number(Reflect.get(model, required))).toBeGreaterThan(Number(Reflect.get(model, available)));
      }
    }
  });

  it("have a rubric of the invariant, of numbers, and of what is still unsafe", () => {
    expect(facts.rubric).toHaveLength(3);
    expect(params.memory.default).toBe("feram");
  });
});
