import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { charts } from "../../src/components/fault-tolerance/async-staging.ts";
import { charts as shelf } from "../../src/components/fault-tolerance/charts/staging-further.ts";
import type { Chart } from "../../src/components/kit/chart.ts";
import { STILL, type Trial } from "../../src/components/kit/view.ts";
import { type AsyncStaging, params, simulate } from "../../src/sim/fault-tolerance/async-staging.ts";
import type { StagingParams } from "../../src/sim/fault-tolerance/parts/async-staging-levers.ts";
import { anyView, drawn, holdsForCharts, labelsIn } from "../kit/any-chart.ts";
import { staging, stagingCorner } from "./async-staging-levers.ts";

const at = (changes: Partial<StagingParams> = {}) => simulate(staging(changes));
const all = { ...charts, ...shelf } as Readonly<Record<string, Chart<AsyncStaging>>>;
const SMALL = { modelSize: "70B", nodes: 8, drainRate: 6.8, buffer: 150 } as const;
const log = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);

const tried: Trial = {
  number: 1,
  attempt: 1,
  seed: 3,
  settings: { buffer: 1 },
  shown: { mathStop: 20.8, peakOffered: 51_200, overload: 512, persistTime: 56.7 },
  met: false,
};

holdsForCharts<AsyncStaging>(all, {
  preset: at(),
  models: stagingCorner.map(simulate),
  views: anyView({
    settings: fc.record({ buffer: log(params.buffer.min, params.buffer.max) }),
    shown: fc.record({
      mathStop: log(1e-4, 3000),
      peakOffered: log(1, 4e5),
      overload: log(0.1, 1e3),
      persistTime: log(1, 1e3),
    }),
    prediction: log(1e-5, 60),
  }),
  broad: ["stagingDay", "stagingTiers", "networkIngress"],
  prediction: 25.8,
  met: [
    at({ strategy: "asyncDram" }),
    at({ strategy: "asyncDram", buffer: 2.05 }),
    at({ strategy: "localSsd" }),
    at({ strategy: "asyncDram", ...SMALL }),
    at({ strategy: "asyncDram", interval: 10 }),
  ],
  veiled: {
    one: at({ strategy: "asyncDram", drainRate: 20 }),
    other: at({ strategy: "asyncDram", drainRate: 90 }),
    view: { ...STILL, searching: true, prediction: 0.05, step: 3, trials: [tried] },
  },
});

const told = (chart: Chart<AsyncStaging>, model: AsyncStaging, view = STILL): string =>
  labelsIn(drawn(chart, 680, model, view))
    .join("|")
    .replaceAll("\u00a0", " ");

describe("stagingTiers", () => {
  const chart = charts.stagingTiers;

  it("flags when math resumes, when the store holds all, and the prediction beside what local drives take", () => {
    expect(told(chart, at(), { ...STILL, prediction: 25.8 })).toMatch(
      /You predicted 25.8 s.*math resumes, safe 56.7 s.*local SSD 50.9 ms/,
    );
    expect(told(chart, at({ strategy: "asyncDram", buffer: 2.1 }))).toMatch(/math resumes 13.8 ms.*safe 56.7 s/);
  });

  it("draws the buffer and the least that it must hold for the one strategy that fills a buffer", () => {
    expect(told(chart, at({ strategy: "asyncDram" }))).toMatch(/buffer 1 GB.*least.*2.02 GB/);
    expect(told(chart, at({ strategy: "localSsd" }))).not.toMatch(/buffer|least/);
    expect(told(chart, at({ strategy: "asyncDram", buffer: 50 }))).toMatch(
      /buffer 50 GB(, more than a snapshot|: all fits)/,
    );
  });

  it("draws yellow for the reader's hand alone", () => {
    expect(drawn(chart, 680, at())).not.toContain("--you");
    expect(drawn(chart, 680, at(), { ...STILL, prediction: 25.8 })).toContain("--you");
  });

  it("holds in a search the trials and nothing of the flow", () => {
    const searching = { ...STILL, searching: true, prediction: 0.05, trials: [tried] };
    expect(told(chart, at({ strategy: "asyncDram" }), searching)).not.toMatch(/least|resumes |safe|predicted/);
    expect(chart.rows(at(), searching)).toEqual([{ time: 20.8, buffer: 1e9 }]);
    expect(chart.finding(at(), searching)).toMatch(/^Trial 1, a buffer of 1\sGB: a storm, 51.2\sTB\/s asked/);
  });
});

describe("snapshotWay", () => {
  it("says of each picture what a row is", () => {
    const words = [0, 2].map((step) => {
      const view = { ...STILL, step };
      return `${charts.snapshotWay.finding(at(), view)} ${charts.snapshotWay.reading?.(at(), view)}`;
    });
    expect(words[0]).toMatch(/^One node has its own memory and drives;.* Each row is a node\./);
    // 2,048 nodes in 64 lanes
    expect(words[1]).toMatch(/^2,048 nodes each have their own memory and drives;.* Each row is 32 nodes\./);
  });
});

describe("networkIngress", () => {
  it("names the storm and its senders, and no storm where the drain is paced", () => {
    expect(told(charts.networkIngress, at())).toMatch(/asked by 2,048 nodes at once: 51.2 TB\/s/);
    expect(told(charts.networkIngress, at({ strategy: "localSsd" }))).not.toMatch(/asked/);
    expect(charts.networkIngress.finding(at({ strategy: "localSsd" }), STILL)).toMatch(/: no storm\.$/);
  });
});

describe("throughputGauge", () => {
  it("calls the drives full on the small fleet, the store on the large one", () => {
    expect(charts.throughputGauge.finding(at({ strategy: "localSsd", ...SMALL }), STILL)).toMatch(/ drives\b/);
    expect(charts.throughputGauge.finding(at(), STILL)).toBe("One tier is full while it works: object store.");
  });
});

describe("stagingDay", () => {
  it("tells neither how long nor how often math stops: it stands above the question", () => {
    expect(charts.stagingDay.finding(at(), STILL)).not.toMatch(/%|snapshots/);
    const interval = at().cycleTime - at({ strategy: "localSsd" }).mathStop;
    const strips = [at(), at({ strategy: "localSsd", interval })].map((model) => drawn(charts.stagingDay, 680, model));
    expect(strips[0]).toBe(strips[1]);
  });
});

describe("stagingCycles", () => {
  it("empties before each snapshot where it drains, and climbs where it does not", () => {
    const backlog = (interval: number) =>
      shelf.stagingCycles
        .rows(at({ strategy: "asyncDram", buffer: 3, interval }), STILL)
        .map((row) => Number(row.backlog));
    expect(backlog(600)).toEqual([0, 0, 0]);
    const [first = 0, second = 0, third = 0] = backlog(30);
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(first);
    expect(third).toBeGreaterThan(second);
  });
});
