import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { random } from "../../src/sim/core/random.ts";
import { summarize } from "../../src/sim/core/statistics.ts";
import { failuresOf } from "../../src/sim/fleet-orchestration/parts/failures.ts";
import { gamma, normal } from "../../src/sim/fleet-orchestration/parts/gamma.ts";
import { lublinJobs, lublinLogRun, lublinSize } from "../../src/sim/fleet-orchestration/parts/lublin.ts";
import { FLEET } from "../../src/sim/fleet-orchestration/parts/shape.ts";
import { studentJobs } from "../../src/sim/fleet-orchestration/parts/workload.ts";
import { oracle } from "../laws/read-oracle.ts";

const near = (value: number, truth: number, rel: number) =>
  expect(Math.abs(value / truth - 1), `${value} for ${truth}`).toBeLessThan(rel);
const list = v.array(v.number());

describe("the Lublin–Feitelson model on the machine of its authors, 128 nodes", () => {
  test("oracle lublin-lnruntime: the mean logarithm of run times", () => {
    const { inputs, expected } = oracle(
      "lublin-lnruntime",
      v.object({ nodes: list }),
      v.object({ mean_ln_runtime: list }),
    );
    const chance = random(1);
    for (const [i, nodes] of inputs.nodes.entries()) {
      const { mean } = summarize(Array.from({ length: 200_000 }, () => lublinLogRun(nodes, 128, chance)));
      near(mean, expected.mean_ln_runtime[i] ?? Number.NaN, 0.01);
    }
  });

  test("oracle lublin-size: serial jobs, mean size, powers of two", () => {
    const { expected } = oracle(
      "lublin-size",
      v.unknown(),
      v.object({ p_serial_or_1: v.number(), mean_nodes: v.number(), p_power_of_2: v.number() }),
    );
    const chance = random(2);
    const sizes = Array.from({ length: 400_000 }, () => lublinSize(128, chance));
    const share = (holds: (size: number) => boolean) => sizes.filter(holds).length / sizes.length;
    near(summarize(sizes).mean, expected.mean_nodes, 0.01);
    near(
      share((size) => Number.isInteger(Math.log2(size))),
      expected.p_power_of_2,
      0.01,
    );
    near(
      share((size) => size === 1),
      expected.p_serial_or_1,
      0.01,
    );
  });

  test("on 10,000 GPUs its largest jobs are no surer to be long than on 128, and as much is offered as was asked", () => {
    const chance = random(3);
    const largest = (gpus: number) =>
      summarize(Array.from({ length: 100_000 }, () => lublinLogRun(gpus, gpus, chance))).mean;
    near(largest(10_000), largest(128), 0.01);
    const jobs = lublinJobs({ gpus: 10_000, load: 0.7, from: 0, until: 86_400, longest: 86_400, seed: 4, stream: 1 });
    const work = jobs.reduce((sum, { size, run }) => sum + size * run, 0);
    near(work / (10_000 * 86_400), 0.7, 0.35); // the last and largest job may go beyond
    for (const [i, { submit, size }] of jobs.entries()) {
      expect(submit).toBeGreaterThanOrEqual(jobs[i - 1]?.submit ?? 0);
      expect(submit).toBeLessThan(86_400);
      expect(size <= 8 || size % 8 === 0).toBe(true);
    }
  });
});

describe("students", () => {
  const jobs = studentJobs({ gpus: 10_000, load: 0.78, meanRun: 7200, from: 0, until: 864_000, seed: 1, stream: 2 });

  test("offer 78 % of the cluster in jobs of 1, 2, 4, 8 GPUs, 50, 20, 20, 10 %", () => {
    near(jobs.reduce((sum, { size, run }) => sum + size * run, 0) / (10_000 * 864_000), 0.78, 0.02);
    for (const [size, share] of [
      [1, 0.5],
      [2, 0.2],
      [4, 0.2],
      [8, 0.1],
    ])
      near(jobs.filter((one) => one.size === size).length / jobs.length, share ?? 0, 0.02);
  });

  test("run 2 h in the mean, lognormal with σ = 1", () => {
    const logs = summarize(jobs.map(({ run }) => Math.log(run)));
    near(summarize(jobs.map(({ run }) => run)).mean, 7200, 0.01);
    near(logs.deviation, 1, 0.01);
    expect(jobs.every(({ run, estimate }) => estimate >= run)).toBe(true);
  });
});

test("normal and gamma draws have the moments of their laws", () => {
  const chance = random(6);
  const normals = summarize(Array.from({ length: 200_000 }, () => normal(chance)));
  expect(Math.abs(normals.mean)).toBeLessThan(0.01);
  near(normals.deviation, 1, 0.01);
  for (const shape of [1, 4.2, 312]) {
    const gammas = summarize(Array.from({ length: 100_000 }, () => gamma(shape, chance)));
    near(gammas.mean, shape, 0.01);
    near(gammas.deviation, Math.sqrt(shape), 0.01);
  }
});

test("failures come as often as the rate says, racks and all", () => {
  const until = 400 * 86_400;
  for (const rackShare of [0, 0.5, 1]) {
    const all = failuresOf({ shape: FLEET, rate: 6.5, rackShare, from: 0, until, seed: 1 });
    const nodes = all.reduce((sum, one) => sum + one.nodes.length, 0);
    near(nodes / 400 / 1250, 6.5 / 1000, 0.06);
    near(all.filter((one) => one.nodes.length === 5).length / all.length + 1, 1 + rackShare, 0.05);
  }
  expect(failuresOf({ shape: FLEET, rate: 0, rackShare: 0, from: 0, until, seed: 1 })).toEqual([]);
});
