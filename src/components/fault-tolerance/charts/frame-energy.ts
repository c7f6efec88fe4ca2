import { tell } from "../../../sim/core/quantity.ts";
import type { BrownOutModel } from "../../../sim/fault-tolerance/brown-out.ts";
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
  still,
  strokes,
} from "../../kit/plot-parts.ts";
import { STATES, type StateName } from "../../kit/states.ts";
import type { View } from "../../kit/view.ts";

const MOST = 30;
const TICKS = [0, 10, 20, 30];
const BAR = { top: 58, bottom: 88 };
const FOOT = 104;
const ROWS = FOOT + 50;
const ROW = 21;
const HEIGHT = ROWS + 3 * ROW;
/** Room at the right for the arrowhead of a bar that goes on (px). */
const ARROW = 14;

const PARTS = [
  ["work", "useful", "work"],
  ["saves", "checkpoint", "saves"],
  ["other", "rework", "lost work, boots, leakage"],
] as const satisfies readonly (readonly [keyof BrownOutModel["frame"], StateName, string])[];

const microjoules = (value: number): string =>
  tell(value, { style: "number", digits: 3, unit: "µJ", endless: "without end" });

/** Where the energy of a frame that is kept goes, against what a frame may spend. */
export const frameEnergy: Chart<BrownOutModel> = {
  title: "Energy for each frame kept",
  finding({ frameEnergy: used, frameBudget, frame }, { searching }) {
    if (searching) return "Hidden while you search: it would tell how many saves were torn.";
    if (!Number.isFinite(used)) return "No frame is kept, so no energy is enough.";
    return `Each frame that is kept takes ${microjoules(used)}, of which ${microjoules(frame.saves)} go into saves; it may take ${microjoules(frameBudget)}.`;
  },
  reading: () => "The bar is cut at 30\u00a0µJ; an arrowhead says that it goes on.",
  columns: {
    part: { label: "Part", style: "number" },
    energy: { label: "Energy", style: "number", digits: 3, unit: "µJ", endless: "without end" },
  },
  rows: ({ frame }, { searching }) =>
    searching ? [] : PARTS.map(([name, , part]): Row => ({ part, energy: frame[name] })),
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks(width) {
    const right = width - ARROW - 2;
    const x = (energy: number): number => 1 + (Math.min(energy, MOST) / MOST) * (right - 1);
    const parts = remembered(({ frame, frameBudget }: BrownOutModel, { searching }: View) => {
      if (searching)
        return {
          bars: [] as Block[],
          strokes: [] as Stroke[],
          labels: [{ left: 0, top: BAR.top + 20, text: "Hidden while you search" }] as Label[],
        };
      let from = 0;
      const bars = PARTS.map(([name, state]): Block => {
        const left = x(from);
        from += frame[name];
        const texture = STATES[state].texture;
        return { left, right: x(from), ...BAR, fill: STATES[state].colour, texture };
      });
      const isCut = from > MOST;
      const last = PARTS.find((_, i) => PARTS.slice(0, i + 1).reduce((sum, [name]) => sum + frame[name], 0) > MOST);
      const middle = (BAR.top + BAR.bottom) / 2;
      const budget = x(frameBudget);
      return {
        bars: [
          ...bars,
          ...PARTS.map(
            ([, state], i): Block => ({
              left: 0,
              right: 22,
              top: ROWS + i * ROW - 9,
              bottom: ROWS + i * ROW,
              fill: STATES[state].colour,
              texture: STATES[state].texture,
            }),
          ),
        ],
        strokes: [
          { left: budget, right: budget, top: BAR.top - 10, bottom: FOOT, stroke: "var(--ink)", width: 1.75 },
          ...(isCut && last
            ? [pathOf(`M${right + 3},${middle - 7}l7,7l-7,7`, STATES[last[1]].colour, { width: 2.5 })]
            : []),
        ],
        labels: [
          {
            left: budget,
            top: BAR.top - 15,
            text: `budget ${microjoules(frameBudget)}`,
            anchor: "middle",
            bold: true,
            fill: "var(--ink)",
          },
          ...PARTS.map(
            ([name, , part], i): Label => ({
              left: 29,
              top: ROWS + i * ROW,
              text: `${part} ${microjoules(frame[name])}`,
              fill: "var(--ink)",
            }),
          ),
        ] as Label[],
      };
    });
    return [
      still(strokes, [
        { left: 0, right, top: FOOT, bottom: FOOT, stroke: "var(--axis)" },
        ...TICKS.map((energy) => ({
          left: x(energy),
          right: x(energy),
          top: FOOT,
          bottom: FOOT + 5,
          stroke: "var(--axis)",
        })),
      ]),
      still(labels, [
        { left: 0, top: 13, text: "Energy for each frame kept", bold: true, fill: "var(--ink)" },
        ...TICKS.map((energy) => ({
          left: x(energy),
          top: FOOT + 20,
          text: energy === MOST ? "30\u00a0µJ" : String(energy),
          anchor: energy === 0 ? "start" : energy === MOST ? "end" : "middle",
        })),
      ]),
      moving(blocks, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).bars)),
      moving(strokes, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).strokes)),
      moving(labels, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};
