import { fixed } from "../../../sim/core/quantity.ts";
import type { LoopStaging } from "../../../sim/fault-tolerance/loop-staging.ts";
import { LOOP_TIME } from "../../../sim/fault-tolerance/parts/loop-car.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import {
  columnsOf,
  dots,
  type Label,
  labels,
  pathOf,
  remembered,
  type Stroke,
  still,
  strokes,
} from "../../kit/plot-parts.ts";
import { trialDots, trialLabels } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { classes, histogramPlane, steps } from "./loop-staging-histogram-frame.ts";
import { deadlineWord, histogramWords, worstPlace, worstWords } from "./loop-staging-histogram-words.ts";
import { chunkOf, LOOP_STATES, loopMs, time } from "./loop-staging-words.ts";

const LATE = "var(--failed)";

/** How long 100,000 loops take, with and without what they copy: the mean and the slowest in one picture. */
export const loopHistogram: Chart<LoopStaging> = {
  title: "How long the loops take",
  finding(model, { searching, trials }) {
    if (searching)
      return trials.length === 0
        ? "No trial yet: how long this unseen car’s loops take stays hidden while you search."
        : "The worst loop of each trial, before or beyond the deadline of 10 ms.";
    const ended =
      model.run.late === 0
        ? "no loop ends late"
        : model.run.late === 1
          ? "one loop ends late"
          : `${fixed(model.run.late, 0)} loops end late`;
    return `Computing takes ${time(model.meanDrawn)} in the mean and ${time(model.mostDrawn)} at the longest; with its snapshots, ${ended}.`;
  },
  reading: ({ worstLoop }, { searching }) =>
    searching
      ? "A dot is a trial’s worst loop, with its chunk. Their heights only keep them apart."
      : `The count is logarithmic: each line is ten times the one below. The worst loop takes ${loopMs(worstLoop)}.`,
  columns: {
    from: { label: "From", style: "duration" },
    compute: { label: "Computing alone", style: "count" },
    passes: { label: "With copies", style: "count" },
    chunk: { label: "Chunk", style: "bytes", digits: 3 },
    worst: { label: "Worst loop", style: "number", digits: 5, unit: "ms" },
  },
  rows({ histogram }, { searching, trials }) {
    if (searching)
      return trials.map((trial): Row => ({ chunk: chunkOf(trial), worst: trial.shown.worstLoop ?? Number.NaN }));
    const { from, compute, passes } = histogram;
    return from.flatMap((start, i): Row[] =>
      compute[i] || passes[i] ? [{ from: start, compute: compute[i] ?? 0, passes: passes[i] ?? 0 }] : [],
    );
  },
  frame: (width) => histogramPlane(width).frame,
  marks(width) {
    const frame = histogramPlane(width);
    const { x, box } = frame;
    const place = worstPlace(frame);
    const parts = remembered((model: LoopStaging, { searching, trials }: View) => {
      if (searching)
        return {
          strokes: [],
          dots: trialDots(trials, place),
          labels: [...worstWords(trials, frame), ...trialLabels(trials, place)],
        };
      const { histogram } = model;
      const { compute, passes } = histogram;
      const shown = classes(histogram, frame);
      return {
        strokes: [
          pathOf(
            steps(
              passes,
              shown.filter(({ late }) => !late),
              frame,
            ),
            "none",
            {
              fill: "color-mix(in srgb, var(--checkpoint) 38%, transparent)",
            },
          ),
          pathOf(
            steps(
              passes,
              shown.filter(({ late }) => late),
              frame,
            ),
            "none",
            { fill: LATE },
          ),
          pathOf(steps(compute, shown, frame), LOOP_STATES.computing.colour, { width: 1.75 }),
        ],
        dots: [],
        labels: histogramWords(model, frame),
      };
    });
    const deadline: Stroke = {
      left: x(LOOP_TIME),
      right: x(LOOP_TIME),
      top: box.top - 4,
      bottom: box.bottom,
      stroke: "var(--ink)",
      width: 1.5,
    };
    return [
      ...frame.axes,
      moving(strokes, (model: LoopStaging, view: View) => columnsOf<Stroke>(parts(model, view).strokes)),
      still(strokes, [deadline]),
      still(labels, [deadlineWord(frame)]),
      moving(dots, (model: LoopStaging, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: LoopStaging, view: View) => columnsOf<Label>(parts(model, view).labels)),
    ];
  },
};
