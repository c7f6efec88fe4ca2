import { describe, expect, test } from "vitest";
import { asTyped, mineOf } from "../../src/components/kit/mine.ts";
import type { Manner } from "../../src/sim/core/quantity.ts";

const NBSP = "\u00a0";

describe("a reader’s own number", () => {
  test.each<[Manner, number, string]>([
    [{ style: "times", digits: 3 }, 2, "2×"],
    [{ style: "times" }, 1.5, "1.5×"],
    [{ style: "times" }, 0.125, "0.125×"],
    [{ style: "percent" }, 0.2, `20${NBSP}%`],
    [{ style: "percent" }, 0.125, `12.5${NBSP}%`],
    [{ style: "number", digits: 3, unit: "W" }, 1200.5, `1,200.5${NBSP}W`],
    [{ style: "number", digits: 5 }, 0.02, "0.02"],
    [{ style: "number" }, 0, "0"],
    [{ style: "duration" }, 1275, `21${NBSP}min${NBSP}15${NBSP}s`],
    [{ style: "number", digits: 2 }, 1e-7, "1.0e-7"],
  ])("in the manner %j keeps the digits of %d: %s", (manner, value, told) => {
    expect(asTyped(manner, value)).toBe(told);
  });

  test("is told beside its place on the chart, and how far off it is", () => {
    const module = {
      params: {},
      outputs: { ratio: { label: "", style: "times" }, best: { label: "", style: "duration" } },
    } as const;
    const prediction = {
      choice: "more",
      right: true,
      number: 2,
      truth: 1.43,
      mark: 910,
      off: 2 / 1.43,
      when: "over",
    } as const;
    expect(mineOf({ module, lock: { of: "ratio", marks: "best" }, prediction, words: "It increases" })).toEqual({
      choice: "It increases",
      number: "2×",
      mark: `15${NBSP}min${NBSP}10${NBSP}s`,
      off: "1.40×",
    });
    const none = { ...prediction, number: null, mark: null, off: null };
    expect(mineOf({ module, lock: { of: "ratio" }, prediction: none, words: "x" })).toMatchObject({
      number: "–",
      mark: "–",
      off: "–",
    });
  });
});
