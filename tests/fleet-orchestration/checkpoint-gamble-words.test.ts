import { describe, expect, it } from "vitest";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { duration, fixed, significant } from "../../src/sim/core/quantity.ts";
import { finish } from "../../src/sim/core/run.ts";
import { DAY, HOUR, MINUTE, YEAR } from "../../src/sim/core/units.ts";
import {
  type CheckpointGamble,
  params,
  prepare,
  simulate,
  unseen,
} from "../../src/sim/fleet-orchestration/checkpoint-gamble.ts";
import { elapsed } from "../../src/sim/fleet-orchestration/parts/elapsed.ts";
import { cloud } from "../../src/sim/fleet-orchestration/parts/gamble-cloud.ts";
import { GAMBLE_FLEET, GANG_GPUS, GANG_NODES } from "../../src/sim/fleet-orchestration/parts/gamble-fleet.ts";
import type { GambleParams } from "../../src/sim/fleet-orchestration/parts/gamble-levers.ts";
import { GPUS_PER_NODE } from "../../src/sim/fleet-orchestration/parts/shape.ts";
import { LLAMA_CAUSES, LLAMA_TOTAL } from "../../src/sim/laws/checkpointing/llama-causes.ts";
import { REPLICA_WORK, replicasFor } from "../../src/sim/laws/checkpointing/monte-carlo.ts";
import { timeWaterfall } from "../../src/sim/laws/expected-time.ts";
import { optimalInterval, writeTimeFor } from "../../src/sim/laws/young-daly.ts";
import { readChapter, type Stated, statesOnly } from "../kit/chapter-words.ts";

await prepare(defaultsOf(params) as GambleParams);

const { facts, text, presets } = readChapter("fleet-orchestration/cloud-titan/checkpoint-gamble");
const search = facts.search ?? { levers: [], shows: [], known: [], target: "", atMost: Number.NaN };
const mission = presets.mission?.params as GambleParams;
const at = (changes: Partial<GambleParams> = {}): CheckpointGamble => finish(simulate({ ...mission, ...changes }));
const model = at();

/** The mission by the laws alone, with no model in between. */
const M = mission.mttf * HOUR;
const DELTA = (mission.parameters * mission.bytesPerParameter) / mission.storeRate;
const [D, R] = [
  mission.detectTime + mission.rescheduleTime,
  mission.restartTime + mission.loadTime + mission.warmUpTime,
];
const totalAt = (interval: number, mtbf = M, writeTime = DELTA, restartTime = R) =>
  timeWaterfall({ interval, writeTime, restartTime, downtime: D, mtbf }).total;
const GOLDEN = optimalInterval(DELTA, M);
const overhead = (interval: number) => (totalAt(interval) - 1) / (totalAt(GOLDEN) - 1) - 1;
const WORK = (6 * mission.parameters * 1e9 * mission.tokens * 1e12) / (GANG_GPUS * 989e12 * 0.41);
const SLOW = DELTA * (mission.storeRate / (presets.objects?.params.storeRate as number));
const BEST_SLOW = optimalInterval(SLOW, M);
/** Whole nodes among the students', as the run finds them. */
const WHOLE = model.series.largest.map((gpus) => gpus / GPUS_PER_NODE);

const count = (value: number): string => fixed(value, 0);
const percent = (share: number, digits = 0): string => fixed(100 * share, digits);
const least = (name: string): number => facts.badges.find(({ output }) => output === name)?.atLeast ?? Number.NaN;
const millions = (dollars: number): string => significant(dollars / 1e6, 3);
const wastedAt = (interval: number) => (WORK * (totalAt(interval) - 1) * GANG_GPUS * mission.price) / HOUR;

const stated: readonly Stated[] = [
  ["a model of 175 billion parameters on 16,384 GPUs", mission.parameters, count(GANG_GPUS)],
  [
    "15 trillion tokens for 175 billion parameters: on 16,384 GPUs",
    mission.tokens,
    mission.parameters,
    count(GANG_GPUS),
  ],
  ["at 41 % of their peak that is 27.4 days", 41, significant(WORK / DAY, 3)],
  [
    "At 3 dollars a GPU-hour each day costs 1.18 million dollars",
    mission.price,
    significant((GANG_GPUS * 24 * mission.price) / 1e6, 3),
  ],
  ["14 bytes for each parameter", mission.bytesPerParameter],
  ["weights and optimizer, 2.45 TB", (mission.parameters * mission.bytesPerParameter) / 1000],
  ["Your storage takes 100 GB/s", mission.storeRate],
  ["While it is written, 24.5 s", DELTA],
  ["waits for all 2,048 nodes", count(GANG_NODES)],
  ["It takes 120 s until", D],
  ["then 336 s until", R],
  // The habit of the plan of Lab 08, drawn as a band.
  ["here 1 to 24 h count as their habit", 1, 24],
  ["Your team saves every 4 h, and the model is due in 32 days", duration(mission.interval), mission.finishBy],
  ["Of the fleet’s 2,560 nodes 512 are left", count(GAMBLE_FLEET.nodes), GAMBLE_FLEET.nodes - GANG_NODES],
  [
    "A failure every 3 h, a checkpoint that takes 24.5 s, a recovery of 7 min 36 s",
    mission.mttf,
    DELTA,
    duration(D + R),
  ],
  ["Under 30 minutes", 30],
  ["30 minutes to 1 hour", 30, 1],
  ["1 to 6 hours", 1, 6],
  ["6 to 24 hours", 6, 24],
  ["Each checkpoint stops 16,384 GPUs", count(GANG_GPUS)],
  ["two days of all 2,560 nodes", count(GAMBLE_FLEET.nodes)],
  ["alone, expected; limit 80 %", percent(least("goodput"))],
  ["of all 2,560 nodes, in these two days", count(GAMBLE_FLEET.nodes)],
  // The gauge tells the 95th percentile.
  ["95 in 100 wait no longer", 95, 100],
  ["all 16,384 GPUs wait for the storage", count(GANG_GPUS)],
  ["The 14 is a lever of its own, from 12 to 16 bytes", params.bytesPerParameter.default, 12, 16],
  // An H100’s dense bf16 peak, and Llama 3’s MFU on 16,384 of them.
  ["at 41 % of the hardware’s peak of 989 TFLOP/s", 41, 989],
  ["overhead of your interval is within 2 % of the least", percent(search.atMost)],
  ["two days hold some 16 failures on the mission", (48 * HOUR) / M],
  [
    "At 6 h only one segment in seven gets through: the training would take 91.7 days",
    6,
    significant((WORK * totalAt(6 * HOUR)) / DAY, 3),
  ],
  [
    "At 24 h it would take about 390 times its useful work, 29 years",
    24,
    Math.round(totalAt(DAY) / 10) * 10,
    count((WORK * totalAt(DAY)) / YEAR),
  ],
  ["A checkpoint costs 24.5 s once", DELTA],
  [
    "at 3 h the goodput is 55.6 %, at 1 h 80.1 %",
    3,
    percent(1 / totalAt(3 * HOUR), 1),
    1,
    percent(1 / totalAt(HOUR), 1),
  ],
  [
    "that took 13 min for a checkpoint it would be right. Yours takes 24.5 s",
    count(writeTimeFor(HOUR, M) / MINUTE),
    DELTA,
  ],
  ["which costs 7 min 36 s in any case", duration(D + R)],
  ["At 45 min the goodput is 83.5 %", 45, percent(1 / totalAt(45 * MINUTE), 1)],
  [
    "Too long by a factor of two costs 16 % more overhead; at half an hour it is 30 %",
    percent(overhead(2 * GOLDEN)),
    percent(overhead(30 * MINUTE)),
  ],
  ["Half of it costs 16 % more overhead", percent(overhead(GOLDEN / 2))],
  ["on storage that takes 24.5 s pays", DELTA],
  ["At 4 h all 16,384 GPUs are occupied", duration(mission.interval), count(GANG_GPUS)],
  [
    "and 38.6 million dollars pay for no work in place of 3.77",
    millions(wastedAt(mission.interval)),
    millions(wastedAt(GOLDEN)),
  ],
  [
    "with a failure every 6 h, the best interval would be 16 min 53 s, and yours of 12 min nearly as good",
    6,
    duration(optimalInterval(DELTA, 6 * HOUR)),
    count(GOLDEN / MINUTE),
  ],
  ["1.25 GB/s: a checkpoint now takes 80 times as long, 32 min 40 s", 1.25, SLOW / DELTA, duration(SLOW)],
  [
    "At the old interval of 11 min 51 s each segment would be 73 % writing",
    duration(GOLDEN),
    percent(SLOW / (GOLDEN + SLOW)),
  ],
  ["About 7 times as long", significant(optimalInterval(SLOW, M) / GOLDEN, 1)],
  [
    "the root of 80 is 8.9, and for writes this long the exact optimum is somewhat shorter, 1 h 28 min",
    SLOW / DELTA,
    significant(Math.sqrt(SLOW / DELTA), 2),
    duration(optimalInterval(SLOW, M)),
  ],
  ["the goodput there is 49 %", percent(1 / totalAt(BEST_SLOW, M, SLOW))],
  ["80 times as long", SLOW / DELTA],
  ["that would be 15 h 48 min", duration((SLOW / DELTA) * GOLDEN)],
  ["a whole one among the 512 that students use", GAMBLE_FLEET.nodes - GANG_NODES],
  [
    "keeps some 70 to 130 nodes whole",
    10 * Math.ceil(Math.min(...WHOLE) / 10),
    10 * Math.floor(Math.max(...WHOLE) / 10),
  ],
  ["beyond the 120 s that detection", D],
  [
    "With 512 to choose from that takes seconds for the training, and 11 min",
    GAMBLE_FLEET.nodes - GANG_NODES,
    count(at({ policy: "fcfs" }).meanWait / MINUTE),
  ],
  [
    "A stop-the-world migration takes 10 min, and for the eight minutes beyond that 16,384 GPUs",
    mission.migrationTime,
    count(GANG_GPUS),
  ],
  ["It tries 40 intervals from 10 s", finish(cloud(mission, "moving")).interval.length, 10],
  ["at least 25 MTTFs of useful work", REPLICA_WORK],
  ["The band holds 95 % of the replicas: 400 at rest, 100 while", 95, replicasFor("resting"), replicasFor("moving")],
  // tests/fleet-orchestration/checkpoint-gamble.test.ts
  ["Over 50 random settings", 50],
  [
    "419 unexpected interruptions in 54 days on 16,384 GPUs, one every 3 h 6 min",
    LLAMA_TOTAL,
    54,
    count(GANG_GPUS),
    duration((54 * DAY) / LLAMA_TOTAL),
  ],
  // Llama 3, section 3.3.1.
  ["an MFU of 41 %; a store of 2 TB/s", 41, 2],
  [
    "Of those 268 had their cause in a GPU or its memory",
    (
      [
        "faulty-gpu",
        "gpu-hbm3-memory",
        "gpu-sram-memory",
        "gpu-system-processor",
        "silent-data-corruption",
        "gpu-thermal-interface-sensor",
      ] as const
    ).reduce((sum, name) => sum + LLAMA_CAUSES[name].count, 0),
  ],
  [
    "60 s to detect a failure and 60 s to reschedule, 180 s to restart, about 36 s to load, 120 s to warm up",
    mission.detectTime,
    mission.rescheduleTime,
    mission.restartTime,
    mission.loadTime,
    mission.warmUpTime,
  ],
  ["a store of 100 GB/s", mission.storeRate],
  ["takes its node out for 4 h of repair", mission.repairTime],
  ["the load of 36 s whatever the store", mission.loadTime],
  [
    "the best goodput there would be 41 %, not 49 %",
    percent(1 / totalAt(BEST_SLOW, M, SLOW, R - mission.loadTime + SLOW)),
    percent(1 / totalAt(BEST_SLOW, M, SLOW)),
  ],
  ["3 dollars for a GPU-hour", mission.price],
];

statesOnly(text, stated, /Zone \d|10-iteration rule|Lab 0\d|Llama 3/g);

describe("what the words claim", () => {
  it("a node holds eight GPUs, five of them a rack, and a failure costs more than seven minutes", () => {
    expect(GPUS_PER_NODE).toBe(8);
    expect(GAMBLE_FLEET.nodesPerRack).toBe(5);
    expect(D + R).toBeGreaterThan(7 * MINUTE);
  });

  it("at 6 h one segment in seven gets through; 45 min is six points short of the best", () => {
    expect(Math.exp((6 * HOUR + DELTA) / M)).toBeCloseTo(7, 0);
    expect(100 * (1 / totalAt(GOLDEN) - 1 / totalAt(45 * MINUTE))).toBeCloseTo(6, 0);
  });

  it("at one minute a third of the time is lost, most of it to writing", () => {
    expect(1 - 1 / totalAt(MINUTE)).toBeCloseTo(1 / 3, 1);
    const { checkpointShare, overhead: lost } = at({ interval: MINUTE });
    expect(checkpointShare).toBeGreaterThan(0.8 * lost);
  });

  it("detection and recovery do not move the golden interval", () => {
    for (const changes of [{ restartTime: 1200 }, { detectTime: 0, rescheduleTime: 600 }, { warmUpTime: 600 }])
      expect(at({ ...changes, load: 0 }).optimalInterval).toBe(model.optimalInterval);
  });

  it("on hardware twice as good the mission’s interval is nearly as good as the best", () => {
    const best = 1 / totalAt(optimalInterval(DELTA, 6 * HOUR), 6 * HOUR);
    expect(best - 1 / totalAt(GOLDEN, 6 * HOUR)).toBeLessThan(0.005);
  });

  it("no interval meets the badge on the slow store, and almost no segment of 15 h 48 min gets through", () => {
    const slow = at({ storeRate: 1.25 });
    expect(slow.bestGoodput).toBeLessThan(least("goodput"));
    expect(slow.optimalInterval).toBeGreaterThan(HOUR);
    expect(Math.exp(-(80 * GOLDEN + SLOW) / M)).toBeLessThan(0.01);
  });

  it("the habit misses what is asked for beyond its first minutes; the golden interval meets all three badges", () => {
    expect(1 / totalAt(HOUR)).toBeGreaterThan(least("goodput"));
    expect(1 / totalAt(1.1 * HOUR)).toBeLessThan(least("goodput"));
    const golden = at({ interval: GOLDEN });
    expect([golden.stranded < 0.2, golden.goodput > 0.8, golden.slaUsed <= 1]).toEqual([true, true, true]);
    expect([model.stranded < 0.2, model.goodput > 0.8, model.slaUsed <= 1]).toEqual([true, false, false]);
  });

  it("Best-Fit always keeps nodes whole and the training never waits; spreading none, and others wait", () => {
    expect(Math.min(...WHOLE)).toBeGreaterThan(60);
    expect([model.runWaited, model.meanWait]).toEqual([0, 0]);
    const spread = at({ policy: "fcfs" });
    expect(spread.runWaited).toBeLessThan(MINUTE);
    expect(spread.stranded).toBeGreaterThan(0.99);
  });

  it("stopping takes less than detection and rescheduling; a migration makes the training wait eight minutes a failure", () => {
    expect(at({ policy: "fcfs", preemption: true }).runWaited).toBe(0);
    const moved = at({ policy: "fcfs", defragmentation: true });
    expect(moved.runWaited / moved.runFailures).toBeCloseTo(8 * MINUTE, 0);
    expect(moved.runGoodput).toBeLessThan(model.runGoodput);
  });

  it("goodput of two days scatters by more than the search allows", () => {
    const seen = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => at({ interval: GOLDEN, seed, load: 0 }).runGoodput);
    expect(Math.max(...seen) - Math.min(...seen)).toBeGreaterThan(0.02);
  });
});

describe("the log", () => {
  it("cuts times as its clock does: no more is lost than has elapsed", () => {
    const [first] = at({ interval: DAY }).run.setbacks;
    const time = first?.time ?? Number.NaN;
    const text = at({ interval: DAY }).log.find((entry) => entry.kind === "failed")?.text;
    expect(text).toContain(`; ${elapsed(time)} of work lost`);
    expect(elapsed(2 * HOUR + 38 * MINUTE + 59)).toBe(duration(2 * HOUR + 38 * MINUTE));
    expect(elapsed(HOUR - 0.4)).toBe(duration(HOUR - 1));
  });
});

describe("the failures can be reached, and left again", () => {
  const rule = (name: string) => facts.failures.find((each) => each.name === name) ?? { above: Number.NaN };

  it("never ends: at more than a dozen times its useful work, as at 24 h, and not on the mission", () => {
    const { above } = rule("neverEnds");
    expect(above).toBe(12 - 1);
    const never = at({ interval: DAY });
    expect(never.overhead).toBeGreaterThan(above);
    expect(never.finishTime).toBeGreaterThan(never.dozenfold);
    expect(never.dozenfold).toBeCloseTo(12 * WORK, 3);
    expect(model.overhead).toBeLessThan(above);
  });

  it("a training that is long of itself, near its golden interval, is no failure", () => {
    const long = at({ parameters: 1000, tokens: 30, interval: 1700 });
    expect(long.finishTime).toBeGreaterThan(YEAR);
    expect(long.overhead).toBeLessThan(rule("neverEnds").above);
  });

  it("checkpoint storm: at 10 s, and not on the mission", () => {
    const { above } = rule("checkpointStorm");
    const storm = at({ interval: 10 });
    expect(storm.writeToInterval).toBeGreaterThan(above);
    expect(storm.writeTime).toBeGreaterThan(storm.halfInterval);
    expect(model.writeToInterval).toBeLessThan(above);
  });
});

describe("the search", () => {
  it("takes the interval, tells all that the write time needs, and hides the MTTF", () => {
    expect(search.levers).toEqual(["interval"]);
    expect(search.shows).toEqual(["runFailures"]);
    for (const name of ["parameters", "bytesPerParameter", "storeRate"]) expect(search.known).toContain(name);
    expect(search.known).not.toContain("mttf");
    for (const seed of [1, 2, 3]) {
      const hidden = unseen(seed);
      expect(Object.keys(hidden).filter((name) => !search.known.includes(name))).toEqual(["mttf"]);
      expect(at({ ...hidden, interval: 10 }).overheadOverLeast).toBeGreaterThan(search.atMost);
    }
  });
});
