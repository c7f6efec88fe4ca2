import fc from "fast-check";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { type Chart, draw } from "../../src/components/kit/chart.ts";
import { type Box, boxOf } from "../../src/components/kit/place-labels.ts";
import { STILL, type View } from "../../src/components/kit/view.ts";
import type { ParamValue } from "../../src/sim/core/params.ts";
import { tell } from "../../src/sim/core/quantity.ts";

const { document } = new JSDOM("").window;

/** A chart at rest, as the build draws it. */
export const drawn = <M>(chart: Chart<M>, width: number, model: M, view: View = STILL): string =>
  draw(chart, width, model, view, document).svg.outerHTML;

/** All texts of a picture. */
export const labelsIn = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => (match[1] ?? "").replaceAll("&nbsp;", "\u00a0"));

/** Any reader of a chapter: a prediction, trials with these settings and results, and where they stand. */
export const anyView = (trial: {
  readonly settings: fc.Arbitrary<Readonly<Record<string, ParamValue>>>;
  readonly shown: fc.Arbitrary<Readonly<Record<string, number>>>;
  readonly prediction: fc.Arbitrary<number>;
}): fc.Arbitrary<View> =>
  fc.record({
    prediction: fc.option(trial.prediction),
    trials: fc
      .array(fc.record({ settings: trial.settings, shown: trial.shown }), { maxLength: 10 })
      .map((made) => made.map((each, i) => ({ number: i + 1, attempt: 1, seed: 3, met: false, ...each }))),
    searching: fc.boolean(),
    asked: fc.boolean(),
    time: fc.double({ min: 0, max: 3.6e6, noNaN: true }),
    studies: fc.constant({}),
    ran: fc.constant({}),
    step: fc.integer({ min: 0, max: 4 }),
  });

/** Widths of the pane (px): of the page at 320 and 360, beside another chart, and of the broad page. */
const WIDTHS = [288, 328, 390, 500, 680, 780, 1100, 1200];
/** The page keeps room for the height of one width in each of its three ranges. */
const RANGES = [
  { room: 340, from: 288, to: 479 },
  { room: 680, from: 480, to: 899 },
  { room: 1100, from: 900, to: 1200 },
];
/** The table of widths is right to 3 %, and line boxes are higher than letters (px). */
const SLACK = { across: 1, down: 2, edge: 3 };

interface Text {
  readonly words: string;
  readonly box: Box;
}

const textsIn = (svg: SVGSVGElement): Text[] =>
  [...svg.querySelectorAll("text")].map((text) => {
    const anchor = text.getAttribute("text-anchor") ?? "start";
    const words = text.textContent ?? "";
    return {
      words,
      box: boxOf({
        left: Number(text.getAttribute("x")),
        top: Number(text.getAttribute("y")),
        text: words,
        anchor: anchor === "middle" || anchor === "end" ? anchor : "start",
        bold: text.hasAttribute("font-weight"),
      }),
    };
  });

/** Texts that lie on one another, and texts that leave the picture. */
export function crowded<M>(chart: Chart<M>, width: number, model: M, view: View): string[] {
  const { svg } = draw(chart, width, model, view, document);
  const height = Number(svg.getAttribute("height"));
  const texts = textsIn(svg);
  const outside = texts.filter(
    ({ box }) =>
      box.left < -SLACK.edge ||
      box.right > width + SLACK.edge ||
      box.top < -SLACK.edge ||
      box.bottom > height + SLACK.edge,
  );
  const pairs = texts.flatMap((a, i) =>
    texts.slice(i + 1).flatMap((b) => {
      const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      return across > SLACK.across && down > SLACK.down ? [`“${a.words}” lies on “${b.words}”`] : [];
    }),
  );
  return [...outside.map(({ words }) => `“${words}” leaves the picture`), ...pairs].map(
    (fault) => `${width} px: ${fault}`,
  );
}

/** What holds for every chart of a model, at any levers and for any reader. Pictures lie beside the test in `charts/`. */
export function holdsForCharts<M>(
  charts: Readonly<Record<string, Chart<M>>>,
  {
    preset,
    models,
    views,
    broad = [],
    met = [],
    prediction,
    veiled,
    folder = "./charts",
  }: {
    /** The model at the preset: the picture. */
    readonly preset: M;
    /** Models at any levers. */
    readonly models: fc.Arbitrary<M>;
    readonly views: fc.Arbitrary<View>;
    /** Charts that also have a picture at 1,100 px. */
    readonly broad?: readonly string[];
    /** Models at which labels were once found on one another. */
    readonly met?: readonly M[];
    /** A number that a reader may predict: what the lock marks. */
    readonly prediction: number;
    /** Two cases that the reader must not tell apart while a search is open: same levers, other hidden parameters. */
    readonly veiled?: { readonly one: M; readonly other: M; readonly view: View; readonly except?: readonly string[] };
    readonly folder?: string;
  },
): void {
  const all = Object.entries(charts);
  describe.each(all)("%s", (name, chart) => {
    it("shows the preset as in its picture", async () => {
      for (const size of broad.includes(name) ? [340, 680, 1100] : [340, 680]) {
        await expect(`${drawn(chart, size, preset)}\n`).toMatchFileSnapshot(`${folder}/${name}-${size}.svg`);
      }
    });

    it("moved is the same as drawn anew, at any levers", () => {
      fc.assert(
        fc.property(
          fc.array(fc.tuple(models, views), { minLength: 2, maxLength: 4 }),
          fc.constantFrom(...WIDTHS),
          (steps, size) => {
            const [first] = steps;
            if (!first) return;
            const drawing = draw(chart, size, first[0], first[1], document);
            for (const [model, view] of steps) {
              if (drawing.outgrown(model)) continue;
              drawing.move(model, view);
              expect(drawing.svg.outerHTML === drawn(chart, size, model, view)).toBe(true);
            }
          },
        ),
        { numRuns: 30 },
      );
    });

    it("shows no NaN, no Infinity and no undefined, and leaves its name to the caption", () => {
      fc.assert(
        fc.property(models, views, fc.constantFrom(...WIDTHS), (model, view, size) => {
          const svg = drawn(chart, size, model, view);
          expect(svg).not.toMatch(/NaN|Infinity|undefined|aria-label/);
          for (const sentence of [chart.finding(model, view), chart.reading?.(model, view) ?? ""]) {
            expect(sentence).not.toMatch(/NaN|Infinity|undefined|\de\d/);
          }
          expect(chart.finding(model, view)).toMatch(/^[A-Z0-9].*\.$/);
        }),
        { numRuns: 60 },
      );
    });

    it("has rows of its columns, each told", () => {
      const rows = chart.rows(preset, STILL);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        expect(Object.keys(row).every((key) => key in chart.columns)).toBe(true);
        for (const [key, value] of Object.entries(row)) {
          const column = chart.columns[key];
          if (column && typeof value === "number") expect(tell(value, column)).not.toMatch(/NaN|Infinity|undefined|–/);
        }
      }
    });

    it("fits the room that the page keeps for it", () => {
      for (const { room, from, to } of RANGES) {
        fc.assert(
          fc.property(models, fc.integer({ min: from, max: to }), (model, width) => {
            expect(chart.frame(width, model).height).toBe(chart.frame(room, preset).height);
          }),
          { numRuns: 15 },
        );
      }
    });

    it("keeps its words apart and inside at the preset, and where they were once found on one another", () => {
      for (const model of [preset, ...met]) {
        for (const width of WIDTHS) {
          for (const view of [STILL, { ...STILL, prediction }, { ...STILL, searching: true }]) {
            expect(crowded(chart, width, model, view)).toEqual([]);
          }
        }
      }
    });

    it("keeps its words apart and inside at any levers, for any reader", () => {
      fc.assert(
        fc.property(models, views, fc.constantFrom(...WIDTHS), (model, view, width) => {
          expect(crowded(chart, width, model, view)).toEqual([]);
        }),
        { numRuns: 150 },
      );
    });
  });

  if (!veiled) return;
  const { one, other, view, except = [] } = veiled;
  it.each(all.filter(([name]) => !except.includes(name)))("%s tells nothing of the unseen case", (_name, chart) => {
    for (const size of [328, 680, 1100]) expect(drawn(chart, size, one, view)).toBe(drawn(chart, size, other, view));
    expect(chart.finding(one, view)).toBe(chart.finding(other, view));
    expect(chart.reading?.(one, view)).toBe(chart.reading?.(other, view));
    expect(chart.rows(one, view)).toEqual(chart.rows(other, view));
  });
}
