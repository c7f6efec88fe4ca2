import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { finish } from "../../src/sim/core/run.ts";
import { type Campaign, INJECTIONS } from "../../src/sim/fault-tolerance/parts/sdc-campaign.ts";
import type { DetectiveParams } from "../../src/sim/fault-tolerance/parts/sdc-levers.ts";
import { CLASSES } from "../../src/sim/fault-tolerance/parts/sdc-mixes.ts";
import { loadNetwork } from "../../src/sim/fault-tolerance/parts/sdc-network.ts";
import type { DETECTORS } from "../../src/sim/fault-tolerance/parts/sdc-sets.ts";
import { NETWORK_NAMES } from "../../src/sim/fault-tolerance/parts/sdc-shapes.ts";
import { params, simulate, studies } from "../../src/sim/fault-tolerance/sdc-detective.ts";
import { oracle } from "../laws/read-oracle.ts";

const campaignStudy = await studies.campaign.load();

await Promise.all(NETWORK_NAMES.map((name) => loadNetwork(name)));

const plan = defaultsOf(params) as DetectiveParams;
const abft: Partial<DetectiveParams> = { crc: true, scrubPeriod: 10, abft: true };
const campaignOf = (changes: Partial<DetectiveParams>, haste: "moving" | "resting" = "moving"): Campaign =>
  finish(campaignStudy({ ...plan, ...changes }, haste));

const whole = campaignOf(abft, "resting");
const all = Object.fromEntries(NETWORK_NAMES.map((network) => [network, campaignOf({ ...abft, network })]));
const every = [whole, ...Object.values(all)];

describe("a campaign", () => {
  test("is of at least 10,000 injections, tells how far it has come, and is the same for the same seed", () => {
    expect(whole.total).toBe(INJECTIONS);
    expect(INJECTIONS).toBeGreaterThanOrEqual(10_000);
    const steps = [...campaignStudy(plan, "moving")].map(({ done }) => done);
    expect(steps.length).toBeGreaterThan(20);
    expect(steps.every((done, i) => done > (steps[i - 1] ?? 0) && done <= 1)).toBe(true);
    expect(campaignOf({ seed: 3 })).toEqual(campaignOf({ seed: 3 }));
    expect(campaignOf({ seed: 3 })).not.toEqual(campaignOf({ seed: 4 }));
  });

  test("the bits of a class add up to it, and masked and changed to all that were tried", () => {
    for (const { classes, bits, total } of every) {
      expect(CLASSES.reduce((sum, place) => sum + classes[place].tried, 0)).toBe(total);
      for (const place of CLASSES) {
        const row = classes[place];
        expect(bits[place].reduce((sum, { tried }) => sum + tried, 0)).toBe(row.tried);
        expect(bits[place].reduce((sum, { masked }) => sum + masked, 0)).toBe(row.masked);
        expect(row.found.crc.of + row.masked).toBe(row.tried);
        expect(row.masked).toBeGreaterThan(row.tried / 4);
      }
    }
  });

  test("CRC-32C finds every flip of a weight, the masked ones too, and no fault of compute", () => {
    for (const { classes } of every) {
      const { memory, compute, unit } = classes;
      expect(memory.found.crc.count + memory.maskedFound.crc).toBe(memory.tried);
      expect(compute.found.crc.count + compute.maskedFound.crc + unit.found.crc.count + unit.maskedFound.crc).toBe(0);
    }
  });

  test("DMR on the same buffer finds no weight flip and no bad unit; on a separate copy each that changes an output", () => {
    for (const { classes } of every) {
      expect(classes.memory.found.sameBuffer.count + classes.unit.found.sameBuffer.count).toBe(0);
      expect(classes.compute.found.sameBuffer.count).toBe(classes.compute.found.sameBuffer.of);
      for (const place of CLASSES) {
        const { count, of } = classes[place].found.separateCopy;
        expect(count).toBe(of);
        expect(of).toBeGreaterThan(50);
      }
    }
  });

  test("detector-matrix: in integers, where no threshold is needed, it is the table as it stands", () => {
    const row = v.record(v.string(), v.number());
    const { expected } = oracle(
      "detector-matrix",
      v.unknown(),
      v.object({ weight_memory_flip: row, transient_compute: row, stuck_core_deterministic: row }),
    );
    const { classes } = all.voice ?? whole;
    for (const [place, truth] of [
      ["memory", expected.weight_memory_flip],
      ["compute", expected.transient_compute],
      ["unit", expected.stuck_core_deterministic],
    ] as const) {
      const { found } = classes[place];
      const share = (detector: (typeof DETECTORS)[number]) => found[detector].count / found[detector].of;
      expect({
        crc: share("crc"),
        abft_offline_checksum: share("abft"),
        dmr_same_buffer: share("sameBuffer"),
        dmr_separate_copy: share("separateCopy"),
        loss: 0, // the loss is measured apart
      }).toEqual(truth);
    }
  });

  test("ABFT in floats misses only what is below its threshold: a lower one finds more, and none that changed an answer escapes", () => {
    const low = campaignOf({ abft: true, abftThreshold: 2e-7 }, "resting").classes;
    for (const place of CLASSES) {
      expect(low[place].found.abft.count).toBeGreaterThan(whole.classes[place].found.abft.count);
      expect(low[place].found.abft.count).toBeLessThanOrEqual(low[place].found.abft.of);
    }
    expect(whole.escapes.filter(({ answerChanged }) => answerChanged)).toEqual([]);
  });

  test("a NaN check finds about a fault in a hundred (science.md A4: 1 % of silent corruptions)", () => {
    const { memory, compute, unit } = whole.classes;
    const notFinite = memory.notFinite + compute.notFinite + unit.notFinite;
    expect(notFinite / whole.total).toBeLessThan(0.02);
    for (const { classes } of every)
      expect(classes.memory.found.nan.count).toBeLessThan(0.06 * classes.memory.found.nan.of);
  });

  test("the loss hardly ever rings where a bit went from 1 to 0", () => {
    const { cleared, set } = whole.loss;
    expect(cleared.of + set.of).toBe(Math.ceil(INJECTIONS / 48));
    expect(cleared.count / cleared.of).toBeLessThan(0.02);
    expect(set.count / set.of).toBeLessThan(0.2);
  });

  test("what escapes is listed, and its levers show it again: an output changes and none of the chosen tells on this input", () => {
    for (const changes of [abft, { network: "language" as const, rangeGuard: true }, { dmr: "same" as const }]) {
      const { escapes, escaped } = campaignOf(changes);
      expect(escapes.length).toBe(Math.min(100, escaped));
      expect(escapes.length).toBeGreaterThan(0);
      for (const { answerChanged, ...levers } of escapes.slice(0, 25)) {
        const model = simulate({ ...plan, ...changes, ...levers });
        expect(model.outputChanged).toBe(1);
        expect(model.answerChanged).toBe(Number(answerChanged));
        if (changes === abft) expect(model.crcFinds + model.abftFinds).toBe(0);
        if ("dmr" in changes) expect(model.sameBufferFinds).toBe(0);
        if ("rangeGuard" in changes) expect(model.rangeFinds).toBe(0);
      }
    }
  });

  test("a scrub period longer than the interval allowed finds nothing in time", () => {
    const late = campaignOf({ crc: true, scrubPeriod: 11, frameTime: 10, allowed: 100 }).classes.memory.found;
    expect(late.crc.count).toBe(late.crc.of);
    expect(late.set.count).toBe(0);
    const inTime = campaignOf({ crc: true, scrubPeriod: 10, frameTime: 10, allowed: 100 }).classes.memory.found;
    expect(inTime.set.count).toBe(inTime.set.of);
  });
});
