import { describe, expect, it } from "vitest";
import { charts, standingOf } from "../../src/components/fault-tolerance/overview.ts";
import type { Place } from "../../src/components/kit/place.ts";
import { STILL } from "../../src/components/kit/view.ts";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { fixed } from "../../src/sim/core/quantity.ts";
import { finish } from "../../src/sim/core/run.ts";
import { HOUR } from "../../src/sim/core/units.ts";
import { timeWaterfall } from "../../src/sim/laws/expected-time.ts";
import { optimalInterval } from "../../src/sim/laws/young-daly.ts";
import { crowded, drawn, labelsIn } from "../kit/any-chart.ts";
import { prose, readChapter, readContent, type Stated, statesOnly } from "../kit/chapter-words.ts";

const TRACKS = ["cloud-titan", "edge-guardian", "mobile-nomad", "tiny-pioneer"];

/** Each track's first part at its mission, as the page of the lab hands them to the chart. */
const places: Place[] = await Promise.all(
  TRACKS.map(async (track, order) => {
    const { facts, presets } = readChapter(`fault-tolerance/${track}/young-daly-audit`);
    const { params, simulate } = await import(`../../src/sim/fault-tolerance/${facts.model}.ts`);
    const values = defaultsOf(params, presets[facts.preset]?.params);
    return { track: track.replaceAll("-", " "), order, values: { ...values, ...finish<object>(simulate(values)) } };
  }),
);
const [titan, edge, mobile, tiny] = places.map(standingOf);
const chart = charts.fourTracks;

describe("the four tracks", () => {
  it("stand where science has them: M from 2 s to 10 h, δ from 2 ms to 60 s", () => {
    expect([titan?.mtbf, titan?.writeTime]).toEqual([4 * HOUR, 60]);
    expect([edge?.mtbf, edge?.writeTime]).toEqual([10 * HOUR, 0.002]);
    expect([mobile?.mtbf, mobile?.writeTime]).toEqual([75, 0.15]);
    expect(tiny?.mtbf).toBe(2);
    expect(tiny?.writeTime).toBeCloseTo(0.0029, 4); // 4 KB of FeRAM
  });

  it("pay the full tax that the expected time gives at the exact optimum", () => {
    const restarts = [300, 0.35, 0.9, 0.005];
    for (const [i, each] of [titan, edge, mobile, tiny].entries()) {
      if (!each) throw new Error("a track is missing");
      const { mtbf, writeTime, leastTax } = each;
      const interval = optimalInterval(writeTime, mtbf);
      const downtime = i === 0 ? 60 : 0;
      const { total } = timeWaterfall({ interval, writeTime, restartTime: restarts[i] ?? 0, downtime, mtbf });
      expect(leastTax).toBeCloseTo(total - 1, 9);
    }
  });

  it("are drawn with their words apart, at both widths of the page", () => {
    for (const width of [340, 680]) {
      expect(crowded(chart, width, places, STILL)).toEqual([]);
      const told = labelsIn(drawn(chart, width, places)).join("|");
      for (const { track } of places) expect(told).toContain(track);
      expect(told, `${width} px`).toMatch(/÷.16,384/);
      expect(drawn(chart, width, places)).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it("are told as a sentence and as a table", () => {
    expect(chart.finding(places, STILL)).toMatch(/cloud titan pays 12\.5.%.*edge guardian 0\.034.%\.$/);
    expect(chart.rows(places, STILL)).toHaveLength(4);
  });
});

const words = prose(readContent("fault-tolerance/overview.mdx").split(/^---$/m)[2] ?? "");
const alone = titan?.alone;
const times = (a = 0, b = 1): string => fixed(Math.round(a / b / 1000) * 1000, 0);

const best = optimalInterval(titan?.writeTime ?? 0, titan?.mtbf ?? 0);
const atBest = timeWaterfall({ interval: best, writeTime: 60, restartTime: 300, downtime: 60, mtbf: 4 * HOUR });

const STATED: readonly Stated[] = [
  ["write takes 60 s where the fleet fails every 4 h", titan?.writeTime ?? 0, (titan?.mtbf ?? 0) / HOUR],
  ["takes 2.9 ms where its power fails every 2 s", fixed(1000 * (tiny?.writeTime ?? 0), 1), tiny?.mtbf ?? 0],
  [
    "differ up to 30,000 times, the times between failures 18,000 times",
    times(titan?.writeTime, edge?.writeTime),
    times(edge?.mtbf, tiny?.mtbf),
  ],
  ["fails once in 65,536 hours", fixed((alone?.mtbf ?? 0) / HOUR, 0)],
  ["it would pay 0.07 %", fixed(100 * (alone?.leastTax ?? 0), 2)],
  ["But 16,384 of them work in step", fixed(alone?.members ?? 0, 0)],
  [
    "divided by 16,384, and under the root that makes 128 times the tax: 9.1 % to first order, 9.7 % exactly",
    fixed(alone?.members ?? 0, 0),
    Math.sqrt(alone?.members ?? 0),
    fixed(100 * (titan?.rootTax ?? 0), 1),
    fixed(100 * (atBest.checkpoint + atBest.rework), 1),
  ],
  [
    "add 2.8 %, and the Titan pays 12.5 %",
    fixed(100 * (atBest.recovery + atBest.downtime), 1),
    fixed(100 * (titan?.leastTax ?? 0), 1),
  ],
  ["at least 10.4 %", fixed(100 * Number(places[3]?.values.leastEnergyTax), 1)],
];
statesOnly(words, STATED, /$^/g);

it("one GPU alone pays less than the hearable and the glasses, and about twice what the car pays", () => {
  expect(alone?.leastTax).toBeLessThan(tiny?.leastTax ?? 0);
  expect(alone?.leastTax).toBeLessThan(mobile?.leastTax ?? 0);
  expect((alone?.leastTax ?? 0) / (edge?.leastTax ?? 1)).toBeCloseTo(2, 0);
});

it("a save costs more than three times what the work beside it would, in energy", () => {
  expect(Number(places[3]?.values.powerRatio)).toBeGreaterThan(3);
});
