import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stretchesOf } from "../../src/components/fleet-orchestration/charts/gamble-strip.ts";
import { charts, maps } from "../../src/components/fleet-orchestration/checkpoint-gamble.ts";
import { cellsIn } from "../../src/components/kit/cell-map.ts";
import type { Chart } from "../../src/components/kit/chart.ts";
import { STILL, type View } from "../../src/components/kit/view.ts";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { finish } from "../../src/sim/core/run.ts";
import { DAY, HOUR } from "../../src/sim/core/units.ts";
import {
  type CheckpointGamble,
  params,
  prepare,
  simulate,
} from "../../src/sim/fleet-orchestration/checkpoint-gamble.ts";
import { cloud } from "../../src/sim/fleet-orchestration/parts/gamble-cloud.ts";
import { WATCHED } from "../../src/sim/fleet-orchestration/parts/gamble-fleet.ts";
import type { GambleParams } from "../../src/sim/fleet-orchestration/parts/gamble-levers.ts";
import { timeWaterfall } from "../../src/sim/laws/expected-time.ts";
import { cornersOf } from "../fault-tolerance/any-levers.ts";
import { anyView, drawn, holdsForCharts, labelsIn } from "../kit/any-chart.ts";
import { readChapter } from "../kit/chapter-words.ts";

await prepare(defaultsOf(params) as GambleParams);

const { presets } = readChapter("fleet-orchestration/cloud-titan/checkpoint-gamble");
const mission = presets.mission?.params as GambleParams;
const at = (changes: Partial<GambleParams> = {}): CheckpointGamble => finish(simulate({ ...mission, ...changes }));

// A run takes some 0.1 s: a dozen at corners of all levers stand for any.
const corners = fc.sample(cornersOf(params), { numRuns: 12, seed: 8 }).map((values) => at(values));
const golden = at({ interval: 711 });
const slow = at({ storeRate: 1.25 });
const met = [
  golden,
  slow,
  at({ interval: 10 }),
  at({ interval: 86_400 }),
  at({ storeRate: 2000, mttf: 48 }),
  ...corners,
];

holdsForCharts<CheckpointGamble>(charts as unknown as Readonly<Record<string, Chart<CheckpointGamble>>>, {
  preset: at(),
  models: fc.constantFrom(...met),
  views: anyView({
    settings: fc.record({ interval: fc.double({ min: 10, max: 86_400, noNaN: true }) }),
    shown: fc.record({
      runFailures: fc.integer({ min: 0, max: 100 }),
    }),
    prediction: fc.double({ min: 1, max: 200_000, noNaN: true }),
  }),
  broad: ["twoDays", "goodputCurve"],
  met,
  prediction: 1800,
  veiled: {
    one: at(),
    other: at({ mttf: 8, seed: 3 }),
    view: { ...STILL, searching: true, step: 3 },
    except: ["fiveTimes"],
  },
});

describe("the strip", () => {
  it.each([
    ["the mission", at()],
    ["many checkpoints", at({ interval: 60 })],
    ["failures in recovery", at({ mttf: 0.5, interval: 900, warmUpTime: 600 })],
    ["waits for a node", at({ mttf: 0.5, load: 110, policy: "fcfs", defragmentation: true })],
  ])("tells all two days without a gap, and its sums are the run’s: %s", (_, model) => {
    const stretches = stretchesOf(model);
    expect(stretches[0]?.from).toBe(0);
    expect(stretches.at(-1)?.to).toBeCloseTo(WATCHED, 6);
    for (const [i, one] of stretches.entries()) {
      expect(one.to).toBeGreaterThanOrEqual(one.from);
      if (i > 0) expect(one.from).toBeCloseTo(stretches[i - 1]?.to ?? -1, 6);
    }
    const told = (state: string) =>
      stretches.filter((one) => one.state === state).reduce((total, { from, to }) => total + to - from, 0);
    const { useful, checkpoint, rework, recovery, downtime } = model.run.sums;
    expect(told("recovery")).toBeCloseTo(recovery, 6);
    expect(told("downtime")).toBeCloseTo(downtime, 6);
    expect(Math.abs(told("useful") - useful - checkpoint - rework)).toBeLessThan(0.01 * WATCHED); // less in a migration
  });

  it("tells before the lock nothing of what was kept or written", () => {
    const told = (interval: number) => drawn(charts.twoDays, 680, at({ interval }));
    expect(told(14_400)).toBe(told(600));
  });
});

describe("the curve", () => {
  it("is the closed form", () => {
    for (const { interval, goodput } of charts.goodputCurve.rows(golden, STILL)) {
      const exact = timeWaterfall({
        interval: Number(interval),
        writeTime: 24.5,
        restartTime: 336,
        downtime: 120,
        mtbf: 3 * HOUR,
      });
      expect(Number(goodput)).toBeCloseTo(1 / exact.total, 9);
    }
  });

  it("has its band once the study is there, never in a search", () => {
    const monteCarlo = finish(cloud(mission, "moving"));
    const bands = (view: Partial<View>) =>
      (
        drawn(charts.goodputCurve, 680, golden, { ...STILL, studies: { monteCarlo }, ...view }).match(/color-mix/g) ??
        []
      ).length;
    expect(bands({})).toBe(1);
    expect(bands({ searching: true })).toBe(0);
    const read = (view: Partial<View>) => charts.goodputCurve.reading?.(golden, { ...STILL, ...view });
    expect(read({ studies: { monteCarlo } })).toContain("95\u00a0% of the simulated runs");
    expect(read({ studies: { monteCarlo }, searching: true })).not.toContain("simulated runs");
    expect(read({})).not.toContain("simulated runs");
  });

  it("marks the habit, and the golden interval outside it", () => {
    expect(labelsIn(drawn(charts.goodputCurve, 680, golden)).join("|")).toContain("operators’ habit, 1 to 24\u00a0h");
    expect(golden.optimalInterval).toBeLessThan(HOUR);
    expect(slow.optimalInterval).toBeGreaterThan(HOUR);
  });
});

describe("the days to finish", () => {
  it("add up to the whole training", () => {
    const rows = charts.daysToFinish.rows(golden, STILL);
    expect(rows.reduce((sum, { yours }) => sum + Number(yours), 0)).toBeCloseTo(golden.finishTime, 3);
    expect(golden.finishTime / DAY).toBeCloseTo(30.6, 1);
  });
});

describe("the story’s picture", () => {
  it("shows no more than the step has told, and never the golden interval", () => {
    const told = (step: number) => labelsIn(drawn(charts.fiveTimes, 680, at(), { ...STILL, step })).length;
    expect([0, 1, 2, 3].map(told)).toEqual([7, 8, 10, 11]);
    expect(labelsIn(drawn(charts.fiveTimes, 680, at(), { ...STILL, step: 3 })).join("|")).not.toContain("11\u00a0min");
  });
});

describe("the map of the fleet", () => {
  const { trainingFleet: map } = maps;
  const model = at();
  const [first] = model.run.setbacks;
  const view = (time: number): View => ({ ...STILL, time });
  const TIMES = [0, (first?.time ?? 0) + 30, 24 * HOUR, WATCHED];

  it("has a cell for each of 20,480 GPUs, and its table counts each", () => {
    expect(cellsIn(map.grid)).toBe(20_480);
    for (const time of TIMES) {
      expect(map.cells(model, view(time)).every((cell) => map.states[cell] !== undefined)).toBe(true);
      for (const { training, working, idle, held, failed } of map.rows(model, view(time)))
        expect([training, working, idle, held, failed].reduce((sum: number, each) => sum + Number(each), 0)).toBe(2560);
    }
  });

  it("darkens the whole training when one node breaks, and lights it again", () => {
    const stalled = (time: number) => map.cells(model, view(time)).filter((cell) => cell === 5).length;
    expect(stalled((first?.time ?? 0) - 1)).toBe(0);
    expect(stalled(first?.time ?? 0)).toBe(16_384);
    expect(stalled(first?.back ?? 0)).toBe(0);
    expect(map.finding(model, view(first?.time ?? 0))).toContain("stand still: node ");
  });

  it("tells every cell by what it shows", () => {
    for (const time of TIMES)
      for (let cell = 0; cell < 20_480; cell += 97) {
        const told = map.tell(model, view(time), cell);
        expect(told).toMatch(/^GPU [1-8] of node [\d,]+, rack \d+, pod [1-8]: .+\.$/);
        expect(told).not.toMatch(/NaN|undefined|Infinity|-\d/);
      }
  });

  it("shows nothing before the first trial of a search", () => {
    const hidden = { ...view(HOUR), searching: true };
    expect(map.cells(model, hidden).every((cell) => cell === 0)).toBe(true);
    expect(map.tell(model, hidden, 0)).not.toMatch(/\d/);
  });
});
