import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replicaSizes } from "../../src/components/fleet-orchestration/charts/rescale-sizes.ts";
import { charts } from "../../src/components/fleet-orchestration/elastic-rescale.ts";
import type { Chart } from "../../src/components/kit/chart.ts";
import { STILL } from "../../src/components/kit/view.ts";
import { type ElasticRescale, params, simulate } from "../../src/sim/fleet-orchestration/elastic-rescale.ts";
import { cornersOf } from "../fault-tolerance/any-levers.ts";
import { anyView, drawn, holdsForCharts, labelsIn } from "../kit/any-chart.ts";
import { at, HOLDS } from "./rescale-levers.ts";

const all = { ...charts, replicaSizes } as Readonly<Record<string, Chart<ElasticRescale>>>;
const drop = at({ response: "drop", order: HOLDS });
const tried = {
  number: 1,
  attempt: 1,
  seed: 3,
  settings: { repair: 120 },
  shown: { lostDrop: 1500, lostSpare: 1200 },
  met: false,
};

holdsForCharts<ElasticRescale>(all, {
  preset: at(),
  models: cornersOf(params).map(simulate),
  views: anyView({
    settings: fc.record({ repair: fc.double({ min: params.repair.min, max: params.repair.max, noNaN: true }) }),
    shown: fc.record({
      lostDrop: fc.double({ min: 0, max: 1e5, noNaN: true }),
      lostSpare: fc.double({ min: 0, max: 1e5, noNaN: true }),
    }),
    prediction: fc.double({ min: 0.8 * 0.04, max: 20 * 0.05, noNaN: true }),
  }),
  broad: ["nodeRow", "lossCurves", "brokenRing", "throughputs"],
  met: [
    drop,
    at({ response: "reshard", order: HOLDS, replica: "5" }),
    at({ response: "drop", order: "detect,drain,reform,resume,reshard" }),
    at({ response: "spare" }),
    at({ failed: 0 }),
  ],
  prediction: 0.0447,
  veiled: {
    one: at({ response: "drop", order: HOLDS, replica: "5", failed: 3, spareTime: 40 }),
    other: at({ response: "drop", order: HOLDS, replica: "1", failed: 12, detection: 20 }),
    view: { ...STILL, searching: true, step: 3, trials: [tried] },
    except: ["nodeRow", "struckRing"],
  },
});

const told = (chart: Chart<ElasticRescale>, model: ElasticRescale, view = STILL): string =>
  labelsIn(drawn(chart, 680, model, view))
    .join("|")
    .replaceAll("\u00a0", " ");

describe("stepCost", () => {
  it("draws the bar of computing and all but nothing for the AllReduce, and the prediction beside it", () => {
    expect(told(charts.stepCost, at())).toMatch(/\+890 ms.*−140 µs|−140 µs.*\+890 ms/);
    // 1.2 times 40.59 ms is 8.1 ms more
    expect(told(charts.stepCost, at(), { ...STILL, prediction: 1.2 * at().ringBefore })).toContain("you +8.1 ms");
    expect(drawn(charts.stepCost, 680, at())).not.toContain("--you");
  });

  it("says that a step does less where the batch shrinks", () => {
    const words = charts.stepCost.finding(at({ response: "drop", order: HOLDS, batch: "replica" }), STILL);
    expect(words).toContain("3,240 samples in place of 3,600");
  });
});

describe("lossCurves", () => {
  it("marks the break-even, and where the levers stand", () => {
    expect(told(charts.lossCurves, drop)).toMatch(/break-even 3 h 1 min/);
    expect(told(charts.lossCurves, at({ response: "drop", order: HOLDS, repair: 240 }))).toMatch(/now 25 min 53 s/);
  });

  it("holds in a search the trials and no curve", () => {
    const searching = { ...STILL, searching: true, trials: [tried] };
    expect(told(charts.lossCurves, drop, searching)).not.toMatch(/break-even|now|spares/);
    expect(charts.lossCurves.rows(drop, searching)).toEqual([{ repair: 7200, drop: 1500, spare: 1200 }]);
    expect(charts.lossCurves.finding(drop, searching)).toBe(
      "Trial 1, a repair of 120\u00a0min: 25\u00a0min lost by going on with less, 20\u00a0min on spares.",
    );
  });
});

describe("throughputs", () => {
  it("says that an elastic row stalls while the order does not hold", () => {
    expect(told(charts.throughputs, at())).toContain("Reshard fails: stalled");
    expect(told(charts.throughputs, drop)).not.toContain("stalled");
  });

  it("tells in its rows what the model loses", () => {
    const lost = charts.throughputs.rows(drop, STILL).map((row) => row.lost);
    expect(lost).toEqual([drop.lostWait, drop.lostSpare, drop.lostDrop, drop.lostReshard]);
  });
});

describe("brokenRing", () => {
  const strokesAt = (time: number, model = drop) => drawn(charts.brokenRing, 680, model, { ...STILL, time });

  it("tells each step at its time, from the model’s own times", () => {
    const sentences = [0, 65, 80, 110, 117, 200].map((time) => charts.brokenRing.finding(drop, { ...STILL, time }));
    expect(sentences[0]).toMatch(/broken at 10 dead nodes, and nobody knows yet/);
    expect(sentences[1]).toMatch(/leave the step in hand/);
    expect(sentences[2]).toMatch(/formed anew/);
    expect(sentences[3]).toMatch(/dealt to live nodes/);
    expect(sentences[4]).toMatch(/first step runs on the new ring/);
    expect(sentences[5]).toMatch(/ring of 90 replicas trains on, around 10 dead nodes/);
  });

  it("closes the ring link by link: seven new ones pass by the ten dead nodes", () => {
    // Three pairs of the dead stand side by side, so seven links go around ten nodes.
    const newLinks = (svg: string) => (svg.match(/Q/g) ?? []).length;
    expect(newLinks(strokesAt(0))).toBe(0);
    expect(newLinks(strokesAt(85))).toBeGreaterThan(0);
    expect(newLinks(strokesAt(85))).toBeLessThan(7);
    expect(newLinks(strokesAt(130))).toBe(7);
  });

  it("says why a step fails, and draws no new link", () => {
    const stalled = at({ response: "drop" });
    const view = { ...STILL, time: 65 };
    expect(charts.brokenRing.finding(stalled, view)).toMatch(/^Reshard fails: the last step still writes/);
    expect(strokesAt(65, stalled)).not.toMatch(/Q\d/);
  });
});

describe("replicaSizes", () => {
  it("draws what the law and the draws say, and they agree to two percent of the job", () => {
    const rows = replicaSizes.rows(drop, STILL);
    for (const { scattered, drawn } of rows) expect(Math.abs(Number(scattered) - Number(drawn))).toBeLessThan(0.02);
    expect(replicaSizes.finding(drop, STILL)).toMatch(
      /10 scattered failures leave 58.4\s% in the mean, whole racks 90.0\s%/,
    );
  });
});
