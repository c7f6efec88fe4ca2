import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { asyncInterval, bufferStall, bufferThreshold, stormTime } from "../../src/sim/laws/staging.ts";
import { oracle } from "./read-oracle.ts";

const near = (value: number, truth: number, rel = 1e-9): void =>
  expect(Math.abs(value - truth)).toBeLessThanOrEqual(rel * Math.abs(truth));
const number = v.number();

describe("the oracles of staging", () => {
  test("async-opt: the persist time bounds the interval", () => {
    const { inputs, expected, rel } = oracle(
      "async-opt",
      v.object({ t_block_s: number, t_persist_s: number, M_s: number }),
      v.object({ tau_s: number, lost_work_s: number }),
    );
    const best = asyncInterval({ blockTime: inputs.t_block_s, persistTime: inputs.t_persist_s, mtbf: inputs.M_s });
    near(best.interval, expected.tau_s, rel);
    near(best.expectedLoss, expected.lost_work_s, rel);
  });

  test("storm-fluid: 2,048 nodes take N S/B", () => {
    const { inputs, expected, rel } = oracle(
      "storm-fluid",
      v.object({ N: number, shard_GB: number, node_GBps: number, agg_GBps: v.array(number) }),
      v.object({ seconds: v.array(number) }),
    );
    const { N: nodes, shard_GB, node_GBps } = inputs;
    inputs.agg_GBps.forEach((rate, i) => {
      const seconds = stormTime({
        nodes,
        shardBytes: shard_GB * 1e9,
        nodeRate: node_GBps * 1e9,
        aggregateRate: rate * 1e9,
      });
      near(seconds, expected.seconds[i] ?? Number.NaN, rel);
    });
  });

  test("bytecheckpoint-405b: a save of 51.06 s is what 111 GB/s take for 405B at 14 B", () => {
    const { expected } = oracle("bytecheckpoint-405b", v.unknown(), v.object({ T_save_s: number }));
    const seconds = stormTime({
      nodes: 8960,
      shardBytes: (405e9 * 14) / 8960,
      nodeRate: 25e9 / 8,
      aggregateRate: 111e9,
    });
    near(seconds, expected.T_save_s, 0.005); // 111 GB/s is printed with three digits
  });

  test("pytorch-dcp-async: the printed ratio is that of the two printed times", () => {
    const { inputs, expected, rel } = oracle(
      "pytorch-dcp-async",
      v.object({ sync_s: number, async_s: number }),
      v.object({ ratio: number }),
    );
    near(inputs.sync_s / inputs.async_s, expected.ratio, rel);
  });
});

describe("the buffer", () => {
  test("of the issue's fleet has its threshold at 2.02 GB", () => {
    expect(bufferThreshold({ shardBytes: 2.77e9, fillRate: 200e9, drainRate: 54.4e9 }) / 1e9).toBeCloseTo(2.02, 2);
  });

  test("is not needed where it drains at least as fast as it fills, and must hold all where it does not drain", () => {
    expect(bufferThreshold({ shardBytes: 1, fillRate: 2, drainRate: 2 })).toBe(0);
    expect(bufferThreshold({ shardBytes: 1, fillRate: 2, drainRate: 3 })).toBe(0);
    expect(bufferThreshold({ shardBytes: 5, fillRate: 2, drainRate: 0 })).toBe(5);
    expect(bufferThreshold({ shardBytes: 5, fillRate: Infinity, drainRate: Infinity })).toBe(0);
  });

  test("is the peak of a queue stepped in small steps", () => {
    const rate = fc.double({ min: 1, max: 100, noNaN: true });
    fc.assert(
      fc.property(rate, rate, rate, (shardBytes, fillRate, drainRate) => {
        const steps = 2000;
        const step = shardBytes / fillRate / steps;
        let held = 0;
        for (let i = 0; i < steps; i++) held = Math.max(0, held + (fillRate - drainRate) * step);
        expect(Math.abs(held - bufferThreshold({ shardBytes, fillRate, drainRate }))).toBeLessThan(1e-6 * shardBytes);
      }),
    );
  });

  test("stalls by S/r − τ however many there are: ten thousand cycles of a queue say so", () => {
    const [shardBytes, drainRate] = [100, 5];
    for (const buffers of [1, 2, 7]) {
      for (const interval of [0, 3, 19, 20, 50]) {
        let [held, stalled] = [0, 0];
        for (let cycle = 0; cycle < 10_000; cycle++) {
          const over = Math.max(0, held + shardBytes - buffers * shardBytes);
          const stall = over / drainRate;
          if (cycle >= 5000) stalled += stall;
          held = Math.max(0, held + shardBytes - drainRate * (stall + interval));
        }
        expect(stalled / 5000).toBeCloseTo(bufferStall({ shardBytes, drainRate, interval, buffers }), 9);
      }
    }
    expect(bufferStall({ shardBytes, drainRate, interval: Infinity, buffers: 1 })).toBe(0);
  });
});

test("nothing fails: the interval has no end; a snapshot that stops nothing: as often as it is safe", () => {
  expect(asyncInterval({ blockTime: 1, persistTime: 10, mtbf: Infinity })).toEqual({
    interval: Infinity,
    expectedLoss: Infinity,
  });
  expect(asyncInterval({ blockTime: 0, persistTime: 10, mtbf: Infinity })).toEqual({ interval: 10, expectedLoss: 15 });
});

test("one node alone is bound by its port", () => {
  expect(stormTime({ nodes: 1, shardBytes: 100, nodeRate: 4, aggregateRate: 50 })).toBe(25);
});

test("bad input is refused with its name", () => {
  for (const bad of [Number.NaN, -1]) {
    expect(() => asyncInterval({ blockTime: bad, persistTime: 1, mtbf: 1 })).toThrow(RangeError);
    expect(() => asyncInterval({ blockTime: 1, persistTime: bad, mtbf: 1 })).toThrow("persistTime");
    expect(() => asyncInterval({ blockTime: 1, persistTime: 1, mtbf: bad })).toThrow("mtbf");
    for (const name of ["shardBytes", "drainRate", "interval", "buffers"])
      expect(() => bufferStall({ shardBytes: 1, drainRate: 1, interval: 1, buffers: 1, [name]: bad })).toThrow(name);
    for (const name of ["shardBytes", "fillRate", "drainRate"])
      expect(() => bufferThreshold({ shardBytes: 1, fillRate: 1, drainRate: 1, [name]: bad })).toThrow(name);
    for (const name of ["nodes", "shardBytes", "nodeRate", "aggregateRate"])
      expect(() => stormTime({ nodes: 1, shardBytes: 1, nodeRate: 1, aggregateRate: 1, [name]: bad })).toThrow(name);
  }
  expect(() => bufferStall({ shardBytes: 1, drainRate: 0, interval: 1, buffers: 1 })).toThrow("drainRate");
  expect(() => bufferStall({ shardBytes: 1, drainRate: 1, interval: 1, buffers: 0.5 })).toThrow("buffers");
});
