import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { charts, further } from "../../src/components/fault-tolerance/sdc-detective.ts";
import type { Chart } from "../../src/components/kit/chart.ts";
import { STILL, type Trial, type View } from "../../src/components/kit/view.ts";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { finish } from "../../src/sim/core/run.ts";
import type { DetectiveParams } from "../../src/sim/fault-tolerance/parts/sdc-levers.ts";
import { loadNetwork } from "../../src/sim/fault-tolerance/parts/sdc-network.ts";
import { NETWORK_NAMES, type NetworkName } from "../../src/sim/fault-tolerance/parts/sdc-shapes.ts";
import { params, type SdcDetective, simulate, studies } from "../../src/sim/fault-tolerance/sdc-detective.ts";
import { anyView, drawn, holdsForCharts, labelsIn } from "../kit/any-chart.ts";
import { cornersOf } from "./any-levers.ts";

const campaignStudy = await studies.campaign.load();

await Promise.all(NETWORK_NAMES.map((name) => loadNetwork(name)));
const shelf = await further();

/** The car at the crossing: one sign bit, from 1 to 0. */
const plan = {
  ...defaultsOf(params),
  network: "lights",
  place: "memory",
  layer: 3,
  weight: 38,
  bit: 15,
  direction: "clear",
  input: 38,
  frameTime: 10,
  allowed: 100,
  seed: 7,
} as DetectiveParams;
const at = (changes: Partial<DetectiveParams> = {}): SdcDetective => simulate({ ...plan, ...changes });

/** The first presets of the other tracks, and what is far out. */
const MET: readonly Partial<DetectiveParams>[] = [
  { network: "language", layer: 1, weight: 168, input: 3 },
  { network: "language", layer: 2, weight: 2173, bit: 14, direction: "set", input: 1 },
  { network: "glyphs", layer: 3, weight: 150, input: 22 },
  { network: "glyphs", layer: 2, weight: 470, bit: 14, direction: "set", input: 3 },
  { network: "voice", layer: 2, weight: 392, bit: 7, input: 5 },
  { network: "voice", place: "torn", layer: 2, weight: 100, input: 0 },
  { network: "voice", place: "compute", bit: 31, direction: "flip" },
  { layer: 2, weight: 649, bit: 14, direction: "set", input: 0 },
  { crc: true, abft: true, dmr: "separate", rangeGuard: true, nanCheck: true, scrubPeriod: 10 },
  { crc: true, scrubPeriod: 10_000 },
  { place: "unit", bit: 30, direction: "flip", abft: true },
  { width: 15 },
  { width: 4096, batch: 256 },
];

const campaignOf = (changes: Partial<DetectiveParams>) => finish(campaignStudy({ ...plan, ...changes }, "moving"));
const guarded: Partial<DetectiveParams> = { abft: true, abftThreshold: 2e-7, crc: true, scrubPeriod: 10 };
const campaigns = Object.fromEntries(
  NETWORK_NAMES.map((network) => [network, campaignOf({ ...guarded, network })]),
) as Record<NetworkName, ReturnType<typeof campaignOf>>;
const clock = [
  { width: 8, batch: 1, plain: 2e-7, twice: 4e-7, check: 4e-8, crc: 4e-7, cheaper: 5, crcCheaper: 0.5 },
  { width: 48, batch: 1, plain: 4.2e-6, twice: 8.4e-6, check: 1.3e-7, crc: 1.4e-5, cheaper: 32.3, crcCheaper: 0.3 },
];
const STUDIED: View = { ...STILL, studies: { campaign: campaigns.lights, clock } };

const tried: Trial = {
  number: 1,
  attempt: 1,
  seed: 3,
  settings: { crc: true, scrubPeriod: 10 },
  shown: { fieldFound: 294, fieldEscapes: 6, cost: 0.4, setLatency: 0.1, falseAlarms: 0 },
  met: false,
};

const views = anyView({
  settings: fc.record({ crc: fc.boolean() }),
  shown: fc.record({
    cost: fc.oneof(fc.constant(0), fc.double({ min: 1e-4, max: 20, noNaN: true })),
    fieldFound: fc.integer({ min: 0, max: 300 }),
  }),
  prediction: fc.double({ min: 0, max: 1000, noNaN: true }),
}).chain((view) =>
  fc
    .constantFrom({}, { clock }, ...NETWORK_NAMES.map((network) => ({ campaign: campaigns[network], clock })))
    .map((studied): View => ({ ...view, studies: studied })),
);

holdsForCharts<SdcDetective>({ ...charts, ...shelf } as Record<string, Chart<SdcDetective>>, {
  preset: at(),
  models: cornersOf(params).map((values) => simulate(values)),
  views,
  broad: ["benchStory"],
  met: MET.map(at),
  prediction: 300,
  folder: "./charts/sdc",
  veiled: {
    one: at({ ...guarded, mix: "memory" }),
    other: at({ ...guarded, mix: "unit" }),
    view: { ...STUDIED, searching: true, prediction: 300, step: 3, trials: [tried] },
  },
});

describe("the proof", () => {
  const verdicts = (changes: Partial<DetectiveParams>, view: View = STUDIED) =>
    charts.proof.rows(at({ ...guarded, ...changes }), view).map(({ claim, verdict }) => [claim, verdict]);

  it("passes for the wide layer and fails for the narrow one, by count and with the clock", () => {
    for (const view of [STILL, STUDIED]) {
      expect(verdicts({}, view)).toContainEqual(["ABFT of a layer of width 48", "holds"]);
      expect(verdicts({}, view)).toContainEqual(["ABFT of a layer of width 8", "fails"]);
    }
    // 2n/3 by operations: the border is 15, and by bytes n/2 + 1, so 18 with both.
    expect(verdicts({ width: 17 })).toContainEqual(["ABFT of a layer of width 17", "fails"]);
    expect(verdicts({ width: 18 })).toContainEqual(["ABFT of a layer of width 18", "holds"]);
  });

  it("fails where the clock does not agree with the count", () => {
    const slow = clock.map((one) => ({ ...one, cheaper: 9 }));
    expect(verdicts({}, { ...STILL, studies: { clock: slow } })).toContainEqual([
      "ABFT of a layer of width 48",
      "fails",
    ]);
  });

  it("tells for each class coverage, escapes, latency and both ratios, as the campaign and the model have them", () => {
    const rows = charts.proof.rows(at(guarded), STUDIED);
    const { found, answers } = campaigns.lights.classes.compute;
    expect(rows[1]).toMatchObject({
      claim: "Single results",
      found: found.set.count,
      of: found.set.of,
      escape: 1 - found.set.low,
      answers: `${answers.count} of ${answers.of}`,
      latency: 0.1,
      allowed: 0.1,
    });
    expect(rows.at(-1)?.escape).toBe("1 in 4,294,967,296"); // 2^32
  });
});

describe("the bench", () => {
  it("tells in the four steps of the story the input, the word, the flip and the answer", () => {
    const told = [0, 1, 2, 3].map((step) => charts.benchStory.finding(at(), { ...STILL, step }));
    expect(told[0]).toBe("Input 38: “red” with 60\u00a0% of the network’s belief.");
    expect(told[1]).toBe("Layer 3, weight 38, bit 15: it says -0.6016.");
    expect(told[2]).toBe("Layer 3, weight 38, bit 15 (sign) goes from 1 to 0, and -0.6016 becomes 0.6016.");
    expect(told[3]).toMatch(/; “red” becomes “green”, at 45\u00a0%\.$/);
    expect(charts.bench.finding(at(), STILL)).toBe(told[3]);
  });

  it("draws the word of every format with its parts", () => {
    const parts = (changes: Partial<DetectiveParams>) =>
      labelsIn(drawn(charts.bench, 680, at(changes))).filter((text) => /^(sign|exponent|mantissa|value)$/.test(text));
    expect(parts({})).toEqual(["sign", "exponent", "mantissa"]);
    expect(parts({ network: "voice" })).toEqual(["sign", "value"]);
    expect(
      labelsIn(drawn(charts.bench, 680, at({ place: "compute" }))).filter((text) => /^[01]$/.test(text)),
    ).toHaveLength(64);
  });
});

describe("who rings", () => {
  it("the loss does not ring for the sign bit, and would for the top bit of the exponent", () => {
    expect(charts.lossBand.finding(at(), STILL)).toMatch(/does not ring\.$/);
    expect(charts.lossBand.finding(at({ layer: 2, weight: 649, bit: 14, direction: "set", input: 0 }), STILL)).toMatch(
      /: it rings\.$/,
    );
  });

  it("the reader’s number stands beside the measured one", () => {
    expect(drawn(charts.lossBand, 680, at())).not.toContain("--you");
    const told = labelsIn(drawn(charts.lossBand, 680, at(), { ...STILL, prediction: 300 }));
    expect(told).toContain("you: 300");
    expect(told).toContain("measured: 0");
  });

  it("the record says what went out before anyone told", () => {
    const top = { layer: 2, weight: 649, bit: 14, direction: "set", input: 0 } as const;
    const out = (changes: Partial<DetectiveParams>) =>
      charts.frames
        .rows(at({ ...top, ...changes }), STILL)
        .filter(({ answer, out }) => answer === "changed" && out === "yes").length;
    expect(out({})).toBe(at(top).released);
    expect(out({ abft: true })).toBe(0);
    expect(out({ crc: true, scrubPeriod: 10 })).toBeGreaterThan(0);
  });
});
