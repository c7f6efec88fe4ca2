import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { duration, fixed } from "../../src/sim/core/quantity.ts";
import { DAY, HOUR, hours, YEAR } from "../../src/sim/core/units.ts";
import { checkpointedRun } from "../../src/sim/fault-tolerance/parts/checkpointed-run.ts";
import type { YoungDalyParams } from "../../src/sim/fault-tolerance/parts/levers.ts";
import { params, simulate } from "../../src/sim/fault-tolerance/young-daly-audit.ts";
import { RUN_WORK } from "../../src/sim/laws/checkpointing/give-up.ts";
import { LLAMA_CAUSES, LLAMA_TOTAL } from "../../src/sim/laws/checkpointing/llama-causes.ts";
import { REPLICA_WORK, replicasFor, replicate } from "../../src/sim/laws/checkpointing/monte-carlo.ts";
import { timeWaterfall } from "../../src/sim/laws/expected-time.ts";
import { firstFailure, fleetMtbf, mtbfFromRate } from "../../src/sim/laws/fleet-reliability.ts";
import { dalyInterval, optimalInterval, youngInterval } from "../../src/sim/laws/young-daly.ts";
import { figures, prose, readChapter, readContent, type Stated, statesOnly } from "../kit/chapter-words.ts";

const { facts, body, text, presets, sections } = readChapter("fault-tolerance/cloud-titan/young-daly-audit");
const search = facts.search ?? { atMost: Number.NaN };
const lab = readContent("fault-tolerance/lab.yaml");
const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

// The mission, as the track has it.
const mission: YoungDalyParams = {
  nodes: 16_384,
  nodeMtbf: 65_536,
  writeTime: 60,
  interval: 3600,
  restartTime: 300,
  downtime: 60,
  failureLaw: "exponential",
  withoutCauses: "",
  seed: 121,
};
const llama3: YoungDalyParams = { ...mission, nodeMtbf: 50_677, writeTime: 5, downtime: 0 };
const { nodes, nodeMtbf, writeTime, restartTime, downtime } = mission;
const half = nodes / 2;
const M = fleetMtbf(hours(nodeMtbf), nodes);
const best = optimalInterval(writeTime, M);
const oldBest = optimalInterval(writeTime, 2 * M);
const at = (interval: number, over: { readonly restartTime?: number } = {}) => {
  const parts = timeWaterfall({ interval, writeTime, restartTime, downtime, mtbf: M, ...over });
  return { ...parts, tax: parts.total - 1 };
};
const percent = (share: number, digits = 1): string => fixed(100 * share, digits);

/** The spread of one run's tax, as a share of its mean, and its failures: 20,000 seeded runs at the mission's best interval. */
function scatter() {
  const settings = { nodes, interval: best, writeTime, restartTime, downtime, mtbf: M, law: "exponential" } as const;
  const runs = Array.from({ length: 20_000 }, (_, i) => checkpointedRun({ ...settings, seed: i + 1 }));
  const taxes = runs.map(({ end }) => end / RUN_WORK - 1);
  const mean = total(taxes) / taxes.length;
  const spread = Math.sqrt(total(taxes.map((tax) => (tax - mean) ** 2)) / taxes.length) / mean;
  return { spread, failures: total(runs.map(({ failures }) => failures.length)) / runs.length };
}
const { spread, failures } = scatter();
const tens = (value: number): string => fixed(10 * Math.round(value / 10), 0);

// Daly 2006, figures 3 to 5: a write of 5 min, a restart of 10 min. The same setting serves for Weibull failures, as in weibull-0.7-Tw.
const printed = (mtbf: number): number => dalyInterval(300, mtbf) / 60;
const remembering = (law: "weibull" | "exponential"): number =>
  replicate({
    interval: 57 * 60,
    writeTime: 300,
    restartTime: 600,
    downtime: 0,
    mtbf: hours(6),
    law,
    replicas: 10_000,
    seed: 1,
  }).mean;
const rsc = (rate: number, gpus: number): number =>
  mtbfFromRate({ failuresPerThousandNodeDays: rate, nodes: gpus / 8 });
const withoutHbm = LLAMA_TOTAL - LLAMA_CAUSES["gpu-hbm3-memory"].count;
const youngExcess = (share: number): number => {
  const cost = (interval: number) =>
    timeWaterfall({ interval, writeTime: share, restartTime: 0, downtime: 0, mtbf: 1 }).total;
  return cost(youngInterval(share, 1)) / cost(optimalInterval(share, 1)) - 1;
};
const misses = (factor: number): number => (factor + 1 / factor) / 2;

/** Every fixed number in the words: the phrase it stands in, and where the number comes from. */
const STATED: readonly Stated[] = [
  // the situation
  ["16,384-GPU cluster has an MTBF, a mean time between failures, of 4 hours", fixed(nodes, 0), duration(M)],
  ["about once in 65,536 hours of work", fixed(nodeMtbf, 0)],
  ["a server of eight about once in 341 days", fixed(nodeMtbf / 8 / 24, 0)],
  ["for 512 of these GPUs, then for 2,048", 512, fixed(2048, 0)], // rows of the rug
  ["With 2,048 GPUs one comes every 32 hours", fixed(2048, 0), nodeMtbf / 2048],
  ["join 8,192 GPUs into one training job, then 16,384", fixed(half, 0), fixed(nodes, 0)],
  ["65,536 h ÷ 16,384 = 4 h", fixed(nodeMtbf, 0), fixed(nodes, 0), M / HOUR],
  ["about 42 stops a week", (7 * DAY) / M],
  ["stops all GPUs for 60 seconds", writeTime],
  // the lock
  ["grows from 8,192 to 16,384 GPUs, and a write still takes 60 seconds", fixed(half, 0), fixed(nodes, 0), writeTime],
  ["1 is as often as before, 0.5 is half as often", 1, 0.5],
  // the workbench
  ["from 10 s to 24 h on a logarithmic scale", params.interval.min, params.interval.max / HOUR],
  ["at 20 %, 100 hours of work take 120", 20, RUN_WORK / HOUR, (1.2 * RUN_WORK) / HOUR],
  ["one run of 100 hours of work, chance", RUN_WORK / HOUR],
  // the peeks
  ["is 0.1 it costs 0.5 %, where it is 1, 14 %", 0.1, percent(youngExcess(0.1)), 1, percent(youngExcess(1), 0)],
  // the search
  ["Each trial runs 100 hours of work", RUN_WORK / HOUR],
  ["within 2 % of the least", 100 * search.atMost],
  ["scatters by 13 to 14 % of itself", Math.floor(100 * spread), Math.ceil(100 * spread)],
  ["hold about 280 failures", tens(10 * failures)],
  [
    "to some 6 % and its root, and with it the interval, to 3 %",
    ...[1, 2].map((k) => percent((10 * failures) ** -0.5 / k, 0)),
  ],
  ["a tax that is 2 % too high from chance, at 95 %,", 100 * search.atMost, 95],
  // the refutations
  ["from 3 failures a day to 6", DAY / (2 * M), DAY / M],
  [
    "its old interval of 30 min 19 s, rework would cost 7.0 % and checkpoints 3.3 %",
    duration(oldBest),
    percent(at(oldBest).rework),
    percent(at(oldBest).checkpoint),
  ],
  ["They come 6 times a day in place of 3", DAY / M, DAY / (2 * M)],
  [
    "every 60 min 38 s, costs a tax of 18.8 % where 12.5 % is possible",
    Math.floor((2 * oldBest) / 60),
    Math.round((2 * oldBest) % 60),
    percent(at(2 * oldBest).tax),
    percent(at(best).tax),
  ],
  ["The tempting answer was 2", 2],
  ["Whoever says 2 holds", 2],
  [
    "half the old interval, 15 min 10 s, rework costs 3.7 % and checkpoints 6.6 %",
    duration(oldBest / 2),
    percent(at(oldBest / 2).rework),
    percent(at(oldBest / 2).checkpoint),
  ],
  [
    "the old interval of 30 min 19 s the doubled fleet would pay 7.0 % for rework and 3.3 % for checkpoints",
    duration(oldBest),
    percent(at(oldBest).rework),
    percent(at(oldBest).checkpoint),
  ],
  // the explanation
  ["the gang does only if all 16,384 do", fixed(nodes, 0)],
  ["a restart of one hour in place of 5 minutes", restartTime / 60],
  [
    "least tax is 41.5 %, not 12.5 %, and its best interval still 21 min 15 s",
    percent(at(best, { restartTime: HOUR }).tax),
    percent(at(best).tax),
    duration(best),
  ],
  ["1.25 for a factor of 2 and 5.05 for 10", misses(2), 2, misses(10), 10],
  ["a write took 60 seconds at either size", writeTime],
  ["About 1.4 times as often", fixed(Math.SQRT2, 1)],
  // the failures
  ["The wall clock for 100 hours of work", RUN_WORK / HOUR],
  ["100 hours of work would take more than 100 days", RUN_WORK / HOUR, (facts.failures[1]?.above ?? Number.NaN) / DAY],
  ["One run of 100 hours of work, drawn", RUN_WORK / HOUR],
  // the causes: Llama 3 (arXiv:2407.21783, section 3.3.4 and table 5), and the textbook's estimates
  [
    "for 54 days on 16,384 H100s and counted 466 interruptions: 47 planned and 419 not",
    54,
    fixed(16_384, 0),
    LLAMA_TOTAL + 47,
    47,
    LLAMA_TOTAL,
  ],
  ["one every 3 h 6 min", duration((54 * DAY) / LLAMA_TOTAL)],
  ["sorts the 419 by 18 causes", LLAMA_TOTAL, Object.keys(LLAMA_CAUSES).length],
  ["the 419 are 347", LLAMA_TOTAL, withoutHbm],
  [
    "grows 1.21 times, and the best interval by the root of that, 1.10 times",
    fixed(LLAMA_TOTAL / withoutHbm, 2),
    fixed(Math.sqrt(LLAMA_TOTAL / withoutHbm), 2),
  ],
  ["one interruption in 50,677 GPU-hours", fixed((54 * 24 * 16_384) / LLAMA_TOTAL, 0)],
  [
    "counts 50,000 hours for a GPU by itself, hence 5 h for 10,000 of them, and 3.69 h",
    fixed(50_000, 0),
    50_000 / 10_000,
    fixed(10_000, 0),
    3.69,
  ],
  ["4 h at 16,384 GPUs is a somewhat better fleet, with 65,536 hours", M / HOUR, fixed(nodes, 0), fixed(nodeMtbf, 0)],
  [
    "prints 30.1 % for 148 of 419; this lab counts, because 148 ÷ 419 is 35.3 %",
    30.1,
    LLAMA_CAUSES["faulty-gpu"].count,
    LLAMA_TOTAL,
    LLAMA_CAUSES["faulty-gpu"].count,
    LLAMA_TOTAL,
    percent(LLAMA_CAUSES["faulty-gpu"].count / LLAMA_TOTAL),
  ],
  ["write of 5 s and restart of 5 min are assumptions", llama3.writeTime, llama3.restartTime / 60],
  [
    "the best interval is 5 min 30 s and leaves 94.5 % of the time effective; the report says more than 90 %",
    duration(simulate(llama3).optimalInterval),
    percent(simulate(llama3).leastTimeRatio),
    90,
  ],
  // Kokolis et al. (arXiv:2410.21680): 11 months, 6.50 and 2.34 failures per 1,000 node-days, 7.9 h at 1,024 GPUs
  ["for 11 months", 11],
  ["RSC-1 had 6.50 failures per 1,000 node-days and RSC-2 had 2.34", "6.50", fixed(1000, 0), 2.34],
  [
    "At 16,384 GPUs the first rate gives an MTBF of 1.8 h, at 131,072 GPUs 14 minutes",
    fixed(16_384, 0),
    fixed(rsc(6.5, 16_384) / HOUR, 1),
    fixed(131_072, 0),
    fixed(rsc(6.5, 131_072) / 60, 0),
  ],
  [
    "7.9 h for jobs of 1,024 GPUs is no point of the RSC-1 line, which gives 28.8 h",
    7.9,
    fixed(1024, 0),
    fixed(rsc(6.5, 1024) / HOUR, 1),
  ],
  ["nodes that last 42 days, not 154", fixed((7.9 * (1024 / 8)) / 24, 0), fixed(rsc(6.5, 8) / DAY, 0)],
  [
    "A factor of 2.8 lies between these two clusters, and its root, 1.67,",
    fixed(6.5 / 2.34, 1),
    fixed(Math.sqrt(6.5 / 2.34), 2),
  ],
  // failures that remember: Schroeder & Gibson 2006 for the 23,000
  ["Over 23,000 failures at Los Alamos", fixed(23_000, 0)],
  ["Its shape is 0.7 here; a shape of 1 would", 0.7, 1],
  ["an MTBF of 6 h, a write of 5 min, a restart of 10 min and an interval of 57 min", 6, 5, 10, 57],
  [
    "1.21 times its useful time in place of 1.22",
    fixed(remembering("weibull"), 2),
    fixed(remembering("exponential"), 2),
  ],
  ["all nodes of shape 0.7 start new", 0.7],
  [
    "with 1,000 nodes about 19 times sooner",
    fixed(1000, 0),
    fixed(1 / 1000 / firstFailure({ shape: 0.7, meanLife: 1, nodes: 1000 }), 0),
  ],
  // the Monte Carlo, as the model runs it, and Daly's figures 3 to 5
  ["up to 40 intervals from 10 s until", 40, params.interval.min],
  ["takes some 20 tries", fixed(Math.exp(3), 0)],
  ["at least 25 MTBFs of useful work", REPLICA_WORK],
  ["holds 95 % of the replicas", 95],
  ["there are 100 replicas, at rest 400", replicasFor("moving"), replicasFor("resting")],
  ["reaches 50 times its useful time", 50],
  ["For a write of 5 min it prints", 5],
  [
    "117 min for an MTBF of 24 h, 57 min for 6 h, and 9.1 min for 15 min",
    fixed(printed(hours(24)), 0),
    24,
    fixed(printed(hours(6)), 0),
    6,
    fixed(printed(900), 1),
    15,
  ],
];

/** Figures that are names, and the root whose size is the law's. */
const NAMES = /Llama-3-70B|Llama 3 405B|H100s|HBM3|RSC-[12]|10-iteration rule|√2/g;
statesOnly(text, STATED, NAMES);

describe("the words of the Young–Daly Audit", () => {
  it("tell the mission that the track sets", () => {
    expect(mission).toMatchObject(presets.plan?.params ?? {});
    expect(llama3).toMatchObject(presets.llama3?.params ?? {});
  });

  it("call 65,536 hours seven and a half years, and let one GPU's tax grow by the root of the fleet", () => {
    expect(hours(nodeMtbf) / YEAR).toBeCloseTo(7.5, 1);
    const { oneNodeTax, rootTax } = simulate(mission);
    expect(rootTax / oneNodeTax / Math.sqrt(nodes)).toBeCloseTo(1, 2);
  });

  it("put the exact optimum two thirds of a write below Young's at either size", () => {
    for (const mtbf of [M, 2 * M])
      expect((youngInterval(writeTime, mtbf) - optimalInterval(writeTime, mtbf)) / writeTime).toBeCloseTo(2 / 3, 1);
    expect(simulate(mission).frequencyAfterDoubling).toBeGreaterThan(Math.SQRT2);
  });

  it("need some two hundred runs to tell a tax of 2 % too much from chance, and twice that at each of two intervals", () => {
    const within = (1.96 * spread) / search.atMost;
    expect(text).toContain("takes some two hundred runs; to compare two intervals, twice that at each");
    expect(Math.round(within ** 2 / 100)).toBe(2);
    // A difference of two means has twice the variance of one.
    expect((1.96 * spread * Math.SQRT2) ** 2 / search.atMost ** 2).toBeCloseTo(2 * within ** 2, 9);
  });

  it("balance two costs with a fixed product: δ/τ and τ/(2M) are equal at √(2δM) and cost √(2δ/M) together", () => {
    const [write, rework] = [(tau: number) => writeTime / tau, (tau: number) => tau / (2 * M)];
    const young = youngInterval(writeTime, M);
    expect(write(young)).toBeCloseTo(rework(young), 12);
    expect(write(young) + rework(young)).toBeCloseTo(simulate(mission).rootTax, 12);
    for (const tau of [100, 1000, 10_000]) expect(write(tau) * rework(tau)).toBeCloseTo(writeTime / (2 * M), 12);
    expect(at(best).checkpoint / at(best).rework).toBeCloseTo(1, 0);
  });

  it("see half the interval keep rework where it was, double the checkpoints, and an interval in between cost less", () => {
    const before = timeWaterfall({ interval: oldBest, writeTime, restartTime, downtime, mtbf: 2 * M });
    const halved = at(oldBest / 2);
    expect(halved.rework / before.rework).toBeCloseTo(1, 0);
    expect(halved.checkpoint / before.checkpoint).toBeCloseTo(2, 9);
    expect(at(best).tax).toBeLessThan(Math.min(halved.tax, at(oldBest).tax));
  });

  it("sort sizes into near, over and under so that each answer is true of all of its sizes", () => {
    const near = Number(
      readFileSync(new URL("../../src/components/kit/prediction.ts", import.meta.url), "utf8").match(
        /NEAR = ([\d.]+)/,
      )?.[1],
    );
    const truth = simulate(mission).frequencyAfterDoubling;
    const saidAt = (times: number) => at(oldBest / times);
    for (const times of [near * truth, truth / near]) expect(saidAt(times).tax / at(best).tax).toBeLessThan(1.01);
    expect(near * truth).toBeLessThan(2);
    expect(truth / near).toBeGreaterThan(1);
    // Said too often: more goes into saving than failures destroy, and a longer interval costs less.
    for (const times of [near * truth, 1.6, 2, facts.lock.choices.increase?.to ?? Number.NaN]) {
      expect(saidAt(times).checkpoint).toBeGreaterThan(saidAt(times).rework);
      expect(saidAt(times).tax).toBeGreaterThan(at(best).tax);
    }
    // Said too seldom: rework still costs the more.
    for (const times of [1, 1.01, truth / near]) expect(saidAt(times).rework).toBeGreaterThan(saidAt(times).checkpoint);
  });

  it("lose half an interval in a failure, on average", () => {
    const { lostPerFailure, segment } = simulate({ ...mission, interval: best });
    expect(lostPerFailure / segment).toBeCloseTo(0.5, 1);
  });

  it("let restart and downtime raise the curve by one factor at every interval", () => {
    const raised = [60, 600, 1274, 3600, 14_400].map((tau) => at(tau, { restartTime: HOUR }).total / at(tau).total);
    for (const factor of raised) expect(factor).toBeCloseTo(raised[0] ?? Number.NaN, 9);
    expect(simulate({ ...mission, restartTime: HOUR, downtime: 900 }).optimalInterval).toBe(best);
  });

  it("find a missed optimum cheap at twice and ruinous at ten times", () => {
    const { taxAtTwice, taxAtTenTimes, leastTax } = simulate(mission);
    expect(taxAtTwice / leastTax).toBeLessThan(1.25);
    expect(taxAtTenTimes / leastTax).toBeGreaterThan(5);
  });

  it("halve the interval, at the same tax, only with shards that shrink", () => {
    expect(simulate(mission).frequencyShrinkingShards).toBeCloseTo(2, 9);
    const doubled = simulate({ ...mission, nodes: 2 * nodes, writeTime: writeTime / 2 });
    expect(doubled.rootTax).toBeCloseTo(simulate(mission).rootTax, 12);
    const restarts = ({ recoveryTax, downtimeTax }: { recoveryTax: number; downtimeTax: number }) =>
      recoveryTax + downtimeTax;
    expect(restarts(doubled) / restarts(simulate({ ...mission, interval: best }))).toBeCloseTo(2, 0);
    expect(doubled.optimalInterval).toBeCloseTo(best / 2, 9);
  });

  it("take the chance of one GPU to the power N, and let what restarts cost grow with N itself", () => {
    const { nodeSurvival, fleetSurvival, recoveryTax, downtimeTax } = simulate({ ...mission, interval: best });
    expect(nodeSurvival ** nodes).toBeCloseTo(fleetSurvival, 9);
    const halved = simulate({ ...mission, nodes: half, interval: best });
    expect((recoveryTax + downtimeTax) / (halved.recoveryTax + halved.downtimeTax)).toBeCloseTo(2, 0);
  });

  it("add up a first-order tax that is near the exact least", () => {
    const { rootTax, leastTax } = simulate(mission);
    expect(rootTax + (restartTime + downtime) / M).toBeCloseTo(leastTax, 1);
  });
});

describe("the words keep their measure", () => {
  it("say of every measured preset what this lab assumes", () => {
    for (const [name, { note = "", params }] of Object.entries(presets)) {
      if (name === facts.preset) continue;
      expect(note).toMatch(/^Measured is .* are this lab’s assumptions\.$/);
      expect(figures(note.replace(/\s/g, " "))).toEqual(
        expect.arrayContaining([
          ...figures(`${fixed(Number(params.nodes), 0)} ${params.writeTime} ${Number(params.restartTime) / 60}`),
        ]),
      );
      expect(params.interval).toBe(HOUR);
    }
  });
});

describe("the lock", () => {
  const above = `${facts.standfirst} ${facts.objective} ${sections("Story")[0]} ${sections("Predict")[0]}`;

  it("has nothing on the pages before it that tells the answer", () => {
    expect(lab).not.toMatch(/√|root|halv|doubl|twice|frequency|invariant: .*(?:Young|interval)/i);
    expect(above).not.toMatch(/√|sqrt|root|1\.4|halv|<Value|<Chart|<Mine|τ|tau|balance|invariant/i);
    for (const told of [duration(best), duration(oldBest), duration(youngInterval(writeTime, M))])
      expect(above.replace(/\s/g, " ")).not.toContain(told.replace(/\s/g, " "));
  });

  it("asks the plan's question", () => {
    expect(prose(above)).toContain(
      "If you double the number of nodes ( ◇ ) in your fleet, does the optimal checkpoint frequency increase, decrease, or stay the same?",
    );
  });

  it("refutes each size of the right direction by itself", () => {
    const answered = [...body.matchAll(/<Answer to="(\w+)"(?: when="(\w+)")?/g)].map(([, to, when]) => when ?? to);
    expect(answered.sort()).toEqual(["decrease", "near", "over", "same", "under"]);
  });
});

describe("badges, failures, names", () => {
  const badgesAt = (interval: number): readonly boolean[] => {
    const model = simulate({ ...mission, interval });
    return facts.badges.map(({ output, atLeast = -Infinity, atMost = Infinity }) => {
      const value = Number(Reflect.get(model, output));
      return value >= atLeast && value <= atMost;
    });
  };

  it("break two promises by saving every hour, two by saving every minute, and none at the optimum", () => {
    expect(badgesAt(3600)).toEqual([false, true, false]);
    expect(badgesAt(60)).toEqual([false, false, true]);
    expect(badgesAt(best)).toEqual([true, true, true]);
  });

  it("reach both failures with the interval alone", () => {
    const storm = simulate({ ...mission, interval: 60 });
    const stuck = simulate({ ...mission, interval: DAY });
    const [checkpointStorm, noProgress] = facts.failures;
    expect(storm.writeToInterval).toBeGreaterThan(checkpointStorm?.above ?? Number.NaN);
    expect(stuck.wallClock).toBeGreaterThan(noProgress?.above ?? Number.NaN);
    expect(stuck.segment).toBeGreaterThan(stuck.mtbf);
    expect(simulate(mission).wallClock).toBeLessThan(noProgress?.above ?? Number.NaN);
  });

  it("keep the plan's prompt, with its note beside it", () => {
    const [reflect = ""] = sections("Reflect");
    expect(prose(reflect)).toContain(
      "“Why is the Reliability Tax higher for the Cloud Titan than for the Tiny Pioneer?”",
    );
    expect(prose(reflect)).toContain("not a quotation");
    expect(facts.rubric).toHaveLength(3);
  });
});
