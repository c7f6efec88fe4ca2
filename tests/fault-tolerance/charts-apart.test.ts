import fc from "fast-check";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { charts as shelf } from "../../src/components/fault-tolerance/charts/further.ts";
import { charts } from "../../src/components/fault-tolerance/young-daly-audit.ts";
import { type Chart, draw } from "../../src/components/kit/chart.ts";
import { type Box, boxOf } from "../../src/components/kit/place-labels.ts";
import { STILL, type View } from "../../src/components/kit/view.ts";
import { simulate, type YoungDaly } from "../../src/sim/fault-tolerance/young-daly-audit.ts";
import { at, settings, type Values, views } from "./charts-cases.ts";

const { document } = new JSDOM("").window;
const all = Object.entries({ ...charts, ...shelf }) as [string, Chart<YoungDaly>][];
/** Widths of the pane (px): of the page at 320 and 360, beside another chart, and of the broad page. */
const WIDTHS = [288, 328, 390, 500, 680, 1100, 1200];
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
function crowded(chart: Chart<YoungDaly>, width: number, model: YoungDaly, view: View): string[] {
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

/** Settings at which labels were once found on one another. */
const MET: readonly Partial<Values>[] = [
  {},
  { nodes: 8 },
  { nodes: 131_072, interval: 600 },
  { writeTime: 0.1, interval: 10 },
  { writeTime: 3600, interval: 86_400 },
  { nodes: 16_384, nodeMtbf: 50_680, writeTime: 60, restartTime: 600, interval: 3600 },
  { nodeMtbf: 1000, restartTime: 3600, downtime: 3600 },
];

/** The page keeps room for the height of one width in each of its three ranges. */
const RANGES = [
  { room: 340, from: 288, to: 479 },
  { room: 680, from: 480, to: 899 },
  { room: 1100, from: 900, to: 1200 },
];

describe.each(all)("%s", (_name, chart) => {
  it("fits the room that the page keeps for it", () => {
    const mission = simulate(at());
    for (const { room, from, to } of RANGES) {
      const sizes = fc.tuple(settings, fc.integer({ min: from, max: to }));
      fc.assert(
        fc.property(sizes, ([values, width]) => {
          expect(chart.frame(width, simulate(at(values))).height).toBe(chart.frame(room, mission).height);
        }),
        { numRuns: 15 },
      );
    }
  });

  it("keeps its words apart where they were once found on one another", () => {
    for (const values of MET) {
      const model = simulate(at(values));
      for (const width of WIDTHS) {
        for (const view of [STILL, { ...STILL, prediction: 910 }, { ...STILL, searching: true }]) {
          expect(crowded(chart, width, model, view), JSON.stringify(values)).toEqual([]);
        }
      }
    }
  });

  it("keeps its words apart and inside at any levers, for any reader", () => {
    fc.assert(
      fc.property(settings, views, fc.constantFrom(...WIDTHS), (values, view, width) => {
        expect(crowded(chart, width, simulate(at(values)), view)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
