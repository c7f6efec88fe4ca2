import { expect, it } from "vitest";
import { digitsIn, tellParam } from "../../src/components/kit/manner.ts";

it.each([
  ["0.05", 1],
  ["1.50", 3],
  ["-3.61", 3],
  ["2e-7", 1],
  ["1.25e-7", 3],
  ["0", 1],
])("%s has %i significant digits", (text, digits) => {
  expect(digitsIn(text)).toBe(digits);
});

it("tells a lever's small number in the digits that it was set with", () => {
  const spec = { kind: "range", label: "", unit: "", min: 1e-9, max: 1, default: 1, scale: "log", ticks: [] } as const;
  expect([2e-7, 1e-5, 0.1].map((value) => tellParam(spec, value))).toEqual(["2e-7", "0.00001", "0.1"]);
});
