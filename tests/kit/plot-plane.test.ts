import { expect, test } from "vitest";
import { plane } from "../../src/components/kit/plot-plane.ts";

const options = {
  title: "Tax",
  x: {
    from: 1,
    to: 100,
    scale: "log",
    ticks: [
      [1, "1 s"],
      [10, "10 s"],
      [100, "100 s"],
    ],
  },
  y: {
    from: 0,
    to: 1,
    scale: "linear",
    ticks: [
      [0, "0"],
      [1, "100 %"],
    ],
  },
} as const;

const numbersIn = (path: string | undefined) => (path ?? "").match(/[ML][^ML]+/g) ?? [];

test("the ends of an axis stand at the ends of the box, and the root of a logarithmic one in its middle", () => {
  const { x, y, box, frame, width } = plane(680, options);
  expect([x(1), x(100)]).toEqual([box.left, box.right]);
  expect(x(10)).toBeCloseTo((box.left + box.right) / 2, 9);
  expect([y(0), y(1), y(0.5)]).toEqual([box.bottom, box.top, (box.top + box.bottom) / 2]);
  expect(frame.height).toBe(box.bottom + (frame.marginBottom ?? 0));
  expect(width).toBe(box.right + (frame.marginRight ?? 0));
});

test("a line that leaves upward is cut where it crosses the edge, and comes back there", () => {
  const { line, box, x } = plane(680, options);
  const pieces = numbersIn(line([1, 10, 100], [0.5, 1.5, 0.5], "black").path);
  expect(pieces).toHaveLength(4);
  const middle = ((x(1) + x(10)) / 2).toFixed(1);
  expect(pieces[1]).toBe(`L${middle},${box.top.toFixed(1)}`);
  expect(pieces[2]).toBe(`M${((x(10) + x(100)) / 2).toFixed(1)},${box.top.toFixed(1)}`);
});

test("what is no number is a gap, and what never ends leaves the box", () => {
  const { line, box } = plane(680, options);
  expect(numbersIn(line([1, 2, 4, 8], [0.1, Number.NaN, 0.1, 0.2], "black").path).map((piece) => piece[0])).toEqual([
    "M",
    "M",
    "L",
  ]);
  const up = numbersIn(line([1, 10], [0.5, Number.POSITIVE_INFINITY], "black").path);
  expect(up).toHaveLength(2);
  expect(up[1]?.endsWith(`,${box.top.toFixed(1)}`)).toBe(true);
});

test("words along the axis never touch", () => {
  const many = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 50, 100].map((v) => [v, `${v} seconds`] as const);
  const words = plane(328, { ...options, x: { ...options.x, ticks: many } }).words.map(({ text }) => text);
  expect(words).toContain("100 seconds");
  expect(words.length).toBeLessThan(10);
});
