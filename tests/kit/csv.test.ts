import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Columns, csv, toldTable } from "../../src/components/kit/csv.ts";

const columns: Columns = {
  cause: { label: "Cause", style: "number" },
  interval: { label: "Interval", style: "duration" },
  tax: { label: "Tax", style: "percent" },
  size: { label: "Checkpoint, whole", style: "bytes" },
  power: { label: "Power", style: "number", unit: "mW" },
};
const rows = [
  { cause: "GPU HBM3", interval: 1275, tax: 0.07, size: 2.1e12, power: -0.5 },
  { cause: '=SUM(A1), "x"\n', interval: Number.POSITIVE_INFINITY, tax: Number.NaN, size: 0, power: 1e-7 },
];

describe("a chart’s CSV", () => {
  test("names the unit of each column and gives bare numbers", () => {
    expect(csv(columns, rows).split("\r\n").slice(0, 2)).toEqual([
      'Cause,Interval (s),Tax (%),"Checkpoint, whole (B)",Power (mW)',
      "GPU HBM3,1275,7,2100000000000,-0.5",
    ]);
  });

  test("quotes by RFC 4180, disarms formulas, and shows neither NaN nor Infinity", () => {
    expect(csv(columns, rows).endsWith('"\'=SUM(A1), ""x""\n",never,,0,1e-7\r\n')).toBe(true);
    for (const start of ["=", "+", "-", "@", "\t", "\r"])
      expect(csv({ cause: { label: "Cause", style: "number" } }, [{ cause: `${start}1` }])).toMatch(/\r\n"?'/);
  });

  test("has as many cells in each line as it has columns, whatever the words", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (words) => {
        const text = csv(
          { a: { label: "A", style: "number" }, b: { label: "B", style: "number" } },
          words.map((a) => ({ a, b: 1 })),
        );
        const cells = text.replace(/"(?:[^"]|"")*"|[^,\r\n"]+/g, "x").split("\r\n");
        for (const line of cells.slice(0, -1)) expect(line).toMatch(/^x?,x$/);
        expect(cells).toHaveLength(words.length + 2);
      }),
      { seed: 7 },
    );
  });

  test("and its table tells the same in words", () => {
    expect(toldTable(columns, rows)).toEqual({
      head: ["Cause", "Interval", "Tax", "Checkpoint, whole", "Power"],
      body: [
        ["GPU HBM3", "21\u00a0min\u00a015\u00a0s", "7.0\u00a0%", "2.10\u00a0TB", "-0.500\u00a0mW"],
        ['=SUM(A1), "x"\n', "never", "–", "0\u00a0B", "1.00e-7\u00a0mW"],
      ],
    });
    expect(toldTable(columns, [{ cause: "none" }]).body).toEqual([["none", "–", "–", "–", "–"]]);
  });
});
