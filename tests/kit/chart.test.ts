import * as Plot from "@observablehq/plot";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { type Chart, draw, moving } from "../../src/components/kit/chart.ts";
import { placeLabels, textWidth } from "../../src/components/kit/place-labels.ts";
import { blocks, columnsOf, dots, labels, strokes } from "../../src/components/kit/plot-parts.ts";
import { within } from "../../src/components/kit/series.ts";
import { STILL, type View } from "../../src/components/kit/view.ts";

const { document } = new JSDOM("").window;

interface Wave {
  readonly y: readonly number[];
}
const wave = (phase: number, count = 20): Wave => ({
  y: Array.from({ length: count }, (_, i) => Math.sin(i / 3 + phase)),
});
const x = ({ y }: Wave) => y.map((_, i) => i + 1);

/** Every kind of mark that the kit offers, on scales of Plot and in pixels. */
const everything: Chart<Wave> = {
  title: "Everything",
  finding: ({ y }) => `It starts at ${y[0]}.`,
  columns: { x: { label: "x", style: "number" } },
  rows: () => [{ x: 1 }],
  frame: () => ({
    height: 100,
    x: { type: "log", domain: [1, 20] },
    y: { domain: [-1, 1] },
    color: { type: "identity" },
  }),
  marks: () => [
    Plot.gridY(),
    moving(Plot.areaY, (model: Wave) => ({ x: x(model), y1: model.y.map(() => 0), y2: model.y }), { fill: "red" }),
    moving(Plot.line, (model: Wave) => ({
      x: [...x(model), ...x(model)],
      y: [...model.y, ...model.y.map((value, i) => (i % 5 ? value / 2 : Number.NaN))],
      z: [...model.y.map(() => "a"), ...model.y.map(() => "b")],
      stroke: [...model.y.map(() => "var(--ink)"), ...model.y.map(() => "var(--axis)")],
    })),
    moving(Plot.dot, (model: Wave) => ({ x: x(model), y: model.y }), { r: 2 }),
    moving(blocks, ({ y }: Wave) =>
      columnsOf(
        y.map((value, i) => ({
          left: i,
          right: i + 5,
          top: 0,
          bottom: 9 + value,
          fill: "red",
          texture: "url(#hatch)",
        })),
      ),
    ),
    moving(strokes, ({ y }: Wave) =>
      columnsOf(y.map((value, i) => ({ left: i, right: 9, top: value, bottom: 3, stroke: "red", dash: "1 2" }))),
    ),
    moving(dots, ({ y }: Wave) => columnsOf(y.map((value, i) => ({ left: i, top: value, radius: 3, fill: "red" })))),
    moving(labels, ({ y }: Wave) =>
      columnsOf(y.map((value, i) => ({ left: i, top: value, text: `a${i}`, anchor: "end" }))),
    ),
  ],
};

/** Where two pictures part, in a few words; "" where they are alike. */
function difference(a: string, b: string): string {
  const at = [...a].findIndex((character, i) => character !== b[i]);
  return a === b ? "" : `${a.slice(Math.max(0, at - 60), at + 60)} | ${b.slice(Math.max(0, at - 60), at + 60)}`;
}

describe("a drawing", () => {
  const drawn = (model: Wave, view: View = STILL) => draw(everything, 300, model, view, document);

  it("is after any updates, also through emptiness, what a fresh drawing would be", () => {
    const drawing = drawn(wave(0));
    for (const next of [wave(1), wave(2, 0), wave(3, 7), wave(4, 1), wave(5)]) {
      drawing.move(next, STILL);
      expect(difference(drawing.svg.outerHTML, drawn(next).svg.outerHTML)).toBe("");
    }
  });

  it("grows from nothing as well", () => {
    const drawing = drawn(wave(0, 0));
    drawing.move(wave(1), STILL);
    expect(difference(drawing.svg.outerHTML, drawn(wave(1)).svg.outerHTML)).toBe("");
  });

  it("leaves the naming to its caption", () => {
    const html = drawn(wave(0)).svg.outerHTML;
    expect(html).not.toMatch(/aria-label|aria-description|NaN|Infinity|undefined/);
    expect(html).toMatch(/^<svg [^>]*role="img"/);
  });
});

describe("placeLabels", () => {
  const bounds = { left: 0, top: 0, right: 200, bottom: 100 };
  const at = (left: number, top: number) => [{ left, top, text: "checkpoints" }];

  it("takes the next place when the first is taken, and leaves a label out when none is left", () => {
    const placed = placeLabels([[at(10, 20)], [at(12, 24), at(10, 60)], [at(14, 62)]], bounds);
    expect(placed.map(({ top }) => top)).toEqual([20, 60]);
  });

  it("keeps labels inside", () => {
    expect(placeLabels([[at(190, 20)], [at(10, 5)], [at(10, 99)]], bounds)).toEqual([]);
  });

  it("hides as little of the lines as it can", () => {
    const line = Array.from({ length: 20 }, (_, i) => ({ left: 10 * i, top: 16 }));
    expect(placeLabels([[at(10, 20), at(10, 60)]], bounds, line)[0]?.top).toBe(60);
  });
});

describe("textWidth", () => {
  // Measured in Chromium: Source Sans 3 at 13 px, weights 400 and 600.
  it.each([
    ["recovery and downtime", 128.4, 132.1],
    ["You predicted 15 min 10 s", 137.3, 140.8],
    ["a run takes 69.1× as long", 132.1, 136.1],
    ["Never ends: at 24 h", 102.5, 105.5],
  ])("is no less than what is drawn, and at most 8 % more: %s", (text, regular, bold) => {
    expect(textWidth(text)).toBeGreaterThanOrEqual(0.99 * regular);
    expect(textWidth(text)).toBeLessThan(1.08 * regular);
    expect(textWidth(text, true)).toBeGreaterThanOrEqual(0.99 * bold);
    expect(textWidth(text, true)).toBeLessThan(1.08 * bold);
  });
});

describe("within", () => {
  it("ends a line where it leaves the frame", () => {
    expect(within([1, 2, 3], [0, 2, 4], 3)).toEqual({ x: [1, 2, 2.5], y: [0, 2, 3] });
  });
});
