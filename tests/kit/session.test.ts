import { describe, expect, test, vi } from "vitest";
import type { ChapterData } from "../../src/components/kit/chapter-data.ts";
import { decide, withExhibit } from "../../src/components/kit/decision.ts";
import { outlineOf } from "../../src/components/kit/model-values.ts";
import { type Exhibit, emptyRecord } from "../../src/components/kit/record.ts";
import { Session } from "../../src/components/kit/session.ts";
import type { AnyModel } from "../../src/sim/core/model.ts";
import { CHAPTER } from "./stored.ts";

/** A model with a lever, a choice that only presets make, a draw, and an output without end. */
const module: AnyModel = {
  params: {
    weight: {
      kind: "range",
      label: "Weight",
      unit: "",
      min: 0,
      max: 9,
      default: 1,
      scale: "linear",
      whole: true,
      ticks: [],
    },
    network: { kind: "choice", label: "Network", options: { a: "A", b: "B" }, default: "a", given: true },
  },
  outputs: { double: { label: "Double", style: "count" }, never: { label: "Never", style: "duration" } },
  simulate: ({ weight }) =>
    ({ double: 2 * Number(weight), never: Number.POSITIVE_INFINITY, finished: true, log: [] }) as never,
};

const chapter = {
  id: CHAPTER,
  preset: "plan",
  presets: { plan: { label: "Plan", params: {} } },
  levers: ["weight"],
  search: null,
  decision: { choices: {}, evidence: true, risk: null, keeps: ["weight", "double", "never"] },
} as unknown as ChapterData; // what these tests look at

const opened = (held: string[] = []) => {
  const record = emptyRecord(CHAPTER, "1", "plan");
  return new Session({ module, chapter, record, params: { weight: 1, network: "a" }, clock: () => 5, held });
};

describe("several levers at once", () => {
  test("are one step of undo, within their ranges, and leave what only presets set", () => {
    const session = opened();
    session.put({ weight: 12, network: "b", unknown: 3 }, "draw", "fault");
    expect(session.explored).toEqual({ weight: 9, network: "a" });
    expect(session.record.actions).toEqual([[5, "draw", "fault"]]);
    session.undo();
    expect(session.explored).toEqual({ weight: 1, network: "a" });
    expect(session.canUndo).toBe(false);
  });

  test("leave a lever that the link holds", () => {
    const session = opened(["weight"]);
    session.put({ weight: 3 }, "draw", "fault");
    expect(session.explored.weight).toBe(1);
  });
});

describe("a decision", () => {
  test("is a draft while it is filled in, and takes the values along when it is kept", async () => {
    const session = opened();
    await decide(session, { choices: { strategy: "least" }, picks: [[1, 2]] }, false);
    expect(session.record.decision).toEqual({
      choices: { strategy: "least" },
      picks: [[1, 2]],
      keeps: {},
      kept: false,
    });
    session.move("weight", 4);
    session.letGo("weight");
    await decide(session, { choices: { strategy: "least" }, picks: [] }, true);
    expect(session.record.decision?.keeps).toEqual({ weight: 4, double: 8, never: null });
    await decide(session, { choices: { strategy: "other" }, picks: [] }, false);
    expect(session.record.decision).toMatchObject({ kept: true, keeps: { weight: 4 }, choices: { strategy: "other" } });
  });
});

test("a chart has one exhibit, its newest", () => {
  const session = opened();
  const exhibit = (of: string, cell: string) => ({ of, title: of, where: "", head: ["A"], rows: [[cell]] });
  const put = (one: Exhibit) => session.note({ exhibits: withExhibit(session.record, one) });
  put(exhibit("proof", "1"));
  put(exhibit("costs", "1"));
  put(exhibit("proof", "2"));
  expect(session.record.exhibits.map(({ of, rows }) => [of, rows[0]?.[0]])).toEqual([
    ["costs", "1"],
    ["proof", "2"],
  ]);
});

describe("a model that is known by its outputs", () => {
  const outline = outlineOf(module, [2, "Infinity"]);
  const page = (params = { weight: 1, network: "a" }) => {
    const simulate = vi.fn(module.simulate);
    const record = emptyRecord(CHAPTER, "1", "plan");
    const known = { params: { weight: 1, network: "a" }, model: outline, outline: true };
    return {
      session: new Session({ module: { ...module, simulate }, chapter, record, params, clock: () => 5, known }),
      simulate,
    };
  };
  const whole: typeof outline = Object.assign({}, outline, {
    log: [{ time: 1, kind: "failed", text: "A node fails." }],
  });

  test("tells them, without end where there is none, and runs nothing", () => {
    const { session, simulate } = page();
    expect(session.model).toMatchObject({ double: 2, never: Number.POSITIVE_INFINITY });
    expect(simulate).not.toHaveBeenCalled();
  });

  test("gives way to the model itself, and says so", () => {
    const { session, simulate } = page();
    const told = vi.fn();
    session.listen(told);
    session.fill(whole);
    expect(session.model).toBe(whole);
    expect(told).toHaveBeenCalledWith("computing");
    expect(simulate).not.toHaveBeenCalled();
  });

  test("is run for who needs more than its outputs", async () => {
    const { session, simulate } = page();
    expect(await session.ownModel()).not.toBe(outline);
    expect(simulate).toHaveBeenCalledTimes(1);
  });

  test("is of the mission alone: other levers are run, and stay", () => {
    const { session } = page({ weight: 4, network: "a" });
    expect(session.model).toMatchObject({ double: 8 });
    session.fill(whole);
    expect(session.model).toMatchObject({ double: 8 });
  });
});
