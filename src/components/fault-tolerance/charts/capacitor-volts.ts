import { fixed, tell } from "../../../sim/core/quantity.ts";
import type { BrownOutModel } from "../../../sim/fault-tolerance/brown-out.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import type { Box } from "../../kit/place-labels.ts";
import { blocks, columnsOf, dots, type Label, labels, remembered, still, strokes } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import type { View } from "../../kit/view.ts";
import { savePicture } from "./brown-out-save.ts";
import { trialFinding, trialPicture } from "./brown-out-trials.ts";
import { markCrosses, markDots, saveMarks, VOLTS, volts, voltsLine, voltsStroke } from "./brown-out-volts.ts";
import { brownOutWindow, gapBlocks, secondLabels } from "./brown-out-window.ts";
import { rules, words } from "./capacitor-volts-words.ts";

const OUTCOMES = {
  ridden: "ridden through",
  finished: "save finished",
  torn: "save torn",
  neverBegun: "save never begun",
  off: "already off",
} as const;

const count = (value: number): string => fixed(value, 0);
const microjoules = (value: number, digits: number): string => tell(value, { style: "number", digits, unit: "µJ" });

interface Layout {
  readonly plane: Plane;
  /** Where one save is drawn out, and its title's baseline. */
  readonly save: Box;
  readonly title: number;
  readonly height: number;
}

function layout(width: number): Layout {
  const upper = plane(width, {
    title: "Voltage of the capacitor",
    x: { from: 0, to: 1, scale: "linear", ticks: [] },
    y: VOLTS,
    height: [262, 290],
    left: [52, 60],
  });
  const title = upper.height + 30;
  const top = title + 26;
  const bottom = top + (upper.narrow ? 132 : 150);
  return { plane: upper, title, save: { ...upper.box, top, bottom }, height: bottom + 28 };
}

const HIDDEN = ["Hidden while you search: how fast it falls", "would tell how large this capacitor is."];

/** The voltage through the first brown-outs, what became of each save, and one save drawn out. */
export const capacitorVolts: Chart<BrownOutModel> = {
  title: "The voltage of the capacitor through brown-outs",
  finding(model, { searching, trials }) {
    if (searching) return trialFinding(trials);
    const { settings, savesTorn, savesNeverBegun, brownOuts, saves } = model;
    const all = count(brownOuts);
    if (settings.memory === "none")
      return `Without a memory for the state, ${count(savesNeverBegun)} of ${all} brown-outs take along all work since the boot.`;
    if (settings.everyFrame)
      return `Saving in every frame finishes ${count(saves)} saves; ${count(savesTorn)} of ${all} brown-outs tear one.`;
    const needs = `${microjoules(model.availableEnergy, 3)} are kept there, and a save takes ${microjoules(model.saveEnergy, 4)}`;
    return savesNeverBegun > 0
      ? `At ${volts(settings.threshold)} in ${count(savesNeverBegun)} of ${all} brown-outs no save begins in time: ${needs}.`
      : `At ${volts(settings.threshold)} ${savesTorn === 0 ? "no brown-out" : `${count(savesTorn)} of ${all} brown-outs`} ${savesTorn === 0 ? `of ${all} tears` : "tear"} a save: ${needs}.`;
  },
  reading: (_model, { searching }) =>
    searching
      ? "Yellow: the thresholds of your trials. A line goes down to the least voltage after a save, or to a cross where saves were torn."
      : "Above, the first six brown-outs; in the gray bands there is no supply. Below, one save on the capacitor alone, drawn out as energy.",
  columns: {
    time: { label: "Brown-out at", style: "duration" },
    out: { label: "Lasts", style: "duration" },
    outcome: { label: "What became of it", style: "number" },
    lost: { label: "Work lost", style: "duration" },
  },
  rows: (model, { searching }) =>
    searching
      ? []
      : brownOutWindow(model, { left: 0, right: 1, top: 0, bottom: 0 }).brownOuts.map(
          ({ time, out, outcome, lost }): Row => ({ time, out, outcome: OUTCOMES[outcome], lost }),
        ),
  frame: (width) => ({ ...layout(width).plane.frame, height: layout(width).height, marginBottom: 0 }),
  marks(width) {
    const { plane: upper, save, title } = layout(width);
    const { box } = upper;
    const parts = remembered((model: BrownOutModel, view: View) => {
      const heading: Label = {
        left: 0,
        top: title,
        text: "One save: energy above 1.8\u00a0V",
        bold: true,
        fill: "var(--ink)",
      };
      if (view.searching) {
        const tried = trialPicture(view, upper);
        const veil = HIDDEN.map((text, i) => ({ left: save.left, top: save.top + 24 + 17 * i, text }));
        return { gaps: [], lines: tried.strokes, dots: tried.dots, labels: [...tried.labels, heading, ...veil] };
      }
      const window = brownOutWindow(model, box);
      const line = voltsLine(model, upper, window);
      const marks = saveMarks(model, upper, window);
      const one = savePicture(model, save);
      return {
        gaps: gapBlocks(window, box.top, box.bottom, "var(--grid)"),
        lines: [...rules(model, upper), voltsStroke(line), ...markCrosses(marks), ...one.strokes, ...one.crosses],
        dots: [...markDots(marks), ...one.dots],
        labels: [
          ...secondLabels(window, box.bottom + 20, upper.narrow ? 5 : 10),
          ...words(model, upper, window, line, marks),
          heading,
          ...one.labels,
        ],
      };
    });
    return [
      moving(blocks, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).gaps)),
      ...upper.axes,
      moving(strokes, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).lines)),
      moving(dots, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).labels)),
      still(strokes, [
        { left: box.left, right: box.right, top: box.bottom, bottom: box.bottom, stroke: "var(--axis)" },
      ]),
    ];
  },
};
