import { tell } from "../../../sim/core/quantity.ts";
import type { BrownOutModel } from "../../../sim/fault-tolerance/brown-out.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { placeLabels, textWidth, type Wish } from "../../kit/place-labels.ts";
import { blocks, columnsOf, type Label, labels, lineThrough, remembered, strokes } from "../../kit/plot-parts.ts";
import { plane } from "../../kit/plot-plane.ts";
import type { View } from "../../kit/view.ts";
import { crossAt, saveMarks, VOLTS, voltsLine, voltsStroke } from "./brown-out-volts.ts";
import { brownOutWindow, gapBlocks, secondLabels } from "./brown-out-window.ts";

const duration = (seconds: number): string => tell(seconds, { style: "duration" });
/** The step of the story at which each part comes. */
const STEP = { lengths: 1, volts: 2, ends: 3 };
const RAIL = { top: 66, bottom: 86 };

const layout = (width: number) => {
  const whole = plane(width, {
    title: "Supply",
    x: { from: 0, to: 1, scale: "linear", ticks: [] },
    y: VOLTS,
    height: [340, 360],
    left: [52, 60],
    top: [150, 150],
  });
  return { ...whole, rail: { ...whole.box, ...RAIL } };
};

const HIDDEN = "Hidden while you search: the voltage would tell how large this capacitor is.";

/** The supply through the first brown-outs, and how the capacitor bridges the short ones. Events only. */
export const supplyGapsStory: Chart<BrownOutModel> = {
  title: "The supply and the capacitor through six brown-outs",
  finding(model, { searching, step }) {
    if (searching) return HIDDEN;
    const { brownOuts, span } = brownOutWindow(model, { left: 0, right: 1, top: 0, bottom: 0 });
    const deaths = brownOuts.filter(({ outcome }) => outcome === "torn" || outcome === "neverBegun").length;
    const six = `In ${duration(span)} the supply goes away six times`;
    if (step < STEP.lengths) return `${six}.`;
    const outs = brownOuts.map(({ out }) => out);
    const lengths = `for ${duration(Math.min(...outs))} to ${duration(Math.max(...outs))}`;
    if (step < STEP.ends) return `${six}, ${lengths}.`;
    return deaths === 0
      ? `${six}, ${lengths}; the state survives each.`
      : `${six}, ${lengths}; ${deaths === 1 ? "once" : deaths === 2 ? "twice" : `${deaths} times`} the state is gone.`;
  },
  reading: (_model, { searching, step }) =>
    searching
      ? ""
      : `A gap in the green rail: no supply.${step < STEP.volts ? "" : " The line below it is the voltage of the capacitor."}`,
  columns: {
    time: { label: "Brown-out at", style: "duration" },
    out: { label: "Lasts", style: "duration" },
  },
  rows: (model, { searching }) =>
    searching
      ? []
      : brownOutWindow(model, { left: 0, right: 1, top: 0, bottom: 0 }).brownOuts.map(
          ({ time, out }): Row => ({ time, out }),
        ),
  frame: (width) => layout(width).frame,
  marks(width) {
    const place = layout(width);
    const { box, rail } = place;
    const parts = remembered((model: BrownOutModel, { searching, step }: View) => {
      const veil = ["Hidden while you search:", "the voltage would tell the capacitor."];
      if (searching)
        return {
          blocks: [],
          strokes: [],
          labels: veil.map((text, i): Label => ({ left: box.left + 8, top: box.top + 30 + 17 * i, text })),
        };
      const window = brownOutWindow(model, box);
      const line = voltsLine(model, place, window);
      const dead = saveMarks(model, place, window).filter(({ outcome }) => outcome !== "finished");
      const lengths = window.brownOuts.map(({ time, out }): Wish => {
        const [at, text] = [window.x(time + out / 2), duration(out)];
        const left = Math.max(at, box.left + textWidth(text) / 2);
        return [rail.bottom + 17, rail.top - 7, rail.bottom + 34].map((top) => [{ left, top, text, anchor: "middle" }]);
      });
      const gone = dead.flatMap(({ left, top }): Label[][] =>
        (["end", "start"] as const).map((anchor) => [
          {
            left: left + (anchor === "start" ? 10 : -10),
            top: top - 8,
            text: "state gone",
            anchor,
            bold: true,
            fill: "var(--failed)",
          },
        ]),
      );
      const bounds = { left: box.left, right: width, top: rail.top - 22, bottom: place.height };
      return {
        blocks: [
          { ...rail, right: window.x(window.span), fill: "var(--useful)" },
          ...gapBlocks(window, rail.top - 1, rail.bottom + 1, "var(--paper)"),
          ...(step >= STEP.volts ? gapBlocks(window, box.top, box.bottom, "var(--grid)") : []),
        ],
        strokes: [
          ...(step >= STEP.volts ? [voltsStroke(line)] : [lineThrough([], "var(--ink)")]),
          ...(step >= STEP.ends ? dead.map(crossAt) : []),
        ],
        labels: [
          ...secondLabels(window, box.bottom + 20, place.narrow ? 5 : 10),
          ...placeLabels(
            [...(step >= STEP.ends ? [gone] : []), ...(step >= STEP.lengths ? lengths : [])],
            bounds,
            step >= STEP.volts ? line : [],
          ),
          { left: 0, top: box.top - 16, text: "Voltage of the capacitor", bold: true, fill: "var(--ink)" },
        ],
      };
    });
    return [
      moving(blocks, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).blocks)),
      ...place.axes,
      moving(strokes, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).strokes)),
      moving(labels, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};
