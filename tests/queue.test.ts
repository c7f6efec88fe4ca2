import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { easyStarts } from "../src/sim/core/easy.ts";
import { fcfsStarts } from "../src/sim/core/fcfs.ts";
import { random } from "../src/sim/core/random.ts";
import { TimeHeap } from "../src/sim/core/time-heap.ts";
import { type Trace, waitsOf } from "../src/sim/core/trace.ts";
import { oracle } from "./laws/read-oracle.ts";
import { slowEasy, slowFcfs } from "./slow-queue.ts";

const traceOf = (jobs: readonly { submit: number; size: number; run: number; estimate: number }[]): Trace => ({
  submit: Float64Array.from(jobs, ({ submit }) => submit),
  size: Int32Array.from(jobs, ({ size }) => size),
  run: Float64Array.from(jobs, ({ run }) => run),
  estimate: Float64Array.from(jobs, ({ estimate }) => estimate),
});

const GPUS = 16;

/** Few ticks and few sizes: so that ties are the rule. */
const anyTrace = (longest: number): fc.Arbitrary<Trace> =>
  fc
    .array(
      fc.record({
        submit: fc.integer({ min: 0, max: 40 }),
        size: fc.integer({ min: 1, max: GPUS }),
        run: fc.integer({ min: 0, max: longest }),
        over: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: longest })),
      }),
      { maxLength: 40 },
    )
    .map((jobs) =>
      traceOf(
        jobs.map(({ over, ...job }) => ({ ...job, estimate: job.run + over })).sort((a, b) => a.submit - b.submit),
      ),
    );

describe("the oracle easy-tiny", () => {
  const number = v.number();
  const { inputs, expected } = oracle(
    "easy-tiny",
    v.object({
      G: number,
      jobs: v.array(v.object({ id: v.string(), arrival: number, size: number, run: number, estimate: number })),
    }),
    v.object({
      fcfs_start: v.record(v.string(), number),
      easy_start: v.record(v.string(), number),
      fcfs: v.object({ makespan: number, mean_wait: number, util: number }),
      easy: v.object({ makespan: number, mean_wait: number, util: number }),
    }),
  );
  const trace = traceOf(inputs.jobs.map(({ arrival, ...job }) => ({ ...job, submit: arrival })));
  const named = (starts: Float64Array) => Object.fromEntries(inputs.jobs.map(({ id }, i) => [id, starts[i]]));

  test.each([
    ["fcfs", fcfsStarts, expected.fcfs_start, expected.fcfs],
    ["easy", easyStarts, expected.easy_start, expected.easy],
  ] as const)("%s", (_, policy, starts, waits) => {
    const found = policy(trace, inputs.G);
    expect(named(found)).toEqual(starts);
    const { meanWait, makespan, utilization } = waitsOf(trace, found, inputs.G);
    expect(makespan).toBe(waits.makespan);
    expect(meanWait).toBeCloseTo(waits.mean_wait, 9);
    expect(utilization).toBeCloseTo(waits.util, 9);
  });
});

describe("start times are those of a slow, obvious scheduler", () => {
  test("first come, first served", () => {
    fc.assert(
      fc.property(anyTrace(20), (trace) => {
        expect([...fcfsStarts(trace, GPUS)]).toEqual(slowFcfs(trace, GPUS));
      }),
      { numRuns: 500 },
    );
  });

  test("with EASY, estimates exact or too long", () => {
    fc.assert(
      fc.property(anyTrace(20), (trace) => {
        expect([...easyStarts(trace, GPUS)]).toEqual(slowEasy(trace, GPUS).starts);
      }),
      { numRuns: 1000 },
    );
  });

  test("on a longer trace with a queue", () => {
    const chance = random(5);
    const jobs = Array.from({ length: 3000 }, (_, i) => {
      const run = Math.ceil(600 * chance.exponential());
      return { submit: i * 12, size: 1 + chance.below(64), run, estimate: run + chance.below(2) * chance.below(900) };
    });
    const trace = traceOf(jobs);
    expect([...fcfsStarts(trace, 128)]).toEqual(slowFcfs(trace, 128));
    expect([...easyStarts(trace, 128)]).toEqual(slowEasy(trace, 128).starts);
  });
});

describe("EASY", () => {
  test("never starts a head of the queue later than any reservation it had, where runs keep to the estimates", () => {
    fc.assert(
      fc.property(anyTrace(20), (trace) => {
        const starts = easyStarts(trace, GPUS);
        for (const { job, shadow } of slowEasy(trace, GPUS).reservations)
          expect(starts[job]).toBeLessThanOrEqual(shadow);
      }),
      { numRuns: 500 },
    );
  });

  test("with zero estimates to spare starts no job later than strict order would, if all are alike in size", () => {
    const trace = traceOf([1, 2, 3, 4].map((submit) => ({ submit, size: 9, run: 5, estimate: 5 })));
    expect([...easyStarts(trace, GPUS)]).toEqual([...fcfsStarts(trace, GPUS)]);
  });
});

describe("the pool", () => {
  test("never holds more than it has, and strict order keeps its order", () => {
    fc.assert(
      fc.property(anyTrace(30), (trace) => {
        for (const policy of [fcfsStarts, easyStarts]) {
          const starts = policy(trace, GPUS);
          for (const at of starts) {
            let held = 0;
            for (const [job, start] of starts.entries())
              if (start <= at && at < start + (trace.run[job] ?? 0)) held += trace.size[job] ?? 0;
            expect(held).toBeLessThanOrEqual(GPUS);
          }
          for (const [job, start] of starts.entries()) expect(start).toBeGreaterThanOrEqual(trace.submit[job] ?? 0);
        }
        const strict = fcfsStarts(trace, GPUS);
        expect([...strict]).toEqual([...strict].sort((a, b) => a - b));
      }),
    );
  });

  test("refuses a job that is larger than it", () => {
    const trace = traceOf([{ submit: 0, size: 17, run: 1, estimate: 1 }]);
    expect(() => fcfsStarts(trace, GPUS)).toThrow("needs 17 GPUs");
    expect(() => easyStarts(trace, GPUS)).toThrow(RangeError);
  });

  test("is empty for an empty trace", () => {
    expect(waitsOf(traceOf([]), easyStarts(traceOf([]), GPUS), GPUS)).toEqual({
      jobs: 0,
      meanWait: 0,
      makespan: 0,
      utilization: 0,
    });
  });
});

test("the heap gives numbers by time, and of one time by sequence", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
      const heap = new TimeHeap(1);
      for (const [number, time] of times.entries()) heap.push(time, number);
      const sorted = [...times.keys()].sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
      expect(sorted.map(() => heap.pop())).toEqual(sorted);
      expect([heap.pop(), heap.size, heap.time]).toEqual([-1, 0, Infinity]);
    }),
  );
});
