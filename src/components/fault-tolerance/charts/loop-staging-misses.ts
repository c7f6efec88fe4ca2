import { fixed } from "../../../sim/core/quantity.ts";
import { LOOPS, type LoopStaging } from "../../../sim/fault-tolerance/loop-staging.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import type { Point } from "../../kit/place-labels.ts";
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
} from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { full, ring, trialDots, trialLabels } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { ASKED, CHUNKS, heightOf, missPlane, placeOf, SWIPE, trialPlace } from "./loop-staging-miss-frame.ts";
import { missLabels } from "./loop-staging-miss-labels.ts";
import { lastTrial, ringWords } from "./loop-staging-miss-words.ts";
import { chunkOf, copiedOf, lateShareOf, size, stateOf, time } from "./loop-staging-words.ts";

const LATE = "var(--failed)";

const reached = (bytes: number): number => Math.min(CHUNKS.to, Math.max(CHUNKS.from, bytes));

/** Chunks from the largest that is safe on, and the share of loops that each makes late. */
function risky({ curve, largestChunk, chanceOfCut }: LoopStaging): {
  readonly bytes: number[];
  readonly late: number[];
} {
  const from = curve.chunk.findIndex((chunk, i) => chunk > largestChunk && (curve.law[i] ?? 0) > 0);
  const first = largestChunk >= CHUNKS.from ? [largestChunk] : [];
  return {
    bytes: [...first, ...(from < 0 ? [] : curve.chunk.slice(from))],
    late: [...first.map(() => chanceOfCut), ...(from < 0 ? [] : curve.law.slice(from))].map((share) => share * LOOPS),
  };
}

/** The law: no loop late up to the largest chunk, then at once as many as reach the cut-off, then more. */
function lines(model: LoopStaging, { prediction, asked }: View, frame: Plane): Stroke[] {
  const { x, box, line } = frame;
  const { bytes, late } = risky(model);
  const edge = x(reached(model.largestChunk));
  const upright = (left: number, top: number, bottom: number, stroke: string, dash: string): Stroke => ({
    left,
    right: left,
    top,
    bottom,
    stroke,
    dash,
  });
  const mean = x(model.meanChunk);
  const told: Stroke[] = [
    { left: box.left, right: edge, top: box.bottom, bottom: box.bottom, stroke: "var(--useful)", width: 4 },
    line(bytes, late, LATE, { width: 2.25 }),
    upright(edge, heightOf(frame, model.chanceOfCut), box.bottom, LATE, "2 4"),
    ...(model.meanChunk <= CHUNKS.to ? [upright(mean, box.top, box.bottom, "var(--axis)", "1 4")] : []),
  ];
  if (prediction === null) return told;
  const [at, said, truth] = [x(ASKED), heightOf(frame, prediction / 1000), heightOf(frame, model.lateShadow)];
  return [
    ...told,
    ...(asked ? [{ ...upright(at, Math.min(said, truth), Math.max(said, truth), "var(--ink)", "none") }] : []),
    {
      left: at - SWIPE.half,
      right: at + SWIPE.half,
      top: said,
      bottom: said,
      stroke: "var(--on-you)",
      width: 1.25,
      dash: "2 3",
    },
  ];
}

const swipe = ({ prediction }: View, frame: Plane): Block[] => {
  if (prediction === null) return [];
  const [at, top] = [frame.x(ASKED), heightOf(frame, prediction / 1000)];
  const half = SWIPE.thick / 2;
  return [{ left: at - SWIPE.half, right: at + SWIPE.half, top: top - half, bottom: top + half, fill: "var(--you)" }];
};

/** Every third chunk as drawn; the largest that is safe; a whole copy; and what the levers give now. */
function points(model: LoopStaging, frame: Plane): Dot[] {
  const { curve } = model;
  const drawn = curve.chunk.flatMap((chunk, i): Dot[] => {
    const share = curve.drawn[i] ?? 0;
    if (share === 0 || i % 3) return [];
    return [{ ...placeOf(frame, chunk, share), radius: 2.5, fill: "var(--paper)", stroke: LATE, width: 1.25 }];
  });
  const whole = placeOf(frame, stateOf(model), model.lateShadow);
  const { left, right } = frame.box;
  const largest = frame.x(model.largestChunk);
  return [
    ...drawn,
    ...(largest >= left && largest <= right ? [full({ left: largest, top: frame.box.bottom })] : []),
    ...(whole.left <= right ? [{ ...whole, radius: 4.5, fill: LATE }] : []),
    ...(frame.x(copiedOf(model)) <= right ? [ring(placeOf(frame, copiedOf(model), lateShareOf(model)))] : []),
  ];
}

/** Points along the curve, which labels keep clear of. */
const curveOf = (model: LoopStaging, frame: Plane): Point[] => {
  const { bytes, late } = risky(model);
  return frame.points(bytes, late).filter(({ top }) => Number.isFinite(top));
};

/** And along the hairs and the prediction. */
function obstacles(model: LoopStaging, { prediction }: View, frame: Plane, curve: readonly Point[]): Point[] {
  const asked = prediction === null ? [] : [ASKED];
  const { box } = frame;
  const hair = (bytes: number, from: number): Point[] =>
    Array.from({ length: 40 }, (_, i) => ({ left: frame.x(bytes), top: from + (i / 40) * (box.bottom - from) }));
  const hairs = [
    ...hair(model.largestChunk, heightOf(frame, model.chanceOfCut)),
    ...hair(model.meanChunk, box.top),
    ...asked.flatMap((at) => hair(at, box.top)),
  ];
  const said =
    prediction === null
      ? []
      : [-1, -0.5, 0, 0.5, 1].map((share) => ({
          left: frame.x(ASKED) + share * SWIPE.half,
          top: heightOf(frame, (prediction ?? 0) / 1000),
        }));
  return [...curve, ...hairs, ...said];
}

/** Late loops against what each copies: the chapter's first picture. */
export const missCurve: Chart<LoopStaging> = {
  title: "Late loops against the chunk",
  finding(model, view) {
    if (view.searching) return lastTrial(view.trials);
    const { run, mode } = model;
    const late = run.late === 0 ? "none of the" : `${fixed(run.late, 0)} of`;
    const copied = `${late} ${fixed(run.copyingPasses, 0)} loops that copied ended late`;
    const what = {
      blocking: `Written to the eMMC, a snapshot takes ${time(model.blockingTime)}`,
      shadow: `Copied whole, a snapshot takes ${time(model.shadowTime)}`,
      chunked: `A chunk of ${size(copiedOf(model))} takes ${time(model.chunkTime)}`,
    }[mode];
    return `${what}: ${copied}; every loop has room to copy ${size(model.largestChunk)} in DRAM.`;
  },
  reading: (model, { searching }) =>
    searching
      ? "Each numbered dot is one drive of 100,000 loops; a late loop costs two deadlines, its own and the next."
      : `Line: the law of this lab’s compute times. Small dots: the loops drawn. ${ringWords(model)}`,
  columns: {
    chunk: { label: "Copied in a loop", style: "bytes", digits: 3 },
    law: { label: "Late by the law", style: "percent", digits: 3 },
    drawn: { label: "Late as drawn", style: "percent", digits: 3 },
    missed: { label: "Deadlines missed", style: "count" },
  },
  rows({ curve }, { searching, trials }) {
    if (searching)
      return trials.map((trial): Row => ({ chunk: chunkOf(trial), missed: trial.shown.missed ?? Number.NaN }));
    return curve.chunk.flatMap((chunk, i): Row[] =>
      i % 3 ? [] : [{ chunk, law: curve.law[i] ?? Number.NaN, drawn: curve.drawn[i] ?? Number.NaN }],
    );
  },
  frame: (width) => missPlane(width).frame,
  marks(width) {
    const frame = missPlane(width);
    const place = trialPlace(frame);
    const parts = remembered((model: LoopStaging, view: View) => {
      if (view.searching)
        return { swipe: [], lines: [], dots: trialDots(view.trials, place), labels: trialLabels(view.trials, place) };
      const curve = curveOf(model, frame);
      return {
        swipe: swipe(view, frame),
        lines: lines(model, view, frame),
        dots: points(model, frame),
        labels: missLabels(model, view, frame, obstacles(model, view, frame, curve), curve),
      };
    });
    return [
      ...frame.axes,
      moving(blocks, (model: LoopStaging, view: View) => columnsOf<Block>(parts(model, view).swipe)),
      moving(strokes, (model: LoopStaging, view: View) => columnsOf<Stroke>(parts(model, view).lines)),
      moving(dots, (model: LoopStaging, view: View) => columnsOf<Dot>(parts(model, view).dots)),
      moving(labels, (model: LoopStaging, view: View) => columnsOf<Label>(parts(model, view).labels)),
    ];
  },
};
