import { describe, expect, it } from "vitest";
import { duration, fixed } from "../../src/sim/core/quantity.ts";
import { random } from "../../src/sim/core/random.ts";
import { finish } from "../../src/sim/core/run.ts";
import { DAY, HOUR } from "../../src/sim/core/units.ts";
import {
  type FragmentationAudit,
  params,
  prepare,
  simulate,
  unseen,
} from "../../src/sim/fleet-orchestration/fragmentation-audit.ts";
import type { AuditParams } from "../../src/sim/fleet-orchestration/parts/audit-levers.ts";
import { jobRow } from "../../src/sim/fleet-orchestration/parts/job-table.ts";
import { FLEET, GPUS_PER_NODE, gpusOf } from "../../src/sim/fleet-orchestration/parts/shape.ts";
import { STUDENT_GPUS, STUDENT_RUN, STUDENT_SHARES } from "../../src/sim/fleet-orchestration/parts/students.ts";
import { estimateOf } from "../../src/sim/fleet-orchestration/parts/workload.ts";
import { fleetGoodput, idleCost } from "../../src/sim/laws/fleet-cost.ts";
import { readChapter, type Stated, statesOnly } from "../kit/chapter-words.ts";

const { facts, text, presets } = readChapter("fleet-orchestration/cloud-titan/fragmentation-audit");
const search = facts.search ?? { levers: [], target: "", atMost: Number.NaN };
const mission = presets.mission?.params as AuditParams;
await prepare(mission);
const at = (changes: Partial<AuditParams> = {}): FragmentationAudit => finish(simulate({ ...mission, ...changes }));

const [strict, easy, packed, kill, migrate] = [
  at(),
  at({ policy: "easy" }),
  at({ policy: "bestFit" }),
  at({ policy: "bestFit", preemption: true }),
  at({ policy: "bestFit", defragmentation: true }),
];
const half = at({ busy: 5000 });
const strictKill = at({ preemption: true });
const [neighbors, neighborsKill] = [
  at({ contiguity: "strict" }),
  at({ contiguity: "strict", policy: "bestFit", preemption: true }),
];
const firstCells = (day: FragmentationAudit): Int32Array => day.cells.keyframes[0] ?? new Int32Array();
const jobsAtStart = new Set(firstCells(half).filter((job) => job >= 0)).size;
/** Every time that a user asks for (h), for jobs of two minutes to two days. */
const chance = random(1);
const requests = [
  ...new Set(Array.from({ length: 20_000 }, (_, i) => estimateOf(120 * 1440 ** (i / 20_000), chance) / HOUR)),
].sort((a, b) => a - b);
/** What the kill itself destroyed (GPU-h), as the audit trail tells it. */
const struck = Number(/stopped on .*: ([\d.]+) GPU-hours/.exec(kill.log.map(({ text }) => text).join("\n"))?.[1]);

const gpus = gpusOf(FLEET);
const count = (value: number): string => fixed(value, 0);
const percent = (share: number): string => fixed(100 * share, 0);
/** Minutes and seconds are told to the minute in these words. */
const toMinutes = (seconds: number): string => duration(60 * Math.round(seconds / 60));
const share = mission.busy / gpus;
const arrivals = ((mission.load / 100) * gpus) / (STUDENT_GPUS * STUDENT_RUN);
const unused = idleCost({ gpus, idleFraction: 1 - share, pricePerHour: mission.price });
const MFU = strict.mfu / fleetGoodput({ occupancy: strict.occupancy, timeRatio: strict.timeRatio, mfu: 1 });
const most = (name: string): number => facts.badges.find(({ output }) => output === name)?.atMost ?? Number.NaN;
const least = (name: string): number => facts.badges.find(({ output }) => output === name)?.atLeast ?? Number.NaN;

const stated: readonly Stated[] = [
  ["Your cluster is 80 % full", percent(share)],
  ["A high-priority job of 1,000 GPUs arrives", count(strict.gangGpus)],
  ["and 2,000 GPUs are free", count(gpus - mission.busy)],
  ["has 10,000 GPUs in 1,250 servers", count(gpus), count(FLEET.nodes)],
  ["and 250 a pod", FLEET.nodesPerPod],
  ["Of the GPUs 8,000 are busy", count(mission.busy)],
  ["some 26 new ones come in every minute", fixed(60 * arrivals, 0)],
  ["2,000 GPUs stand idle", count(gpus - mission.busy)],
  ["At 3 dollars an hour each, that is 6,000 dollars", mission.price, count(unused)],
  ["1,000 GPUs for 24 h", count(strict.gangGpus), DAY / HOUR],
  ["whole nodes only, 125 of them", mission.gangNodes],
  ["starts within 20 min", mission.sla],
  [
    "The gang needs 125 whole nodes, and 2,000 of the 10,000 GPUs are free",
    mission.gangNodes,
    count(gpus - mission.busy),
    count(gpus),
  ],
  ["2,000 free GPUs are twice what it asks for", count(strict.freeAtStart)],
  ["so fewer than 125 nodes are whole", mission.gangNodes],
  ["How many of the 1,250 nodes have all eight GPUs free", count(FLEET.nodes)],
  ["2,000 free GPUs would fill 250 nodes", count(strict.freeAtStart), strict.freeAtStart / GPUS_PER_NODE],
  ["occupancy × time ratio × 41 %", percent(MFU)],
  ["without MFU; limit 80 %", percent(least("goodput"))],
  // The gauge tells the 95th percentile.
  ["95 in 100 wait no longer", 95, 100],
  ["Where nothing is free it is 0", 0],
  ["◇ of 2.5 GPUs, ◇ = ◇ , ◇ = 2 h", STUDENT_GPUS, STUDENT_RUN / HOUR],
  ["with an MFU of 41 %", percent(MFU)],
  // Llama 3 on 16,384 GPUs: arXiv:2407.21783, table 4.
  ["41 % is what one large run reached on 16,384 GPUs", percent(MFU), "16,384"],
  ["Fragmentation below 20 %, Goodput above 80 %", percent(most("stranded")), percent(least("goodput"))],
  ["You counted GPUs. 2,000 are free", count(strict.freeAtStart)],
  ["At 80 % busy, and by chance alone", percent(share)],
  ["there are 125. The students", mission.gangNodes],
  ["they still wait 1 h 19 min", toMinutes(strictKill.meanWait)],
  ["There is room for ◇ of the gang’s 1,000", count(strict.gangGpus)],
  [
    "shortens the students’ mean wait to 21 min, and the gang waits 1 h 6 min",
    toMinutes(easy.meanWait),
    toMinutes(easy.gangWait),
  ],
  ["and 274 students’ jobs", kill.stopped],
  ["loses 67 GPU-hours, all but 3", fixed(kill.lostWork, 0), fixed(kill.lostWork - struck, 0)],
  ["another 37 go into starting again", fixed(kill.restartWork, 0)],
  ["Migration takes 10 min", duration(migrate.gangWait)],
  ["moves 493 jobs", migrate.moved],
  ["a tax of 134 GPU-hours, beside 2 that a failure takes", fixed(migrate.slowedWork, 0), fixed(migrate.lostWork, 0)],
  ["11 % of the free GPUs are stranded", percent(packed.stranded)],
  ["the gang waits 2 h 23 min", toMinutes(packed.gangWait)],
  ["5,000 GPUs are free, five times", count(half.freeAtStart)],
  ["far more than 125 nodes are whole", mission.gangNodes],
  ["No: 6 nodes are whole, and the gang waits 23 min. Spreading", half.wholeAtStart, Math.floor(half.gangWait / 60)],
  ["No: 6 nodes are whole. Even", half.wholeAtStart],
  ["here some 2,000 on 1,250", count(1000 * Math.round(jobsAtStart / 1000)), count(FLEET.nodes)],
  [
    "one case of 256, which makes 5 of 1,250",
    2 ** GPUS_PER_NODE,
    fixed(FLEET.nodes / 2 ** GPUS_PER_NODE, 0),
    count(FLEET.nodes),
  ],
  ["Yes: 6 nodes are, and the gang waits 23 min", half.wholeAtStart, Math.floor(half.gangWait / 60)],
  ["migrate them at a 10 % tax", mission.migrationTax],
  ["with a mean of 2 h", STUDENT_RUN / HOUR],
  ["a tax of 10 % on every job", mission.migrationTax],
  ["the next of 0.5, 1, 2, 4, 8, 12, 24, 48 or 96 h", ...requests],
  // Machine Learning Systems, volume II, tables of recovery and of elastic training; the lever has the range of prices.
  ["has 180 s to start a job again, 5 to 15 min for a migration", 180, 5, 15],
  ["2 to 4 dollars for a GPU-hour", params.price.min, params.price.max],
  ["here a migration takes 10 min and a GPU-hour costs 3 dollars", mission.migrationTime, mission.price],
  // Kokolis et al. 2024: RSC-2.
  ["2.34 per 1,000 node-days", 2.34, "1,000"],
  ["A run of 125 neighbors", mission.gangNodes],
  ["waits 20 h 18 min", toMinutes(neighbors.gangWait)],
  ["loses 325 GPU-hours in place of 67", fixed(neighborsKill.lostWork, 0), fixed(kill.lostWork, 0)],
];

statesOnly(text, stated, /Zone \d|10-iteration rule|RSC-\d/g);

describe("what the words claim", () => {
  it("students’ jobs have the shares that the story tells", () => {
    expect(STUDENT_SHARES).toEqual([0.5, 0.2, 0.2, 0.1]);
  });

  it("three nodes in a million are empty by chance at 80 % busy", () => {
    expect(0.2 ** 8 * 1e6).toBeCloseTo(2.56, 2);
  });

  it("migration stops no one, and what is lost beside it a failure took", () => {
    expect(migrate.stopped).toBe(0);
    expect(migrate.log.filter(({ kind }) => kind === "failed")).toHaveLength(1);
    expect(at({ policy: "bestFit", defragmentation: true, failureRate: 0 }).lostWork).toBe(0);
  });

  it("spreading puts a job on nearly every node where there are more jobs than nodes", () => {
    expect(jobsAtStart).toBeGreaterThan(FLEET.nodes);
    expect(half.wholeAtStart / FLEET.nodes).toBeLessThan(0.01);
  });

  it("most of the free GPUs lie one, two or three to a node", () => {
    const free = new Map<number, number>();
    const cells = firstCells(strict);
    for (let node = 0; node < FLEET.nodes; node++) {
      const idle = cells.slice(8 * node, 8 * node + 8).filter((job) => job === -1).length;
      free.set(idle, (free.get(idle) ?? 0) + idle);
    }
    const few = [1, 2, 3].reduce((sum, each) => sum + (free.get(each) ?? 0), 0);
    expect(few / strict.freeAtStart).toBeGreaterThan(0.8);
  });

  it("under strict order thousands still wait in the evening, kill or not, and under Best-Fit nobody", () => {
    for (const each of [strict, strictKill]) expect(each.waitingAtEnd).toBeGreaterThan(3000);
    expect(packed.waitingAtEnd).toBe(0);
  });

  it("the gang’s own wait is the smaller part of what students pay under strict order", () => {
    expect(strictKill.gangWait).toBe(60);
    expect(strictKill.meanWait).toBeGreaterThan(0.9 * strict.meanWait);
  });

  it("in strict order all wait behind a job that asks for a whole node, nine tenths of the time that they wait", () => {
    const held = { whole: 0, all: 0 };
    let last = 0;
    const starts = strictKill.jobs.firstStart;
    for (let job = strictKill.gang + 1; job < starts.length; job++) {
      const { size, submit, start } = jobRow(strictKill.jobs, job);
      if (start === undefined) continue;
      const first = Math.max(0, start - Math.max(last, submit));
      held.all += first;
      if (size === GPUS_PER_NODE) held.whole += first;
      last = Math.max(last, start);
    }
    expect(held.whole / held.all).toBeGreaterThan(0.9);
  });

  it("a user adds up to the whole run time again", () => {
    for (let i = 0; i < 1000; i++) expect(estimateOf(1e6, chance) / 1e6).toBeLessThanOrEqual(2.000001);
    expect(Math.max(...Array.from({ length: 1000 }, () => estimateOf(1e6, chance) / 1e6))).toBeGreaterThan(1.95);
  });

  it("what the two rescues cost in all: work lost, restarts, and the tax", () => {
    for (const { paidDollars, lostWork, restartWork, slowedWork } of [kill, migrate])
      expect(paidDollars).toBeCloseTo(mission.price * (lostWork + restartWork + slowedWork), 6);
    expect(migrate.paidDollars).toBeGreaterThan(kill.paidDollars);
  });

  it("by chance 0.003 nodes are whole, packed 250; students and the gang ask for 88 % on the mission", () => {
    expect(strict.wholeByChance).toBeCloseTo(FLEET.nodes * (1 - share) ** GPUS_PER_NODE, 9);
    expect(strict.wholeIfPacked).toBe((gpus - mission.busy) / GPUS_PER_NODE);
    expect(strict.asked).toBeCloseTo(mission.load / 100 + strict.gangGpus / gpus, 9);
    expect([strict.theoryServers, strict.theoryArrivals / 60]).toEqual([
      (gpus - strict.gangGpus) / STUDENT_GPUS,
      expect.closeTo(arrivals, 9),
    ]);
    expect(strict.theoryWait).toBeLessThan(1e-9);
  });

  it("with both switches on, moving comes first", () => {
    const both = at({ policy: "bestFit", preemption: true, defragmentation: true });
    expect([both.stopped, both.moved]).toEqual([migrate.stopped, migrate.moved]);
  });

  it("preemption, policy or switch, takes a minute", () => {
    expect(at({ policy: "preemption" }).gangWait).toBe(strictKill.gangWait);
  });

  it("spreading strands all, packing a tenth; kill or migration closes no hole made after it", () => {
    expect(strict.stranded).toBeGreaterThan(0.99);
    expect(strictKill.stranded).toBeGreaterThan(0.99);
    expect(at({ defragmentation: true }).stranded).toBeGreaterThan(0.99);
  });

  it("the badges: strict order misses two, Best-Fit one, Best-Fit with either none", () => {
    expect([strict, packed, kill, migrate].map(({ missed }) => missed)).toEqual([2, 1, 0, 0]);
    for (const one of [strict, packed, kill, migrate]) {
      const broken = [
        one.stranded > most("stranded"),
        one.goodput < least("goodput"),
        one.slaUsed > most("slaUsed"),
      ].filter(Boolean);
      expect(broken).toHaveLength(one.missed);
    }
  });

  it("the first two bars of the stair are nearly equal on the mission", () => {
    expect(strict.occupancy - strict.goodput).toBeLessThan(0.005);
  });

  it("transfer: a half empty cluster does not start the gang either", () => {
    expect(half.gangWait).toBeGreaterThan(20 * 60);
    expect(at({ ...presets.half?.params }).gangWait).toBe(half.gangWait);
    expect(half.largestAtStart).toBeLessThan(half.gangGpus);
  });
});

describe("the failures can be reached, and left again", () => {
  const rule = (name: string) => facts.failures.find((each) => each.name === name) ?? { above: Number.NaN };

  it("the gang starves where others pass it and it asks for neighbors", () => {
    const { above } = rule("theGangStarves");
    expect(at({ policy: "easy", contiguity: "strict" }).gangWait).toBe(Infinity);
    expect(at({ policy: "bestFit", load: 110 }).gangWait).toBe(Infinity);
    expect(at({ policy: "bestFit", load: 90 }).gangWait).toBeGreaterThan(above);
    for (const each of [strict, easy, packed, kill, migrate]) expect(each.gangWait).toBeLessThan(above);
  });

  it("the queue collapses under strict order where more comes in, and not under Best-Fit", () => {
    const { above } = rule("theQueueCollapses");
    expect(at({ load: 90 }).backlog).toBeGreaterThan(above);
    expect(at({ load: 90, policy: "bestFit" }).backlog).toBeLessThan(above);
    for (const each of [strict, easy, packed]) expect(each.backlog).toBeLessThan(above);
  });
});

describe("the search", () => {
  it("takes levers that the model has, and asks for all badges", () => {
    expect(search.levers.every((name) => Object.hasOwn(params, name))).toBe(true);
    expect([search.target, search.atMost]).toEqual(["missed", 0]);
  });

  it("is met by Best-Fit with a rescue that is fast enough, and by spreading never", () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const case_ = { ...mission, ...unseen(seed) };
      const run = (changes: Partial<AuditParams>) => finish(simulate({ ...case_, ...changes })).missed;
      const rescued = [run({ policy: "bestFit", preemption: true }), run({ policy: "bestFit", defragmentation: true })];
      expect(Math.min(...rescued)).toBe(0);
      expect(run({ policy: "fcfs", preemption: true })).toBeGreaterThan(0);
      expect(run({ policy: "bestFit" })).toBeGreaterThan(0);
    }
  });
});
