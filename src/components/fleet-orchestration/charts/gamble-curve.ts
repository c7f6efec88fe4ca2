import type { CheckpointGamble } from "../../../sim/fleet-orchestration/checkpoint-gamble.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf, type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import {
  blocks,
  columnsOf,
  type Dot,
  dots,
  type Label,
  labels,
  remembered,
  type Stroke,
  still,
  strokes,
  upright,
} from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { around, full, ring, swipe, trialBoxes, trialDots, trialLabels } from "../../kit/reader-marks.ts";
import type { Trial, View } from "../../kit/view.ts";
import { many, percent, time } from "../words.ts";
import { bandOf, cloudIn } from "./gamble-band.ts";
import { askedLine, frameWords, habit, INTERVALS, planeOf } from "./gamble-curve-frame.ts";

/** A trial tells its failures alone: it stands on the axis, at its interval. */
const trialPlace =
  (on: Plane) =>
  ({ settings }: Trial): Point => ({ left: on.x(Number(settings.interval)), top: on.box.bottom - ABOVE_AXIS });

/** So far above the axis a trial’s dot clears it (px). */
const ABOVE_AXIS = 12;

const predicted = ({ prediction, searching }: View): number | null =>
  searching || prediction === null ? null : Math.min(INTERVALS.to, Math.max(INTERVALS.from, prediction));

interface Drawn {
  readonly lines: readonly Stroke[];
  readonly marks: readonly Dot[];
  readonly words: readonly Label[];
}

function draw(on: Plane, model: CheckpointGamble, view: View): Drawn {
  const taken = [...on.words.map(boxOf), ...trialBoxes(view.trials, trialPlace(on))];
  const bounds = { left: 0, right: on.width, top: 14, bottom: on.box.bottom - 2 };
  if (view.searching) return { lines: [], marks: [], words: placeLabels(frameWords(on), bounds, [], taken) };
  const { curve, run, goodput, bestGoodput, optimalInterval } = model;
  const now = { left: on.x(run.interval), top: on.y(goodput) };
  const best = { left: on.x(optimalInterval), top: on.y(bestGoodput) };
  const mine = predicted(view);
  const { box } = on;
  const lines: Stroke[] = [
    on.line(curve.interval, curve.goodput, "var(--ink)", { width: 2.25 }),
    upright(now.left, now.top, box.bottom + 6),
    ...(mine === null
      ? []
      : [upright(on.x(mine), box.top - 4, box.bottom, { stroke: "var(--on-you)", width: 1.25, dash: "2 3" })]),
  ];
  const hair = (left: number, top: number): Point[] =>
    Array.from({ length: Math.max(0, Math.ceil((box.bottom - top) / 6)) }, (_, i) => ({ left, top: top + 6 * i }));
  const hairs = [...hair(now.left, now.top), ...(mine === null ? [] : hair(on.x(mine), box.top))];
  const points = on.points(curve.interval, curve.goodput).filter(({ top }) => Number.isFinite(top));
  const short = on.narrow;
  const wishes: Wish[] = [
    mine === null || view.prediction === null
      ? []
      : (
          [
            [8, "start"],
            [-8, "end"],
          ] as const
        ).map(([dx, anchor]) => [
          {
            left: on.x(mine) + dx,
            top: box.top - 10,
            text: `you: ${time(view.prediction ?? 0)}`,
            anchor,
            bold: true,
            fill: "var(--ink)",
          },
        ]),
    around(
      best,
      short
        ? `${percent(bestGoodput)} at ${time(optimalInterval)}`
        : `golden: ${percent(bestGoodput)} at ${time(optimalInterval)}`,
      ["above", "aboveBefore", "aboveAfter", "belowBefore", "below"],
    ),
    around(now, short ? `now ${percent(goodput)}` : `now ${time(run.interval)}: ${percent(goodput)}`, [
      "aboveAfter",
      "belowBefore",
      "belowAfter",
      "aboveBefore",
      "below",
      "above",
    ]),
  ];
  return {
    lines,
    marks: [full(best), ring(now)],
    words: placeLabels([...wishes, ...frameWords(on)], bounds, [...points, ...hairs], taken),
  };
}

function trialTold(trials: readonly Trial[]): string {
  const last = trials.at(-1);
  if (!last) return "No trial yet: the curve of this unseen training stays hidden while you search.";
  return `Trial ${last.number}, at ${time(Number(last.settings.interval))}, met ${many(last.shown.runFailures ?? 0, "failure")} in two days.`;
}

/** Goodput against the interval: closed form, the cloud of runs about it, the reader’s trials. */
export const goodputCurve: Chart<CheckpointGamble> = {
  title: "Goodput against checkpoint interval",
  timeless: true,
  finding: (model, view) =>
    view.searching
      ? trialTold(view.trials)
      : `At ${time(model.run.interval)} the expected goodput is ${percent(model.goodput)}; the best, ${percent(model.bestGoodput)}, is at ${time(model.optimalInterval)}.`,
  reading(model, view) {
    if (view.searching) return "Each numbered dot is a trial, two days of the unseen training, at its interval.";
    const golden = `From ${time(model.goldenFrom)} to ${time(model.goldenTo)} the overhead stays within 2\u00a0% of the least.`;
    return cloudIn(view)
      ? `${golden} The band along the curve holds 95\u00a0% of the simulated runs; the shaded hours are what operators do, 1 to 24\u00a0h.`
      : `${golden} The shaded band is what operators do, 1 to 24\u00a0h.`;
  },
  columns: {
    interval: { label: "Checkpoint interval (s)", style: "number", digits: 4 },
    goodput: { label: "Goodput", style: "percent", digits: 2 },
  },
  rows: ({ curve }, view) =>
    view.searching
      ? []
      : curve.interval.flatMap((interval, i): Row[] =>
          i % 3 === 0 ? [{ interval, goodput: curve.goodput[i] ?? Number.NaN }] : [],
        ),
  frame: (width) => planeOf(width).frame,
  marks(width) {
    const on = planeOf(width);
    const parts = remembered((model: CheckpointGamble, view: View) => draw(on, model, view));
    return [
      still(blocks, [habit(on)]),
      ...on.axes,
      still(strokes, [askedLine(on)]),
      moving(strokes, (_model: CheckpointGamble, view: View) => columnsOf(bandOf(on, view))),
      moving(blocks, (_model: CheckpointGamble, view: View) => {
        const mine = predicted(view);
        return columnsOf(mine === null ? [] : [swipe(on.x(mine), on.box, on.narrow)]);
      }),
      moving(strokes, (model: CheckpointGamble, view: View) => columnsOf(parts(model, view).lines)),
      moving(dots, (model: CheckpointGamble, view: View) =>
        columnsOf([...trialDots(view.trials, trialPlace(on)), ...parts(model, view).marks]),
      ),
      moving(labels, (model: CheckpointGamble, view: View) =>
        columnsOf([...parts(model, view).words, ...trialLabels(view.trials, trialPlace(on))]),
      ),
    ];
  },
};
