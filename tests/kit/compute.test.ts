import { describe, expect, test, vi } from "vitest";
import { openComputer, type Started } from "../../src/components/kit/compute.ts";
import { type ComputeRequest, type Computer, openSlices } from "../../src/components/kit/compute-slots.ts";
import type { AnyModel, Model, Steps } from "../../src/sim/core/model.ts";
import type { Params } from "../../src/sim/core/params.ts";

/** Counts to ten, a step at a time. */
function* count(params: Params): Steps<unknown> {
  for (let done = 0; done < 10; done++) yield { done: done / 10 };
  return { counted: params.to };
}

const module: AnyModel = {
  params: {},
  outputs: {},
  simulate: () => ({ finished: true, log: [] }) as unknown as Model, // a model without outputs
  studies: {
    count,
    *broken(): Steps<unknown> {
      yield { done: 0 };
      throw new RangeError("mtbf must be above 0, but is 0.");
    },
    *timed(_params: Params, _haste: "moving" | "resting", now?: () => number): Steps<unknown> {
      const start = now?.() ?? Number.NaN;
      yield { done: 0 };
      return (now?.() ?? Number.NaN) > start;
    },
  },
};

const request = (over: Partial<ComputeRequest> = {}): ComputeRequest => ({
  lab: "lab",
  model: "model",
  study: "count",
  params: { to: 10 },
  haste: "resting",
  ...over,
});

/** A clock of which every look takes 1 ms, so that a slice of 2 ms holds some two steps. */
const slices = (loadModel = async () => module): Computer => {
  let time = 0;
  return openSlices({
    loadModel,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    now: () => time++,
    slice: 2,
  });
};

/** A worker that can be broken by the test. */
function worker(computer: Computer): Started & { breakDown(): void } {
  const listeners = new Set<() => void>();
  return {
    computer,
    onBreak(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    breakDown() {
      for (const listener of [...listeners]) listener();
    },
  };
}

test("a study that asks for the time gets the clock of who steps it", async () => {
  expect(await slices().compute(request({ study: "timed" }), "a")).toEqual({ kind: "done", value: true });
});

describe("slices", () => {
  test("step a study to its end and tell its progress", async () => {
    const told: number[] = [];
    const outcome = await slices().compute(request(), "a", ({ done }) => told.push(done));
    expect(outcome).toEqual({ kind: "done", value: { counted: 10 } });
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  test("give a slot to the newest request; other slots go on", async () => {
    const computer = slices();
    const asked = [
      computer.compute(request(), "a"),
      computer.compute(request(), "b"),
      computer.compute(request({ params: { to: 20 } }), "a"),
    ];
    expect(await Promise.all(asked)).toEqual([
      { kind: "stale" },
      { kind: "done", value: { counted: 10 } },
      { kind: "done", value: { counted: 20 } },
    ]);
  });

  test("are cancelled between two slices", async () => {
    const computer = slices();
    const asked = computer.compute(request(), "a", () => computer.cancel("a"));
    expect(await asked).toEqual({ kind: "stale" });
  });

  test("compute the model itself where no study is named", async () => {
    expect(await slices().compute(request({ study: null }), "a")).toMatchObject({
      kind: "done",
      value: { finished: true },
    });
  });

  test.each([
    ["broken", "mtbf must be above 0, but is 0."],
    ["monteCarlo", 'Model "model" has no study "monteCarlo".'],
    ["constructor", 'has no study "constructor"'],
  ])("tell a fault in a sentence: %s", async (study, why) => {
    const outcome = await slices().compute(request({ study }), "a");
    expect(outcome.kind === "failed" && outcome.why).toContain(why);
  });

  test("tell a model that is not there", async () => {
    const computer = slices(async () => {
      throw new Error("Model: there is no src/sim/lab/model.ts");
    });
    expect(await computer.compute(request(), "a")).toMatchObject({ kind: "failed" });
  });
});

describe("the page’s computer", () => {
  test("starts one worker, at the first request", async () => {
    const start = vi.fn(() => worker(slices()));
    const computer = openComputer(start, slices());
    expect(start).not.toHaveBeenCalled();
    await computer.compute(request(), "a");
    expect(await computer.compute(request(), "a")).toEqual({ kind: "done", value: { counted: 10 } });
    expect(start).toHaveBeenCalledOnce();
  });

  test("computes on the page where workers are refused, and asks once", async () => {
    const start = vi.fn((): Started => {
      throw new DOMException("Failed to construct 'Worker'", "SecurityError");
    });
    const computer = openComputer(start, slices());
    const told = vi.fn();
    expect(await computer.compute(request(), "a", told)).toEqual({ kind: "done", value: { counted: 10 } });
    await computer.compute(request(), "a");
    expect(told).toHaveBeenCalled();
    expect(start).toHaveBeenCalledOnce();
  });

  test("begins again on the page when the worker breaks, but not what a newer request replaced", async () => {
    const hanging = worker({ compute: () => new Promise(() => undefined), cancel: () => undefined });
    const page = slices();
    const onPage = vi.spyOn(page, "compute");
    const computer = openComputer(() => hanging, page);
    const older = computer.compute(request(), "a");
    const newer = computer.compute(request({ params: { to: 20 } }), "a");
    hanging.breakDown();
    expect(await Promise.all([older, newer])).toEqual([{ kind: "stale" }, { kind: "done", value: { counted: 20 } }]);
    expect(await computer.compute(request(), "a")).toMatchObject({ kind: "done" });
    expect(onPage).toHaveBeenCalledTimes(2);
  });

  test("hands a cancel to the worker, and the answer that still comes is stale", async () => {
    const inWorker = slices();
    const cancel = vi.spyOn(inWorker, "cancel");
    const computer = openComputer(() => worker(inWorker), slices());
    const asked = computer.compute(request(), "a");
    computer.cancel("a");
    expect(await asked).toEqual({ kind: "stale" });
    expect(cancel).toHaveBeenCalledWith("a");
  });
});
