import type { KillAudit } from "../../../sim/fault-tolerance/kill-audit.ts";
import type { WearerMinute } from "../../../sim/fault-tolerance/parts/kill-audit-minute.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { blocks, columnsOf, dots, labels, remembered, strokes, upright } from "../../kit/plot-parts.ts";
import { trialDots, trialLabels } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { onAxis, trialAt } from "./kill-axis.ts";
import {
  bandsOf,
  framesOfTrial,
  lostOf,
  middleOf,
  minutePlane,
  swipeOf,
  TAKEN,
  trialBars,
} from "./kill-minute-bands.ts";
import { minuteLabels, papers } from "./kill-minute-labels.ts";
import { FRAMES, frames, WORN, WORN_NAMES, type Worn } from "./kill-words.ts";
import { time } from "./tax-words.ts";

/** A minute's frames by state. */
const share = (minute: WearerMinute, name: Worn): number =>
  FRAMES * { useful: minute.useful, checkpoint: minute.saving, rework: minute.lost, recovery: minute.frozen }[name];

const told = (minute: WearerMinute): string =>
  TAKEN.map((name) => `${WORN[name]} ${frames(share(minute, name))}`).join(", ");

/** Where the frames of a minute go, over the interval: the loss as a stack, and all above it is kept. */
export const wearerMinute: Chart<KillAudit> = {
  title: "Where a minute of wearing goes",
  finding(model, view) {
    if (view.searching) {
      const last = view.trials.at(-1);
      if (!last) return "Hidden while you search: run a trial to see what its minutes lost.";
      const lost = lostOf(framesOfTrial(last));
      return Number.isFinite(lost)
        ? `A minute of trial ${last.number} lost ${frames(lost)} of its 3,600 frames.`
        : `Trial ${last.number} did not finish.`;
    }
    return `Of 3,600 frames a minute loses ${frames(FRAMES * (1 - model.minute.useful))} at ${time(model.run.interval)}, and ${frames(FRAMES * (1 - model.leastMinute.useful))} at the best interval.`;
  },
  reading: (model, view) =>
    view.searching
      ? "Each bar is one run’s own minute: saves, lost state and frozen frames, chance included."
      : `Now: ${told(model.minute)}. At the best: ${told(model.leastMinute)}. Lost state is counted in the frames in which it was made.`,
  columns: {
    part: { label: "Frames of a minute", style: "number" },
    now: { label: "Now", style: "number", digits: 4 },
    least: { label: "At the best interval", style: "number", digits: 4 },
  },
  rows: ({ minute, leastMinute }, view) =>
    view.searching
      ? []
      : WORN_NAMES.map(
          (name): Row => ({ part: WORN[name], now: share(minute, name), least: share(leastMinute, name) }),
        ),
  frame: (width) => minutePlane(width).frame,
  marks(width) {
    const plane = minutePlane(width);
    const { box, x } = plane;
    const placeOf = trialAt(plane, (trial) => lostOf(framesOfTrial(trial)));
    const yours = <Mark>({ prediction, searching }: View, mark: (prediction: number) => Mark[]): Mark[] =>
      prediction === null || searching ? [] : mark(prediction);
    const tried = ({ searching, trials }: View) => (searching ? trials : []);
    const parts = remembered((model: KillAudit, view: View) =>
      view.searching
        ? { bands: [], hairs: [], labels: [] }
        : {
            bands: bandsOf(model, plane),
            hairs: [
              ...(onAxis(model.optimalInterval)
                ? [upright(x(model.optimalInterval), box.top - 6, box.bottom, { dash: "1 4" })]
                : []),
              upright(x(model.run.interval), box.top - 6, box.bottom + 6),
            ],
            labels: minuteLabels(model, view, plane),
          },
    );
    return [
      moving(strokes, (model: KillAudit, view: View) => columnsOf(parts(model, view).bands)),
      ...plane.axes,
      moving(blocks, (model: KillAudit, view: View) =>
        columnsOf([
          ...yours(view, (prediction) => swipeOf(prediction, plane)),
          ...tried(view).flatMap((trial) => trialBars(trial, plane)),
          ...papers(parts(model, view).labels, plane),
        ]),
      ),
      moving(strokes, (model: KillAudit, view: View) =>
        columnsOf([...parts(model, view).hairs, ...yours(view, (prediction) => middleOf(prediction, plane))]),
      ),
      moving(dots, (_model: KillAudit, view: View) => columnsOf(trialDots(tried(view), placeOf))),
      moving(labels, (model: KillAudit, view: View) =>
        columnsOf([...parts(model, view).labels, ...trialLabels(tried(view), placeOf)]),
      ),
    ];
  },
};
