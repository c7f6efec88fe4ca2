import { HOUR } from "../../../sim/core/units.ts";
import type { ElasticRescale } from "../../../sim/fleet-orchestration/elastic-rescale.ts";
import type { Run } from "../../../sim/fleet-orchestration/parts/elastic-responses.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { keptApart } from "../../kit/place-labels.ts";
import {
  type Block,
  blocks,
  columnsOf,
  type Label,
  labels,
  pathOf,
  remembered,
  type Stroke,
  strokes,
} from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { time as tellTime } from "../words.ts";
import { DOING, RESPONSES } from "./rescale-words.ts";

const HIDDEN = ["Hidden while you search:", "it would tell what is left, and for how long."];

/** Hours that the axis may show, and how far apart its ticks are. */
const SPANS = [
  [0.5, 0.25],
  [1, 0.5],
  [2, 0.5],
  [3, 1],
  [5, 1],
  [8, 2],
  [12, 3],
  [18, 6],
  [27, 6],
  [36, 12],
] as const;

const FIRST = 46;
const BAR = 32;

const layoutOf = (width: number) => {
  const pitch = BAR + 34;
  return {
    row: (i: number) => FIRST + i * pitch,
    foot: FIRST + RESPONSES.length * pitch - 10,
    right: width - 2,
    height: FIRST + RESPONSES.length * pitch + 30,
  };
};

/** Until the last response is whole, and a little after. */
function spanOf({ runs }: ElasticRescale) {
  const end = Math.max(...Object.values(runs).map(({ whole }) => whole)) / HOUR;
  const [hours, every] = SPANS.find(([most]) => most >= end * 1.04) ?? [36, 12];
  return { hours, every };
}

/** New work as an area: as high as the share of the throughput. */
function areaOf({ phases }: Run, end: number, x: (time: number) => number, base: number): string {
  return phases
    .filter(({ share, from }) => share > 0 && from < end)
    .map(({ from, to, share }) => {
      const [left, right] = [x(from), x(Math.min(to, end))];
      return `M${left.toFixed(1)},${base}V${(base - share * BAR).toFixed(1)}H${right.toFixed(1)}V${base}Z`;
    })
    .join("");
}

function picture(model: ElasticRescale, width: number) {
  const { row, foot, right } = layoutOf(width);
  const { plan } = model;
  const { hours, every } = spanOf(model);
  const end = hours * HOUR;
  const x = (time: number) => 1 + (Math.min(time, end) / end) * (right - 1);
  const areas: Stroke[] = [];
  const bars: Block[] = [];
  const words: Label[] = [];
  RESPONSES.forEach(({ of, name }, i) => {
    const run = model.runs[of];
    const base = row(i) + BAR + 8;
    bars.push({
      left: 1,
      right: x(run.whole),
      top: base - BAR,
      bottom: base,
      fill: "var(--grid)",
      texture: "url(#hatch)",
    });
    for (const { doing, from, to } of run.phases)
      if (doing === "redo")
        bars.push({ left: x(from), right: x(to), top: base - BAR, bottom: base, fill: "var(--rework)" });
    areas.push(pathOf(areaOf(run, end, x, base) || "M0,0", "none", { fill: "var(--useful)" }));
    areas.push({ left: 1, right, top: base, bottom: base, stroke: "var(--axis)" });
    if (run.phases.some(({ doing }) => doing === "stalled") && plan.failed)
      words.push({ left: 8, top: base - 11, text: `${DOING[plan.failed.name]} fails: stalled`, fill: "var(--broken)" });
    const mine = of === model.response;
    words.push({ left: 0, top: row(i), text: name, bold: mine, fill: "var(--ink)" });
    words.push({
      left: right,
      top: row(i),
      text: `${tellTime(Math.round(run.lost))} lost`,
      anchor: "end",
      bold: mine,
      fill: "var(--ink)",
    });
  });
  const ticks: Label[] = Array.from({ length: Math.floor(hours / every) + 1 }, (_, i) => {
    const hour = i * every;
    const last = hour === hours;
    return {
      left: last ? right : x(hour * HOUR),
      top: foot + 22,
      text: i === 0 ? "the spike" : `${hour}\u00a0h`,
      anchor: i === 0 ? "start" : last ? "end" : "middle",
    };
  });
  const marks = ticks.map((_, i): Stroke => {
    const left = x(i * every * HOUR);
    return { left, right: left, top: foot, bottom: foot + 5, stroke: "var(--axis)" };
  });
  return {
    areas,
    bars,
    strokes: [...areas, ...marks],
    words: [...words, ...keptApart([...ticks.slice(0, 1), ...ticks.slice(1).reverse()])],
  };
}

/** Throughput over time for all four responses on one axis; what is white is lost. */
export const throughputs: Chart<ElasticRescale> = {
  title: "Throughput after the spike, as a share of the whole job’s",
  timeless: true,
  finding(model, { searching }) {
    if (searching) return HIDDEN.join(" ");
    const { response, runs } = model;
    if (model.failedNodes === 0) return "No node failed, and nothing is lost.";
    const least = RESPONSES.reduce((best, each) => (runs[each.of].lost < runs[best.of].lost ? each : best));
    const own = tellTime(Math.round(runs[response].lost));
    return least.of === response
      ? `Of the four responses yours loses least: ${own} of the whole job’s work.`
      : `Yours loses ${own} of the whole job’s work; ${least.name.toLowerCase()} loses least, ${tellTime(Math.round(runs[least.of].lost))}.`;
  },
  reading: (_, { searching }) =>
    searching
      ? ""
      : "Full height is the throughput of 100 nodes. The hatched area is lost, until the job is whole; where it is solid orange, old work is done again. Both elastic rows follow your order of steps.",
  columns: {
    response: { label: "Response", style: "number" },
    standstill: { label: "Standstill", style: "duration" },
    whole: { label: "Whole again after", style: "duration" },
    lost: { label: "Work lost", style: "duration" },
  },
  rows: ({ runs }, { searching }) =>
    searching
      ? []
      : RESPONSES.map(({ of, name }): Row => {
          const { running, whole, lost } = runs[of];
          return { response: name, standstill: running, whole, lost };
        }),
  frame: (width) => ({ height: layoutOf(width).height, margin: 0 }),
  marks(width) {
    const title: Label = {
      left: 0,
      top: 13,
      text: width < 480 ? "Throughput after the spike" : "Throughput after the spike, as a share of the whole job’s",
      bold: true,
      fill: "var(--ink)",
    };
    const { row, right } = layoutOf(width);
    const bare = RESPONSES.map((_, i): Stroke => {
      const base = row(i) + BAR + 8;
      return { left: 1, right, top: base, bottom: base, stroke: "var(--grid)" };
    });
    const nothing = {
      bars: [],
      strokes: bare,
      words: [title, ...HIDDEN.map((text, i): Label => ({ left: 0, top: 46 + 18 * i, text }))],
    };
    const parts = remembered((model: ElasticRescale, view: View) => {
      if (view.searching) return nothing;
      const drawn = picture(model, width);
      return { ...drawn, words: [title, ...drawn.words] };
    });
    return [
      moving(blocks, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).bars)),
      moving(strokes, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).strokes)),
      moving(labels, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).words)),
    ];
  },
};
