import { describe, expect, it } from "vitest";
import { charts as shelf } from "../../src/components/fault-tolerance/charts/further.ts";
import { CELLS, charts, costCurveMargins } from "../../src/components/fault-tolerance/young-daly-audit.ts";
import type { Chart } from "../../src/components/kit/chart.ts";
import { STILL, type Trial, type View } from "../../src/components/kit/view.ts";
import { finish } from "../../src/sim/core/run.ts";
import { WEEK, weekOfFailures } from "../../src/sim/fault-tolerance/parts/week-of-failures.ts";
import { simulate, studies, type YoungDaly } from "../../src/sim/fault-tolerance/young-daly-audit.ts";
import { drawn, holdsForCharts, labelsIn } from "../kit/any-chart.ts";
import { at, settings, type Values, views } from "./charts-cases.ts";

const all = Object.entries({ ...charts, ...shelf }) as [string, Chart<YoungDaly>][];

/** Settings at which labels were once found on one another. */
const MET: readonly Partial<Values>[] = [
  { nodes: 8 },
  { nodes: 131_072, interval: 600 },
  { writeTime: 0.1, interval: 10 },
  { writeTime: 3600, interval: 86_400 },
  { nodes: 16_384, nodeMtbf: 50_680, writeTime: 60, restartTime: 600, interval: 3600 },
  { nodeMtbf: 1000, restartTime: 3600, downtime: 3600 },
];

holdsForCharts<YoungDaly>(Object.fromEntries(all), {
  preset: simulate(at()),
  models: settings.map((values) => simulate(at(values))),
  views,
  broad: ["failureTopologyMap", "oneDay", "youngDalyCostCurve", "fleetSurvival"],
  prediction: 910,
  met: MET.map((values) => simulate(at(values))),
  veiled: {
    one: simulate(at({ nodeMtbf: 90_000 })),
    other: simulate(at({ nodeMtbf: 30_000 })),
    view: { ...STILL, searching: true, prediction: 900, step: 3, time: 30_000 },
  },
});

describe("youngDalyCostCurve", () => {
  const chart = charts.youngDalyCostCurve;
  const tried: Trial = {
    number: 1,
    attempt: 1,
    seed: 3,
    settings: { interval: 600 },
    shown: { runTax: 0.2 },
    met: false,
  };

  it("gives nothing away while a search is open: only the frame and the trials", () => {
    const searching = { ...STILL, searching: true, prediction: 900, trials: [tried] };
    const svg = drawn(chart, 680, simulate(at()), searching);
    expect(svg).toBe(drawn(chart, 680, simulate(at({ nodes: 512, writeTime: 5 })), searching));
    expect(labelsIn(svg)).not.toEqual(expect.arrayContaining([expect.stringMatching(/Least|Young|Daly|predicted/)]));
    expect(labelsIn(svg)).toContain("1");
    expect(chart.rows(simulate(at()), searching)).toEqual([{ interval: 600, total: 0.2 }]);
  });

  it("marks the least, the reader's own and the prediction", () => {
    const told = labelsIn(drawn(chart, 680, simulate(at()), { ...STILL, prediction: 910 })).join("|");
    expect(told).toMatch(
      /You predicted 15\u00a0min\u00a010\u00a0s.*Least tax at 21\u00a0min\u00a015\u00a0s.*1\.40×.*now 1\u00a0h: 18\.7\u00a0%.*12\.5\u00a0%/,
    );
  });

  it("draws yellow for the reader's hand alone", () => {
    expect(drawn(chart, 680, simulate(at()))).not.toContain("--you");
    expect(drawn(chart, 680, simulate(at()), { ...STILL, prediction: 910 })).toContain("--you");
  });

  it("draws the Monte Carlo's band when it is ready", () => {
    const values = at();
    const monteCarlo = finish(studies.monteCarlo(values, "moving"));
    const svg = drawn(chart, 680, simulate(values), { ...STILL, studies: { monteCarlo } });
    expect(svg.length).toBeGreaterThan(drawn(chart, 680, simulate(values)).length + 400);
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  it("has margins for the lever that is its axis", () => {
    expect(costCurveMargins(340)).toEqual({ left: 38, right: 10 });
    expect(costCurveMargins(780)).toEqual({ left: 52, right: 20 });
  });
});

describe("timeWaterfall", () => {
  const chart = charts.timeWaterfall;
  const model = simulate(at({ interval: 1200, seed: 303 }));
  const trial: Trial = {
    number: 3,
    attempt: 1,
    seed: 3,
    settings: { interval: 1200 },
    shown: { runTax: model.runTax },
    met: false,
  };
  const searching: View = { ...STILL, searching: true, trials: [trial] };

  it("shows in a search the last trial's own hours, which add up, and no least", () => {
    expect(chart.finding(model, searching)).toMatch(/^Trial 3 took \d+\sh/);
    const rows = chart.rows(model, searching);
    const [total, ...parts] = [...rows].reverse().map(({ now }) => Number(now));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(total ?? 0, 3);
    expect(total).toBe(model.run.end);
    expect(rows.every((row) => !("least" in row))).toBe(true);
    expect(labelsIn(drawn(chart, 680, model, searching)).join()).not.toMatch(/least/);
  });

  it("gives no run for nothing: once the interval moved on it waits for a trial", () => {
    const moved = simulate(at({ interval: 1300, seed: 303 }));
    expect(chart.finding(moved, searching)).toMatch(/run a trial/);
    expect(chart.rows(moved, searching)).toEqual([]);
  });

  it("keeps its scale while the interval moves, and cuts what is beyond with an arrowhead", () => {
    const ticks = (interval: number) =>
      labelsIn(drawn(chart, 680, simulate(at({ interval }))).replace(/<text [^>]*y="(?!103")[^>]*>[^<]*</g, "<"));
    const heads = (interval: number) => drawn(chart, 680, simulate(at({ interval }))).split("l6.5,6l-6.5,6").length - 1;
    expect([300, 3600, 20_000].map(ticks)).toEqual(Array(3).fill(ticks(1275)));
    expect(ticks(1275)).toContain("20\u00a0h");
    expect([heads(1275), heads(20_000) > 1]).toEqual([0, true]);
  });
});

describe("failureTopologyMap", () => {
  const chart = charts.failureTopologyMap;

  it("rings the cross of a failure that tore a checkpoint, and no other", () => {
    const rings = (torn: boolean) => {
      const model = simulate(at({ writeTime: 900 }));
      const failure = model.run.failures.find((each) => each.torn === torn && !each.inRecovery);
      const early = model.run.failures.filter(
        ({ time }) => failure && time <= failure.time && time > failure.time - 1e4,
      );
      const svg = drawn(chart, 680, model, { ...STILL, time: (failure?.time ?? 0) + 1 });
      return {
        drawn: svg.split('fill="none" stroke="var(--failed)"').length - 1,
        torn: early.filter((each) => each.torn).length,
      };
    };
    expect(rings(true).drawn).toBeGreaterThan(0);
    expect(rings(true).drawn).toBeGreaterThanOrEqual(rings(true).torn);
  });

  it("draws 16,384 servers in a few rectangles", () => {
    const svg = drawn(chart, 1100, simulate(at({ nodes: 131_072 })), { ...STILL, time: 72_000 });
    expect(svg.match(new RegExp(`url\\(#${CELLS.id}\\)`, "g"))?.length).toBeLessThan(200);
    expect(svg.length).toBeLessThan(40_000);
  });

  it("tells the latest failure at the moment shown", () => {
    const model = simulate(at());
    const third = model.run.failures[2];
    const told = chart.finding(model, { ...STILL, time: (third?.time ?? 0) + 1 });
    expect(told).toContain(`Node ${third?.server} failed`);
  });

  it("says so where nothing has failed", () => {
    expect(chart.finding(simulate(at({ nodes: 8 })), STILL)).toMatch(/nothing has failed: the one server is sound/);
  });
});

describe("kokolisLines", () => {
  it.each([288, 328, 680, 1100])("names each measured job by its size, at %i px", (size) => {
    const told = labelsIn(drawn(shelf.kokolisLines, size, simulate(at()))).join("|");
    expect(told).toMatch(/\b8[-\u00a0]GPU/);
    expect(told).toMatch(/1,024[-\u00a0]GPU/);
    expect(told).toMatch(/Llama 3|16,384\u00a0GPU/);
  });
});

describe("gangRug", () => {
  it("holds in each row the rows above it", () => {
    const counts = charts.gangRug.rows(simulate(at()), STILL).map(({ failures }) => Number(failures));
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  });
});

describe("weekOfFailures", () => {
  it("has N · week / M₁ failures in the mean", () => {
    const options = { gpus: 16_384, gpuMtbf: 65_536 * 3600 };
    const weeks = Array.from({ length: 400 }, (_, seed) => weekOfFailures({ ...options, seed: seed + 1 }).length);
    const expected = (options.gpus * WEEK) / options.gpuMtbf; // 42
    const mean = weeks.reduce((sum, count) => sum + count, 0) / weeks.length;
    expect(Math.abs(mean - expected)).toBeLessThan(4.6 * Math.sqrt(expected / weeks.length)); // Poisson: variance = mean
  });

  it("is in order, in the week, on GPUs of the fleet, and empty where nothing fails", () => {
    const failures = weekOfFailures({ gpus: 512, gpuMtbf: 3_600_000, seed: 4 });
    expect(failures.every(({ time, gpu }, i) => time < WEEK && gpu < 512 && time > (failures[i - 1]?.time ?? 0))).toBe(
      true,
    );
    expect(weekOfFailures({ gpus: 512, gpuMtbf: Number.POSITIVE_INFINITY, seed: 4 })).toEqual([]);
  });
});
