import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { charts, further } from "../../src/components/fault-tolerance/two-budgets.ts";
import type { Chart } from "../../src/components/kit/chart.ts";
import { STILL, type Trial } from "../../src/components/kit/view.ts";
import type { TwoBudgetsParams } from "../../src/sim/fault-tolerance/parts/two-budgets-levers.ts";
import { params, simulate, type TwoBudgets } from "../../src/sim/fault-tolerance/two-budgets.ts";
import { anyView, drawn, holdsForCharts, labelsIn } from "../kit/any-chart.ts";
import { cornersOf } from "./any-levers.ts";

const mission: TwoBudgetsParams = {
  interval: 1,
  mtbf: 2,
  stateSize: 4,
  power: 1,
  bootTime: 5,
  memory: "feram",
  seed: 629,
};
const at = (changes: Partial<TwoBudgetsParams> = {}): TwoBudgets => simulate({ ...mission, ...changes });
const shelf = await further();

/** Settings at which labels are likely to meet: both bests at one place, beyond the picture, or under the lever. */
const MET: readonly Partial<TwoBudgetsParams>[] = [
  { interval: 0.106 },
  { interval: 0.15 },
  { interval: 0.19 },
  { interval: 0.01 },
  { interval: 10 },
  { power: 3.28125 },
  { power: 20, interval: 0.05 },
  { memory: "flash" },
  { memory: "flash", stateSize: 64, mtbf: 0.2 },
  { mtbf: 200, stateSize: 0.25 },
  { mtbf: 200, interval: 0.01 },
];

const tried: Trial = {
  number: 1,
  attempt: 1,
  seed: 3,
  settings: { interval: 0.3 },
  shown: { runEnergyTax: 0.2, runTime: 120, runBrownOuts: 50, runRework: 10 },
  met: false,
};

const views = anyView({
  settings: fc.record({ interval: fc.double({ min: 0.01, max: 10, noNaN: true }) }),
  shown: fc.record({
    runEnergyTax: fc.oneof(fc.double({ min: 0.001, max: 40, noNaN: true }), fc.constant(Number.POSITIVE_INFINITY)),
  }),
  prediction: fc.double({ min: 0.02, max: 0.5, noNaN: true }),
});

holdsForCharts<TwoBudgets>({ ...charts, ...shelf } as Record<string, Chart<TwoBudgets>>, {
  preset: at(),
  models: cornersOf(params).map((values) => simulate(values)),
  views,
  broad: ["twoBudgetsCurve", "twentySeconds"],
  met: MET.map(at),
  prediction: 0.106,
  veiled: {
    one: at({ interval: 0.3, mtbf: 0.8 }),
    other: at({ interval: 0.3, mtbf: 6 }),
    view: { ...STILL, searching: true, prediction: 0.106, step: 3, trials: [tried] },
  },
});

describe("twoBudgetsCurve", () => {
  const chart = charts.twoBudgetsCurve;

  it("marks both bests, the lever and the prediction", () => {
    const told = labelsIn(drawn(chart, 680, at(), { ...STILL, prediction: 0.1062 })).join("|");
    expect(told).toContain("You predicted 106\u00a0ms");
    expect(told).toContain("1.79×"); // 189.6 ms ÷ 106.2 ms
    expect(told).toContain("least energy|10.4\u00a0% at 190\u00a0ms");
    expect(told).toContain("least time|5.9\u00a0% at 106\u00a0ms");
    expect(told).toMatch(/now 1\u00a0s: time 30\.6\u00a0%, energy 31\.2\u00a0%/);
  });

  it("points at the price of a save where the curves part, and at none where a save draws what work draws", () => {
    expect(labelsIn(drawn(chart, 680, at()))).toContain("3.28×");
    expect(labelsIn(drawn(chart, 680, at({ power: 3.28125 })))).not.toContainEqual(
      expect.stringMatching(/a save costs/),
    );
  });

  it("draws yellow for the reader's hand alone, and energy in no state's color", () => {
    expect(drawn(chart, 680, at())).not.toMatch(/--you|--useful|--checkpoint|--rework|--recovery/);
    expect(drawn(chart, 680, at(), { ...STILL, prediction: 0.1 })).toContain("--you");
  });

  it("shows in a search the trials and nothing of the curves", () => {
    const searching = { ...STILL, searching: true, prediction: 0.1, trials: [tried] };
    expect(labelsIn(drawn(chart, 680, at(), searching)).join()).not.toMatch(/least|now|energy 1/);
    expect(chart.finding(at(), searching)).toBe(
      "Trial 1, at 300\u00a0ms, drew 20.0\u00a0% more energy than its useful work.",
    );
    expect(chart.rows(at(), searching)).toEqual([{ interval: 0.3, energy: 0.2 }]);
  });
});

describe("twoBudgetsParts", () => {
  it("adds up to the two taxes", () => {
    const rows = charts.twoBudgetsParts.rows(at({ interval: 0.19 }), STILL);
    const [saves, rework, boots, tax] = rows;
    for (const budget of ["time", "energy"]) {
      const sum = [saves, rework, boots].reduce((all, row) => all + Number(row?.[budget]), 0);
      expect(sum).toBeCloseTo(Number(tax?.[budget]), 12);
    }
  });

  it("keeps its scale while the interval moves", () => {
    const ticks = (interval: number) =>
      labelsIn(drawn(charts.twoBudgetsParts, 680, at({ interval }))).filter((text) => /^\d+(\u00a0%)?$/.test(text));
    expect([0.02, 0.5, 8].map(ticks)).toEqual(Array(3).fill(ticks(1)));
  });
});

describe("brownOutsAndSaves", () => {
  const told = (step: number) => charts.brownOutsAndSaves.finding(at(), { ...STILL, step });

  it("tells brown-outs, what is lost without saves, what saves keep, and one save", () => {
    const count = at().run.failures.filter(({ time }) => time < 12).length;
    expect(told(0)).toContain(`fails ${count} times`);
    expect(told(1)).toMatch(/^Without a save/);
    expect(told(2)).toMatch(/^With a save every 1\u00a0s/);
    expect(told(3)).toContain("3.3\u00a0mW for 2.93\u00a0ms");
  });

  it("never shows a tax or a best interval: those are the question", () => {
    for (const step of [0, 1, 2, 3]) {
      const svg = drawn(charts.brownOutsAndSaves, 680, at(), { ...STILL, step });
      expect(labelsIn(svg).join()).not.toMatch(/%|least|best|tax/i);
    }
  });
});

describe("twoBudgetsFront", () => {
  it("touches each axis at the other budget's best", () => {
    const rows = shelf.twoBudgetsFront.rows(at(), STILL);
    expect(rows[0]?.interval).toBeCloseTo(at().timeInterval, 12);
    expect(rows[0]?.time).toBeCloseTo(0, 6);
    expect(rows.at(-1)?.interval).toBeCloseTo(at().energyInterval, 12);
    expect(rows.at(-1)?.energy).toBeCloseTo(0, 6);
  });
});
