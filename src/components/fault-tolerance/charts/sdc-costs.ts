import { DETECTORS, isOn } from "../../../sim/fault-tolerance/parts/sdc-sets.ts";
import type { SdcDetective } from "../../../sim/fault-tolerance/sdc-detective.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import type { Point } from "../../kit/place-labels.ts";
import {
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
import { full, ring, trialDots, trialLabels } from "../../kit/reader-marks.ts";
import type { Trial, View } from "../../kit/view.ts";
import { count, percent, SHORT, times, title } from "./sdc-words.ts";

/** Shares of a second run on the axis. */
const [LEAST, MOST] = [1e-3, 10];
const TICKS = [1e-3, 1e-2, 0.1, 1, 10];
const [FIRST, PITCH] = [66, 26];
const TRIALS = FIRST + (DETECTORS.length + 1) * PITCH + 8;
const AXIS = TRIALS + 20;
const HEIGHT = AXIS + 26;

const edges = (width: number): readonly [left: number, right: number] =>
  width < 480 ? [114, width - 76] : [130, width - 130];

const scaleOf = (width: number): ((share: number) => number) => {
  const [left, right] = edges(width);
  return (share) => {
    const power = Math.log(share / LEAST) / Math.log(MOST / LEAST);
    return left + Math.min(1, Math.max(0, power)) * (right - left);
  };
};

const linesOf = (model: SdcDetective) => [
  ...model.costs.map(({ detector, flops, bytes }) => ({
    line: detector,
    flops,
    bytes,
    on: isOn(model.given.set, detector),
  })),
  { line: "set" as const, flops: model.costByFlops, bytes: model.costByBytes, on: true },
];

const cheaper = (share: number): string => times(share === 0 ? Number.POSITIVE_INFINITY : 1 / share);

const trialPlace =
  (x: (share: number) => number) =>
  ({ shown }: Trial): Point => ({ left: x(Math.max(LEAST, shown.cost ?? 0)), top: TRIALS });

function drawn(model: SdcDetective, view: View, width: number) {
  const x = scaleOf(width);
  const [left, right] = edges(width);
  const narrow = width < 480;
  const parts = { strokes: [] as Stroke[], dots: [] as Dot[], labels: [title("Share of a second run")] as Label[] };
  for (const share of TICKS) {
    parts.strokes.push(upright(x(share), FIRST - 14, AXIS, { stroke: "var(--grid)" }));
    const text = share < 1e-2 ? "0.1" : count(100 * share);
    // Where the axis ends, the words of the last tick and of the one before would touch.
    if (share < MOST)
      parts.labels.push({
        left: x(share),
        top: AXIS + 18,
        text: share === 1 ? `${text}\u00a0%` : text,
        anchor: "middle",
      });
  }
  parts.strokes.push(
    { left, right, top: AXIS, bottom: AXIS, stroke: "var(--axis)" },
    upright(x(0.1), 40, AXIS, { width: 1.5, dash: "5 3" }),
  );
  parts.labels.push({ left: x(0.1), top: 36, text: "ten times cheaper: 1/10", anchor: "middle", fill: "var(--ink)" });
  linesOf(model).forEach(({ line, flops, bytes, on }, i) => {
    const top = FIRST + i * PITCH;
    const fill = on ? "var(--ink)" : "var(--ink-2)";
    parts.labels.push({ left: 0, top: top + 4.5, text: SHORT[line], bold: on, fill });
    const two = [cheaper(flops), cheaper(bytes)];
    const text =
      flops === 0 && bytes === 0 ? "no cost" : narrow ? (flops > bytes ? two[0] : two[1]) : `${two[0]} and ${two[1]}`;
    parts.labels.push({ left: width, top: top + 4.5, text: text ?? "", anchor: "end", bold: on, fill });
    if (flops > 0 && bytes > 0)
      parts.strokes.push({ left: x(flops), right: x(bytes), top, bottom: top, stroke: "var(--axis)" });
    if (bytes > 0) parts.dots.push({ ...ring({ left: x(bytes), top }), stroke: fill });
    if (flops > 0) parts.dots.push({ ...full({ left: x(flops), top }), fill, radius: 4 });
  });
  if (!view.searching) return parts;
  const place = trialPlace(x);
  parts.dots.push(...trialDots(view.trials, place));
  parts.labels.push({ left: 0, top: TRIALS + 4.5, text: "Your trials" }, ...trialLabels(view.trials, place));
  return parts;
}

/** What each detector adds to a frame, over a second run: by operations and by bytes. */
export const costs: Chart<SdcDetective> = {
  title: "What a detector costs",
  finding(model) {
    if (model.cost === 0) return "No detector is on, and nothing is paid.";
    const told = `The chosen set costs ${percent(model.costByFlops, 2)} of a second run by operations and ${percent(model.costByBytes, 2)} by bytes`;
    return `${told}: by the dearer count ${cheaper(model.cost)} cheaper.`;
  },
  reading: (_model, { searching }) =>
    `Across, the share of a second run, each line ten times the last. Full dots: operations; rings: bytes. At the right, how many times cheaper${searching ? "; numbered dots are your trials" : ""}.`,
  columns: {
    detector: { label: "Detector", style: "number" },
    flops: { label: "Operations, of a second run", style: "percent", digits: 2 },
    bytes: { label: "Bytes, of a second run", style: "percent", digits: 2 },
  },
  rows: (model) => linesOf(model).map(({ line, flops, bytes }): Row => ({ detector: SHORT[line], flops, bytes })),
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks(width) {
    const parts = remembered((model: SdcDetective, view: View) => drawn(model, view, width));
    return [
      moving(strokes, (model: SdcDetective, view: View) => columnsOf(parts(model, view).strokes)),
      moving(dots, (model: SdcDetective, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: SdcDetective, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};
