import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { fcfsStarts } from "../../src/sim/core/fcfs.ts";
import { type Random, random } from "../../src/sim/core/random.ts";
import { type Trace, waitsOf } from "../../src/sim/core/trace.ts";
import { normal } from "../../src/sim/fleet-orchestration/parts/gamma.ts";
import { GANG } from "../../src/sim/fleet-orchestration/parts/jobs.ts";
import { type Column, workloadOf } from "../../src/sim/fleet-orchestration/parts/workload.ts";
import { erlangC, meanWait } from "../../src/sim/laws/queueing.ts";
import { oracle } from "../laws/read-oracle.ts";
import { job, play, settings } from "./small-fleet.ts";

/** Ticks in a mean service: enough that whole ticks do not count. */
const SERVICE = 10_000;
/** The oracles' tolerance for so many simulated jobs. */
const JOBS = 1_000_000;
const TOLERANCE = 0.05;

const near = (value: number, truth: number, rel = TOLERANCE) =>
  expect(Math.abs(value / truth - 1), `${value} for ${truth}`).toBeLessThan(rel);

function poisson(lambda: number, draw: (chance: Random) => number, jobs = JOBS): Trace {
  const chance = random(11);
  const submit = new Float64Array(jobs);
  const run = new Float64Array(jobs);
  for (let one = 0, time = 0; one < jobs; one++) {
    time += (SERVICE / lambda) * chance.exponential();
    submit[one] = Math.round(time);
    run[one] = Math.round(SERVICE * draw(chance));
  }
  return { submit, run, estimate: run, size: new Int32Array(jobs).fill(1) };
}

const simulated = (trace: Trace, servers: number): number =>
  waitsOf(trace, fcfsStarts(trace, servers), servers).meanWait / SERVICE;

const number = v.number();

describe.each(["mmc-1", "mmc-2"])("oracle %s", (id) => {
  const { inputs, expected } = oracle(
    id,
    v.object({ lam: number, c: number }),
    v.object({ P_wait: number, Wq: number, L: number, util: number }),
  );
  const trace = poisson(inputs.lam, (chance) => chance.exponential());
  const starts = fcfsStarts(trace, inputs.c);
  const { meanWait: wait, utilization, makespan } = waitsOf(trace, starts, inputs.c);

  test("wait, share that waits, utilization", () => {
    near(wait / SERVICE, expected.Wq);
    near(starts.filter((start, one) => start > (trace.submit[one] ?? 0)).length / JOBS, expected.P_wait, 0.02);
    near(utilization, expected.util, 0.02);
  });

  test("Little's law: jobs in the system, counted over time, are λ W", () => {
    // Counted moment by moment: +1 at each submission, −1 at each end.
    const moments = new Float64Array(2 * JOBS);
    moments.set(trace.submit);
    moments.set(
      starts.map((start, one) => start + (trace.run[one] ?? 0)),
      JOBS,
    );
    const ends = moments.subarray(JOBS).sort();
    let [area, inside, arrived, last] = [0, 0, 0, trace.submit[0] ?? 0];
    for (const end of ends) {
      while (arrived < JOBS && (trace.submit[arrived] ?? 0) <= end) {
        const at = trace.submit[arrived++] ?? 0;
        area += inside++ * (at - last);
        last = at;
      }
      area += inside-- * (end - last);
      last = end;
    }
    const meanRun = trace.run.reduce((sum, run) => sum + run, 0) / JOBS;
    near(area / makespan, (JOBS / makespan) * (wait + meanRun), 1e-9);
    near(area / makespan, expected.L);
  });
});

describe("one server, any service: Wq = λ E[S²] / 2(1 − ρ) (Pollaczek 1930, Khinchine 1932)", () => {
  test("constant service waits half of what exponential does", () => {
    near(
      simulated(
        poisson(0.8, () => 1),
        1,
      ),
      0.8 / (2 * 0.2),
    );
    near(0.8 / (2 * 0.2), meanWait({ servers: 1, arrivalRate: 0.8, serviceRate: 1 }) / 2, 1e-9);
  });

  test("lognormal service, σ = 1, has E[S²] = e", () => {
    const lognormal = (chance: Random) => Math.exp(normal(chance) - 0.5);
    near(simulated(poisson(0.5, lognormal), 1), (0.5 * Math.E) / (2 * 0.5));
  });
});

test("many servers wait as Erlang's C says: 40 at a load of 36", () => {
  const trace = poisson(36, (chance) => chance.exponential());
  near(simulated(trace, 40), erlangC({ servers: 40, offeredLoad: 36 }) / 4, 0.08); // waits of neighbours are much alike
});

test("a gang of two and a single one on two GPUs, saturated, keep 6/7 of them busy (science.md A7)", () => {
  const chance = random(3);
  const jobs = 200_000;
  const run = new Float64Array(jobs).map(() => Math.round(SERVICE * chance.exponential()));
  const size = new Int32Array(jobs).map(() => 1 + chance.below(2));
  const trace = { submit: new Float64Array(jobs), run, estimate: run, size };
  const { utilization, makespan } = waitsOf(trace, fcfsStarts(trace, 2), 2);
  near(utilization, 6 / 7, 0.01);
  near((jobs / makespan) * SERVICE, 8 / 7, 0.01);
});

test("stopping for the urgent and resuming is a preemptive-resume queue: 1/(μ − λ₁), and 1/μ / (1 − ρ₁)(1 − ρ)", () => {
  // Every job takes both nodes; a checkpoint each second, kills and restarts that take none. (Kleinrock 1976, vol. 2, section 3.4)
  const chance = random(9);
  const service = 1000;
  const [urgent, other] = [0.3, 0.4];
  const jobs: Column[] = [];
  for (let time = 0; jobs.length < 40_000; ) {
    time += (service / (urgent + other)) * chance.exponential();
    const isUrgent = chance.uniform() < urgent / (urgent + other);
    const run = Math.round(service * chance.exponential());
    jobs.push(job({ submit: Math.round(time), size: 16, run, priority: isUrgent ? 1 : 0, kind: isUrgent ? GANG : 0 }));
  }
  const until = 2 * (jobs.at(-1)?.submit ?? 0);
  const how = settings({
    shape: { nodes: 2, nodesPerPod: 2, nodesPerRack: 2 },
    policy: "preemption",
    checkpoint: 1,
    killTime: 0,
    restartTime: 0,
    until,
    sampleEvery: until,
  });
  const { fleet } = play(how, workloadOf(jobs));
  const stay = (priority: number) => {
    const its = jobs.flatMap((one, i) => (one.priority === priority ? (fleet.jobs.end[i] ?? 0) - one.submit : []));
    return its.reduce((sum, value) => sum + value, 0) / its.length / service;
  };
  near(stay(1), 1 / (1 - urgent));
  near(stay(0), 1 / ((1 - urgent) * (1 - urgent - other)));
});
