import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { charts as shelf } from "../../src/components/fleet-orchestration/charts/audit-further.ts";
import { charts } from "../../src/components/fleet-orchestration/fragmentation-audit.ts";
import type { Chart } from "../../src/components/kit/chart.ts";
import { STILL } from "../../src/components/kit/view.ts";
import { finish } from "../../src/sim/core/run.ts";
import {
  type FragmentationAudit,
  params,
  prepare,
  simulate,
} from "../../src/sim/fleet-orchestration/fragmentation-audit.ts";
import type { AuditParams } from "../../src/sim/fleet-orchestration/parts/audit-levers.ts";
import { cornersOf } from "../fault-tolerance/any-levers.ts";
import { anyView, drawn, holdsForCharts, labelsIn } from "../kit/any-chart.ts";
import { readChapter } from "../kit/chapter-words.ts";

const { presets } = readChapter("fleet-orchestration/cloud-titan/fragmentation-audit");
const mission = presets.mission?.params as AuditParams;
await prepare(mission);
const at = (changes: Partial<AuditParams> = {}): FragmentationAudit => finish(simulate({ ...mission, ...changes }));

// A run takes some 0.3 s: a dozen at corners of all levers stand for any.
const corners = fc.sample(cornersOf(params), { numRuns: 10, seed: 8 }).map((values) => at(values));
const packed = at({ policy: "bestFit", defragmentation: true });
const never = at({ policy: "easy", contiguity: "strict" });
const met = [packed, never, ...corners];

const all = { ...charts, ...shelf } as Readonly<Record<string, Chart<FragmentationAudit>>>;

holdsForCharts<FragmentationAudit>(all, {
  preset: at(),
  models: fc.constantFrom(at(), ...met),
  views: anyView({
    settings: fc.record({ policy: fc.constantFrom("fcfs", "bestFit"), preemption: fc.boolean() }),
    shown: fc.record({ gangWait: fc.constantFrom(60, 600, Number.POSITIVE_INFINITY) }),
    prediction: fc.integer({ min: 0, max: 250 }),
  }),
  broad: ["tenMinutes"],
  met,
  prediction: 40,
  veiled: {
    one: at(),
    other: packed,
    view: { ...STILL, searching: true, step: 3 },
    except: ["tenMinutes", "roomForGang"],
  },
});

describe("the lines of the day", () => {
  it("tell when the gang starts, and nothing where it never does", () => {
    expect(labelsIn(drawn(charts.strandedLine, 680, packed)).join("|")).toContain("the gang starts after 10\u00a0min");
    expect(labelsIn(drawn(charts.strandedLine, 680, never)).join("|")).not.toContain("starts");
  });

  it("stand for the sums that the model tells", () => {
    const half = charts.strandedLine.rows(packed, STILL).filter(({ time }) => Number(time) > 43_200);
    const mean = half.reduce((sum, { value }) => sum + Number(value), 0) / half.length;
    expect(mean).toBeCloseTo(packed.stranded, 2);
    const goodput = charts.goodputLine.rows(packed, STILL);
    expect(goodput.reduce((sum, { value }) => sum + Number(value), 0) / goodput.length).toBeCloseTo(packed.goodput, 2);
  });

  it("show nothing of a day before the first trial of a search", () => {
    const searching = { ...STILL, searching: true };
    for (const chart of [charts.strandedLine, charts.largestLine, charts.waitLine, shelf.paradoxStair])
      expect(chart.rows(packed, searching)).toEqual([]);
  });
});

describe("the story’s bars", () => {
  it("add up to the GPUs that are busy, and come one a step", () => {
    const rows = charts.roomForGang.rows(at(), STILL);
    const held = rows.slice(0, 4).reduce((sum, { gpus }) => sum + Number(gpus), 0);
    expect(held).toBe(8000);
    const words = [0, 1, 2, 3].map((step) => labelsIn(drawn(charts.roomForGang, 680, at(), { ...STILL, step })).length);
    expect(words).toEqual([2, 3, 5, 5]);
  });
});
