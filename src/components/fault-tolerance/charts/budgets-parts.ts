import type { TwoBudgets } from "../../../sim/fault-tolerance/two-budgets.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
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
import { STATES } from "../../kit/states.ts";
import type { View } from "../../kit/view.ts";
import { percent, time } from "./tax-words.ts";

/** Tops and heights (px): the scale, three parts with two bars each, the two sums. */
const ROW = { title: 13, ticks: 38, first: 48, step: 82, name: 18, bar: 14, pitch: 23, sums: 306, sum: 22 } as const;
const HEIGHT = 392;
/** Room for the names of the bars, and for their numbers (px). */
const [NAMES, NUMBERS] = [54, 66];
/** A bar that goes on beyond the scale ends so far before its edge, where its arrowhead stands (px). */
const CUT = 13;

interface Part {
  readonly name: string;
  readonly state: "checkpoint" | "rework" | "recovery";
  readonly time: number;
  readonly energy: number;
}

const partsOf = (model: TwoBudgets): readonly Part[] => [
  { name: "saves", state: "checkpoint", time: model.savingTimeTax, energy: model.savingEnergyTax },
  { name: "rework", state: "rework", time: model.reworkTimeTax, energy: model.reworkEnergyTax },
  { name: "boots", state: "recovery", time: model.bootTimeTax, energy: model.bootEnergyTax },
];

/** So many times the larger least tax fits, rounded up: the scale does not know the interval, so it keeps still while that moves. */
const ROOM = 2.5;
const FINEST = 1e-3;
const COARSEST = 10;

function scaleOf({ leastTimeTax, leastEnergyTax }: TwoBudgets): number {
  const wanted = Math.min(COARSEST, Math.max(FINEST, ROOM * Math.max(leastTimeTax, leastEnergyTax)));
  const power = 10 ** Math.floor(Math.log10(wanted));
  return power * ([1, 2, 3, 5, 10].find((step) => step * power >= wanted * 0.9999) ?? 10);
}

interface Drawn {
  readonly blocks: readonly Block[];
  readonly strokes: readonly Stroke[];
  readonly labels: readonly Label[];
}

const level = (top: number, left: number, right: number): Stroke => ({
  left,
  right,
  top,
  bottom: top,
  stroke: "var(--axis)",
});
const heading: Label = { left: 0, top: ROW.title, text: "Tax, part by part", bold: true, fill: "var(--ink)" };
const HIDDEN = ["Hidden while you search:", "the parts would tell how often", "this hearable fails."];

const veiled = (width: number): Drawn => ({
  blocks: [],
  strokes: [level(21, 0, width)],
  labels: [heading, ...HIDDEN.map((text, i) => ({ left: 0, top: 46 + 17 * i, text }))],
});

function drawnFor(model: TwoBudgets, width: number): Drawn {
  const most = scaleOf(model);
  const [left, right] = [NAMES, width - NUMBERS];
  const x = (share: number): number => left + ((right - left) * share) / most;
  const foot = ROW.first + 3 * ROW.step - 10;
  const drawn = { blocks: [] as Block[], strokes: [] as Stroke[], labels: [heading] as Label[] };
  for (const share of [0, most / 2, most]) {
    drawn.strokes.push({ left: x(share), right: x(share), top: ROW.ticks + 6, bottom: foot, stroke: "var(--grid)" });
    const text = `${Number((100 * share).toPrecision(3)).toLocaleString("en-US")}${share === most ? "\u00a0%" : ""}`;
    drawn.labels.push({ left: x(share), top: ROW.ticks, text, anchor: share === 0 ? "start" : "middle" });
  }
  partsOf(model).forEach((part, i) => {
    const state = STATES[part.state];
    const top = ROW.first + i * ROW.step + ROW.name;
    drawn.labels.push({ left: 0, top: top - 4, text: part.name, fill: state.shade, bold: true });
    for (const [j, budget] of (["time", "energy"] as const).entries()) {
      const share = part[budget];
      const bar = top + 4 + j * ROW.pitch;
      const cut = !(share <= most);
      drawn.labels.push({ left: left - 8, top: bar + 11, text: budget, anchor: "end" });
      drawn.labels.push({ left: width, top: bar + 11, text: percent(share), anchor: "end", fill: "var(--ink)" });
      const end = cut ? right - CUT : share > 0 ? Math.max(x(share), left + 1) : left;
      drawn.blocks.push({
        left,
        right: end,
        top: bar,
        bottom: bar + ROW.bar,
        fill: state.colour,
        texture: state.texture,
        // As on the curve: energy wears two lines.
        ...(budget === "energy" ? { stroke: "var(--ink)" } : {}),
      });
      if (cut) drawn.strokes.push(pathOf(`M${right - 9},${bar + 1}l6.5,6l-6.5,6`, state.colour, { width: 2.5 }));
    }
  });
  drawn.strokes.push(level(21, 0, width), level(ROW.sums - 18, 0, width));
  const sum = (row: number, name: string, tax: number, least: number, at: number): Label[] => {
    const top = ROW.sums + row * 2 * ROW.sum;
    return [
      { left: 0, top, text: `${name} tax`, bold: true, fill: "var(--ink)" },
      { left: width, top, text: percent(tax), anchor: "end", bold: true, fill: "var(--ink)" },
      { left: 0, top: top + 18, text: `least, at ${time(at)}` },
      { left: width, top: top + 18, text: percent(least), anchor: "end" },
    ];
  };
  drawn.labels.push(
    ...sum(0, "Time", model.timeTax, model.leastTimeTax, model.timeInterval),
    ...sum(1, "Energy", model.energyTax, model.leastEnergyTax, model.energyInterval),
  );
  return drawn;
}

/** Where each budget goes at the reader's interval: only the saves cost them differently. */
export const twoBudgetsParts: Chart<TwoBudgets> = {
  title: "Where the time and the energy go",
  finding(model, view) {
    if (view.searching) return HIDDEN.join(" ");
    const at = `At ${time(model.run.interval)} saves cost ${percent(model.savingTimeTax)} of time and ${percent(model.savingEnergyTax)} of energy`;
    const [again, energyAgain] = [percent(model.reworkTimeTax), percent(model.reworkEnergyTax)];
    return `${at}; rework costs ${again === energyAgain ? `${again} of either` : `${again} and ${energyAgain}`}.`;
  },
  reading: (_model, { searching }) =>
    searching
      ? ""
      : "Shares of what the useful work takes of each budget. Energy bars wear an outline. An arrowhead: beyond the scale.",
  columns: {
    part: { label: "Part", style: "number" },
    time: { label: "Time", style: "percent", digits: 2 },
    energy: { label: "Energy", style: "percent", digits: 2 },
  },
  rows: (model, { searching }) =>
    searching
      ? []
      : [
          ...partsOf(model).map(({ name, time, energy }): Row => ({ part: name, time, energy })),
          { part: "tax", time: model.timeTax, energy: model.energyTax },
          { part: "least tax", time: model.leastTimeTax, energy: model.leastEnergyTax },
        ],
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks(width) {
    const parts = remembered((model: TwoBudgets, { searching }: View) =>
      searching ? veiled(width) : drawnFor(model, width),
    );
    return [
      moving(strokes, (model: TwoBudgets, view: View) => columnsOf(parts(model, view).strokes)),
      moving(blocks, (model: TwoBudgets, view: View) => columnsOf(parts(model, view).blocks)),
      moving(labels, (model: TwoBudgets, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};
