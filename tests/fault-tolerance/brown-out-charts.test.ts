import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { charts, further } from "../../src/components/fault-tolerance/brown-out.ts";
import type { Chart } from "../../src/components/kit/chart.ts";
import { STILL, type Trial, type View } from "../../src/components/kit/view.ts";
import { type BrownOutModel, params, simulate } from "../../src/sim/fault-tolerance/brown-out.ts";
import type { BrownOutParams } from "../../src/sim/fault-tolerance/parts/brown-out-levers.ts";
import { anyView, drawn, holdsForCharts, labelsIn } from "../kit/any-chart.ts";
import { cornersOf } from "./any-levers.ts";

const mission: BrownOutParams = {
  capacitor: 100,
  threshold: 1.82,
  memory: "feram",
  stateSize: 4,
  spikeLaw: "mixed",
  everyFrame: false,
  leakage: false,
  seed: 157,
};
const at = (changes: Partial<BrownOutParams> = {}) => simulate({ ...mission, ...changes });
const all: Readonly<Record<string, Chart<BrownOutModel>>> = { ...charts, ...(await further()) };

const volts = fc.double({ min: 1.8, max: 3, noNaN: true });
const views = anyView({
  settings: fc.record({ threshold: volts }),
  shown: fc.record({
    savesTorn: fc.constantFrom(0, 3, 1000),
    savesFinished: fc.constantFrom(0, 997),
    leastVoltage: fc.oneof(volts, fc.constant(Number.POSITIVE_INFINITY)),
    workLost: fc.constantFrom(0, 2000),
  }),
  prediction: fc.double({ min: 1, max: 1e5, noNaN: true }),
});

/** Settings at which labels may lie on one another: each memory, the ends of the threshold, a save in every frame. */
const MET: readonly Partial<BrownOutParams>[] = [
  { threshold: 1.86 },
  { threshold: 2.9 },
  { threshold: 3 },
  { threshold: 1.8 },
  { memory: "flash", threshold: 2.9 },
  { memory: "flash", threshold: 2.9, capacitor: 2200 },
  { memory: "none" },
  { everyFrame: true },
  { spikeLaw: "outages", capacitor: 2200, leakage: true },
  { capacitor: 4.7, stateSize: 64 },
];

const tried = (number: number, threshold: number, leastVoltage: number): Trial => ({
  number,
  attempt: 1,
  seed: 3,
  settings: { threshold },
  shown: { savesTorn: Number.isFinite(leastVoltage) ? 0 : 990, savesFinished: 10, leastVoltage, workLost: 0 },
  met: false,
});
const trials = [tried(1, 2.4, 2.31), tried(2, 2, Number.POSITIVE_INFINITY), tried(3, 2.2, 2.1)];

holdsForCharts<BrownOutModel>(all, {
  preset: at(),
  models: cornersOf(params).map((values) => simulate(values)),
  views,
  broad: ["hearableMinute"],
  prediction: 300,
  met: MET.map(at),
  veiled: {
    one: at({ capacitor: 22, stateSize: 8, spikeLaw: "outages", threshold: 2.2 }),
    other: at({ capacitor: 68, stateSize: 8, spikeLaw: "outages", threshold: 2.2, seed: 5 }),
    view: { ...STILL, searching: true, prediction: 300, step: 3, trials },
  },
});

describe("capacitorVolts", () => {
  const chart = all.capacitorVolts as Chart<BrownOutModel>;
  const told = (changes: Partial<BrownOutParams>, view: View = STILL) =>
    labelsIn(drawn(chart, 680, at(changes), view)).join("|");

  it("tells by word what became of the saves", () => {
    expect(told({})).toMatch(/\|torn\|/);
    expect(told({})).not.toMatch(/\|finished\|/);
    expect(told({ threshold: 1.86 })).toMatch(/\|finished\|/);
    expect(told({ threshold: 1.86 })).not.toMatch(/\|torn\|/);
    expect(told({ memory: "none" })).toMatch(/\|never begun\|/);
  });

  it("tells of one save what is kept, and what is short or left: A − E", () => {
    const kept = (volts: number) => 0.5 * 100 * (volts ** 2 - 1.8 ** 2); // µJ for µF
    expect(told({})).toContain(`${kept(1.82).toPrecision(3)}\u00a0µJ kept at 1.82`);
    expect(told({})).toContain(`torn, ${(9.6 - kept(1.82)).toPrecision(3)}\u00a0µJ short`);
    expect(told({ threshold: 1.86 })).toContain(`finished, ${(kept(1.86) - 9.6).toPrecision(3)}\u00a0µJ left`);
  });

  it("shows in a search the thresholds tried, as yellow dots, and what they left", () => {
    const searching = { ...STILL, searching: true, trials };
    expect(told({}, searching)).toMatch(/torn/);
    expect(told({}, searching)).toContain("2.310");
    expect(chart.finding(at(), searching)).toMatch(/^Trial 3, at 2\.2.*tore no save/);
    expect(drawn(chart, 680, at(), searching)).toContain("--you");
    expect(drawn(chart, 680, at())).not.toContain("--you");
  });
});

describe("thresholdByCapacitor", () => {
  it("marks the prediction, the levers, and the capacitor from which flash fits", () => {
    const told = labelsIn(drawn(charts.thresholdByCapacitor, 680, at(), { ...STILL, prediction: 300 })).join("|");
    expect(told).toContain("you: 300\u00a0µF");
    expect(told).toContain("flash from 783\u00a0µF");
    expect(told).toContain("now 1.82");
    expect(told).toContain("least 1.853");
  });

  it("tells a prediction beyond the picture at its edge, with an arrow toward it", () => {
    const told = (prediction: number) =>
      labelsIn(drawn(charts.thresholdByCapacitor, 340, at(), { ...STILL, prediction })).join("|");
    expect(told(1)).toContain("← you: 1\u00a0µF");
    expect(told(1e5)).toContain("you: 100,000\u00a0µF →");
    expect(told(300)).not.toMatch(/[←→]/);
  });
});

describe("hearableMinute", () => {
  it("counts each second of the minute once", () => {
    for (const changes of [{}, { threshold: 1.86 }, { memory: "none" as const }, { everyFrame: true }]) {
      const rows = charts.hearableMinute.rows(at(changes), STILL);
      expect(rows.reduce((sum, { time }) => sum + Number(time), 0)).toBeCloseTo(60, 6);
    }
  });
});
