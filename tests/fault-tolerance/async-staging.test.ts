import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { tell } from "../../src/sim/core/quantity.ts";
import { outputs, params, simulate } from "../../src/sim/fault-tolerance/async-staging.ts";
import { collapsedShare } from "../../src/sim/fault-tolerance/parts/async-staging-collapse.ts";
import type { StagingParams } from "../../src/sim/fault-tolerance/parts/async-staging-levers.ts";
import { lostAt, meanLost } from "../../src/sim/fault-tolerance/parts/async-staging-loss.ts";
import { staging, stagingCorner } from "./async-staging-levers.ts";

const at = (changes: Partial<StagingParams>) => simulate(staging(changes));
const SMALL = { modelSize: "70B", nodes: 8, drainRate: 6.8, buffer: 150 } as const;

describe("the mission's fleet, 405B on 2,048 nodes (issue 3)", () => {
  const storm = at({ strategy: "asyncDram", buffer: 1 });
  const held = at({ strategy: "asyncDram", buffer: 2.03 });

  test("has 2.77 GB a node", () => expect(storm.shardBytes / 1e9).toBeCloseTo(2.77, 2));

  test("stops for 56.7 s where it blocks, 139 times less with one drive, 1,114 times less with eight", () => {
    const { stopBlocking, ssdFactor, oneDriveFactor } = storm;
    expect(stopBlocking).toBeCloseTo(56.7, 1);
    expect(Math.round(oneDriveFactor)).toBe(139);
    expect(Math.round(ssdFactor)).toBe(1114);
    expect(at({ strategy: "localSsd", drainRate: 6.8 }).mathStop).toBeCloseTo(0.407, 3);
    expect(at({ strategy: "blockingS3" }).mathStop).toBeCloseTo(stopBlocking, 9);
  });

  test("needs a buffer of 2.02 GB, which the simulation finds as the law does", () => {
    expect(storm.threshold / 1e9).toBeCloseTo(2.02, 2);
    expect(Math.abs(storm.thresholdFound / storm.threshold - 1)).toBeLessThan(0.01);
  });

  test("with less is a storm: every port at 25 GB/s, 51 TB/s asked of a store that takes 100 GB/s", () => {
    expect(storm.peakOffered).toBe(51_200);
    expect(storm.overload).toBe(512);
    expect(storm.concurrency).toBe(2048);
    expect(storm.bufferMiss).toBe(Number.POSITIVE_INFINITY);
  });

  test("stops in the storm for N times what is missing over B, as every byte of it has to reach the store", () => {
    expect(storm.mathStop).toBeCloseTo((2048 * (storm.threshold - 1e9)) / 100e9, 1);
    expect(storm.mathStop).toBeGreaterThan(1000 * held.mathStop);
  });

  test("with enough asks no more than the store takes, and still stops: 13.8 ms, never zero", () => {
    expect(held.overload).toBe(1);
    expect(held.spilledBytes).toBe(0);
    expect(held.mathStop).toBeCloseTo((405e9 * 14) / 2048 / 200e9, 9);
    expect(held.bufferMiss).toBeLessThan(0.05);
  });

  test("with back-pressure has no storm at any buffer; the stop grows towards S/r", () => {
    const small = at({ strategy: "asyncDram", buffer: 0.01, whenFull: "backPressure" });
    expect(small.spilledBytes).toBe(0);
    expect(small.overload).toBeLessThanOrEqual(1 + 1e-9);
    expect(small.mathStop / small.backPressureStop).toBeGreaterThan(0.99);
    expect(small.mathStop).toBeLessThan(small.backPressureStop);
    expect(small.bufferMiss).toBe(Number.POSITIVE_INFINITY);
  });

  test("is never drained at intervals below 56.7 s", () => {
    const { drained, finished, expectedLoss, backlog, cycles } = at({ strategy: "asyncDram", buffer: 3, interval: 56 });
    expect([drained, finished]).toEqual([false, false]);
    expect(expectedLoss).toBe(Number.POSITIVE_INFINITY);
    expect(backlog).toBeGreaterThan(cycles.cycles[0]?.backlog ?? Number.NaN);
    expect(at({ strategy: "asyncDram", buffer: 3, interval: 57 }).finished).toBe(true);
  });

  test("staggered drains as long and writes as much, with fewer at a time", () => {
    const staggered = at({ strategy: "asyncDram", buffer: 2.03, groups: 8 });
    expect(staggered.concurrency).toBe(2048 / 8);
    expect(staggered.persistTime).toBeCloseTo(held.persistTime, 6);
    expect(staggered.driveLife).toBeCloseTo(held.driveLife, 0);
    expect(staggered.portUsed / held.portUsed).toBeCloseTo(8, 6);
  });

  test("cannot stagger the storm away: a snapshot is taken by all at once", () => {
    const staggered = at({ strategy: "asyncDram", buffer: 1, groups: 8 });
    expect(staggered.overload).toBe(storm.overload);
    expect(staggered.mathStop).toBeCloseTo(storm.mathStop, 6);
  });

  test("keeps its drives longer with fewer snapshots only", () => {
    const rare = at({ strategy: "asyncDram", buffer: 2.03, interval: 1200 });
    expect(rare.driveLife / held.driveLife).toBeCloseTo(2, 3);
    expect(at({ strategy: "asyncDram", buffer: 50 }).driveLife).toBeCloseTo(held.driveLife, 0);
  });
});

describe("the small fleet, 70B on eight nodes with one drive each (oracle nvme-endurance)", () => {
  const model = at({ ...SMALL, strategy: "asyncDram" });

  test("writes 122.5 GB a node for 18 s, 2.3 drive writes a day, and wears a drive out in 2.18 years", () => {
    expect(model.shardBytes).toBeCloseTo(122.5e9, 0);
    expect(model.diskTime).toBeCloseTo(18, 1);
    expect(model.driveUsed).toBeCloseTo(1, 9);
    expect(model.drives).toBe(1);
    // The law counts 600 s from snapshot to snapshot; the cycle is 0.1 % longer, by the math-stop.
    expect(Math.abs(model.driveWritesPerDay / 2.296875 - 1)).toBeLessThan(0.002);
    expect(Math.abs(model.driveLife / (365 * 86_400) / 2.1768707 - 1)).toBeLessThan(0.002);
  });

  test("writes more than its drive is warranted for: one drive write a day, 14,016 TB in five years (data sheet)", () => {
    expect(model.driveRating).toBeCloseTo(14_016 / (7.68 * 5 * 365), 9);
    expect(model.driveRating).toBeCloseTo(1, 9);
    expect(model.driveWritesPerDay).toBeGreaterThan(model.driveRating);
  });

  test("is slower on its one drive than on the store: 18 s against 9.8 s", () => {
    expect(model.stopSsd).toBeCloseTo(122.5 / 6.8, 6);
    expect(model.stopBlocking).toBeCloseTo(9.8, 6);
    expect(model.ssdFactor).toBeLessThan(1);
  });

  test("keeps its drive writing without pause where the interval is shorter than the write", () => {
    expect(at({ ...SMALL, strategy: "asyncDram", interval: 10 }).driveBusy).toBeGreaterThan(0.99);
  });

  test("staggered into groups whose ports cannot fill the store, takes longer", () => {
    expect(at({ ...SMALL, strategy: "blockingS3", groups: 8 }).persistTime).toBeCloseTo(8 * (122.5 / 25), 6);
  });
});

describe("the work at risk", () => {
  test("is a mean over the cycle that 100,000 moments agree with", () => {
    const exposure = { interval: 600, stop: 20, persist: 57 };
    const count = 100_000;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += lostAt(exposure, ((i + 0.5) / count) * 620);
    expect(Math.abs(sum / count / meanLost(exposure) - 1)).toBeLessThan(1e-4);
  });

  test("is τ/2 + t_p to first order (oracle async-opt's law)", () => {
    const { expectedLoss, persistTime } = at({ strategy: "asyncDram", buffer: 2.03 });
    expect(expectedLoss / (300 + persistTime)).toBeCloseTo(1, 3);
  });

  test("is larger in async DRAM than where the write blocks, at one interval: staging is not free", () => {
    expect(at({ strategy: "asyncDram", buffer: 2.03 }).expectedLoss).toBeGreaterThan(at({}).expectedLoss);
  });
});

describe("the collapse of goodput, illustrative", () => {
  test("does not strike what fits the port's buffer, and leaves a few percent far beyond it", () => {
    expect(collapsedShare(60)).toBe(1);
    // 256 × 256 kB = 65.5 MB in 5.24 ms; 73.7 % overflow; 5.24 / (5.24 + 0.737 · 200) = 3.4 %.
    expect(collapsedShare(256)).toBeCloseTo(0.034, 3);
  });

  test("is a storm's alone", () => {
    expect(at({ strategy: "asyncDram", buffer: 2.03 }).collapsedGoodput).toBe(1);
    expect(at({ strategy: "asyncDram", buffer: 1 }).collapsedGoodput).toBeLessThan(0.05);
    const { senders, goodput } = at({}).collapse;
    expect(senders[0]).toBe(1);
    expect(senders.at(-1)).toBeCloseTo(2048, 6);
    expect(Math.max(...goodput)).toBeLessThanOrEqual(100e9 * (1 + 1e-9));
  });
});

describe("at any corner of the levers", () => {
  test("every output is told without NaN or Infinity, and no output is NaN", () => {
    fc.assert(
      fc.property(stagingCorner, (values) => {
        const model = simulate(values);
        for (const [name, spec] of Object.entries(outputs)) {
          const value = model[name as keyof typeof outputs];
          expect(value, name).not.toBeNaN();
          expect(tell(value, spec), name).not.toMatch(/NaN|Infinity|undefined|–/);
        }
        expect(JSON.stringify([model.log, model.flow, model.cycles, model.collapse])).not.toMatch(/NaN|null|Infinity/);
        expect(model.mathStop).toBeGreaterThan(0);
        expect(model.finished).toBe(model.persistShare <= 1 + 1e-9);
        // What is drained leaves nothing to the next cycle: then all cycles are alike.
        const left = Math.max(...model.cycles.cycles.map(({ backlog }) => backlog));
        if (model.finished) expect(left).toBeLessThanOrEqual(1e-6 * model.shardBytes);
        else expect(left).toBeGreaterThan(0);
        expect(model.flow.points.length).toBeLessThan(1000);
      }),
      { numRuns: 300, seed: 2 },
    );
  }, 60_000);

  test("the simulation finds the law's threshold within 1 %, and no byte is left behind", () => {
    fc.assert(
      fc.property(stagingCorner, (values) => {
        const { threshold, thresholdFound, flow, shardBytes } = simulate(values);
        expect(Math.abs(thresholdFound - threshold)).toBeLessThanOrEqual(0.01 * threshold);
        const last = flow.points.at(-1);
        expect(Math.abs((last?.stored ?? 0) / shardBytes - 1)).toBeLessThan(1e-6);
      }),
      { numRuns: 200, seed: 3 },
    );
  }, 60_000);
});

test("the defaults of the levers are the mission's fleet, which blocks", () => {
  expect(defaultsOf(params)).toMatchObject({ strategy: "blockingS3", nodes: 2048, modelSize: "405B", storeRate: 100 });
});
