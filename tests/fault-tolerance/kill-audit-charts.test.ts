import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costLabels } from "../../src/components/fault-tolerance/charts/kill-cost-labels.ts";
import { costPlane } from "../../src/components/fault-tolerance/charts/kill-cost-lines.ts";
import { minutePlane } from "../../src/components/fault-tolerance/charts/kill-minute-bands.ts";
import { charts, further } from "../../src/components/fault-tolerance/kill-audit.ts";
import { boxOf } from "../../src/components/kit/place-labels.ts";
import { STILL, type Trial, type View } from "../../src/components/kit/view.ts";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { type KillAudit, params, simulate } from "../../src/sim/fault-tolerance/kill-audit.ts";
import type { KillAuditParams } from "../../src/sim/fault-tolerance/parts/kill-audit-levers.ts";
import { anyView, drawn, holdsForCharts, labelsIn } from "../kit/any-chart.ts";
import { cornersOf } from "./any-levers.ts";

/** The mission, as the track has it. */
const at = (changes: Partial<KillAuditParams> = {}): KillAudit =>
  simulate({ ...(defaultsOf(params) as KillAuditParams), seed: 8, ...changes });
const mission = at();

const log = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);

/** What a trial shows: a run that was finished, with sums that it can have, or one that was given up. */
const shown = fc
  .record({ tax: log(0.01, 40), lost: fc.double({ min: 0, max: 1, noNaN: true }), given: fc.boolean() })
  .map(({ tax, lost, given }) =>
    given
      ? { runKills: 9000, runTime: Infinity, runLost: 60_000, runDropped: 0, runTax: Infinity }
      : {
          runKills: 16,
          runTime: 1200 * (1 + tax),
          runLost: 1200 * tax * lost,
          runDropped: 60 * 1200 * tax * (1 - lost),
          runTax: tax,
        },
  );

const tried: Trial = {
  number: 1,
  attempt: 1,
  seed: 3,
  settings: { interval: 5 },
  shown: { runKills: 17, runTime: 1300, runLost: 40, runDropped: 2340, runTax: 1300 / 1200 - 1 },
  met: false,
};
const searching: View = { ...STILL, searching: true, prediction: 8, step: 3, time: 300, trials: [tried] };
const all = { ...charts, ...(await further()) };

holdsForCharts<KillAudit>(all, {
  preset: mission,
  models: cornersOf(params).map(simulate),
  views: anyView({ settings: fc.record({ interval: log(0.1, 3600) }), shown, prediction: log(0.01, 1e5) }),
  broad: ["killCostCurve", "killStrip", "killsAndSaves"],
  prediction: 400,
  met: [
    at({ interval: 4.64 }),
    at({ interval: 0.1 }),
    at({ interval: 3600 }),
    at({ resume: 100 }),
    at({ killMean: 600 }),
    at({ killMean: 5, state: 1000, writeRate: 100, resume: 5000 }),
    at({ killMean: 3600, state: 1, writeRate: 2800, resume: 0 }),
  ],
  veiled: { one: at({ killMean: 30 }), other: at({ killMean: 190 }), view: searching },
});

describe("killCostCurve", () => {
  const chart = charts.killCostCurve;

  it("marks the least and the reader's own", () => {
    const told = labelsIn(drawn(chart, 680, mission)).join("|");
    for (const words of ["Least tax 7.9\u00a0% at 4.64\u00a0s", "now 60\u00a0s: 55.6\u00a0%"])
      expect(told).toContain(words);
  });

  it("sets the least's flag beside its own line, in short where the room is scarce", () => {
    for (const width of [328, 500, 680])
      for (const state of [1, 20, 105, 500, 1000]) {
        const model = at({ state });
        const line = costPlane(width).x(model.optimalInterval);
        const least = costLabels(model, STILL, costPlane(width)).find(({ text }) => /^least/i.test(text));
        if (!least) throw new Error(`no flag at ${width} px, ${state} MB`);
        const { left, right } = boxOf(least);
        expect(left).toBeLessThanOrEqual(line + 8);
        expect(right).toBeGreaterThanOrEqual(line - 8);
      }
  });

  it("names its four lines at the mission, at every width", () => {
    for (const width of [328, 500, 680, 780])
      expect(labelsIn(drawn(chart, width, mission))).toEqual(
        expect.arrayContaining(["saves", "lost state", "frozen", "tax"]),
      );
  });

  it("shows in a search the trials alone", () => {
    const svg = drawn(chart, 680, mission, searching);
    expect(labelsIn(svg)).toContain("1");
    expect(labelsIn(svg).join()).not.toMatch(/least|now|predicted|saves/i);
    expect(chart.rows(mission, searching)).toEqual([{ interval: 5, total: tried.shown.runTax }]);
  });
});

describe("wearerMinute", () => {
  const chart = charts.wearerMinute;

  it("tells frames that add up to the minute's 3,600, now and at the best", () => {
    for (const key of ["now", "least"]) {
      const sum = chart.rows(mission, STILL).reduce((total, row) => total + Number(row[key]), 0);
      expect(sum).toBeCloseTo(3600, 6);
    }
  });

  it("marks the prediction, which alone is yellow, at every size", () => {
    for (const [prediction, words] of [
      [20, "you: 20.0"],
      [43, "you: 43.0"],
      [129, "you: 129"],
      [263, "you: 263"],
      [400, "you: 400"],
      [1499, "you: 1,500"],
      [3000, "you: 3,000, above"],
    ] as const)
      for (const width of [328, 500, 680]) {
        const svg = drawn(chart, width, mission, { ...STILL, prediction });
        expect(labelsIn(svg)).toContain(words);
        expect(svg.includes("--you")).toBe(prediction <= 1500);
      }
    expect(drawn(chart, 680, mission)).not.toContain("--you");
    expect(drawn(chart, 680, mission, { ...searching, prediction: 400, trials: [] })).not.toContain("--you");
  });

  it("shows the mission's own loss within the frame, at every 60 s and at the best", () => {
    for (const kept of [mission.minute.useful, mission.leastMinute.useful])
      expect(minutePlane(680).holds(60, 3600 * (1 - kept))).toBe(true);
  });

  it("names every band at the mission, and what is above them", () => {
    for (const width of [328, 500, 680])
      expect(labelsIn(drawn(chart, width, mission))).toEqual(
        expect.arrayContaining(["saves", "lost state", "frozen", "kept"]),
      );
  });

  it("calls nothing kept where the stack fills the frame", () => {
    const dark = at({ killMean: 5, state: 1000, writeRate: 100, resume: 5000 });
    expect(labelsIn(drawn(chart, 680, dark))).not.toContain("kept");
  });

  it("stacks in a search the last trial's own minute: 108 dropped, 111 lost, and what is neither kept nor these", () => {
    const told = chart.finding(mission, searching);
    // 1,300 s for 1,200 s kept: 3,600 · 100/1,300 frames a minute.
    expect(told).toBe(`A minute of trial 1 lost ${Math.round((3600 * 100) / 1300)} of its 3,600 frames.`);
  });
});

describe("the story's chart", () => {
  const chart = charts.killsAndSaves;
  const step = (index: number) => ({ ...STILL, step: index });

  it("comes to the kill, to the save, and then to what kills take back", () => {
    expect(chart.finding(mission, step(1))).toContain("54 frames");
    expect(chart.finding(mission, step(2))).toContain("9 frames");
    expect(chart.finding(mission, step(3))).toContain("With a save every 60\u00a0s");
    const svg = (index: number) => drawn(chart, 680, mission, step(index));
    expect(svg(2)).not.toContain("--rework");
    expect(svg(3)).toContain("--rework");
  });

  it("holds about as many kills as ten minutes have in the mean, so that the run is no lucky one", () => {
    const count = chart.rows(mission, STILL).length;
    expect(Math.abs(count - 600 / 75)).toBeLessThan(Math.sqrt(600 / 75));
  });
});

describe("killStrip", () => {
  it("holds five minutes, with every state that a kill and a save make", () => {
    const rows = charts.killStrip.rows(mission, STILL);
    expect(rows.reduce((sum, row) => sum + Number(row.time), 0)).toBeCloseTo(300, 6);
    for (const row of rows) expect(Number(row.time)).toBeGreaterThan(0);
  });

  it("tells no rest of rounding as a time", () => {
    fc.assert(
      fc.property(cornersOf(params), (values) => {
        for (const { time } of charts.killStrip.rows(simulate(values), STILL))
          expect(Number(time) === 0 || Number(time) > 1e-9).toBe(true);
      }),
      { numRuns: 100, seed: 3 },
    );
  });
});
