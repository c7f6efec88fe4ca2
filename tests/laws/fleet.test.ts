import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elasticLoss, survivingCapacity } from "../../src/sim/laws/elastic.ts";
import { fleetGoodput, idleCost } from "../../src/sim/laws/fleet-cost.ts";
import { externalFragmentation, strandedShare } from "../../src/sim/laws/fragmentation.ts";
import { erlangC, meanWait } from "../../src/sim/laws/queueing.ts";
import { ringAllReduceTime } from "../../src/sim/laws/ring.ts";

describe("the wait in a queue", () => {
  test("agrees with the sum that Erlang's C is defined by, where the sum can be taken", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (servers, rho) => {
        const load = servers * rho;
        let [term, sum] = [1, 0];
        for (let k = 0; k < servers; k++) {
          sum += term;
          term *= load / (k + 1);
        }
        const tail = term / (1 - rho);
        expect(erlangC({ servers, offeredLoad: load })).toBeCloseTo(tail / (sum + tail), 10);
      }),
    );
  });

  test("has no end from an offered load of all servers, and is nothing where nothing comes", () => {
    expect(erlangC({ servers: 4, offeredLoad: 4 })).toBe(1);
    expect(meanWait({ servers: 4, arrivalRate: 4, serviceRate: 1 })).toBe(Infinity);
    expect(meanWait({ servers: 4, arrivalRate: 0, serviceRate: 1 })).toBe(0);
  });

  test("is a number for 10,000 servers, where the factorials of the sum are none", () => {
    const busy = erlangC({ servers: 10_000, offeredLoad: 9_900 });
    expect(busy).toBeGreaterThan(0);
    expect(busy).toBeLessThan(1);
  });
});

describe("fragmentation", () => {
  test("is 0 where nothing is free, by both laws", () => {
    expect(externalFragmentation([false, false])).toBe(0);
    expect(strandedShare({ freePerNode: [0, 0], gpusPerNode: 8 })).toBe(0);
  });

  test("on a line counts the longest run; on nodes, the partly used", () => {
    expect(externalFragmentation([true, true, false, true])).toBeCloseTo(1 / 3, 12);
    expect(strandedShare({ freePerNode: [8, 2, 0], gpusPerNode: 8 })).toBeCloseTo(0.2, 12);
    expect(strandedShare({ freePerNode: [8, 8], gpusPerNode: 8 })).toBe(0);
    expect(strandedShare({ freePerNode: [1, 7], gpusPerNode: 8 })).toBe(1);
  });
});

describe("losing nodes", () => {
  test("10 scattered of 2,048 stop 9.68 of 128 replicas: 92.4 % are left (science.md 0.6)", () => {
    const left = survivingCapacity({ replicas: 128, nodesPerReplica: 16, failedNodes: 10 });
    expect(128 * (1 - left)).toBeCloseTo(9.68, 2);
    expect(left).toBeCloseTo(0.924, 3);
  });

  test("leaves nothing when no replica can be whole", () => {
    expect(survivingCapacity({ replicas: 4, nodesPerReplica: 4, failedNodes: 13 })).toBe(0);
    expect(survivingCapacity({ replicas: 4, nodesPerReplica: 4, failedNodes: 12 })).toBeGreaterThan(0);
    expect(survivingCapacity({ replicas: 4, nodesPerReplica: 4, failedNodes: 0 })).toBe(1);
  });

  test("of 1,024 ranks 10 changes a ring by 0.2 % (science.md A8)", () => {
    const time = (ranks: number) => ringAllReduceTime({ ranks, bytes: 1e9, bandwidth: 50e9, latency: 5e-6 });
    expect(Math.abs(time(1014) / time(1024) - 1)).toBeCloseTo(0.002, 3);
    expect(time(1)).toBe(0);
  });

  test("that never come back costs nothing where nothing was lost", () => {
    expect(elasticLoss({ capacity: 1, repairTime: Infinity, reconfigureTime: 30 })).toBe(30);
  });
});

test("bad input is refused with its name", () => {
  const bad = Number.NaN;
  expect(() => erlangC({ servers: 0, offeredLoad: 1 })).toThrow("servers");
  expect(() => erlangC({ servers: 1, offeredLoad: bad })).toThrow("offeredLoad");
  expect(() => meanWait({ servers: 1, arrivalRate: -1, serviceRate: 1 })).toThrow("arrivalRate");
  expect(() => meanWait({ servers: 1, arrivalRate: 1, serviceRate: 0 })).toThrow("serviceRate");
  expect(() => strandedShare({ freePerNode: [9], gpusPerNode: 8 })).toThrow("freePerNode");
  expect(() => strandedShare({ freePerNode: [bad], gpusPerNode: 8 })).toThrow(RangeError);
  expect(() => ringAllReduceTime({ ranks: 0, bytes: 1, bandwidth: 1, latency: 0 })).toThrow("ranks");
  expect(() => survivingCapacity({ replicas: 1, nodesPerReplica: 1, failedNodes: bad })).toThrow("failedNodes");
  expect(() => elasticLoss({ capacity: 2, repairTime: 1, reconfigureTime: 0 })).toThrow("capacity");
  expect(() => idleCost({ gpus: 1, idleFraction: 1.5, pricePerHour: 1 })).toThrow("idleFraction");
  expect(() => fleetGoodput({ occupancy: bad, timeRatio: 1, mfu: 1 })).toThrow("occupancy");
});
