import { expect, test } from "vitest";
import { predictionOf } from "../../src/components/kit/prediction.ts";

const lock = { of: "late", right: "some", marks: "late", inverse: false, choices: {} };
const told = (number: number | null, late: number) =>
  predictionOf({ record: { commitment: { choice: "some", number, sure: "guess" } }, chapter: { lock } } as never, {
    late,
  });

test("a number is near within an eighth, else over or under, and off by a ratio of at least 1", () => {
  expect(told(25, 24)).toMatchObject({ when: "near", mark: 25 });
  expect(told(48, 24)).toMatchObject({ when: "over", off: 2 });
  expect(told(12, 24)).toMatchObject({ when: "under", off: 2 });
});

test("a predicted 0 has its place and no ratio: it is under, unless it is true", () => {
  expect(told(0, 24)).toMatchObject({ when: "under", off: null, mark: 0 });
  expect(told(0, 0)).toMatchObject({ when: "near", off: null });
});

test("a choice without a number is near", () => {
  expect(told(null, 24)).toMatchObject({ when: "near", off: null, mark: null });
});

test("a number that is marked against itself has its place also where the truth is 0", () => {
  expect(told(30, 0)).toMatchObject({ when: "over", off: null, mark: 30 });
  expect(told(0, 0)).toMatchObject({ mark: 0 });
});
