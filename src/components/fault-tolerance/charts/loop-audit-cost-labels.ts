import { fixed, tell } from "../../../sim/core/quantity.ts";
import type { LoopAudit } from "../../../sim/fault-tolerance/loop-audit.ts";
import { boxOf, type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import type { Label } from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { along, around, trialBoxes } from "../../kit/reader-marks.ts";
import { STATES } from "../../kit/states.ts";
import type { Trial, View } from "../../kit/view.ts";
import { INTERVALS, kept, onAxis } from "./loop-audit-cost-frame.ts";
import type { CostLine } from "./loop-audit-cost-lines.ts";
import { carsOf, intervalOf, tax, time } from "./loop-audit-words.ts";

/** Heights (px) over the plot: the factor, and the flags beside the bracket. */
export const flagRows = ({ box }: Plane) => ({ factor: box.top - 31, flags: box.top - 14 });

const bold = (label: Omit<Label, "bold" | "fill">): Label => ({ ...label, bold: true, fill: "var(--ink)" });

/** How far off a prediction is, as a factor of at least 1. */
const offBy = (prediction: number, optimum: number): string => {
  const factor = Math.max(prediction / optimum, optimum / prediction);
  return tell(factor, { style: "times", digits: factor < 9.995 ? 2 : factor < 99.95 ? 1 : 0 });
};

/** A prediction that lies beyond an end of the axis points there. */
const beyondAxis = (interval: number, words: readonly string[]): string[] =>
  words.map((text) => (onAxis(interval) ? text : interval < INTERVALS.from ? `← ${text}` : `${text} →`));

/** The flags over the plot: what was predicted, what is best, and the factor between. */
function flags({ optimalInterval }: LoopAudit, { prediction, asked }: View, frame: Plane): Wish[] {
  const { flags: row, factor } = flagRows(frame);
  const upper = row - (frame.narrow ? 34 : 0);
  const least = kept(frame, optimalInterval, 1).left;
  const yours = prediction === null ? null : kept(frame, prediction, 1).left;
  const flag = (at: number, toRight: boolean, words: readonly string[]): Wish =>
    words.flatMap((text) =>
      [row, upper].flatMap((top): Label[][] => [
        [bold({ left: at + (toRight ? 8 : -8), top, text, anchor: toRight ? "start" : "end" })],
        [bold({ left: toRight ? frame.width : 0, top, text, anchor: toRight ? "end" : "start" })],
      ]),
    );
  const best = time(optimalInterval);
  if (prediction === null || yours === null) {
    const alone = [`Least tax at ${best}`, `least ${best}`];
    return [[...flag(least, true, alone), ...flag(least, false, alone)]];
  }
  const right = yours <= least;
  const both: Wish[] = [
    flag(yours, !right, beyondAxis(prediction, [`You predicted ${time(prediction)}`, `you: ${time(prediction)}`])),
    flag(least, right, [`Least tax at ${best}`, `least ${best}`]),
  ];
  const off = { left: (yours + least) / 2, top: factor, text: offBy(prediction, optimalInterval), fill: "var(--ink)" };
  return asked && Math.abs(yours - least) > 8 ? [...both, [[{ ...off, anchor: "middle" }]]] : both;
}

/** The places of a line's name that lie in the plot, clear of the words of its axes. */
const inPlot = (wish: Wish, { box }: Plane): Wish =>
  wish.filter((labels) =>
    labels.map(boxOf).every(({ left, right, top }) => left > box.left && right < box.right + 8 && top > box.top - 2),
  );

/** Points of what stands upright in the plot, for labels to keep clear of. */
function uprights(model: LoopAudit, { prediction }: View, frame: Plane): Point[] {
  const { box, narrow } = frame;
  const half = narrow ? 5 : 7;
  const swiped =
    prediction !== null && onAxis(prediction) ? [-half, 0, half].map((dx) => frame.x(prediction) + dx) : [];
  const down = (left: number, from: number): Point[] =>
    Array.from({ length: Math.max(0, Math.ceil((box.bottom - from) / 7)) }, (_, i) => ({ left, top: from + 7 * i }));
  const least = kept(frame, model.optimalInterval, model.leastTax);
  const now = kept(frame, intervalOf(model), model.tax);
  return [...swiped.flatMap((left) => down(left, box.top)), ...down(least.left, least.top), ...down(now.left, now.top)];
}

/** What the fleet would pay if it were one gang, by its size; beyond the frame it is told in the corner. */
function gangWish(model: LoopAudit, line: readonly Point[], { box, narrow }: Plane): Wish {
  const cars = carsOf(model);
  if (cars === 1) return [];
  const short = `all ${fixed(cars, 0)} stop as one`;
  const texts = narrow ? [short] : [`if one reset stopped all ${fixed(cars, 0)} cars`, short];
  if (line.length < 4)
    return [[{ left: box.right, top: box.top + 16, text: `${texts[0]}: off the scale`, anchor: "end" }]];
  const end = line.at(-1);
  const after: Wish = end ? [[{ left: end.left + 12, top: box.top + 16, text: texts[0] ?? "" }]] : [];
  const shares = [0.85, 0.95, 1, 0.7, 0.5, 0.3, 0.1, 0];
  return [...after, ...texts.flatMap((text) => along(line, shares, text, "var(--ink-2)"))];
}

/** Every label of the chart, the reader's and the least first; one that finds no room is left out. */
export function costLabels(
  model: LoopAudit,
  view: View,
  frame: Plane,
  lines: readonly CostLine[],
  trialPlace: (trial: Trial) => Point,
): Label[] {
  const of = (name: CostLine["name"]): readonly Point[] => lines.find((line) => line.name === name)?.points ?? [];
  const { box, narrow } = frame;
  const interval = intervalOf(model);
  const now = kept(frame, interval, model.tax);
  const least = kept(frame, model.optimalInterval, model.leastTax);
  const nowText = narrow ? `now ${tax(model.tax)}` : `now ${time(interval)}: ${tax(model.tax)}`;
  const wishes: Wish[] = [
    ...flags(model, view, frame),
    around(now, nowText, ["belowAfter", "aboveBefore", "aboveAfter", "belowBefore", "below", "above"]),
    onAxis(model.optimalInterval)
      ? around(least, tax(model.leastTax), ["below", "belowBefore", "belowAfter", "above", "aboveBefore", "aboveAfter"])
      : [],
    inPlot(along(of("total"), [0.06, 0.1, 0.9, 0.95, 0.15], "total", "var(--ink)"), frame),
    inPlot(along(of("checkpoint"), [0.9, 0.8, 0.7, 0.5, 0.3, 0.1], "copies", STATES.checkpoint.shade), frame),
    inPlot(along(of("rework"), [0.1, 0.2, 0.3, 0.5, 0.7, 0.9], "re-acquiring", STATES.rework.shade), frame),
    inPlot(along(of("recovery"), [0.9, 0.04, 0.8, 0.7, 0.6, 0.2], "restarts", STATES.recovery.shade), frame),
    inPlot(gangWish(model, of("gang"), frame), frame),
  ];
  const taken = [...frame.words.map(boxOf), ...trialBoxes(view.trials, trialPlace)];
  const bounds = { left: 0, right: frame.width, top: 14, bottom: box.bottom - 1 };
  return placeLabels(
    wishes,
    bounds,
    [...lines.flatMap(({ points }) => points), ...uprights(model, view, frame)],
    taken,
  );
}
