import { describe, expect, it } from "vitest";
import { duration, fixed } from "../../src/sim/core/quantity.ts";
import { DAY, HOUR, hours } from "../../src/sim/core/units.ts";
import { params, simulate } from "../../src/sim/fault-tolerance/loop-audit.ts";
import type { LoopAuditParams } from "../../src/sim/fault-tolerance/parts/loop-audit-levers.ts";
import { LOOP_TIME, MEMORY_BANDWIDTH } from "../../src/sim/fault-tolerance/parts/loop-car.ts";
import { timeWaterfall } from "../../src/sim/laws/expected-time.ts";
import { optimalInterval, youngInterval } from "../../src/sim/laws/young-daly.ts";
import { readChapter, readContent, type Stated, statesOnly } from "../kit/chapter-words.ts";

const { facts, body, text, presets, sections } = readChapter("fault-tolerance/edge-guardian/young-daly-audit");
const search = facts.search ?? { atMost: Number.NaN };

// The mission, as the track has it.
const mission: LoopAuditParams = {
  cars: 1000,
  domains: 1,
  interval: 60,
  stateSize: 64,
  bandwidth: 32,
  computeTime: 7.2,
  domainMtbf: 10,
  restartTime: 350,
  seed: 81,
};
const at = (changes: Partial<LoopAuditParams> = {}) => simulate({ ...mission, ...changes });
const { cars, stateSize, bandwidth, computeTime, domainMtbf, restartTime } = mission;
const GROWN = 100_000;
const growth = GROWN / cars;
const M = hours(domainMtbf);
const copy = (stateSize * 1e6) / (bandwidth * 1e9);
const slack = LOOP_TIME - computeTime / 1e3;
const ms = (seconds: number): string => String(Number((1e3 * seconds).toPrecision(3)));
/** The tax of the mission's car by the law of the expected time, not by the model. */
const taxAt = (interval: number, writeTime = copy): number =>
  timeWaterfall({ interval, writeTime, restartTime: restartTime / 1e3, downtime: 0, mtbf: M }).total - 1;
const least = (writeTime = copy): number => taxAt(optimalInterval(writeTime, M), writeTime);
const percent = (share: number, digits = 3): string => fixed(100 * share, digits);
const best = youngInterval(copy, M); // 12 s; the exact optimum is 1.3 ms shorter
/** Resets of the first cars on the mission's day, counted row by row. */
const resetsOf = (count: number): number =>
  at()
    .rows.slice(0, count)
    .reduce((sum, row) => sum + row.length, 0);
const thousand = fixed(cars, 0);
const grown = fixed(GROWN, 0);

/** Every fixed number in the words: the phrase it stands in, and where the number comes from. */
const STATED: readonly Stated[] = [
  // the situation
  ["computer decides every 10 ms. About once in 10 hours its", ms(LOOP_TIME), domainMtbf],
  ["grow from 1,000 cars to 100,000. A", thousand, grown],
  ["runs one loop every 10 ms", ms(LOOP_TIME)],
  ["About once in 10 hours the computer hangs", domainMtbf],
  ["A restart takes 350 ms, 35 frames without", restartTime, restartTime / 1e3 / LOOP_TIME],
  ["Ten cars had 27 resets that day", resetsOf(10)],
  ["Forty cars had 108. You own 1,000,", resetsOf(40), thousand],
  ["a computer is reset every 36 seconds on average", M / cars],
  ["Once you own 100,000, it will be", grown],
  [
    "a snapshot every 60 seconds. It copies 64 MB to spare memory at 32 GB/s: 2 ms,",
    mission.interval,
    stateSize,
    bandwidth,
    ms(copy),
  ],
  ["the 10 hours, the 350 ms, the 64 MB and the 32 GB/s", domainMtbf, restartTime, stateSize, bandwidth],
  ["200 GB/s, of which those 32 are left", MEMORY_BANDWIDTH / 1e9, bandwidth],
  // the lock
  ["The fleet grows from 1,000 cars to 100,000. How many", thousand, grown],
  ["the best interval at 1,000 cars with the best at 100,000", thousand, grown],
  ["1 is as often as with 1,000 cars, 0.5 is half as often", 1, thousand, 0.5],
  // the workbench
  ["with 1,000 cars and with 100,000: off by", thousand, grown],
  ["0.1 % is 3.6 seconds for each hour", 0.1, 0.001 * HOUR],
  ["from 100 ms to 1 h on a logarithmic scale", ms(params.interval.min), params.interval.max / HOUR],
  ["of its 10 ms", ms(LOOP_TIME)],
  // the peeks
  ["is below 0.3 % of", 0.3],
  ["◇ is 10 ms", ms(LOOP_TIME)],
  ["the whole bus, 200 GB/s,", MEMORY_BANDWIDTH / 1e9],
  ["taken 1 : 1", 1, 1],
  // the search
  ["the whole fleet for 24 h at", DAY / HOUR],
  ["within 2 % of the least", 100 * search.atMost],
  [
    "has 2.4 resets a day in the mean, and one day’s count fixes ◇ to 65 %",
    DAY / M,
    percent((DAY / M) ** -0.5, 0), // a Poisson count n is known to 1/√n
  ],
  [
    "A thousand cars have 2,400, which fix ◇ to 2 % and its root, with it the interval, to 1 %",
    fixed((cars * DAY) / M, 0),
    percent(((cars * DAY) / M) ** -0.5, 0),
    percent(((cars * DAY) / M) ** -0.5 / 2, 0),
  ],
  [
    "they drive 24,000 hours in that day, and hours over resets give 10 h",
    fixed((cars * DAY) / HOUR, 0),
    (cars * DAY) / HOUR / ((cars * DAY) / M),
  ],
  ["divides 24 hours by 2,400 resets", DAY / HOUR, fixed((cars * DAY) / M, 0)],
  ["comes out 32 times too short", fixed(Math.sqrt(cars), 0)],
  // the refutations
  ["once in 10 hours, as before, and its copy takes 2 ms, as before", domainMtbf, ms(copy)],
  ["one every 360 ms in place of 36 s", ms(M / GROWN), M / cars],
  ["Yours is reset once in 10 hours, as before.", domainMtbf],
  ["Whoever says 10 has taken the root of 100", Math.sqrt(growth), growth],
  ["Whoever says 100 saves", growth],
  [
    "every 1.2 s, this car pays a tax of 0.169 % where 0.034 % is possible; a hundred times as often, 1.668 %",
    best / 10,
    percent(taxAt(best / 10)),
    percent(least()),
    percent(taxAt(best / 100)),
  ],
  ["reset once in 10 hours, whatever happens to the others, and its copy takes 2 ms.", domainMtbf, ms(copy)],
  ["The tempting answer was 10, the root of 100", Math.sqrt(growth), growth],
  [
    "every 24 s, all of them would pay 0.043 % in place of 0.034 %",
    2 * best,
    percent(taxAt(2 * best)),
    percent(least()),
  ],
  // the explanation
  ["Eight domains of 10 h make a computer of 1 h 15 min", domainMtbf, duration(M / 8)],
  ["every 36 seconds, is how often", M / cars],
  ["with 2 ms and 36,000 s that is 12 s", ms(copy), fixed(M, 0), best],
  ["to 4.24 s. Any number of cars leaves it at 12 s", duration(youngInterval(copy, M / 8)), best],
  ["The copy takes 2 ms of the 2.8 ms that", ms(copy), ms(slack)],
  ["charges the 2 ms in full", ms(copy)],
  ["So 12 s is the longest", best],
  ["a loop that computes 7.2 ms, and", computeTime],
  // the transfer
  ["doubles to 128 MB", 2 * stateSize],
  [
    "from 12 s to 17 s. Left at 12 s it costs 0.051 % where 0.048 % is possible",
    best,
    fixed(youngInterval(2 * copy, M), 0),
    best,
    percent(taxAt(best, 2 * copy)),
    percent(least(2 * copy)),
  ],
  ["from 0.034 % to 0.048 %", percent(least()), percent(least(2 * copy))],
  ["takes 4 ms where 2.8 ms are left", ms(2 * copy), ms(slack)],
  ["to 17 s and 0.048 %", fixed(youngInterval(2 * copy, M), 0), percent(least(2 * copy))],
  ["one snapshot policy for 100,000 cars", grown],
  // what is assumed
  ["The bus of 200 GB/s is", MEMORY_BANDWIDTH / 1e9],
  [
    "in 10 hours, a restart in 350 ms, a world model of 64 MB and a copy at 32 GB/s",
    domainMtbf,
    restartTime,
    stateSize,
    bandwidth,
  ],
  ["a loop that always computes 7.2 ms", computeTime],
];

/** Figures that are names, and the roots whose size is the law's. */
const NAMES = /10-iteration rule|Part 2|√2|√8/g;
statesOnly(text, STATED, NAMES);

describe("the words of the car's audit", () => {
  it("tell the mission that the track sets, and its other two presets", () => {
    expect(presets.mission?.params).toEqual(mission);
    expect(presets.eight?.params).toEqual({ ...mission, domains: 8 });
    expect(presets.tooLarge?.params).toEqual({ ...mission, stateSize: 96 });
    expect(MEMORY_BANDWIDTH).toBe(200e9); // Machine Learning Systems, volume 2: a computer of the Orin class
  });

  it("see your car reset twice that day, and 100,000 cars almost three times a second", () => {
    expect(text).toContain("this happened twice to your car");
    expect(resetsOf(1)).toBe(2);
    expect(text).toContain("almost three a second");
    expect(GROWN / M).toBeGreaterThan(2.7);
    expect(GROWN / M).toBeLessThan(3);
  });

  it("let the car's best interval, tax and day be the same at 1,000 cars and at 100,000, to the last bit", () => {
    const [small, large] = [at(), at({ cars: GROWN })];
    for (const name of ["optimalInterval", "leastTax", "tax", "mtbf", "ageAtReset", "writeToSlack"] as const)
      expect(large[name]).toBe(small[name]);
    expect(large.drive).toEqual(small.drive);
    expect(large.log).toEqual(small.log);
    expect(large.frequencyForFleet).toBe(1);
    expect(small.fleetGap / large.fleetGap).toBeCloseTo(growth, 9);
  });

  it("let domains in series shorten the interval by the root of their number", () => {
    for (const domains of [2, 4, 8])
      expect(at().optimalInterval / at({ domains }).optimalInterval).toBeCloseTo(Math.sqrt(domains), 2);
  });

  it("take the root of a hundred for a gang, and only for a gang", () => {
    const { gangFrequency } = at();
    // From 1,000 to 100,000 a gang's interval would shrink by about √100, a little more where δ nears M.
    expect(at({ cars: GROWN }).gangFrequency / gangFrequency).toBeGreaterThan(10);
    expect(at({ cars: GROWN }).gangFrequency / gangFrequency).toBeLessThan(10.5);
  });

  it("balance two costs of the car: δ/τ and τ/(2M) are equal at √(2δM)", () => {
    expect(copy / best).toBeCloseTo(best / (2 * M), 15);
    for (const tau of [best / 2, 2 * best])
      expect(copy / tau + tau / (2 * M)).toBeGreaterThan(copy / best + best / (2 * M));
    expect(at({ interval: best }).ageAtReset).toBeCloseTo(best / 2, 2);
  });

  it("have the same frames blind at any interval", () => {
    for (const interval of [0.1, 12, 3600])
      expect(at({ interval }).blindFramesPerHour).toBeCloseTo(at().blindFramesPerHour, 9);
  });

  it("call δ below 0.3 % of M at any setting of the levers", () => {
    const worst = at({ stateSize: 1024, bandwidth: 1, domains: 8, domainMtbf: 1 });
    expect(worst.writeToMtbf).toBeLessThan(0.003);
    expect(youngInterval(worst.writeTime, worst.mtbf) / worst.optimalInterval).toBeLessThan(1.03);
  });

  it("call 12 s the longest interval that makes sense: a cheaper copy only shortens it", () => {
    for (const share of [0.5, 0.1, 0.001]) expect(optimalInterval(share * copy, M)).toBeLessThan(best);
  });

  it("let the loop give first when the world model doubles: interval and tax grow by √2, and two frames are missed", () => {
    const doubled = at({ stateSize: 2 * stateSize });
    expect(doubled.optimalInterval / at().optimalInterval).toBeCloseTo(Math.SQRT2, 3);
    expect(doubled.rootTax / at().rootTax).toBeCloseTo(Math.SQRT2, 9);
    expect(doubled.leastTax / at().leastTax).toBeCloseTo(Math.SQRT2, 1);
    expect(text).toContain("every snapshot misses two frames");
    expect(doubled.missesPerSnapshot).toBe(2);
    expect(facts.transfer?.right).toBe("loop");
  });

  it("sort numbers so that each answer is true of all of its numbers", () => {
    const { more, less } = facts.lock.choices;
    for (const times of [1.13, 10, 100, more?.to ?? Number.NaN]) expect(taxAt(best / times)).toBeGreaterThan(least());
    for (const times of [less?.from ?? Number.NaN, 0.5, 0.88]) expect(taxAt(best / times)).toBeGreaterThan(least());
    const answered = [...body.matchAll(/<Answer to="(\w+)"(?: when="(\w+)")?/g)].map(([, to, when]) => when ?? to);
    expect(answered.sort()).toEqual(["less", "near", "over", "same"]);
  });
});

describe("the lock", () => {
  const above = `${facts.standfirst} ${facts.objective} ${sections("Story")[0]} ${sections("Predict")[0]}`;

  it("has nothing on the pages before it that tells the answer", () => {
    expect(above).not.toMatch(/√|sqrt|root|τ|independent|series|side by side|gang|alone/i);
    expect(above.replace(/\s/g, " ")).not.toMatch(/\b12 s/);
    expect(readContent("fault-tolerance/lab.yaml")).not.toMatch(/independent|cars/i);
  });
});

describe("badges, failures, rubric", () => {
  const badgesAt = (changes: Partial<LoopAuditParams>): readonly boolean[] => {
    const model = at(changes);
    return facts.badges.map(({ output, atLeast = -Infinity, atMost = Infinity }) => {
      const value = Number(Reflect.get(model, output));
      return value >= atLeast && value <= atMost;
    });
  };

  it("break one promise at 60 s, another every 100 ms, one with a larger world model, and none at the optimum", () => {
    expect(badgesAt({})).toEqual([true, true, false]);
    expect(badgesAt({ interval: 0.1 })).toEqual([true, false, true]);
    expect(badgesAt({ interval: best, stateSize: 96 })).toEqual([false, true, true]);
    expect(badgesAt({ interval: best })).toEqual([true, true, true]);
    expect(badgesAt({ interval: best, cars: GROWN })).toEqual([true, true, true]);
  });

  const [missedDeadline, neverCurrent] = facts.failures;

  it("miss the deadline with 96 MB at any interval, and with 64 MB at none", () => {
    const above = missedDeadline?.above ?? Number.NaN;
    for (const interval of [params.interval.min, 60, params.interval.max]) {
      const late = at({ stateSize: 96, interval });
      expect(late.writeToSlack).toBeGreaterThan(above);
      expect(late.missesPerHour).toBeGreaterThan(0);
      expect(at({ interval }).writeToSlack).toBeLessThan(above);
    }
    for (const way of [{ bandwidth: 40 }, { computeTime: 6.9 }, { stateSize: 64 }])
      expect(at({ stateSize: 96, ...way }).writeToSlack).toBeLessThan(above);
  });

  it("are never current with an hour between snapshots of a computer that is reset every 7 min 30 s, and come back", () => {
    const above = neverCurrent?.above ?? Number.NaN;
    const stuck = { domains: 8, domainMtbf: 1, interval: 3600 };
    expect(at(stuck).reworkTax).toBeGreaterThan(above);
    expect(at(stuck).segment).toBeGreaterThan(at(stuck).mtbf);
    expect(at({ ...stuck, interval: 60 }).reworkTax).toBeLessThan(above);
    expect(at({ ...stuck, domains: 1 }).reworkTax).toBeLessThan(above);
  });

  it("call the car never current only where a segment outlasts its MTBF, which is what is told", () => {
    for (const domains of [1, 4, 8])
      for (const stateMB of [4, 64, 1024])
        for (const interval of [0.1, 60, 600, 1200, 3600]) {
          const model = at({ domains, domainMtbf: 1, stateSize: stateMB, bandwidth: 1, interval });
          if (model.reworkTax > (neverCurrent?.above ?? Number.NaN)) expect(model.segment).toBeGreaterThan(model.mtbf);
        }
  });

  it("give in the rubric the numbers of the page", () => {
    const [, numbers = "", watch = ""] = facts.rubric.map((line) => line.replace(/\s/g, " "));
    expect(numbers).toContain(`${best} s at ${thousand} cars and at ${grown}, and of 4.24 s with eight domains`);
    expect(duration(at({ domains: 8 }).optimalInterval)).toBe("4.24\u00a0s");
    expect(watch).toContain(`${ms(copy)} ms of ${ms(slack)} ms`);
  });
});
