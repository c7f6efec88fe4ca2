import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fairShares } from "../../src/sim/fault-tolerance/parts/async-staging-fair.ts";
import { stagingFlow } from "../../src/sim/fault-tolerance/parts/async-staging-flow.ts";
import { heldAt } from "../../src/sim/fault-tolerance/parts/async-staging-gauges.ts";
import type { StagingSettings } from "../../src/sim/fault-tolerance/parts/async-staging-rates.ts";
import { bufferStall, bufferThreshold, stormTime } from "../../src/sim/laws/staging.ts";
import { steppedSnapshot } from "./async-staging-stepped.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** Small fleets whose rates lie close together, so that each bound binds in some of them. */
const fleet: fc.Arbitrary<StagingSettings> = fc.record({
  strategy: fc.constantFrom("blockingS3" as const, "localSsd" as const, "asyncDram" as const),
  whenFull: fc.constantFrom("writeThrough" as const, "backPressure" as const),
  nodes: fc.integer({ min: 3, max: 7 }),
  groups: fc.integer({ min: 1, max: 3 }),
  shard: fc.constant(100),
  buffer: between(1, 120),
  copyRate: between(4, 40),
  drainRate: between(2, 20),
  portRate: between(2, 20),
  storeRate: between(5, 60),
  interval: between(1, 200),
});

const near = (value: number, truth: number, allowed: number): void => {
  expect(Math.abs(value - truth)).toBeLessThanOrEqual(allowed);
};

describe("max–min fair shares", () => {
  test("serve the small in full and split the rest (by hand: 1, 3, 3 of 10, two of the largest)", () => {
    expect(
      fairShares(
        [
          { count: 1, most: 9 },
          { count: 1, most: 1 },
          { count: 2, most: 9 },
        ],
        10,
      ),
    ).toEqual([3, 1, 3]);
    expect(fairShares([{ count: 4, most: 2 }], 10)).toEqual([2]);
    expect(fairShares([{ count: 4, most: 0 }], 10)).toEqual([0]);
  });
});

describe("the flow", () => {
  test("agrees with fixed steps, node by node, on when math resumes, when all is stored, and what was written through", () => {
    fc.assert(
      fc.property(fleet, (settings) => {
        const exact = stagingFlow(settings);
        const step = 0.01;
        const stepped = steppedSnapshot(settings, step);
        // Each copy, write or turn may end up to two steps late.
        const late = 2 * step * (settings.groups + 2) + 1e-3 * stepped.end;
        near(exact.cycles[0]?.resumed ?? Number.NaN, stepped.stop, late);
        near(exact.end, stepped.end, late);
        near(exact.spilled, stepped.spilled, 2 * step * settings.copyRate);
        const peak = Math.max(...exact.points.map(({ buffer }) => buffer));
        near(peak, stepped.peak, 2 * step * settings.copyRate);
      }),
      { numRuns: 60, seed: 4 },
    );
  }, 30_000);

  test("loses and makes no byte, and never holds more than the buffer", () => {
    fc.assert(
      fc.property(fleet, (settings) => {
        for (const { hbm, buffer, drive, stored, ingress } of stagingFlow(settings).points) {
          near(hbm + buffer + drive + stored, settings.shard, 1e-6 * settings.shard);
          expect(buffer).toBeLessThanOrEqual(settings.buffer * (1 + 1e-9));
          expect(ingress).toBeLessThanOrEqual(settings.storeRate * (1 + 1e-9));
        }
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  test("of blocking writes is the law of the storm, and staggering does not shorten it", () => {
    fc.assert(
      fc.property(fleet, (settings) => {
        const blocking: StagingSettings = { ...settings, strategy: "blockingS3", groups: 1 };
        const law = stormTime({
          nodes: settings.nodes,
          shardBytes: settings.shard,
          nodeRate: Math.min(settings.portRate, settings.copyRate),
          aggregateRate: settings.storeRate,
        });
        near(stagingFlow(blocking).end, law, 1e-9 * law);
        expect(stagingFlow({ ...blocking, groups: settings.groups }).end).toBeGreaterThanOrEqual(law * (1 - 1e-9));
      }),
      { numRuns: 100, seed: 6 },
    );
  });

  test("writes through what the buffer is short of the law's threshold, byte by byte", () => {
    fc.assert(
      fc.property(fleet, (settings) => {
        const { shard, copyRate, drainRate, buffer } = settings;
        const threshold = bufferThreshold({ shardBytes: shard, fillRate: copyRate, drainRate });
        const { spilled } = stagingFlow({ ...settings, strategy: "asyncDram", whenFull: "writeThrough" });
        near(spilled, Math.max(0, threshold - buffer), 1e-6 * shard);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  test("with back-pressure stops the math for (S − C)/r, and S/b where the buffer suffices", () => {
    fc.assert(
      fc.property(fleet, (settings) => {
        const { shard, copyRate, drainRate, buffer } = settings;
        const threshold = bufferThreshold({ shardBytes: shard, fillRate: copyRate, drainRate });
        const { cycles } = stagingFlow({ ...settings, strategy: "asyncDram", whenFull: "backPressure" });
        const law = buffer < threshold ? (shard - buffer) / drainRate : shard / copyRate;
        near(cycles[0]?.resumed ?? Number.NaN, law, 1e-6 * law);
      }),
      { numRuns: 200, seed: 8 },
    );
  });

  test("with back-pressure settles at the law's stall once the buffer backs up (40 cycles)", () => {
    const settings: StagingSettings = {
      strategy: "asyncDram",
      whenFull: "backPressure",
      nodes: 4,
      groups: 1,
      shard: 100,
      buffer: 100,
      copyRate: 1e6,
      drainRate: 5,
      portRate: 100,
      storeRate: 400,
      interval: 12,
    };
    const last = stagingFlow(settings, 40, "cycle").cycles.at(-1);
    const stall = bufferStall({ shardBytes: 100, drainRate: 5, interval: 12, buffers: 1 });
    near((last?.resumed ?? 0) - (last?.start ?? 0), stall, 1e-3);
  });

  test("repeats itself cycle by cycle where it is drained, and piles up where it is not", () => {
    const base: StagingSettings = {
      strategy: "asyncDram",
      whenFull: "writeThrough",
      nodes: 6,
      groups: 2,
      shard: 100,
      buffer: 90,
      copyRate: 40,
      drainRate: 10,
      portRate: 20,
      storeRate: 30,
      interval: 100,
    };
    const stops = stagingFlow(base, 3, "cycle").cycles.map(({ start, resumed }) => resumed - start);
    for (const stop of stops) near(stop, 100 / 40, 1e-9);
    const { cycles } = stagingFlow({ ...base, interval: 15 }, 3, "cycle");
    // 600 B a cycle come, 30 B/s leave for 17.5 s: 75 B a cycle stay, 12.5 on each node.
    cycles.forEach(({ backlog }, i) => {
      near(backlog, 12.5 * (i + 1), 0.01);
    });
  });

  test("can be read at any time", () => {
    const flow = stagingFlow({
      strategy: "localSsd",
      whenFull: "writeThrough",
      nodes: 2,
      groups: 1,
      shard: 100,
      buffer: 1,
      copyRate: 10,
      drainRate: 10,
      portRate: 50,
      storeRate: 10,
      interval: 1,
    });
    expect(heldAt(flow, 5)).toEqual({ hbm: 50, buffer: 0, drive: 25, stored: 25 });
    expect(heldAt(flow, 1e9).stored).toBeCloseTo(100, 9);
  });
});
