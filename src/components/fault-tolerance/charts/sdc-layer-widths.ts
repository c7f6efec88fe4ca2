import type { SdcDetective } from "../../../sim/fault-tolerance/sdc-detective.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf, placeLabels, type Wish } from "../../kit/place-labels.ts";
import { columnsOf, dots, type Label, labels, remembered, strokes } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { along, around, full, ring } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { clockIn, clockOf, count, time, times } from "./sdc-words.ts";

const WIDTHS = { from: 2, to: 4096 };
const RATIOS = { from: 1, to: 10_000 };
const TEN = 10;

const layout = (width: number): Plane =>
  plane(width, {
    title: "Times cheaper than a second run",
    across: "width of the layer",
    x: { ...WIDTHS, scale: "log", ticks: [2, 8, 48, 256, 1024, 4096].map((at) => [at, count(at)] as const) },
    y: {
      ...RATIOS,
      scale: "log",
      ticks: [1, 10, 100, 1000, 10_000].map((at) => [at, `${count(at)}${at === RATIOS.to ? "×" : ""}`] as const),
    },
    height: [320, 360],
    left: [58, 64],
    top: [30, 34],
  });

const within = (ratio: number): number => Math.min(RATIOS.to, Math.max(RATIOS.from, ratio));

function drawn(model: SdcDetective, view: View, frame: Plane) {
  const { x, y, box } = frame;
  const widths = model.layers.map(({ width }) => width);
  const [flops, bytes] = [model.layers.map((layer) => layer.flops), model.layers.map((layer) => layer.bytes)];
  const now = [
    { left: x(model.given.width), top: y(within(model.layerByFlops)) },
    { left: x(model.given.width), top: y(within(model.layerByBytes)) },
  ] as const;
  const timed = clockIn(view)
    .filter(({ batch }) => batch === model.given.batch)
    .map(({ width, cheaper }) => ({
      at: { left: x(width), top: y(within(cheaper)) },
      cheaper,
    }));
  const [byFlops, byBytes] = [frame.points(widths, flops), frame.points(widths, bytes)];
  const shares = [0.72, 0.6, 0.45, 0.84, 0.3];
  const wishes: Wish[] = [
    around(now[0], `now ${times(model.layerByFlops)} and ${times(model.layerByBytes)}`, [
      "aboveBefore",
      "belowAfter",
      "aboveAfter",
      "belowBefore",
    ]),
    [
      [{ left: box.right, top: y(TEN) - 6, text: "ten times", anchor: "end", fill: "var(--ink)" }],
      [{ left: box.right, top: y(TEN) + 16, text: "ten times", anchor: "end", fill: "var(--ink)" }],
    ],
    ...timed.map(({ at, cheaper }) =>
      around(at, `clock ${times(cheaper)}`, ["belowAfter", "belowBefore", "aboveBefore", "aboveAfter"]),
    ),
    along(byFlops, shares, "by operations", "var(--ink)"),
    along(byBytes, [...shares].reverse(), "by bytes", "var(--ink-2)"),
  ];
  const taken = [...frame.words.map(boxOf)];
  return {
    strokes: [
      { left: box.left, right: box.right, top: y(TEN), bottom: y(TEN), stroke: "var(--ink)", width: 1.5, dash: "5 3" },
      frame.line(widths, flops, "var(--ink)", { width: 2.25 }),
      frame.line(widths, bytes, "var(--ink-2)", { width: 1.75 }),
    ],
    dots: [...now.map(ring), ...timed.map(({ at }) => full(at))],
    labels: placeLabels(
      wishes,
      { left: box.left, right: frame.width, top: 16, bottom: box.bottom },
      [...byFlops, ...byBytes, ...now, ...timed.map(({ at }) => at)],
      taken,
    ) as Label[],
  };
}

/** How much cheaper the checksum of a layer is than a second run of it, by its width: counted, and timed on this machine. */
export const layerWidths: Chart<SdcDetective> = {
  title: "ABFT against a second run, by width",
  finding(model, view) {
    const clock = clockOf(view, model.given.width, model.given.batch);
    const timed = clock
      ? `, and ${times(clock.cheaper)} by the clock of this machine: ${time(clock.check)} in place of ${time(clock.plain)}`
      : "";
    return `A layer of width ${count(model.given.width)} is checked ${times(model.layerByFlops)} cheaper than run again by operations and ${times(model.layerByBytes)} by bytes${timed}.`;
  },
  reading: ({ given: { batch } }) =>
    `Lines: counted, for a batch of ${count(batch)}. Rings: the width of the lever. Full dots: medians of this machine’s clock, once the stopwatch has run.`,
  columns: {
    width: { label: "Width", style: "count" },
    flops: { label: "By operations", style: "times", digits: 1 },
    bytes: { label: "By bytes", style: "times", digits: 1 },
    clock: { label: "By the clock", style: "times", digits: 1 },
    plain: { label: "The layer once", style: "duration" },
    check: { label: "Its checksum", style: "duration" },
  },
  rows(model, view) {
    const counted = [...model.layers];
    const { width, batch } = model.given;
    if (!counted.some((layer) => layer.width === width))
      counted.push({ width, flops: model.layerByFlops, bytes: model.layerByBytes });
    return counted
      .sort((a, b) => a.width - b.width)
      .map(({ width, flops, bytes }): Row => {
        const timed = clockOf(view, width, batch);
        return { width, flops, bytes, ...(timed && { clock: timed.cheaper, plain: timed.plain, check: timed.check }) };
      });
  },
  frame: (width) => layout(width).frame,
  marks(width) {
    const frame = layout(width);
    const parts = remembered((model: SdcDetective, view: View) => drawn(model, view, frame));
    return [
      ...frame.axes,
      moving(strokes, (model: SdcDetective, view: View) => columnsOf(parts(model, view).strokes)),
      moving(dots, (model: SdcDetective, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: SdcDetective, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};
