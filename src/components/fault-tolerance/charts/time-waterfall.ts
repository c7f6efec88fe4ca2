import { tell } from "../../../sim/core/quantity.ts";
import { HOUR } from "../../../sim/core/units.ts";
import { RUN_WORK } from "../../../sim/fault-tolerance/parts/give-up.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { type Block, blocks, columnsOf, type Label, labels, type Stroke, strokes } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { STATE_NAMES, STATES, type StateName, TAXED } from "../states.ts";
import { ends, FOOT, HEIGHT, hoursAndMinutes, ROW, type WaterfallFrame, waterfallFrame } from "./waterfall-frame.ts";

const hoursOf = (share: number): number => (share * RUN_WORK) / HOUR;
const rowTop = (i: number): number => ROW.first + i * ROW.step;

const stateBlock = (state: StateName, left: number, right: number, top: number, height: number): Block => {
  const { colour, texture } = STATES[state];
  return { left, right, top, bottom: top + height, fill: colour, texture };
};

/** The whole to scale in one bar, then each part of the tax drawn out below it, with the least as a thin bar under it. */
function bars(model: YoungDaly, frame: WaterfallFrame): Block[] {
  const { waterfall, leastWaterfall } = model;
  const drawn: Block[] = [];
  const shown = ends(waterfall.total) ? waterfall : leastWaterfall;
  let from = 0;
  for (const state of STATE_NAMES) {
    const to = from + hoursOf(shown[state]);
    if (ends(shown.total)) drawn.push(stateBlock(state, frame.whole(from), frame.whole(to), ROW.whole, ROW.wholeBar));
    from = to;
  }
  for (const [row, height, top] of [
    [waterfall, ROW.bar, 6],
    [leastWaterfall, 2.5, 6 + ROW.bar + 2.5],
  ] as const) {
    let before = 0;
    TAXED.forEach((state, i) => {
      const after = before + hoursOf(row[state]);
      const [left, right] = [frame.tax(before), frame.tax(after)];
      const seen = row[state] > 0 ? Math.max(right, left + 1) : left;
      if (ends(row.total)) {
        const block = stateBlock(state, left, seen, rowTop(i) + top, height);
        drawn.push(height < ROW.bar ? { ...block, texture: undefined } : block);
      }
      before = after;
    });
  }
  return drawn;
}

const ticksOf = (most: number): number[] => {
  const parts = [4, 5, 3].find((n) => Number.isInteger((most / n) * (most < 1 ? 100 : 2))) ?? 4;
  return Array.from({ length: parts + 1 }, (_, i) => (most * i) / parts);
};

function rules(model: YoungDaly, frame: WaterfallFrame): Stroke[] {
  const { width, mostTax } = frame;
  const level = (top: number): Stroke => ({ left: 0, right: width, top, bottom: top, stroke: "var(--axis)" });
  const shown = ends(model.waterfall.total) ? model.waterfall : model.leastWaterfall;
  const foot = ROW.whole + ROW.wholeBar;
  const drawnOut = ends(shown.total)
    ? [
        { left: frame.whole(100), top: foot + 2, right: 0.5, bottom: ROW.axis, stroke: "var(--axis)" },
        {
          left: frame.whole(100 + mostTax),
          top: foot + 2,
          right: width - 0.5,
          bottom: ROW.axis,
          stroke: "var(--axis)",
        },
      ]
    : [];
  return [
    level(21),
    level(ROW.axis),
    level(FOOT),
    ...drawnOut,
    ...(ends(model.leastWaterfall.total) ? ticksOf(mostTax) : []).map((hours) => ({
      left: frame.tax(hours),
      right: frame.tax(hours),
      top: ROW.axis + 22,
      bottom: FOOT,
      stroke: "var(--grid)",
    })),
  ];
}

function words(model: YoungDaly, frame: WaterfallFrame): Label[] {
  const { waterfall, leastWaterfall } = model;
  const ticks = ends(leastWaterfall.total) ? ticksOf(frame.mostTax) : [];
  const line = (top: number, name: string, shade: string, now: number, least: number, bold = false): Label[] => [
    { left: 0, top, text: name, fill: shade, bold },
    { left: frame.now, top, text: hoursAndMinutes(now * RUN_WORK), anchor: "end", fill: "var(--ink)", bold },
    { left: frame.least, top, text: hoursAndMinutes(least * RUN_WORK), anchor: "end" },
  ];
  const thin = Number.isFinite(model.optimalInterval)
    ? `Thin bars: the least, at ${tell(model.optimalInterval, { style: "duration" })}`
    : "Thin bars: the least, without checkpoints";
  return [
    { left: 0, top: ROW.title, text: "100 h of useful work take", bold: true, fill: "var(--ink)" },
    { left: frame.now, top: ROW.title, text: "now", anchor: "end", bold: true, fill: "var(--ink)" },
    { left: frame.least, top: ROW.title, text: "least", anchor: "end" },
    ...line(38, "useful work", STATES.useful.shade, 1, 1),
    ...ticks.map(
      (hours, i): Label => ({
        left: frame.tax(hours),
        top: ROW.axis + 17,
        text: `${Number(hours.toPrecision(3)).toLocaleString("en-US")}${i === ticks.length - 1 ? "\u00a0h" : ""}`,
        anchor: i === 0 ? "start" : i === ticks.length - 1 ? "end" : "middle",
      }),
    ),
    ...TAXED.flatMap((state, i) =>
      line(rowTop(i) + 1, `+ ${STATES[state].name}`, STATES[state].shade, waterfall[state], leastWaterfall[state]),
    ),
    ...line(FOOT + 17, "= total", "var(--ink)", waterfall.total, leastWaterfall.total, true),
    { left: 0, top: FOOT + 37, text: ends(waterfall.total) ? thin : `This run never ends. ${thin}` },
  ];
}

const VEILED: Label[] = [
  { left: 0, top: ROW.title, text: "100 h of useful work take", bold: true, fill: "var(--ink)" },
  { left: 0, top: ROW.axis, text: "Hidden while you search:" },
  { left: 0, top: ROW.axis + 17, text: "it would tell how often this fleet fails." },
];

/** 100 hours of useful work, and what else the wall clock holds. */
export const timeWaterfall: Chart<YoungDaly> = {
  title: "Where the wall clock goes",
  finding(model, view) {
    if (view.searching) return "Hidden while you search: where the hours go would tell how often this fleet fails.";
    const { waterfall, leastWaterfall, run } = model;
    const least = `at the least ${hoursAndMinutes(leastWaterfall.total * RUN_WORK)}`;
    const interval = tell(run.interval, { style: "duration" });
    return ends(waterfall.total)
      ? `With a checkpoint every ${interval}, 100 h of useful work take ${hoursAndMinutes(waterfall.total * RUN_WORK)}; ${least}.`
      : `With a checkpoint every ${interval}, 100 h of useful work never end${ends(leastWaterfall.total) ? `; ${least}` : ", nor with any other"}.`;
  },
  reading: (model, view) => {
    if (view.searching) return "";
    const [first = "rework"] = [...TAXED].sort((a, b) => model.waterfall[b] - model.waterfall[a]);
    return `The greatest part of the tax is ${STATES[first].name}; the upper bar is the whole, to scale.`;
  },
  columns: {
    part: { label: "Part", style: "number" },
    now: { label: "Now", style: "duration" },
    least: { label: "At the least", style: "duration" },
  },
  rows: (model, view) =>
    view.searching
      ? []
      : [...STATE_NAMES, "total" as const].map(
          (part): Row => ({
            part,
            now: model.waterfall[part] * RUN_WORK,
            least: model.leastWaterfall[part] * RUN_WORK,
          }),
        ),
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks: (width) => [
    moving(strokes, (model: YoungDaly, view: View) =>
      columnsOf(view.searching ? [] : rules(model, waterfallFrame(width, model))),
    ),
    moving(blocks, (model: YoungDaly, view: View) =>
      columnsOf(view.searching ? [] : bars(model, waterfallFrame(width, model))),
    ),
    moving(labels, (model: YoungDaly, view: View) =>
      columnsOf(view.searching ? VEILED : words(model, waterfallFrame(width, model))),
    ),
  ],
};
