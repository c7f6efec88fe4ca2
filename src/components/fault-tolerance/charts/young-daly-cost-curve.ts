import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import {
  type Block,
  blocks,
  columnsOf,
  type Dot,
  dots,
  labels,
  lineThrough,
  remembered,
  type Stroke,
  strokes,
  upright,
} from "../../kit/plot-parts.ts";
import { full, ring, swipe as swipeAt, trialDots, trialLabels } from "../../kit/reader-marks.ts";
import type { Trial, View } from "../../kit/view.ts";
import { bandStroke } from "./cost-band.ts";
import { flagRows } from "./cost-flags.ts";
import { type CostFrame, costAxes, costCurveMargins, costFrame, TOP_TAX } from "./cost-frame.ts";
import { costLabels } from "./cost-labels.ts";
import { costLines, onFrame } from "./cost-lines.ts";
import { onAxis, percent, time } from "./cost-words.ts";
import { trialPlace } from "./trial-dots.ts";

const inside = (frame: CostFrame, interval: number): number =>
  Math.min(frame.box.right, Math.max(frame.box.left, frame.x(interval)));

/** The reader's prediction: the one yellow thing. */
const swipe = ({ prediction, searching }: View, frame: CostFrame): Block[] => {
  if (prediction === null || searching || !onAxis(prediction)) return [];
  return [swipeAt(frame.x(prediction), frame.box, frame.narrow)];
};

/** Hairs: from the least and from the reader's interval down to the axis, the bracket, Young's and Daly's ticks. */
function hairs(model: YoungDaly, { prediction, asked }: View, frame: CostFrame): Stroke[] {
  const { box } = frame;
  const { flags } = flagRows(frame);
  const bracket = flags - 4;
  const optimum = model.optimalInterval;
  const least = inside(frame, optimum);
  const strokesOf: Stroke[] = [];
  if (onAxis(optimum)) {
    const top = Math.max(box.top, frame.y(model.leastTax));
    strokesOf.push(upright(least, top, box.bottom));
    strokesOf.push(upright(least, bracket + 6, top - 8, { stroke: "var(--axis)", dash: "1 4" }));
  }
  if (Number.isFinite(optimum)) strokesOf.push(upright(least, bracket - 5, bracket + 5));
  if (prediction !== null) {
    const yours = inside(frame, prediction);
    if (asked) strokesOf.push({ left: yours, right: least, top: bracket, bottom: bracket, stroke: "var(--ink)" });
    strokesOf.push(upright(yours, bracket - 5, bracket + 5));
    if (onAxis(prediction)) {
      strokesOf.push(upright(yours, box.top - 4, box.bottom, { stroke: "var(--on-you)", width: 1.25, dash: "2 3" }));
    }
  }
  for (const interval of [model.youngInterval, model.dalyInterval]) {
    if (onAxis(interval)) strokesOf.push(upright(frame.x(interval), box.bottom - 7, box.bottom, { width: 1.75 }));
  }
  const now = frame.x(model.run.interval);
  strokesOf.push(upright(now, frame.y(Math.min(model.tax, TOP_TAX)), box.bottom + 6));
  return strokesOf;
}

/** The least as a filled dot, the reader's own as an open ring; both only where the frame reaches. */
function ends(model: YoungDaly, frame: CostFrame): Dot[] {
  const least = full({ left: frame.x(model.optimalInterval), top: frame.y(model.leastTax) });
  const now = ring({ left: frame.x(model.run.interval), top: frame.y(model.tax) });
  return [
    ...(onAxis(model.optimalInterval) && model.leastTax <= TOP_TAX ? [least] : []),
    ...(model.tax <= TOP_TAX ? [now] : []),
  ];
}

const lastTrial = (trials: readonly Trial[]): string => {
  const last = trials.at(-1);
  if (!last) return "No trial yet: the curve of this unseen fleet stays hidden while you search.";
  const [interval, tax] = [Number(last.settings.interval), last.shown.runTax ?? Number.NaN];
  return Number.isFinite(tax)
    ? `Trial ${last.number}, at ${time(interval)}, took ${percent(tax)} more time than its useful work.`
    : `Trial ${last.number}, at ${time(interval)}, did not finish.`;
};

/** Tax against checkpoint interval: the chapter's first picture. */
export const youngDalyCostCurve: Chart<YoungDaly> = {
  title: "Tax against checkpoint interval",
  finding(model, view) {
    if (view.searching) return lastTrial(view.trials);
    const optimum = model.optimalInterval;
    if (!Number.isFinite(optimum)) return "Nothing fails, so the least tax is paid without checkpoints.";
    const least = `the least, ${percent(model.leastTax)}, is at ${time(optimum)}`;
    return Number.isFinite(model.tax)
      ? `At ${time(model.run.interval)} the tax is ${percent(model.tax)}; ${least}.`
      : `At ${time(model.run.interval)} the job never ends; ${least}.`;
  },
  reading(model, view) {
    if (view.searching)
      return "Each numbered dot is one seeded run of 100 hours of work: its own tax, not the expected one.";
    const flat = `Where the curve is thick, from ${time(model.flatFrom)} to ${time(model.flatTo)}, the whole time stays within 1 % of the least.`;
    const twice = `Twice the best interval pays ${percent(model.taxAtTwice)}; ten times as long, ${percent(model.taxAtTenTimes)}.`;
    return Number.isFinite(model.optimalInterval) ? `${flat} ${twice}` : "The only tax left is that of writing.";
  },
  columns: {
    interval: { label: "Checkpoint interval (s)", style: "number", digits: 4 },
    checkpoint: { label: "Checkpoint", style: "percent", digits: 2 },
    rework: { label: "Rework", style: "percent", digits: 2 },
    recovery: { label: "Recovery", style: "percent", digits: 2 },
    downtime: { label: "Downtime", style: "percent", digits: 2 },
    total: { label: "Tax", style: "percent", digits: 2 },
  },
  rows({ curve }, view) {
    if (view.searching) {
      return view.trials.map(
        (trial): Row => ({
          interval: Number(trial.settings.interval),
          total: trial.shown.runTax ?? Number.NaN,
        }),
      );
    }
    const every = 3;
    return curve.interval.flatMap((interval, i): Row[] =>
      i % every && i !== curve.interval.length - 1
        ? []
        : [
            {
              interval,
              checkpoint: curve.checkpoint[i] ?? Number.NaN,
              rework: curve.rework[i] ?? Number.NaN,
              recovery: curve.recovery[i] ?? Number.NaN,
              downtime: curve.downtime[i] ?? Number.NaN,
              total: curve.total[i] ?? Number.NaN,
            },
          ],
    );
  },
  frame(width) {
    const { height, box } = costFrame(width);
    const { left, right } = costCurveMargins(width);
    return { height, marginLeft: left, marginRight: right, marginTop: box.top, marginBottom: height - box.bottom };
  },
  marks(width) {
    const frame = costFrame(width);
    const parts = remembered((model: YoungDaly, view: View) => {
      if (view.searching) return { lines: [], strokes: [], ends: [], labels: [] };
      const lines = costLines(model);
      const points = new Map(lines.map(({ name, x, y }) => [name, onFrame(x, y, frame)]));
      const drawn = hairs(model, view, frame);
      return {
        lines: lines.map(({ name, stroke, width: thick }) =>
          lineThrough(points.get(name) ?? [], stroke, { width: thick }),
        ),
        strokes: drawn,
        ends: ends(model, frame),
        labels: costLabels(model, view, frame, points, drawn),
      };
    });
    return [
      ...costAxes(frame),
      moving(strokes, (_model: YoungDaly, view: View) => columnsOf(bandStroke(view, frame))),
      moving(blocks, (_model: YoungDaly, view: View) => columnsOf(swipe(view, frame))),
      moving(strokes, (model: YoungDaly, view: View) => columnsOf(parts(model, view).lines)),
      moving(strokes, (model: YoungDaly, view: View) => columnsOf(parts(model, view).strokes)),
      moving(dots, (model: YoungDaly, view: View) =>
        columnsOf([...trialDots(view.trials, trialPlace(frame)), ...parts(model, view).ends]),
      ),
      moving(labels, (model: YoungDaly, view: View) =>
        columnsOf([...parts(model, view).labels, ...trialLabels(view.trials, trialPlace(frame))]),
      ),
    ];
  },
};
