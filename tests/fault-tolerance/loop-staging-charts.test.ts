import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { charts, further } from "../../src/components/fault-tolerance/loop-staging.ts";
import { STILL, type Trial, type View } from "../../src/components/kit/view.ts";
import { finish } from "../../src/sim/core/run.ts";
import {
  LOOPS,
  type LoopStaging,
  params,
  simulate,
  studies,
  unseen,
} from "../../src/sim/fault-tolerance/loop-staging.ts";
import type { LoopStagingParams } from "../../src/sim/fault-tolerance/parts/loop-staging-levers.ts";
import { anyView, drawn, holdsForCharts, labelsIn } from "../kit/any-chart.ts";
import { readChapter } from "../kit/chapter-words.ts";
import { cornersOf } from "./any-levers.ts";

const { facts, presets } = readChapter("fault-tolerance/edge-guardian/async-staging");
const mission = presets[facts.preset]?.params as LoopStagingParams;
const at = (changes: Partial<LoopStagingParams> = {}): LoopStaging => simulate({ ...mission, ...changes });
const everyLoop = { mode: "chunked", interval: 10 } as const;
const shelf = await further();

const views = anyView({
  settings: fc.record({ chunk: fc.double({ min: 0.5, max: 256, noNaN: true }) }),
  shown: fc.record({
    missed: fc.integer({ min: 0, max: LOOPS }),
    worstLoop: fc.double({ min: 5, max: 60, noNaN: true }),
    worstAge: fc.double({ min: 0.01, max: 4, noNaN: true }),
  }),
  prediction: fc.oneof(fc.constant(0), fc.double({ min: 1, max: 1000, noNaN: true })),
});

const MET: readonly Partial<LoopStagingParams>[] = [
  { mode: "shadow" },
  { ...everyLoop },
  { ...everyLoop, chunk: 40 },
  { ...everyLoop, chunk: 256, stateSize: 512 },
  { mode: "shadow", bandwidth: 4, mostCompute: 9.9 },
  { mode: "shadow", bandwidth: 100, mostCompute: 8.1, meanCompute: 4 },
];

const trialOf = (number: number, chunk: number, shown: Trial["shown"]): Trial => ({
  number,
  attempt: 1,
  seed: 3,
  settings: { chunk },
  shown,
  met: false,
});
const trials = [
  trialOf(1, 8, { missed: 0, worstLoop: 9.15, worstAge: 0.152 }),
  trialOf(2, 64, { missed: 4856, worstLoop: 10.9, worstAge: 0.0226 }),
];
const searching: View = { ...STILL, searching: true, trials, step: 3 };

holdsForCharts<LoopStaging>(
  { ...charts, ...shelf },
  {
    preset: at(),
    models: cornersOf(params).map((values) => simulate(values)),
    views,
    broad: ["loopStrip", "missCurve"],
    prediction: 5,
    met: MET.map(at),
    veiled: { one: at({ ...unseen(3), chunk: 8 }), other: at({ ...unseen(7), chunk: 8 }), view: searching },
  },
);

describe("missCurve", () => {
  const chart = charts.missCurve;

  it("marks the largest chunk, the mean’s, a whole copy, the reader’s own and the prediction", () => {
    const told = labelsIn(drawn(chart, 780, at({ ...everyLoop }), { ...STILL, prediction: 5 })).join("|");
    for (const words of [/You predicted 5 of 1,000/, /now none/, /whole copy: 24\.8 of 1,000/, /35\.2.MB/, /89\.6.MB/])
      expect(told).toMatch(words);
  });

  it("counts every label of 1,000, as the question was put", () => {
    const now = (changes: Partial<LoopStagingParams>) =>
      labelsIn(drawn(chart, 780, at(changes))).find((text) => text.startsWith("now"));
    expect(now({})).toBe("now 1,000 of 1,000");
    expect(now({ mode: "shadow" })).toBe("now 27 of 1,000");
    const { run } = at({ ...everyLoop, chunk: 60 });
    expect(now({ ...everyLoop, chunk: 60 })).toBe(
      `now ${Number(((1000 * run.late) / run.passes).toPrecision(3))} of 1,000`,
    );
  });

  it("names the prediction at any width, and sets no word on its swipe", () => {
    for (const prediction of [0, 1, 5, 20, 27, 100, 200, 500, 1000])
      for (const size of [288, 328, 390, 680, 780]) {
        const told = labelsIn(drawn(chart, size, at(), { ...STILL, prediction, asked: true }));
        expect(
          told.filter((text) => /^(You predicted|you:)/.test(text)),
          `${prediction} at ${size}`,
        ).toHaveLength(1);
      }
  });

  it("says what the ring is where the lever does not act, and where rewritten pages outgrow the chunk", () => {
    const reading = (changes: Partial<LoopStagingParams>) => chart.reading?.(at(changes), STILL) ?? "";
    expect(reading({})).toMatch(/writes all 64.MB; the lever acts in chunked mode alone\.$/);
    expect(reading({ mode: "shadow" })).toMatch(/copies all 64.MB; the lever acts in chunked mode alone\.$/);
    expect(reading({ ...everyLoop })).toMatch(/Ring: the run on the page\.$/);
    expect(reading({ ...everyLoop, chunk: 0.5, rewritten: 16 })).toMatch(/also beyond its chunk, up to 15\.9.MB\.$/);
  });

  it("draws yellow for the reader’s hand alone, also for a prediction of none", () => {
    expect(drawn(chart, 680, at())).not.toContain("--you");
    for (const prediction of [0, 5, 1000]) expect(drawn(chart, 680, at(), { ...STILL, prediction })).toContain("--you");
  });

  it("sets a trial at its share of late loops: each of 2,428 late ones cost two of the 100,000 deadlines", () => {
    const { run } = at({ ...everyLoop, chunk: 64 });
    expect(run.missed).toBe(2 * run.late);
    expect(run.late / run.passes).toBeCloseTo(run.missed / 2 / (LOOPS - run.missed / 2), 12);
    expect(chart.finding(at(), searching)).toMatch(/^Trial 2, at 64\.0.MB a loop, missed 4,856 deadlines/);
  });

  it("names no bound while a search is open", () => {
    expect(labelsIn(drawn(chart, 680, at(), searching)).join("|")).not.toMatch(/slack|leaves|whole|now|predicted/);
  });
});

describe("loopHistogram", () => {
  it("counts beside the picture what is longer than it holds", () => {
    expect(labelsIn(drawn(charts.loopHistogram, 680, at()))).toContain("1,000 longer →");
    expect(labelsIn(drawn(charts.loopHistogram, 680, at({ mode: "shadow" })))).toContain("27 late");
    expect(labelsIn(drawn(charts.loopHistogram, 680, at({ ...everyLoop })))).toContain("none late");
  });

  it("shows in a search each trial’s worst loop with its chunk", () => {
    const told = labelsIn(drawn(charts.loopHistogram, 680, at(), searching)).map((text) =>
      text.replaceAll("\u00a0", " "),
    );
    expect(told).toEqual(expect.arrayContaining(["8.00 MB: 9.15 ms", "64.0 MB: 10.9 ms", "1", "2"]));
  });
});

describe("loopsAsTheyCome", () => {
  it("goes from one loop to twenty in time to a write that drops 22 frames", () => {
    const told = [0, 1, 2, 3].map((step) => charts.loopsAsTheyCome.finding(at(), { ...STILL, step }));
    expect(told[0]).toMatch(/^This loop computes for 6\.71.ms of its 10.ms\.$/);
    expect(told[1]).toMatch(/^20 loops .* each is done before the next tick\.$/);
    expect(told[2]).toMatch(/213.ms: 22 frames are dropped\.$/);
    expect(told[3]).toMatch(/the same bytes take 2.ms\.$/);
  });
});

describe("chunkBisection", () => {
  it("ends at 35.2 MB, by runs that know no law, and draws each", () => {
    const largestChunk = finish(studies.largestChunk(mission, "resting"));
    const view = { ...STILL, studies: { largestChunk } };
    const chart = shelf.chunkBisection;
    expect(chart.finding(at(), view)).toMatch(
      /^After 18 runs of 100,000 loops .* is 35\.2.MB; the slack of the slowest loop takes 35\.2.MB\.$/,
    );
    expect(chart.rows(at(), view)).toHaveLength(19);
    for (const width of [328, 680]) expect(drawn(chart, width, at(), view)).not.toMatch(/NaN|Infinity|undefined/);
    expect(drawn(chart, 680, at(), view).split("<circle").length - 1).toBe(
      largestChunk.tried.filter(({ missed }) => missed === 0).length,
    );
  });
});
