import type { TwoBudgets } from "../../../sim/fault-tolerance/two-budgets.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import type { Point } from "../../kit/place-labels.ts";
import {
  type Block,
  blocks,
  columnsOf,
  type Dot,
  dots,
  labels,
  remembered,
  type Stroke,
  strokes,
  upright,
} from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { full, ring, swipe, trialDots, trialLabels } from "../../kit/reader-marks.ts";
import type { Trial, View } from "../../kit/view.ts";
import { across, bestsOf, budgetsPlane, INTERVALS, trialPlace } from "./budgets-frame.ts";
import { gapOf } from "./budgets-gap.ts";
import { budgetsLabels } from "./budgets-labels.ts";
import { percent, time } from "./tax-words.ts";

const isOnAxis = (interval: number): boolean => interval >= INTERVALS.from && interval <= INTERVALS.to;

/** From one best interval to the other: within it one budget gains what the other loses. */
const band = ({ timeInterval, energyInterval }: TwoBudgets, place: Plane): Block => {
  const [left, right] = [timeInterval, energyInterval].map((interval) => across(place, interval)).sort((a, b) => a - b);
  const fill = "color-mix(in srgb, var(--ink) 8%, transparent)";
  return { left: left ?? 0, right: right ?? 0, top: place.box.top, bottom: place.box.bottom, fill };
};

/** Time is a single line, energy a double one: it is no state of time, so it has none of their colors. */
const curves = ({ curve }: TwoBudgets, place: Plane): Stroke[] => [
  place.line(curve.interval, curve.energy.total, "var(--ink)", { width: 6 }),
  place.line(curve.interval, curve.energy.total, "var(--paper)", { width: 3.5 }),
  place.line(curve.interval, curve.time.total, "var(--ink)", { width: 1.5 }),
];

/** From the two bests and from the lever down to the axis; the gap between the curves; the bracket of the prediction. */
function hairs(model: TwoBudgets, { prediction, asked }: View, place: Plane): Stroke[] {
  const { box, x, y } = place;
  const drawn: Stroke[] = [];
  for (const { interval, tax } of bestsOf(model))
    if (place.holds(interval, tax)) drawn.push(upright(x(interval), y(tax), box.bottom));
  const now = x(model.run.interval);
  const lower = Math.min(model.timeTax, model.energyTax);
  drawn.push(upright(now, Math.min(box.bottom, Math.max(box.top, y(lower))), box.bottom + 6));
  const gap = gapOf(model, place);
  if (gap) {
    drawn.push(upright(gap.left, gap.top, gap.bottom));
    for (const top of [gap.top, gap.bottom])
      drawn.push({ left: gap.left - 4, right: gap.left + 4, top, bottom: top, stroke: "var(--ink)" });
  }
  if (prediction === null || !isOnAxis(prediction)) return drawn;
  const yours = x(prediction);
  const row = box.top - 14;
  drawn.push(upright(yours, box.top - 4, box.bottom, { stroke: "var(--on-you)", width: 1.25, dash: "2 3" }));
  if (asked) {
    const best = across(place, model.energyInterval);
    drawn.push({ left: yours, right: best, top: row, bottom: row, stroke: "var(--ink)" });
    for (const at of [yours, best]) drawn.push(upright(at, row - 5, row + 5));
    drawn.push(
      upright(best, row + 6, y(Math.min(10, model.leastEnergyTax)) - 8, { stroke: "var(--axis)", dash: "1 4" }),
    );
  }
  return drawn;
}

const inFrame = (place: Plane, tau: number, taxes: readonly number[], dot: (point: Point) => Dot): Dot[] =>
  taxes.flatMap((tax) => (place.holds(tau, tax) ? [dot({ left: place.x(tau), top: place.y(tax) })] : []));

/** One run as small gray dots, under all else: a trial on the page is that run too. */
const ownRun = ({ run, runEnergyTax, runTimeTax }: TwoBudgets, place: Plane): Dot[] =>
  inFrame(place, run.interval, [runEnergyTax, runTimeTax], (at) => ({ ...at, radius: 2.75, fill: "var(--axis)" }));

/** The bests as filled dots, what the levers give as rings, open enough to show the run within. */
const points = (model: TwoBudgets, place: Plane): Dot[] => [
  ...bestsOf(model).flatMap(({ interval, tax }) => inFrame(place, interval, [tax], full)),
  ...inFrame(place, model.run.interval, [model.energyTax, model.timeTax], (at) => ({ ...ring(at), fill: "none" })),
];

const lastTrial = (trials: readonly Trial[]): string => {
  const last = trials.at(-1);
  if (!last) return "No trial yet: the curves of this unseen hearable stay hidden while you search.";
  const [interval, tax] = [Number(last.settings.interval), last.shown.runEnergyTax ?? Number.NaN];
  return Number.isFinite(tax)
    ? `Trial ${last.number}, at ${time(interval)}, drew ${percent(tax)} more energy than its useful work.`
    : `Trial ${last.number}, at ${time(interval)}, did not finish.`;
};

const same = ({ intervalRatio }: TwoBudgets): boolean => Math.abs(intervalRatio - 1) < 0.005;

/** Both taxes against the interval: the chapter's first picture. */
export const twoBudgetsCurve: Chart<TwoBudgets> = {
  title: "Time tax and energy tax against the save interval",
  finding(model, view) {
    if (view.searching) return lastTrial(view.trials);
    const now = `At ${time(model.run.interval)} the time tax is ${percent(model.timeTax)} and the energy tax ${percent(model.energyTax)}`;
    return same(model)
      ? `${now}; both are least at ${time(model.timeInterval)}.`
      : `${now}; time is least at ${time(model.timeInterval)}, energy at ${time(model.energyInterval)}.`;
  },
  reading(model, view) {
    if (view.searching)
      return "Each numbered dot is one seeded run of 100 seconds of work: its own energy tax, not the expected one.";
    const between = same(model)
      ? "A save draws what work draws, so the two curves are one."
      : "In the gray band one budget gains what the other loses; outside it both lose.";
    const gap = gapOf(model, budgetsPlane(680)) ? " The bracket: a save’s price in energy over that in time." : "";
    return `Single line: time. Double line: energy. ${between}${gap} Small gray dots: one run of 100 seconds of work, chance included.`;
  },
  columns: {
    interval: { label: "Save interval", style: "duration" },
    time: { label: "Time tax", style: "percent", digits: 2 },
    energy: { label: "Energy tax", style: "percent", digits: 2 },
    savingTime: { label: "Saves, time", style: "percent", digits: 2 },
    savingEnergy: { label: "Saves, energy", style: "percent", digits: 2 },
    rework: { label: "Rework, time", style: "percent", digits: 2 },
    boot: { label: "Boots", style: "percent", digits: 2 },
  },
  rows({ curve }, { searching, trials }) {
    if (searching)
      return trials.map(
        ({ settings, shown }): Row => ({
          interval: Number(settings.interval),
          energy: shown.runEnergyTax ?? Number.NaN,
        }),
      );
    const { interval, time: inTime, energy } = curve;
    return interval.flatMap((tau, i): Row[] =>
      i % 4 && i !== interval.length - 1
        ? []
        : [
            {
              interval: tau,
              time: inTime.total[i] ?? Number.NaN,
              energy: energy.total[i] ?? Number.NaN,
              savingTime: inTime.saving[i] ?? Number.NaN,
              savingEnergy: energy.saving[i] ?? Number.NaN,
              rework: inTime.rework[i] ?? Number.NaN,
              boot: inTime.boot[i] ?? Number.NaN,
            },
          ],
    );
  },
  frame: (width) => budgetsPlane(width).frame,
  marks(width) {
    const place = budgetsPlane(width);
    const parts = remembered((model: TwoBudgets, view: View) => {
      if (view.searching) return { blocks: [], curves: [], hairs: [], run: [], points: [], labels: [] };
      const { prediction } = view;
      const yours =
        prediction !== null && isOnAxis(prediction) ? [swipe(place.x(prediction), place.box, place.narrow)] : [];
      const drawn = hairs(model, view, place);
      return {
        blocks: [band(model, place), ...yours],
        curves: curves(model, place),
        hairs: drawn,
        run: ownRun(model, place),
        points: points(model, place),
        labels: budgetsLabels(model, view, place, drawn),
      };
    });
    return [
      ...place.axes,
      moving(blocks, (model: TwoBudgets, view: View) => columnsOf(parts(model, view).blocks)),
      moving(strokes, (model: TwoBudgets, view: View) =>
        columnsOf([...parts(model, view).curves, ...parts(model, view).hairs]),
      ),
      moving(dots, (model: TwoBudgets, view: View) =>
        columnsOf([
          ...parts(model, view).run,
          ...trialDots(view.trials, trialPlace(place)),
          ...parts(model, view).points,
        ]),
      ),
      moving(labels, (model: TwoBudgets, view: View) =>
        columnsOf([...parts(model, view).labels, ...trialLabels(view.trials, trialPlace(place))]),
      ),
    ];
  },
};
