import { fixed } from "../../../sim/core/quantity.ts";
import type { AsyncStaging } from "../../../sim/fault-tolerance/async-staging.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf, type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import { columnsOf, dots, type Label, labels, pathOf, remembered, type Stroke, strokes } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { trialBoxes, trialDots, trialLabels } from "../../kit/reader-marks.ts";
import type { Trial, View } from "../../kit/view.ts";
import { GB, RATES, stepsOf, within } from "./ingress-steps.ts";
import { ACROSS, lastTrial, MORE, observed, percent, rate, SINCE, time } from "./staging-scale.ts";

const layout = (width: number): Plane =>
  plane(width, {
    title: "Rate into the store, the whole fleet",
    x: SINCE,
    y: {
      ...RATES,
      scale: "log",
      ticks: [
        [1, "1\u00a0GB/s"],
        [10, "10"],
        [100, "100"],
        [1e3, "1\u00a0TB/s"],
        [1e4, "10"],
        [1e5, "100"],
      ],
    },
    across: ACROSS,
    height: [340, 370],
    left: [52, 56],
    top: [30, 34],
  });

const between = (upper: readonly Point[], bottom: (at: Point) => number, fill: string): Stroke => {
  const there = upper.filter(({ top }) => Number.isFinite(top));
  if (there.length === 0) return pathOf("M0,0", "none");
  const at = ({ left, top }: Point) => `${left.toFixed(1)},${top.toFixed(1)}`;
  const back = there.map((point) => ({ left: point.left, top: Math.max(point.top, bottom(point)) })).reverse();
  return pathOf(`M${[...there, ...back].map(at).join("L")}Z`, "none", { fill });
};

const trialPlace =
  (frame: Plane) =>
  (trial: Trial): Point => {
    const { stop, asked } = observed(trial);
    return { left: frame.x(within(stop, SINCE)), top: frame.y(within(asked / GB, RATES)) };
  };

/** The store's own bound, and what lies above it. */
function drawn(model: AsyncStaging, { searching }: View, frame: Plane) {
  const { box } = frame;
  const top = frame.y(model.storeBandwidth);
  const rule: Stroke = {
    left: box.left,
    right: box.right,
    top,
    bottom: top,
    stroke: "var(--ink)",
    width: 1.5,
    dash: "5 3",
  };
  if (searching) return { areas: [], lines: [rule] };
  const [offered, ingress] = [stepsOf(model, (point) => point.offered), stepsOf(model, (point) => point.ingress)];
  const [asked, taken] = [offered, ingress].map(({ x, y }) =>
    x.map((at, i) => ({ left: frame.x(at), top: frame.y(y[i] ?? 1) })),
  );
  return {
    areas: [
      between(taken ?? [], () => box.bottom, "color-mix(in srgb, var(--checkpoint) 24%, var(--paper))"),
      between(
        (asked ?? []).map((point) => ({ left: point.left, top: Math.min(point.top, top) })),
        () => top,
        "color-mix(in srgb, var(--broken) 20%, var(--paper))",
      ),
    ],
    lines: [
      frame.line(ingress.x, ingress.y, "var(--checkpoint)", { width: 2 }),
      frame.line(offered.x, offered.y, model.overload > MORE ? "var(--broken)" : "var(--ink-2)", { width: 2 }),
      rule,
    ],
  };
}

function words(model: AsyncStaging, view: View, frame: Plane): Label[] {
  const { box, width, narrow, y } = frame;
  const top = y(model.storeBandwidth);
  const level = (text: string, at: number, fill: string, anchor: "start" | "end" = "end"): Label => ({
    left: anchor === "end" ? box.right - 6 : box.left + 8,
    top: at,
    text,
    anchor,
    fill,
    bold: true,
  });
  const store = `the store takes ${rate(model.storeBandwidth * GB)}`;
  const rule: Wish = (["end", "start"] as const).flatMap((anchor) =>
    [top - 6, top + 15].map((at) => [level(store, at, "var(--ink)", anchor)]),
  );
  const place = trialPlace(frame);
  const taken = [...frame.words.map(boxOf), ...trialBoxes(view.trials, place)];
  const bounds = { left: 0, right: width, top: 14, bottom: box.bottom };
  if (view.searching) return [...placeLabels([rule], bounds, [], taken), ...trialLabels(view.trials, place)];
  const peak = y(within(model.peakOffered, RATES));
  const asked = rate(model.peakOffered * GB);
  const senders = `asked by ${fixed(model.concurrency, 0)} nodes at once: ${asked}`;
  const storm: Wish =
    model.overload > MORE && model.stormTime > 0
      ? [peak - 8, peak + 18].flatMap((at) =>
          (narrow ? [`asked ${asked}`] : [senders, `asked ${asked}`]).map((text) => [
            level(text, at, "var(--broken)", "start"),
          ]),
        )
      : [];
  const low = y(10 ** 0.35);
  const taking: Wish = [[level("taken by the store", low, "var(--ink)", "start")]];
  return placeLabels([storm, rule, taking], bounds, [], taken);
}

/** What is asked of the store against what it takes: the storm is what lies above the line. */
export const networkIngress: Chart<AsyncStaging> = {
  title: "What is asked of the store",
  finding(model, view) {
    if (view.searching) return lastTrial(view.trials, model);
    const [asked, takes] = [rate(model.peakOffered * GB), rate(model.storeBandwidth * GB)];
    if (model.overload > MORE)
      return `At most ${asked} are asked of a store that takes ${takes}: a storm of ${time(model.stormTime)}.`;
    return `At most ${asked} are asked of a store that takes ${takes}: no storm.`;
  },
  reading(model, view) {
    if (view.searching)
      return "Each numbered dot is a trial: across, when math resumed; upward, the most asked of the store.";
    const ports = `${fixed(model.concurrency, 0)} nodes send at once, at most; each port is at most ${percent(model.portUsed, 1)} busy.`;
    return `Each line up is ten times the rate. ${ports}`;
  },
  columns: {
    time: { label: "From", style: "duration" },
    offered: { label: "Asked of the store", style: "number", digits: 3, unit: "GB/s" },
    ingress: { label: "Taken by the store", style: "number", digits: 3, unit: "GB/s" },
    senders: { label: "Nodes that send", style: "count" },
  },
  rows(model, view) {
    if (view.searching)
      return view.trials.map((trial) => ({ time: observed(trial).stop, offered: observed(trial).asked / GB }));
    return model.flow.points.slice(0, 40).map(
      ({ time: at, offered, ingress, senders }): Row => ({
        time: at,
        offered: offered / GB,
        ingress: ingress / GB,
        senders,
      }),
    );
  },
  frame: (width) => layout(width).frame,
  marks(width) {
    const frame = layout(width);
    const parts = remembered((model: AsyncStaging, view: View) => ({
      ...drawn(model, view, frame),
      words: words(model, view, frame),
    }));
    return [
      moving(strokes, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).areas)),
      ...frame.axes,
      moving(strokes, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).lines)),
      moving(dots, (_model: AsyncStaging, view: View) =>
        columnsOf(view.searching ? trialDots(view.trials, trialPlace(frame)) : []),
      ),
      moving(labels, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).words)),
    ];
  },
};
