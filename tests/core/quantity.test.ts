import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { duration, fixed, type Style, significant, tell } from "../../src/sim/core/quantity.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("a duration speaks in two parts at most", () => {
  test.each([
    [0, "0 s"],
    [2e-6, "2 µs"],
    [0.0029, "2.9 ms"],
    [5, "5 s"],
    [59, "59 s"],
    [90, "90 s"],
    [119.7, "2 min"],
    [1274.84, "21 min 15 s"],
    [3599.7, "1 h"],
    [4 * 3600 + 300, "4 h 5 min"],
    [47 * 3600, "47 h"],
    [427_262, "4.95 days"],
    [3.1 * 365 * 86_400, "3.10 years"],
  ])("%d s is %s", (seconds, words) => expect(plain(duration(seconds))).toBe(words));

  test("never shows sixty of the smaller part", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e10, noNaN: true }), (seconds) => {
        expect(plain(duration(seconds))).not.toMatch(/min 60 s|h 60 min|120 s/);
      }),
      { seed: 8 },
    );
  });
});

describe("a number", () => {
  test("has so many significant digits, and commas for thousands", () => {
    expect(significant(131_072, 3)).toBe("131,000");
    expect(significant(0.012345, 3)).toBe("0.0123");
    expect(significant(9.999, 3)).toBe("10.0");
    expect(significant(0, 3)).toBe("0");
    expect(significant(1.5e20, 2)).toBe("1.5e20");
  });

  test("is told as Intl tells it, to the last digit that a double knows", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 0, max: 6 }),
        (value, digits) => {
          fc.pre(Math.abs(value) < 1e15 && value !== 0);
          const number = (text: string) => Number(text.replaceAll(",", ""));
          const format = new Intl.NumberFormat("en-US", {
            minimumFractionDigits: digits,
            maximumFractionDigits: digits,
          });
          const [ours, theirs] = [fixed(value, digits), format.format(value)];
          expect(ours).toMatch(/^-?\d{1,3}(,\d{3})*(\.\d+)?$/);
          expect(ours.split(".")[1]?.length).toBe(theirs.split(".")[1]?.length);
          // At a tie Intl rounds the decimal that is written, this the double: the last digit may differ by one.
          const lastDigit = 10 ** -digits + 4 * Number.EPSILON * Math.abs(value);
          expect(Math.abs(number(ours) - number(theirs))).toBeLessThanOrEqual(1.01 * lastDigit);
        },
      ),
    );
    expect([fixed(Number.POSITIVE_INFINITY, 2), fixed(Number.NaN, 2)]).toEqual(["∞", "NaN"]);
  });

  test("has a fixed count of decimals, and no minus before zero", () => {
    expect(fixed(1234.5, 2)).toBe("1,234.50");
    expect(fixed(-0, 1)).toBe("0.0");
  });
});

describe("a quantity is told", () => {
  test.each([
    [0.1249, { style: "percent" }, "12.5 %"],
    [1.427, { style: "times", digits: 3 }, "1.427×"],
    [384.05, { style: "times" }, "384.05×"],
    [27, { style: "count" }, "27"],
    [16_384, { style: "count", unit: "nodes" }, "16,384 nodes"],
    [2.45e12, { style: "bytes" }, "2.45 TB"],
    [4000, { style: "dollars" }, "$4,000"],
    [6, { style: "number", digits: 2, unit: "a day" }, "6.0 a day"],
    [Number.POSITIVE_INFINITY, { style: "duration" }, "never"],
    [Number.POSITIVE_INFINITY, { style: "percent", endless: "not finished" }, "not finished"],
    [1e307, { style: "percent" }, "over 1,000,000 %"],
    [1e4, { style: "percent" }, "1,000,000 %"],
    [1e30, { style: "duration" }, "over 1,000,000 years"],
    [1, { style: "count", unit: "frames" }, "1 frame"],
    [1, { style: "number", unit: "ms" }, "1 ms"],
    [1, { style: "number", unit: "a day" }, "1 a day"],
    [Number.NaN, { style: "number" }, "–"],
  ] as const)("%d", (value, manner, words) => expect(plain(tell(value, manner))).toBe(words));

  test("without NaN, Infinity or undefined, whatever it is", () => {
    const styles: readonly Style[] = ["number", "count", "percent", "times", "duration", "dollars", "bytes"];
    fc.assert(
      fc.property(fc.double(), fc.constantFrom(...styles), (value, style) => {
        expect(tell(style === "duration" || style === "bytes" ? Math.abs(value) : value, { style })).not.toMatch(
          /NaN|Infinity|∞|undefined/,
        );
      }),
      { seed: 9, numRuns: 2000 },
    );
  });
});
