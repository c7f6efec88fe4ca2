import { expect, test } from "vitest";
import { remember } from "../../src/sim/core/remember.ts";

test("a result is computed again only when an argument changes", () => {
  let computed = 0;
  const sum = remember((a: number, b: number) => {
    computed++;
    return { sum: a + b };
  });
  const first = sum(1, 2);
  expect(sum(1, 2)).toBe(first);
  expect(sum(2, 2)).toEqual({ sum: 4 });
  expect(sum(1, 2)).toEqual(first);
  expect(computed).toBe(3);
});

test("NaN is the same argument as NaN, and Infinity as Infinity", () => {
  let computed = 0;
  const count = remember((_a: number, _b: number) => ++computed);
  expect([count(Number.NaN, Number.POSITIVE_INFINITY), count(Number.NaN, Number.POSITIVE_INFINITY)]).toEqual([1, 1]);
});
