import { fixed } from "../../../sim/core/quantity.ts";
import type { ElasticRescale } from "../../../sim/fleet-orchestration/elastic-rescale.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { keptApart } from "../../kit/place-labels.ts";
import {
  type Block,
  blocks,
  columnsOf,
  type Label,
  labels,
  remembered,
  type Stroke,
  still,
  strokes,
  upright,
} from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { many, percent, time as tellTime } from "../words.ts";

const HIDDEN = ["Hidden while you search:", "a longer step would tell what is left."];
const HEIGHT = 214;
const BAR = 18;
const ROWS = [64, 122] as const;
const FOOT = 174;
/** Ends of the axis (s): a thousandth to a thousand, whatever is longest. */
const ENDS = [1e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000];

/** Two digits say how much of a step it is. */
const rounded = (seconds: number): string => tellTime(Math.abs(Number(seconds.toPrecision(2))));
const longer = (seconds: number): string =>
  Math.abs(seconds) < 1e-9 ? "as long as before" : `${rounded(seconds)} ${seconds < 0 ? "less" : "longer"}`;

/** A change with its sign. */
const change = (seconds: number): string =>
  Math.abs(seconds) < 1e-9 ? "no change" : `${seconds < 0 ? "−" : "+"}${rounded(seconds)}`;

const layoutOf = (width: number, end: number) => {
  // A tenth of the width lies left of 0: an AllReduce may become shorter.
  const [left, right] = [0.12 * width, width - 66];
  return {
    left,
    right,
    x: (seconds: number) => left + (Math.min(1.02 * end, Math.max(-0.1 * end, seconds)) / end) * (right - left),
  };
};

const endOf = ({ computeCost, ringCost }: ElasticRescale): number => {
  const most = Math.max(Math.abs(computeCost), Math.abs(ringCost)) * 1.05;
  return ENDS.find((end) => end >= most) ?? 5000;
};

function picture(model: ElasticRescale, { prediction, asked }: View, width: number) {
  const { computeCost, ringCost, ringBefore } = model;
  const end = endOf(model);
  const { left, right, x } = layoutOf(width, end);
  const costs = [computeCost, ringCost];
  const bars = costs.map((cost, i): Block => {
    const [from, to] = [Math.min(x(0), x(cost)), Math.max(x(0), x(cost))];
    const top = ROWS[i] ?? 0;
    return {
      left: from - 0.5,
      right: Math.max(to, from + 1),
      top,
      bottom: top + BAR,
      fill: i === 0 ? "var(--useful)" : "var(--w-checkpoint)",
    };
  });
  const names = ["computing", "AllReduce"];
  const own = prediction === null || !asked ? null : x(prediction - ringBefore);
  const words: Label[] = costs.flatMap((cost, i): Label[] => {
    const top = ROWS[i] ?? 0;
    const bar = Math.max(x(cost), x(0)) + 8;
    const clear = i === 1 && own !== null && Math.abs(own - bar) < 80 ? Math.max(bar, own + 12) : bar;
    return [
      { left: 0, top: top - 7, text: names[i] ?? "", bold: true, fill: "var(--ink)" },
      { left: clear, top: top + 14, text: change(cost), fill: "var(--ink)" },
    ];
  });
  const marks: Stroke[] = [upright(x(0), 44, FOOT, { stroke: "var(--axis)" })];
  if (own !== null && prediction !== null) {
    const top = (ROWS[1] ?? 0) - 4;
    bars.unshift({ left: own - 5, right: own + 5, top, bottom: top + BAR + 8, fill: "var(--you)" });
    marks.push(upright(own, top, top + BAR + 8, { stroke: "var(--on-you)", dash: "2 3" }));
    const far = own > 0.6 * width;
    words.push({
      left: far ? own + 6 : own - 6,
      top: top + BAR + 24,
      text: `you ${change(prediction - ringBefore)}`,
      anchor: far ? "end" : "start",
      bold: true,
      fill: "var(--ink)",
    });
  }
  const ticks = [0, end / 2, end].map(
    (seconds): Label => ({
      left: x(seconds),
      top: FOOT + 20,
      text: seconds === 0 ? "0" : `+${tellTime(seconds)}`,
      anchor: "middle",
    }),
  );
  marks.push({ left: 0, right: right + 20, top: FOOT, bottom: FOOT, stroke: "var(--axis)" });
  marks.push(...ticks.map(({ left: at }) => upright(at, FOOT, FOOT + 5, { stroke: "var(--axis)" })));
  return { bars, marks, words: [...keptApart([...words].reverse()), ...ticks], left };
}

/** What the loss adds to a step: computing for the same samples on fewer nodes, and the AllReduce of a smaller ring. */
export const stepCost: Chart<ElasticRescale> = {
  title: "What the loss adds to each step",
  timeless: true,
  finding(model, { searching }) {
    if (searching) return HIDDEN.join(" ");
    const { ringCost, computeCost, batchNow, batchPlanned, failedNodes } = model;
    if (failedNodes === 0) return "No node failed, and a step takes as long as before.";
    const ringWords = `the AllReduce takes ${longer(ringCost)}`;
    if (batchNow < batchPlanned)
      return `A step computes as long as before and does ${fixed(batchNow, 0)} samples in place of ${fixed(batchPlanned, 0)}; ${ringWords}.`;
    return `Computing the same samples takes ${longer(computeCost)} in each step; ${ringWords}.`;
  },
  reading: ({ ringShare }, { searching }) =>
    searching
      ? ""
      : `Both on one scale, for the elastic job that drops replicas unless yours re-shards. Before the spike the AllReduce was ${percent(ringShare, 2)} of a step.`,
  columns: {
    part: { label: "Part of a step", style: "number" },
    before: { label: "Before", style: "duration" },
    after: { label: "After", style: "duration" },
  },
  rows: (model, { searching }) =>
    searching
      ? []
      : [
          { part: "Computing", before: model.computeBefore, after: model.computeAfter } as Row,
          {
            part: `AllReduce, ${many(model.replicas, "replica")} before`,
            before: model.ringBefore,
            after: model.ringAfter,
          },
        ],
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks(width) {
    const nothing = {
      bars: [],
      marks: [44, FOOT].map((top): Stroke => ({ left: 0, right: width - 46, top, bottom: top, stroke: "var(--grid)" })),
      words: HIDDEN.map((text, i): Label => ({ left: 0, top: 84 + 18 * i, text })),
    };
    const parts = remembered((model: ElasticRescale, view: View) =>
      view.searching ? nothing : picture(model, view, width),
    );
    return [
      still(labels, [{ left: 0, top: 13, text: "What the loss adds to each step", bold: true, fill: "var(--ink)" }]),
      moving(blocks, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).bars)),
      moving(strokes, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).marks)),
      moving(labels, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).words)),
    ];
  },
};
