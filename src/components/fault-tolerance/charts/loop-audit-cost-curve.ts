import type { LoopAudit } from "../../../sim/fault-tolerance/loop-audit.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { type Box, boxOf, type Point } from "../../kit/place-labels.ts";
import {
  type Block,
  blocks,
  columnsOf,
  type Dot,
  dots,
  type Label,
  labels,
  remembered,
  type Stroke,
  strokes,
  upright,
} from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { full, ring, swipe, trialDots, trialLabels } from "../../kit/reader-marks.ts";
import type { Trial, View } from "../../kit/view.ts";
import { costPlane, kept, onAxis } from "./loop-audit-cost-frame.ts";
import { costLabels, flagRows } from "./loop-audit-cost-labels.ts";
import { costLines } from "./loop-audit-cost-lines.ts";
import { carsOf, ENDLESS, intervalOf, many, tax, time, told } from "./loop-audit-words.ts";

/** A trial shows no tax, only its day: all stand on the baseline, each at its interval. */
const placeOf =
  (frame: Plane) =>
  ({ settings }: Trial): Point => ({
    left: kept(frame, Number(settings.interval), 1).left,
    top: frame.box.bottom - 11,
  });

/** A level line between two places, cut where it would run through words. */
function bracketBetween(a: number, b: number, level: number, inTheWay: readonly Box[]): Stroke[] {
  let [left, right] = [Math.min(a, b), Math.max(a, b)];
  for (const other of inTheWay) {
    if (other.right < left || other.left > right) continue;
    if (other.left - left < right - other.right) left = Math.max(left, other.right + 5);
    else right = Math.min(right, other.left - 5);
  }
  return right > left ? [{ left, right, top: level, bottom: level, stroke: "var(--ink)" }] : [];
}

/** Hairs from the least and from the reader's interval down to the axis, and the bracket between prediction and least, which stops at words. */
function hairs(model: LoopAudit, { prediction, asked }: View, frame: Plane, words: readonly Label[]): Stroke[] {
  const { box } = frame;
  const bracket = flagRows(frame).flags - 4;
  const inTheWay = words.map(boxOf).filter(({ top, bottom }) => top < bracket && bottom > bracket);
  const tick = (left: number): Stroke[] =>
    inTheWay.some((other) => left > other.left - 2 && left < other.right + 2)
      ? []
      : [upright(left, bracket - 5, bracket + 5)];
  const least = kept(frame, model.optimalInterval, model.leastTax);
  const now = kept(frame, intervalOf(model), model.tax);
  const drawn = [
    upright(now.left, now.top, box.bottom + 6),
    ...(onAxis(model.optimalInterval)
      ? [
          upright(least.left, bracket + 6, least.top - 8, { stroke: "var(--axis)", dash: "1 4" }),
          upright(least.left, least.top, box.bottom),
        ]
      : []),
    ...tick(least.left),
  ];
  if (prediction === null) return drawn;
  const yours = kept(frame, prediction, 1).left;
  return [
    ...drawn,
    ...tick(yours),
    ...(asked ? bracketBetween(yours, least.left, bracket, inTheWay) : []),
    ...(onAxis(prediction)
      ? [upright(yours, box.top - 4, box.bottom, { stroke: "var(--on-you)", width: 1.25, dash: "2 3" })]
      : []),
  ];
}

/** The least as a filled dot, the reader's own as an open ring; both only where the frame reaches. */
const ends = (model: LoopAudit, frame: Plane): Dot[] => {
  const now = [intervalOf(model), model.tax] as const;
  const least = [model.optimalInterval, model.leastTax] as const;
  return [
    ...(frame.holds(...least) ? [full(kept(frame, ...least))] : []),
    ...(frame.holds(...now) ? [ring(kept(frame, ...now))] : []),
  ];
};

/** How far down a prediction beyond the axis reaches (px): a stub at the axis' end. */
const STUB = 22;

const swipes = ({ prediction, searching }: View, frame: Plane): Block[] => {
  if (prediction === null || searching) return [];
  const { box, narrow } = frame;
  return [
    swipe(kept(frame, prediction, 1).left, onAxis(prediction) ? box : { ...box, bottom: box.top + STUB }, narrow),
  ];
};

const lastTrial = (trials: readonly Trial[]): string => {
  const last = trials.at(-1);
  return last
    ? `Trial ${last.number} ran a day with a snapshot every ${time(Number(last.settings.interval))}; what that costs stays hidden.`
    : "No trial yet: the curve of this unseen car stays hidden while you search.";
};

const gang = (model: LoopAudit): string => {
  const cars = carsOf(model);
  if (cars === 1) return "With one car in the fleet there is nothing else to compare.";
  return `The dashed line is what ${many(cars, "car")} would pay if one reset stopped them all: ${tax(model.gangTax, 2)} at least, every ${time(model.gangInterval)}.`;
};

/** Tax against snapshot interval: the chapter's first picture. The number of cars moves only what would be, the dashed line. */
export const loopCostCurve: Chart<LoopAudit> = {
  title: "Tax of one car against snapshot interval",
  finding(model, view) {
    if (view.searching) return lastTrial(view.trials);
    return `At ${time(intervalOf(model))} the car’s tax is ${tax(model.tax)}; the least, ${tax(model.leastTax)}, is at ${time(model.optimalInterval)}.`;
  },
  reading: (model, view) =>
    view.searching
      ? "Each numbered dot is a day at its interval; its height means nothing."
      : `Both scales are logarithmic. Where the curve is thick, from ${time(model.goldenFrom)} to ${time(model.goldenTo)}, the tax is within 2\u00a0% of the least. ${gang(model)}`,
  columns: {
    interval: { label: "Snapshot interval (s)", style: "number", digits: 3 },
    checkpoint: { label: "Copies", style: "percent", digits: 4 },
    rework: { label: "Re-acquiring", style: "percent", digits: 4 },
    recovery: { label: "Restarts", style: "percent", digits: 4 },
    total: { label: "Tax", style: "percent", digits: 4 },
    gang: { label: "Tax if one reset stopped every car", style: "percent", digits: 2, endless: ENDLESS },
  },
  rows({ curve, gangCurve }, view) {
    if (view.searching) return view.trials.map((trial): Row => ({ interval: Number(trial.settings.interval) }));
    const at = (column: readonly number[], i: number) => column[i] ?? Number.NaN;
    return curve.interval.flatMap((interval, i): Row[] =>
      i % 4 && i !== curve.interval.length - 1
        ? []
        : [
            {
              interval,
              checkpoint: at(curve.checkpoint, i),
              rework: at(curve.rework, i),
              recovery: at(curve.recovery, i),
              total: at(curve.total, i),
              gang: told(at(gangCurve.total, i)),
            },
          ],
    );
  },
  frame: (width) => costPlane(width).frame,
  marks(width) {
    const frame = costPlane(width);
    const place = placeOf(frame);
    const parts = remembered((model: LoopAudit, view: View) => {
      if (view.searching) return { strokes: [], ends: [], labels: [] };
      const lines = costLines(model, frame);
      const words = costLabels(model, view, frame, lines, place);
      return {
        strokes: [...lines.map(({ stroke }) => stroke), ...hairs(model, view, frame, words)],
        ends: ends(model, frame),
        labels: words,
      };
    });
    return [
      ...frame.axes,
      moving(blocks, (_model: LoopAudit, view: View) => columnsOf(swipes(view, frame))),
      moving(strokes, (model: LoopAudit, view: View) => columnsOf(parts(model, view).strokes)),
      moving(dots, (model: LoopAudit, view: View) =>
        columnsOf([...trialDots(view.trials, place), ...parts(model, view).ends]),
      ),
      moving(labels, (model: LoopAudit, view: View) =>
        columnsOf([...parts(model, view).labels, ...trialLabels(view.trials, place)]),
      ),
    ];
  },
};
