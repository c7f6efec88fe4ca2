import type { CheckpointGamble } from "../../../sim/fleet-orchestration/checkpoint-gamble.ts";
import type { TimeWaterfall } from "../../../sim/laws/expected-time.ts";
import { type Chart, moving } from "../../kit/chart.ts";
import {
  type Block,
  blocks,
  columnsOf,
  type Label,
  labels,
  type Stroke,
  still,
  strokes,
  upright,
} from "../../kit/plot-parts.ts";
import { STATE_NAMES, STATES, type StateName, TAXED } from "../../kit/states.ts";
import type { View } from "../../kit/view.ts";
import { HIDDEN, long, money } from "./gamble-words.ts";

/** The picture ends at so many times the useful work. */
const MOST = 3;
const TOP = 30;
const ROW = 96;
const BAR = { top: 26, height: 30 };
const BASE = TOP + 2 * ROW + 4;
const KEY = BASE + 46;
const HEIGHT = KEY + 24;

interface Row {
  readonly words: string;
  readonly cost: string;
  readonly waterfall: TimeWaterfall;
}

const rowsOf = (model: CheckpointGamble): readonly Row[] => [
  {
    words: `Every ${long(model.run.interval)}: ${long(model.finishTime)}`,
    cost: `${money(model.wasted)} for no work`,
    waterfall: model.waterfall,
  },
  {
    words: `Golden, every ${long(model.optimalInterval)}: ${long(model.bestFinish)}`,
    cost: `${money(model.leastWasted)} for no work`,
    waterfall: model.leastWaterfall,
  },
];

const across = (share: number, width: number): number => (Math.min(MOST, share) / MOST) * width;

function barOf({ waterfall }: Row, top: number, width: number): Block[] {
  let sum = 0;
  return STATE_NAMES.flatMap((state): Block[] => {
    const left = across(sum, width);
    sum += waterfall[state];
    const right = across(sum, width);
    const { colour, texture } = STATES[state];
    return right > left ? [{ left, right, top, bottom: top + BAR.height, fill: colour, texture }] : [];
  });
}

const bars = (model: CheckpointGamble, { searching }: View, width: number): Block[] =>
  searching ? [] : rowsOf(model).flatMap((row, i) => barOf(row, TOP + i * ROW + BAR.top, width));

const words = (model: CheckpointGamble, { searching }: View): Label[] =>
  searching
    ? [{ left: 0, top: TOP + 24, text: "Hidden while you search" }]
    : rowsOf(model).flatMap(({ words, cost }, i): Label[] => [
        { left: 0, top: TOP + i * ROW + 19, text: words, fill: "var(--ink)", bold: true },
        { left: 0, top: TOP + i * ROW + BAR.top + BAR.height + 17, text: cost },
      ]);

/** The key of the five states, two rows where it is narrow. */
function key(width: number): { readonly swatches: Block[]; readonly names: Label[] } {
  const abreast = width < 480 ? 3 : 5;
  const place = (i: number) => ({ left: ((i % abreast) * width) / abreast, top: KEY + Math.floor(i / abreast) * 20 });
  return {
    swatches: STATE_NAMES.map((state, i) => {
      const { left, top } = place(i);
      return {
        left,
        right: left + 16,
        top: top - 9,
        bottom: top,
        fill: STATES[state].colour,
        texture: STATES[state].texture,
      };
    }),
    names: STATE_NAMES.map((state, i) => ({ left: place(i).left + 21, top: place(i).top, text: STATES[state].name })),
  };
}

const largest = (waterfall: TimeWaterfall): StateName =>
  TAXED.reduce((most, state) => (waterfall[state] > waterfall[most] ? state : most));

/** How long the whole training takes, and what of it is of no use. */
export const daysToFinish: Chart<CheckpointGamble> = {
  title: "Days to finish",
  timeless: true,
  finding: (model, { searching }) =>
    searching
      ? HIDDEN
      : `At ${long(model.run.interval)} the training takes ${long(model.finishTime)} where ${long(model.bestFinish)} are enough, and most of what is of no use is ${STATES[largest(model.waterfall)].name}.`,
  reading: ({ workTime }, { searching }) =>
    searching
      ? ""
      : `To scale, up to three times the useful work of ${long(workTime)}; a longer bar is cut. Expected, by closed form.`,
  columns: {
    what: { label: "What", style: "number" },
    yours: { label: "At your interval", style: "duration" },
    golden: { label: "At the golden interval", style: "duration" },
  },
  rows: ({ waterfall, leastWaterfall, workTime }, { searching }) =>
    searching
      ? []
      : STATE_NAMES.map((state) => ({
          what: STATES[state].name,
          yours: workTime * waterfall[state],
          golden: workTime * leastWaterfall[state],
        })),
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks(width) {
    const { swatches, names } = key(width);
    const ticks = Array.from(
      { length: MOST + 1 },
      (_, i): Stroke =>
        upright(Math.min(width - 0.5, Math.max(0.5, across(i, width))), BASE, BASE + 5, { stroke: "var(--axis)" }),
    );
    return [
      still(strokes, [{ left: 0, right: width, top: BASE, bottom: BASE, stroke: "var(--axis)" }, ...ticks]),
      still(labels, [
        { left: 0, top: 13, text: "Time of the training, over its useful work", bold: true, fill: "var(--ink)" },
        ...Array.from(
          { length: MOST + 1 },
          (_, i): Label => ({
            left: across(i, width),
            top: BASE + 20,
            text: i === 0 ? "0" : `${i}×`,
            anchor: i === 0 ? "start" : i === MOST ? "end" : "middle",
          }),
        ),
        ...names,
      ]),
      still(blocks, swatches),
      moving(blocks, (model: CheckpointGamble, view: View) => columnsOf(bars(model, view, width))),
      moving(labels, (model: CheckpointGamble, view: View) => columnsOf(words(model, view))),
    ];
  },
};
