import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { duration, fixed } from "../../src/sim/core/quantity.ts";
import { HOUR } from "../../src/sim/core/units.ts";
import { kibibytes, MEMORIES, saveOf } from "../../src/sim/fault-tolerance/parts/tiny-memories.ts";
import type { TwoBudgetsParams } from "../../src/sim/fault-tolerance/parts/two-budgets-levers.ts";
import { RUN_WORK } from "../../src/sim/fault-tolerance/parts/two-budgets-run.ts";
import { params, simulate, type TwoBudgets } from "../../src/sim/fault-tolerance/two-budgets.ts";
import { timeWaterfall } from "../../src/sim/laws/expected-time.ts";
import { optimalInterval, youngInterval } from "../../src/sim/laws/young-daly.ts";
import { prose, readChapter, type Stated, statesOnly } from "../kit/chapter-words.ts";

const { facts, body, text, presets, sections } = readChapter("fault-tolerance/tiny-pioneer/young-daly-audit");
const search = facts.search ?? { atMost: Number.NaN };

// The mission, as the track has it.
const mission: TwoBudgetsParams = {
  interval: 1,
  mtbf: 2,
  stateSize: 4,
  power: 1,
  bootTime: 5,
  memory: "feram",
  seed: 629,
};
const at = (changes: Partial<TwoBudgetsParams> = {}): TwoBudgets => simulate({ ...mission, ...changes });
const { mtbf: M, stateSize, bootTime } = mission;
const P = mission.power * 1e-3;
const R = bootTime * 1e-3;

// From the memory's constants and the laws, apart from the model.
const save = saveOf(MEMORIES.feram, kibibytes(stateSize));
const delta = save.time;
const price = save.energy / P;
const k = save.energy / delta / P;
const bestTime = optimalInterval(delta, M);
/** Both taxes by the parts: Daly's waterfall, and torn saves at the power of the memory. */
function taxes(tau: number) {
  const { checkpoint, rework, recovery } = timeWaterfall({
    interval: tau,
    writeTime: delta,
    restartTime: R,
    downtime: 0,
    mtbf: M,
  });
  const torn = M * Math.expm1(delta / M) - delta;
  const saves = price / tau;
  const again = rework + ((k - 1) * torn) / tau;
  return { time: checkpoint + rework + recovery, energy: saves + again + recovery, checkpoint, rework, saves, again };
}
/** The interval of least energy by golden section, apart from the model's closed form. */
function leastEnergyInterval(): number {
  let [low, high] = [Math.log(0.01), Math.log(2)];
  for (let i = 0; i < 80; i++) {
    const [a, b] = [high - 0.618034 * (high - low), low + 0.618034 * (high - low)];
    if (taxes(Math.exp(a)).energy < taxes(Math.exp(b)).energy) high = b;
    else low = a;
  }
  return Math.exp((low + high) / 2);
}
const bestEnergy = leastEnergyInterval();
const percent = (share: number, digits = 1): string => fixed(100 * share, digits);
const ms = (seconds: number): string => fixed(1e3 * seconds, 0);
const points = (share: number): string => percent(share);

/** The energy tax of one run, over many seeds. */
function scatter(interval: number, seeds: number) {
  const runs = Array.from({ length: seeds }, (_, i) => at({ interval, seed: i + 1 }));
  const taxesOf = runs.map(({ runEnergyTax }) => runEnergyTax);
  const mean = taxesOf.reduce((sum, tax) => sum + tax, 0) / seeds;
  const deviation = Math.sqrt(taxesOf.reduce((sum, tax) => sum + (tax - mean) ** 2, 0) / seeds);
  return {
    deviation,
    share: deviation / mean,
    brownOuts: runs.reduce((sum, run) => sum + run.runBrownOuts, 0) / seeds,
  };
}
const spread = scatter(bestEnergy, 2000);
const flash = at({ memory: "flash" });
const battery = 0.06; // Wh, Machine Learning Systems, volume 2 (an estimate)
const hoursWith = (tax: number): string => fixed((battery * HOUR) / (P * (1 + tax)) / HOUR, 1);
const threeTimes = fixed(k, 1);

/** Every fixed number in the words: the phrase it stands in, and where the number comes from. */
const STATED: readonly Stated[] = [
  // the situation
  ["fails every 2 seconds. A save protects", M],
  ["in frames of 10 ms and may spend 1 mW", 10, 1], // the track's mission
  ["One comes every 2 seconds on average", M],
  ["copies its 4 KiB of state", stateSize],
  ["it boots in 5 ms", bootTime],
  ["A save stops the work for 2.9 ms", fixed(1e3 * delta, 1)],
  ["draws 3.3 mW; at work it draws 1 mW", fixed((1e3 * save.energy) / delta, 1), mission.power],
  ["1 mW is the mission’s. The 2 s between brown-outs, the boot of 5 ms and the 4 KiB are", 1, M, bootTime, stateSize],
  // the lock
  ["A save takes 2.9 ms and draws 3.3 mW; work draws 1 mW", fixed(1e3 * delta, 1), threeTimes, mission.power],
  ["At 1 mW on average both budgets tick together, so", mission.power],
  ["1 is the same interval, 2 is twice as long, 0.5 is half as long", 1, 2, 0.5],
  // the workbench
  ["Why not 1.81? The rule below is a root, and it says 1.81", ...[1, 2].map(() => fixed(Math.sqrt(k), 2))],
  [
    "what a save costs, 2 ms of 2.9 and 6 ms of 9.6,",
    ms(youngInterval(delta, M) - bestTime),
    fixed(1e3 * delta, 1),
    ms(youngInterval(price, M) - bestEnergy),
    fixed(1e3 * price, 1),
  ],
  ["At 10 %, 100 seconds of work take 110, or 100 mJ draw 110", 10, RUN_WORK, fixed(1.1 * RUN_WORK, 0), 100, 110],
  ["is 1. The interval", 1],
  ["from 10 ms to 10 s on a logarithmic scale", 1e3 * params.interval.min, params.interval.max],
  ["One seeded run of 100 seconds of work, chance", RUN_WORK],
  ["what one run of 100 seconds of work would tell", RUN_WORK],
  // the failures
  ["100 seconds of work would take more than 1,000 seconds", RUN_WORK, fixed(facts.failures[1]?.above ?? 0, 0)],
  // the search
  ["draws 2.4 µJ for each KiB", fixed(1e6 * saveOf(MEMORIES.feram, kibibytes(1)).energy, 1)],
  ["Each trial runs 100 seconds of work", RUN_WORK],
  ["within 2 % of the least", 100 * search.atMost],
  ["it scatters by 8 % of itself", percent(spread.share, 0)],
  ["hold about 530 brown-outs", fixed(10 * Math.round(spread.brownOuts), 0)],
  [
    "to some 4 % and its root, and with it the interval, to 2 %",
    ...[1, 2].map((n) => percent((10 * spread.brownOuts) ** -0.5 / n, 0)),
  ],
  ["a tax that is 2 % too high from chance, at 95 %,", 100 * search.atMost, 95],
  // the refutations
  ["is done again at 1 mW", mission.power],
  ["each save also spends 9.6 µJ", fixed(1e6 * save.energy, 1)],
  ["keep the work going for 9.6 ms", fixed(1e3 * price, 1)],
  [
    "At half the interval of least time, 53 ms, the hearable pays 19.8 % in energy where 10.4 % is possible",
    ms(bestTime / 2),
    percent(taxes(bestTime / 2).energy),
    percent(taxes(bestEnergy).energy),
  ],
  ["You held that at 1 mW both budgets", mission.power],
  ["its 2.9 ms cost the energy of 9.6 ms of work", fixed(1e3 * delta, 1), fixed(1e3 * price, 1)],
  [
    "At the interval of least time, 106 ms, saves take 2.8 % of the time but 9.0 % of the energy, and the energy tax is 12.2 % where 10.4 % is possible",
    ms(bestTime),
    percent(taxes(bestTime).checkpoint),
    percent(taxes(bestTime).saves),
    percent(taxes(bestTime).energy),
    percent(taxes(bestEnergy).energy),
  ],
  ["The tempting answer was 3.3, since a save draws 3.3 times what work draws", threeTimes, threeTimes],
  ["It would save 3.3 times less often and let rework grow 3.3 times", threeTimes, threeTimes],
  [
    "Whoever says 3.3 holds that a save 3.3 times as dear should come 3.3 times less often",
    threeTimes,
    threeTimes,
    threeTimes,
  ],
  ["and lets rework grow 3.3 times. At", threeTimes],
  [
    "349 ms saves take 2.8 % of the energy and rework 9.4 %",
    ms(k * bestTime),
    percent(taxes(k * bestTime).saves),
    percent(taxes(k * bestTime).again),
  ],
  ["saves take 9.0 % of the energy and rework 2.9 %", percent(taxes(bestTime).saves), percent(taxes(bestTime).again)],
  ["about 1.8 times the interval", fixed(bestEnergy / bestTime, 1)],
  // the explanation
  [", 2.9 ms. In energy it costs", fixed(1e3 * delta, 1)],
  ["its energy would pay for: 9.6 ms", fixed(1e3 * price, 1)],
  ["by the root of 3.28", fixed(k, 2)],
  [
    "the energy tax rises from 10.4 to 12.2 %, by 1.8 points",
    percent(taxes(bestEnergy).energy),
    percent(taxes(bestTime).energy),
    points(taxes(bestTime).energy - taxes(bestEnergy).energy),
  ],
  [
    "the time tax rises from 5.9 to 6.9 %, by 1.0 point",
    percent(taxes(bestTime).time),
    percent(taxes(bestEnergy).time),
    points(taxes(bestEnergy).time - taxes(bestTime).time),
  ],
  [
    "at 148 ms the run takes 0.3 % more time than it must, and 0.3 % more energy",
    148,
    percent((1 + taxes(0.148).time) / (1 + taxes(bestTime).time) - 1),
    percent((1 + taxes(0.148).energy) / (1 + taxes(bestEnergy).energy) - 1),
  ],
  ["the team’s 1 s lies far outside", mission.interval],
  ["From 155 to 231 ms the energy tax stays within 2 % of its least", 155, 231, 100 * search.atMost],
  // the transfer
  ["work now draws 3.3 mW, as much as a save", threeTimes],
  [
    "At 20 mW a save draws less than work, and then energy would want the shorter interval: 44 ms, not 106",
    20,
    ms(at({ power: 20 }).energyInterval),
    ms(bestTime),
  ],
  ["has shrunk to 2.9 ms, which is", fixed(1e3 * delta, 1)],
  ["no mean of 1 mW makes it so", 1],
  ["at 3.3 mW its 9.6 µJ pay for 2.9 ms", threeTimes, fixed(1e6 * save.energy, 1), fixed(1e3 * delta, 1)],
  // the reflection and the trail
  ["trains one model on 16,384 GPUs", fixed(16_384, 0)], // the Cloud Titan's mission
  ["it pays a tax of 12.5 % in time", titanTax()],
  ["One run of 100 seconds of work, drawn", RUN_WORK],
  // hours
  ["about 0.06 Wh", battery],
  ["60 hours at 1 mW", (battery * HOUR) / P / HOUR, mission.power],
  [
    "least energy leaves 54.4 hours and that of least time 53.5",
    hoursWith(taxes(bestEnergy).energy),
    hoursWith(taxes(bestTime).energy),
  ],
  ["one second leaves 45.7, less", hoursWith(taxes(1).energy)],
  // flash: TI's guide of the board MSP-EXP430FR5739
  ["about 12 kB/s at up to 2.2 mA, and less than 10 µA for FeRAM", 12, 2.2, 10],
  [
    "one save takes 341 ms and 2,253 µJ, which is 235 times the energy",
    ms(kibibytes(4) / 12e3),
    fixed((1e6 * kibibytes(4) * 2.2e-3 * 3) / 12e3, 0),
    fixed((kibibytes(4) * 2.2e-3 * 3) / 12e3 / save.energy, 0),
  ],
  [
    "The least time tax is then 91 %, at 953 ms",
    percent(flash.leastTimeTax, 0),
    ms(optimalInterval(kibibytes(4) / 12e3, M)),
  ],
  ["The least energy tax is 227 %, at 2.02 s", percent(flash.leastEnergyTax, 0), fixed(flash.energyInterval, 2)],
  ["Part 2 looks", 2],
  // the picked seed
  ["seed, 629, was picked: of the seeds from 1 to 1,999", mission.seed, 1, fixed(1999, 0)],
  [
    "Over 300 seeds the energy tax of a run has a standard deviation of 0.5 points at 106 ms, 0.9 at 190 ms, and 5.5 at 1 s",
    300,
    points(scatter(bestTime, 300).deviation),
    ms(bestTime),
    points(scatter(bestEnergy, 300).deviation),
    ms(bestEnergy),
    points(scatter(1, 300).deviation),
    1,
  ],
  ["over 400,000 seconds of work", fixed(20 * 20_000, 0)], // twenty runs of 20,000 s in two-budgets.test.ts
];

/** The Titan's least tax, by the law: 16,384 GPUs, M = 4 h, a write of 60 s, a restart of 5 min, a downtime of 60 s. */
function titanTax(): string {
  const titan = { writeTime: 60, restartTime: 300, downtime: 60, mtbf: 4 * HOUR };
  return percent(timeWaterfall({ interval: optimalInterval(60, 4 * HOUR), ...titan }).total - 1);
}

/** Figures that are names, and indices. */
const NAMES = /10-iteration rule/g;
statesOnly(text, STATED, NAMES);

describe("the words of the hearable's audit", () => {
  it("tell the mission that the track sets", () => {
    expect(presets.mission?.params).toEqual(mission);
    expect(presets.flash?.params).toEqual({ ...mission, memory: "flash" });
    expect(presets.hungry?.params).toEqual({ ...mission, power: 20 });
  });

  it("hold one law for both budgets: a price p in the budget's own coin, √(2pM)", () => {
    for (const p of [delta, price]) {
      const tau = youngInterval(p, M);
      expect(p / tau).toBeCloseTo(tau / (2 * M), 12);
      for (const other of [0.5, 0.9, 1.1, 2])
        expect(p / (other * tau) + (other * tau) / (2 * M)).toBeGreaterThan((2 * p) / tau);
    }
    expect(at().timeInterval).toBeCloseTo(bestTime, 9);
    expect(at().energyInterval / bestEnergy).toBeCloseTo(1, 6);
    expect(youngInterval(price, M) / youngInterval(delta, M)).toBeCloseTo(Math.sqrt(k), 12);
  });

  it("put each exact interval about two thirds of a save's price below its root", () => {
    expect((youngInterval(delta, M) - bestTime) / delta).toBeCloseTo(2 / 3, 1);
    expect((youngInterval(price, M) - bestEnergy) / price).toBeCloseTo(2 / 3, 1);
  });

  it("see rework cost both budgets alike, and saves alone part them", () => {
    for (const tau of [0.05, 0.106, 0.19, 1, 5]) {
      expect(taxes(tau).again / taxes(tau).rework).toBeCloseTo(1, 1);
      expect(taxes(tau).saves / taxes(tau).checkpoint).toBeCloseTo(k, 9);
    }
  });

  it("see both dots move with state and brown-outs, and their distance hardly", () => {
    for (const changes of [{ mtbf: 0.2 }, { mtbf: 200 }, { stateSize: 0.25 }, { stateSize: 64 }]) {
      const moved = at(changes);
      expect(Math.abs(Math.log(moved.timeInterval / bestTime))).toBeGreaterThan(1);
      expect(Math.abs(moved.intervalRatio / at().intervalRatio - 1)).toBeLessThan(0.04);
    }
  });

  it("let one budget fall as the other rises in the band, and both lose outside it", () => {
    const inside = [bestTime, 0.12, 0.148, 0.17, bestEnergy].map(taxes);
    inside.slice(1).forEach((next, i) => {
      expect(next.time).toBeGreaterThan(inside[i]?.time ?? Number.NaN);
      expect(next.energy).toBeLessThan(inside[i]?.energy ?? Number.NaN);
    });
    for (const [outer, inner] of [
      [0.05, bestTime],
      [1, bestEnergy],
    ] as const) {
      expect(taxes(outer).time).toBeGreaterThan(taxes(inner).time);
      expect(taxes(outer).energy).toBeGreaterThan(taxes(inner).energy);
    }
  });

  it("make both budgets lose the same share at 148 ms", () => {
    const [time, energy] = [
      (1 + taxes(0.148).time) / (1 + taxes(bestTime).time),
      (1 + taxes(0.148).energy) / (1 + taxes(bestEnergy).energy),
    ];
    expect(time).toBeCloseTo(energy, 3);
    expect(ms(at().balancedInterval)).toBe("148");
  });

  it("keep the energy tax within 2 % of its least from 155 to 231 ms", () => {
    for (const edge of [0.1555, 0.2305]) expect(taxes(edge).energy / taxes(bestEnergy).energy).toBeLessThan(1.02);
    for (const beyond of [0.154, 0.232]) expect(taxes(beyond).energy / taxes(bestEnergy).energy).toBeGreaterThan(1.02);
  });

  it("need some seventy runs to tell a tax of 2 % too much from chance", () => {
    expect(text).toContain("takes some seventy runs; to compare two intervals, twice that at each");
    expect(Math.round(((1.96 * spread.share) / search.atMost) ** 2 / 10)).toBe(7);
  });

  it("see almost all of the energy tax go into saves at half the interval of least time", () => {
    const { saves, energy } = taxes(bestTime / 2);
    expect(saves / energy).toBeGreaterThan(0.9);
  });

  it("sort sizes into near, over and under so that each answer is true of all of its sizes", () => {
    const source = readFileSync(new URL("../../src/components/kit/prediction.ts", import.meta.url), "utf8");
    const near = Number(source.match(/NEAR = ([\d.]+)/)?.[1]);
    const truth = at().intervalRatio;
    for (const size of [near * truth, truth / near])
      expect((1 + taxes(size * bestTime).energy) / (1 + taxes(bestEnergy).energy)).toBeLessThan(1.001);
    for (const size of [near * truth, 3.3, facts.lock.choices.longer?.to ?? Number.NaN])
      expect(taxes(size * bestTime).again).toBeGreaterThan(taxes(size * bestTime).saves);
    for (const size of [1.01, truth / near])
      expect(taxes(size * bestTime).saves).toBeGreaterThan(taxes(size * bestTime).again);
    expect(near * truth).toBeLessThan(3.2);
    // 3.28 times the interval brings what saves cost in energy back to what they cost in time, and rework up 3.3 times.
    expect(taxes(k * bestTime).saves).toBeCloseTo(taxes(bestTime).checkpoint, 9);
    expect(taxes(k * bestTime).again / taxes(bestTime).again).toBeCloseTo(3.3, 1);
  });

  it("find equal intervals only where a save draws what work draws", () => {
    expect(at({ power: 1e3 * (save.energy / delta) }).intervalRatio).toBeCloseTo(1, 9);
    expect(at({ power: 20 }).intervalRatio).toBeLessThan(1);
    expect(at({ power: 20 }).writePower).toBeLessThan(20);
    for (const power of [0.1, 1, 3]) expect(at({ power }).intervalRatio).toBeGreaterThan(1);
  });

  it("gain from leaving the habit of one second ten times what the choice of a budget is worth", () => {
    const hours = (tau: number): number => 1 / (1 + taxes(tau).energy);
    expect((hours(bestEnergy) - hours(1)) / (hours(bestEnergy) - hours(bestTime))).toBeCloseTo(10, 0);
  });

  it("see flash's interval of least energy lie above the mean time between brown-outs", () => {
    expect(flash.energyInterval).toBeGreaterThan(M);
    expect(flash.writeTime).toBeCloseTo(1 / 3, 1);
    expect(flash.runTorn / flash.runBrownOuts).toBeGreaterThan(0.15); // "often torn"
  });

  it("pick the mission's seed nearest to the averages, which is why it is no evidence", () => {
    const expected = [0.106, 0.19, 1].map((tau) => ({ tau, energy: taxes(tau).energy }));
    const off = (seed: number) =>
      Math.max(
        ...expected.map(({ tau, energy }) =>
          Math.abs((1 + at({ interval: tau, seed }).runEnergyTax) / (1 + energy) - 1),
        ),
      );
    const own = off(mission.seed);
    expect(own).toBeLessThan(0.001);
    expect(Array.from({ length: 1999 }, (_, i) => off(i + 1)).filter((other) => other < own)).toEqual([]);
  });
});

describe("the lock", () => {
  const above = `${facts.standfirst} ${facts.objective} ${sections("Story")[0]} ${sections("Predict")[0]}`;

  it("has nothing on the page before it that tells the answer", () => {
    expect(above).not.toMatch(/root|1\.78|1\.81|9\.6|τ|tau|E\/P|balance/i);
    for (const told of [bestTime, bestEnergy, youngInterval(delta, M)])
      expect(above.replace(/\s/g, " ")).not.toContain(duration(told).replace(/\s/g, " "));
  });

  it("refutes each size of the right direction by itself", () => {
    const answered = [...body.matchAll(/<Answer to="(\w+)"(?: when="(\w+)")?/g)].map(([, to, when]) => when ?? to);
    expect(answered.sort()).toEqual(["near", "over", "same", "shorter", "under"]);
  });
});

describe("badges, failures, rubric", () => {
  const badgesAt = (interval: number): readonly boolean[] => {
    const model = at({ interval });
    return facts.badges.map(({ output, atLeast = -Infinity, atMost = Infinity }) => {
      const value = Number(Reflect.get(model, output));
      return value >= atLeast && value <= atMost;
    });
  };

  it("break all three limits by saving every second, that of energy at the interval of least time, none at that of least energy", () => {
    expect(badgesAt(1)).toEqual([false, false, false]);
    expect(badgesAt(bestTime)).toEqual([false, true, true]);
    expect(badgesAt(bestEnergy)).toEqual([true, true, true]);
    expect(badgesAt(0.15)).toEqual([true, true, true]);
  });

  it("reach both failures with the interval alone, and neither at the mission", () => {
    const [saveStorm, noProgress] = facts.failures;
    const storm = at({ interval: 0.01 });
    expect(storm.savingEnergyTax).toBeGreaterThan(saveStorm?.above ?? Number.NaN);
    expect(storm.energyTime).toBeGreaterThan(storm.halfInterval);
    const stuck = at({ interval: 10 });
    expect(stuck.wallClock).toBeGreaterThan(noProgress?.above ?? Number.NaN);
    expect(stuck.segment).toBeGreaterThan(M);
    expect(stuck.wallClockAllowed).toBe(noProgress?.above);
    expect(stuck.wallClockAllowed).toBe(10 * RUN_WORK);
    expect(at().savingEnergyTax).toBeLessThan(saveStorm?.above ?? Number.NaN);
    expect(at().wallClock).toBeLessThan(noProgress?.above ?? Number.NaN);
    // The storm is told as a save against half an interval: the same threshold.
    const edge = 2 * price;
    expect(at({ interval: edge }).savingEnergyTax).toBeCloseTo(saveStorm?.above ?? Number.NaN, 9);
  });

  it("keep the lab's prompt, with its note beside it, and numbers of this page in the rubric", () => {
    const [reflect = ""] = sections("Reflect");
    expect(prose(reflect)).toContain(
      "“Why is the Reliability Tax higher for the Cloud Titan than for the Tiny Pioneer?”",
    );
    const rubric = facts.rubric.join(" ").replace(/\s/g, " ");
    for (const told of [percent(taxes(bestTime).time), percent(taxes(bestEnergy).energy), titanTax()])
      expect(rubric).toContain(`${told} %`);
    expect(rubric).toContain(`the energy of ${fixed(1e3 * price, 1)} ms of work`);
    expect(taxes(bestTime).time / Number(titanTax())).toBeCloseTo(0.5 / 100, 3);
  });
});
