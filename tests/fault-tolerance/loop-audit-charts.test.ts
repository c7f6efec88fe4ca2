import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayWindow } from "../../src/components/fault-tolerance/charts/loop-audit-day-window.ts";
import { charts as shelf } from "../../src/components/fault-tolerance/charts/loop-audit-further.ts";
import { charts } from "../../src/components/fault-tolerance/loop-audit.ts";
import { boxOf } from "../../src/components/kit/place-labels.ts";
import { STILL, type Trial, type View } from "../../src/components/kit/view.ts";
import { type LoopAudit, params, simulate } from "../../src/sim/fault-tolerance/loop-audit.ts";
import type { LoopAuditParams } from "../../src/sim/fault-tolerance/parts/loop-audit-levers.ts";
import { anyView, drawn, holdsForCharts, labelsIn } from "../kit/any-chart.ts";
import { readChapter } from "../kit/chapter-words.ts";
import { cornersOf } from "./any-levers.ts";

const { presets } = readChapter("fault-tolerance/edge-guardian/young-daly-audit");
const mission = presets.mission?.params as LoopAuditParams;
const at = (changes: Partial<LoopAuditParams> = {}) => simulate({ ...mission, ...changes });
const log = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
const trial = (number: number, interval: number): Trial => ({
  number,
  attempt: 1,
  seed: 3,
  settings: { interval },
  shown: { fleetResets: 2400, dayResets: 2, dayOldest: 40, dayBlindFrames: 70 },
  met: false,
});

holdsForCharts<LoopAudit>(
  { ...charts, ...shelf },
  {
    preset: at(),
    models: cornersOf(params).map(simulate),
    views: anyView({
      settings: fc.record({ interval: log(0.1, 3600) }),
      shown: fc.record({ fleetResets: fc.integer({ min: 0, max: 1e6 }), dayOldest: log(0.1, 3600) }),
      prediction: log(1e-3, 1e5),
    }),
    broad: ["loopCostCurve", "carDay"],
    // What a reader predicts who says ten times as often.
    prediction: 1.2,
    met: [
      at({ cars: 1 }),
      at({ cars: 11 }),
      at({ cars: 100_000 }),
      at({ stateSize: 96 }),
      at({ domains: 8, interval: 12 }),
      at({ interval: 12 }),
    ],
    veiled: {
      one: at({ domainMtbf: 30 }),
      other: at({ domainMtbf: 5 }),
      view: { ...STILL, searching: true, prediction: 1.2, step: 3, trials: [trial(1, 60), trial(2, 5)] },
    },
  },
);

/** Texts that a level line over the plot runs through. */
function crossedByLevels(svg: string): string[] {
  const levels = [...svg.matchAll(/<line x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="\2" stroke="var\(--ink\)"/g)];
  const texts = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"([^>]*)>([^<]*)</g)];
  return levels.flatMap(([, x1, y, x2]) => {
    const [from, to] = [Number(x1), Number(x2)].sort((a, b) => a - b);
    return texts.flatMap(([, left, top, rest = "", text = ""]) => {
      const anchor = /text-anchor="(middle|end)"/.exec(rest)?.[1] as "middle" | "end" | undefined;
      const box = boxOf({
        left: Number(left),
        top: Number(top),
        text: text.replaceAll("&nbsp;", " "),
        anchor: anchor ?? "start",
        bold: /font-weight/.test(rest),
      });
      const through = Number(y) > box.top && Number(y) < box.bottom && box.left < (to ?? 0) && box.right > (from ?? 0);
      return through ? [text] : [];
    });
  });
}

describe("loopCostCurve", () => {
  const chart = charts.loopCostCurve;
  const predicted: View = { ...STILL, prediction: 1.2 };

  it("marks the least, the reader's own and the prediction, ten times off", () => {
    const told = labelsIn(drawn(chart, 680, at(), predicted)).join("|");
    expect(told).toMatch(/You predicted 1\.2\u00a0s.*Least tax at 12\u00a0s.*10\.0×.*now 60\u00a0s: 0\.088\u00a0%/);
    expect(drawn(chart, 680, at(), predicted)).toContain("--you");
    expect(drawn(chart, 680, at())).not.toContain("--you");
  });

  it("stops the bracket at the words of its flags, and points to a prediction beyond the axis", () => {
    for (const prediction of [0.001, 0.012, 0.1, 0.3, 5, 1200, 3000, 50_000])
      for (const size of [328, 390, 680, 1100]) {
        const svg = drawn(chart, size, at(), { ...STILL, prediction, asked: true });
        expect(svg).toContain("--you");
        const told = labelsIn(svg).find((text) => /You predicted|you:/.test(text)) ?? "";
        expect(told.startsWith("←")).toBe(prediction < 0.1);
        expect(told.endsWith("→")).toBe(prediction > 3600);
        expect(crossedByLevels(svg)).toEqual([]);
      }
  });

  it("draws the car the same whatever the fleet: nothing but the dashed line and its words moves with N", () => {
    const paths = (cars: number) =>
      (drawn(chart, 680, at({ cars })).match(/<path [^>]*>/g) ?? []).filter(
        (path) => !path.includes("stroke-dasharray"),
      );
    expect(paths(100_000)).toEqual(paths(1));
    expect(paths(1).length).toBeGreaterThanOrEqual(5);
    expect(chart.finding(at({ cars: 100_000 }), STILL)).toBe(chart.finding(at({ cars: 1 }), STILL));
    const dashed = (cars: number) =>
      drawn(chart, 680, at({ cars })).match(/<path [^>]*stroke-dasharray="7 4"[^>]*>/)?.[0];
    expect(dashed(100_000)).not.toBe(dashed(1000));
  });

  it("moves with the domains: what stops together adds up", () => {
    expect(chart.finding(at({ domains: 8 }), STILL)).toMatch(/is at 4\.24\u00a0s/);
  });

  it("shows in a search the trials in one row on the baseline, each at its interval, and nothing of the car", () => {
    const searching: View = { ...STILL, searching: true, trials: [trial(1, 60), trial(2, 60), trial(3, 12)] };
    const dots = [...drawn(chart, 680, at(), searching).matchAll(/cy="([\d.]+)"/g)].map(([, top]) => Number(top));
    expect(dots).toHaveLength(3);
    expect(new Set(dots).size).toBe(1);
    expect(chart.frame(680, at()).height - (chart.frame(680, at()).marginBottom ?? 0) - (dots[0] ?? 0)).toBeLessThan(
      14,
    );
    const across = [...drawn(chart, 680, at(), searching).matchAll(/cx="([\d.]+)"/g)].map(([, left]) => Number(left));
    expect(across[0]).toBe(across[1]);
    expect(across[2]).toBeLessThan(across[0] ?? 0);
    expect(chart.reading?.(at(), searching)).toBe(
      "Each numbered dot is a day at its interval; its height means nothing.",
    );
    expect(labelsIn(drawn(chart, 680, at(), searching)).join("|")).not.toMatch(/Least|total|now|predicted/);
  });
});

describe("frameBudget", () => {
  const chart = charts.frameBudget;

  it("tells the slack of the mission and what it holds, and the frames that too large a copy misses", () => {
    expect(labelsIn(drawn(chart, 390, at())).join("|")).toMatch(/slack 2\.8\u00a0ms,\|room for 89\.6\u00a0MB/);
    expect(chart.finding(at({ stateSize: 96 }), STILL)).toBe(
      "The copy takes 3\u00a0ms where the loop leaves 2.8\u00a0ms: each snapshot misses 2\u00a0frames.",
    );
  });

  it("does not move with the interval, but for how often a loop holds a snapshot", () => {
    const bars = (interval: number) => drawn(chart, 680, at({ interval })).match(/<rect [^>]*>/g);
    expect(bars(0.1)).toEqual(bars(3600));
  });
});

describe("carRug", () => {
  it("counts by scroll step one car, ten and forty, and leaves the first row as it was", () => {
    const told = [0, 1, 2].map((step) => charts.carRug.finding(at(), { ...STILL, step }));
    const counts = [1, 10, 40].map((cars) => at({ cars }).fleetResets);
    for (const [i, sentence] of told.entries()) expect(sentence).toContain(`had ${counts[i]}\u00a0resets`);
  });
});

describe("carDay", () => {
  it("draws out each second of its window once", () => {
    fc.assert(
      fc.property(cornersOf(params), (values) => {
        const { from, to, parts } = dayWindow(simulate(values));
        const driven = parts.filter(({ state }) => state !== "checkpoint").sort((a, b) => a.from - b.from);
        expect(driven.reduce((sum, part) => sum + part.to - part.from, 0)).toBeCloseTo(to - from, 6);
        for (const [i, part] of driven.entries())
          expect(part.from).toBeGreaterThanOrEqual((driven[i - 1]?.to ?? from) - 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it("is stale after its worst reset for as long as the snapshot was old", () => {
    const { parts, reset } = dayWindow(at());
    const stale = parts.filter(({ state }) => state === "rework");
    expect(reset?.age).toBe(at().dayOldest);
    expect(stale).toHaveLength(1);
    expect((stale[0]?.to ?? 0) - (stale[0]?.from ?? 0)).toBeCloseTo(at().dayOldest, 9);
  });

  it("ends the last finished snapshot just as long before the reset", () => {
    const { parts, reset } = dayWindow(at());
    const before = parts.filter(({ state, to }) => state === "checkpoint" && to <= (reset?.time ?? 0)).at(-1);
    expect((reset?.time ?? 0) - (before?.to ?? 0)).toBeCloseTo(reset?.age ?? Number.NaN, 6);
  });
});
