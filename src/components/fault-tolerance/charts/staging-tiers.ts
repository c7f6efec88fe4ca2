import type { AsyncStaging } from "../../../sim/fault-tolerance/async-staging.ts";
import { heldAt } from "../../../sim/fault-tolerance/parts/async-staging-gauges.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { type Block, blocks, columnsOf, dots, labels, remembered, type Stroke, strokes } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { swipe, trialDots } from "../../kit/reader-marks.ts";
import type { Trial, View } from "../../kit/view.ts";
import { areaShapes, areasOf } from "./staging-areas.ts";
import { ACROSS, lastTrial, observed, onTime, resumedAt, SINCE, size, time } from "./staging-scale.ts";
import { tierLabels } from "./staging-tier-words.ts";

const layout = (width: number): Plane =>
  plane(width, {
    title: width < 480 ? "Share of a node’s snapshot" : "Where a node’s snapshot is, as shares of it",
    x: SINCE,
    y: {
      from: 0,
      to: 1,
      scale: "linear",
      ticks: [0, 0.25, 0.5, 0.75, 1].map((share) => [share, `${100 * share}${share === 1 ? "\u00a0%" : ""}`]),
    },
    across: ACROSS,
    height: [340, 390],
    left: [48, 56],
    top: [74, 60],
  });

/** A trial stands where math resumed, as high as its buffer; one that holds more than a snapshot, on the upper edge. */
const trialPlace =
  (frame: Plane, { shardBytes }: AsyncStaging) =>
  (trial: Trial) => {
    const { buffer, stop } = observed(trial);
    const within = Math.min(SINCE.to, Math.max(SINCE.from, stop));
    return { left: frame.x(within), top: frame.y(Math.min(1, buffer / shardBytes)) };
  };

/** Upright lines at what happens, level lines at the buffer and at the least that holds off the storm. */
function hairs(model: AsyncStaging, { prediction, asked }: View, frame: Plane): Stroke[] {
  const { box } = frame;
  const upright = (at: number, stroke: string, rest: Partial<Stroke> = {}): Stroke[] =>
    onTime(at)
      ? [{ left: frame.x(at), right: frame.x(at), top: box.top - 5, bottom: box.bottom, stroke, ...rest }]
      : [];
  const level = (bytes: number, stroke: string, rest: Partial<Stroke> = {}): Stroke[] => {
    const top = frame.y(bytes / model.shardBytes);
    return bytes > 0 && bytes <= model.shardBytes
      ? [{ left: box.left, right: box.right, top, bottom: top, stroke, ...rest }]
      : [];
  };
  const staged =
    model.settings.strategy === "asyncDram"
      ? [
          ...level(model.bufferBytes, "var(--ink)", { width: 1.5, dash: "5 3" }),
          ...level(model.threshold, "var(--ink)", { width: 1.5 }),
        ]
      : [];
  return [
    ...staged,
    ...upright(resumedAt(model), "var(--ink)", { width: 2 }),
    ...upright(model.persistTime, "var(--ink)", { dash: "1 3" }),
    ...upright(model.cycleTime, "var(--axis)"),
    ...(prediction === null ? [] : upright(prediction, "var(--on-you)", { width: 1.25, dash: "2 3" })),
    ...(prediction !== null && asked ? upright(model.stopSsd, "var(--ink)", { dash: "1 3" }) : []),
  ];
}

const yours = ({ prediction }: View, frame: Plane): Block[] =>
  prediction !== null && onTime(prediction) ? [swipe(frame.x(prediction), frame.box, frame.narrow)] : [];

/** How a snapshot leaves HBM, in a sentence. */
function found(model: AsyncStaging): string {
  const [stop, safe] = [time(resumedAt(model)), time(model.persistTime)];
  if (model.spilledBytes > 0 && model.settings.strategy === "asyncDram")
    return `The buffer fills, ${size(model.stormBytes)} are written through by all nodes at once, and math stands still for ${stop}; the store holds all after ${safe}.`;
  if (model.copyUsed > 0 && model.diskTime < model.persistTime)
    return `Math stands still for ${stop}; the drives hold all after ${time(model.diskTime)}, the store after ${safe}.`;
  return `Math stands still for ${stop}; the store holds all after ${safe}.`;
}

/** Where one snapshot is, time by time: the chapter's first picture. */
export const stagingTiers: Chart<AsyncStaging> = {
  title: "Where one snapshot is",
  finding: (model, view) => (view.searching ? lastTrial(view.trials, model) : found(model)),
  reading(model, view) {
    if (view.searching)
      return "Each numbered dot is a trial: across, when math resumed; upward, its buffer as a share of the snapshot.";
    const first = model.drained
      ? ""
      : " The next snapshot comes before this one is safe: it finds its drives not empty.";
    return `Read it from left to right, each step to the right ten times as long. Until it is in the store, a node that dies takes its part along.${first}`;
  },
  columns: {
    time: { label: "Time", style: "duration" },
    hbm: { label: "In HBM", style: "bytes", digits: 3 },
    buffer: { label: "In the buffer", style: "bytes", digits: 3 },
    drive: { label: "On the drives", style: "bytes", digits: 3 },
    stored: { label: "In the store", style: "bytes", digits: 3 },
  },
  rows(model, view) {
    if (view.searching)
      return view.trials.map((trial) => ({ time: observed(trial).stop, buffer: observed(trial).buffer }));
    const corners = model.flow.points.map((point) => point.time).slice(0, 8);
    const times = [...new Set([...SINCE.ticks.map(([value]) => value), ...corners])].sort((a, b) => a - b);
    return times.map((at): Row => ({ time: at, ...heldAt(model.flow, at) }));
  },
  frame: (width) => layout(width).frame,
  marks(width) {
    const frame = layout(width);
    const parts = remembered((model: AsyncStaging, view: View) => {
      const place = trialPlace(frame, model);
      const words = tierLabels(model, view, frame, place);
      if (view.searching) return { shapes: [], hairs: [], yours: [], dots: trialDots(view.trials, place), words };
      const areas = areasOf(model.flow, model.shardBytes);
      return {
        shapes: areaShapes(areas, frame),
        hairs: hairs(model, view, frame),
        yours: yours(view, frame),
        dots: [],
        words,
      };
    });
    return [
      moving(strokes, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).shapes)),
      ...frame.axes,
      moving(blocks, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).yours)),
      moving(strokes, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).hairs)),
      moving(dots, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).words)),
    ];
  },
};
