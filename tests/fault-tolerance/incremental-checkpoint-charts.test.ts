import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minutesOf } from "../../src/components/fault-tolerance/charts/pages-save-strip.ts";
import { cellOf, SHOWN } from "../../src/components/fault-tolerance/charts/pages-writes.ts";
import { charts, further } from "../../src/components/fault-tolerance/incremental-checkpoint.ts";
import { STILL, type Trial, type View } from "../../src/components/kit/view.ts";
import { type IncrementalCheckpoint, params, simulate } from "../../src/sim/fault-tolerance/incremental-checkpoint.ts";
import type { IncrementalParams } from "../../src/sim/fault-tolerance/parts/incremental-checkpoint-levers.ts";
import { anyView, drawn, holdsForCharts, labelsIn } from "../kit/any-chart.ts";
import { readChapter } from "../kit/chapter-words.ts";
import { cornersOf } from "./any-levers.ts";

const { presets, facts } = readChapter("fault-tolerance/mobile-nomad/async-staging");
const mission = presets.mission?.params as unknown as IncrementalParams;
const at = (changes: Partial<IncrementalParams> = {}): IncrementalCheckpoint => simulate({ ...mission, ...changes });
const shelf = await further();
const count = (most: number) => fc.integer({ min: 0, max: most });

/** The reader's marks at any result of a run. */
const views = anyView({
  settings: fc.record({ deltas: fc.integer({ min: 1, max: 60 }) }),
  shown: fc.record({
    dirtySimulated: fc.double({ min: 1, max: 25_600, noNaN: true }),
    runKills: count(9),
    runLongestChain: count(60),
    runWorstResume: fc.oneof(fc.double({ min: 0.03, max: 3, noNaN: true }), fc.constant(Number.POSITIVE_INFINITY)),
    runLate: count(9),
  }),
  prediction: fc.double({ min: 1024, max: 25_600, noNaN: true }),
});

/** Any levers, each stream of writes drawn once: two seeds. */
const models = cornersOf(params).map((values) => simulate({ ...values, seed: values.seed % 2 ? 1 : 77 }));
const hidden = { mode: "incremental", deltas: 9 } as const;

holdsForCharts<IncrementalCheckpoint>(
  { ...charts, ...shelf },
  {
    preset: at(),
    models,
    views,
    broad: ["saveStrip"],
    prediction: 5000,
    met: [
      at({ mode: "incremental" }),
      at({ mode: "asynchronous", deltas: 5 }),
      at({ mode: "asynchronous", deltas: 60, interval: 0.1 }),
      at({ hotShare: 4 }),
      at({ mode: "incremental", fixedTime: 900 }),
    ],
    veiled: {
      one: at({ ...hidden, writesPerSecond: 400, hotShare: 95, hotPages: 500 }),
      other: at({ ...hidden, writesPerSecond: 2400, hotShare: 72, hotPages: 2000 }),
      view: { ...STILL, searching: true, step: 3 },
    },
  },
);

const trial = (number: number, runLongestChain: number, runWorstResume: number): Trial => ({
  number,
  attempt: 1,
  seed: 3,
  settings: { deltas: 12 },
  shown: { runLongestChain, runWorstResume },
  met: false,
});

describe("chainResume", () => {
  const chart = charts.chainResume;
  const told = (changes: Partial<IncrementalParams>, view: View = STILL) =>
    labelsIn(drawn(chart, 680, at(changes), view)).join("|");

  it("tells the levers’ chain and the longest within the bound: from 12 deltas 121 ms, five in time", () => {
    expect(told({ mode: "incremental" })).toMatch(
      /now 12\u00a0deltas: 121\u00a0ms.*longest within 100\u00a0ms: 5\u00a0deltas/,
    );
    expect(chart.finding(at({ mode: "incremental" }), STILL)).toContain("the longest chain within 100\u00a0ms is 5");
    expect(told({ mode: "full" })).toMatch(/now a full save: 79\.9\u00a0ms/);
  });

  it("says so where a resume leaves the picture, and where not even the base is in time", () => {
    expect(told({ mode: "incremental", deltas: 60 })).toMatch(/now 60\u00a0deltas: 286\u00a0ms, beyond this picture/);
    expect(chart.finding(at({ fixedTime: 900 }), STILL)).toMatch(/not even a base alone resumes within 100\u00a0ms/);
    expect(chart.finding(at({ fixedTime: 50 }), STILL)).toMatch(/no delta fits within 100\u00a0ms/);
  });

  it("puts a trial where its slowest resume was, and shows in a search no dot of a run without a kill", () => {
    const view = { ...STILL, searching: true, trials: [trial(1, 6, 0.1006), trial(2, 0, Number.POSITIVE_INFINITY)] };
    const svg = drawn(chart, 680, at(), view);
    expect(svg.match(/var\(--you\)/g)).toHaveLength(1);
    expect(labelsIn(svg)).toContain("1");
    expect(labelsIn(svg).join()).not.toMatch(/longest|now/);
    expect(chart.finding(at(), view)).toBe(
      "Trial 2, with 12\u00a0deltas before a new base, met no kill in five minutes.",
    );
  });

  it("stands over its lever: the margin is where one delta is", () => {
    for (const width of [340, 680, 1100]) {
      const { marginLeft = 0, marginRight = 0 } = chart.frame(width, at());
      const pitch = (width - marginRight - marginLeft) / (params.deltas.max - params.deltas.min);
      expect(marginLeft - pitch).toBeCloseTo(width < 480 ? 52 : 56, 6); // where the base alone stands
    }
    expect(facts).toMatchObject({ axis: { deltas: "chainResume" } });
  });
});

describe("dirtyGrowth", () => {
  const chart = charts.dirtyGrowth;

  it("draws yellow for the reader’s hand alone, and tells what was predicted", () => {
    expect(drawn(chart, 680, at())).not.toContain("--you");
    const svg = drawn(chart, 680, at(), { ...STILL, prediction: 4542 });
    expect(svg).toContain("--you");
    expect(labelsIn(svg)).toContain("you: 4,542\u00a0pages");
  });

  it("says in a sentence what is dirty at the interval", () => {
    expect(chart.finding(at(), STILL)).toBe(
      "In 5\u00a0s the process writes 5,000\u00a0times, and 1,506\u00a0pages of 25,600\u00a0pages are dirty.",
    );
  });
});

describe("saveStrip", () => {
  it("shares the five minutes out: what is saved, taken back and resumed is not translated", () => {
    fc.assert(
      fc.property(models, (model) => {
        const spent = minutesOf(model);
        expect(Object.values(spent).reduce((sum, part) => sum + part, 0)).toBeCloseTo(300, 6);
        for (const part of Object.values(spent)) expect(part).toBeGreaterThan(-1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it("stays a small picture where a save comes every tenth of a second", () => {
    const often = at({ mode: "asynchronous", interval: 0.1, killMean: 5 });
    expect(often.run.saves.length).toBeGreaterThan(1000);
    expect(drawn(charts.saveStrip, 1100, often).length).toBeLessThan(60_000);
  });
});

describe("pageWrites", () => {
  it("gives every page a cell of its own", () => {
    const cells = new Set(Array.from({ length: 25_600 }, (_, page) => cellOf(page).join()));
    expect(cells.size).toBe(25_600);
  });

  it("shows so few writes that how often they meet can’t be counted from it: fewer than one in ten", () => {
    const rows = charts.pageWrites.rows(at(), STILL);
    expect(rows.map(({ writes }) => Number(writes)).reduce((sum, count) => sum + count, 0)).toBe(SHOWN);
    const hot = Number(rows[0]?.writes);
    const distinct = 1024 * (1 - (1 - 1 / 1024) ** hot);
    expect((hot - distinct) / SHOWN).toBeLessThan(0.1);
  });
});
