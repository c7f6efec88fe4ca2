import { fixed } from "../../../sim/core/quantity.ts";
import type { AsyncStaging } from "../../../sim/fault-tolerance/async-staging.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf, placeLabels, type Wish } from "../../kit/place-labels.ts";
import { columnsOf, dots, type Label, labels, remembered, strokes } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { along, around, ring } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { MORE, rate } from "./staging-scale.ts";

const GB = 1e9;
const layout = (width: number): Plane =>
  plane(width, {
    title:
      width < 480 ? "What the store takes (illustrative)" : "What the store takes, were packets lost (illustrative)",
    x: {
      from: 1,
      to: 16_384,
      scale: "log",
      ticks: [
        [1, "1"],
        [8, "8"],
        [64, "64"],
        [512, "512"],
        [4096, "4,096"],
        [16_384, "16,384"],
      ],
    },
    y: {
      from: 0.1,
      to: 1e4,
      scale: "log",
      ticks: [
        [0.1, "0.1"],
        [1, "1\u00a0GB/s"],
        [10, "10"],
        [100, "100"],
        [1e3, "1\u00a0TB/s"],
        [1e4, "10"],
      ],
    },
    across: "Nodes that send at once",
    height: [300, 340],
  });

/** Hidden cases differ in what is asked and by how many; the curve itself is known. */
const now = ({ concurrency, collapsedGoodput, overload, storeBandwidth, settings }: AsyncStaging) => ({
  senders: concurrency,
  goodput: overload > MORE ? Math.min(concurrency * settings.portRate, collapsedGoodput * storeBandwidth * GB) : null,
});

/** Goodput of the store against the nodes that send at once: an illustration, for lossy Ethernet only. */
export const goodputCollapse: Chart<AsyncStaging> = {
  title: "Goodput against senders, illustrative",
  finding(model, view) {
    const { storeBandwidth, concurrency, overload } = model;
    const takes = rate(storeBandwidth * GB);
    const { goodput } = now(model);
    if (view.searching || overload <= MORE || goodput === null)
      return `A store of ${takes}: paced senders keep it full; what a storm would leave of it depends on how many send at once.`;
    return `Were packets lost, ${fixed(concurrency, 0)} nodes at once would leave ${rate(goodput)} of ${takes}.`;
  },
  reading: () =>
    "Illustrative: TCP on an Ethernet that drops packets. It does not hold on fabrics without loss, and no other number of this page contains it.",
  columns: {
    senders: { label: "Nodes that send at once", style: "count" },
    goodput: { label: "Goodput (GB/s)", style: "number", digits: 3 },
  },
  rows: ({ collapse }) =>
    collapse.senders.flatMap((senders, i): Row[] =>
      i % 6 && i !== collapse.senders.length - 1 ? [] : [{ senders, goodput: (collapse.goodput[i] ?? 0) / GB }],
    ),
  frame: (width) => layout(width).frame,
  marks(width) {
    const frame = layout(width);
    const { box } = frame;
    const parts = remembered((model: AsyncStaging, view: View) => {
      const { collapse, settings } = model;
      const goodput = collapse.goodput.map((value) => value / GB);
      const lossless = collapse.senders.map((n) => Math.min(n * settings.portRate, settings.storeRate) / GB);
      const points = frame.points(collapse.senders, goodput).filter(({ top }) => Number.isFinite(top));
      const ghost = frame.points(collapse.senders, lossless);
      const { senders, goodput: here } = now(model);
      const at = { left: frame.x(Math.max(1, senders)), top: frame.y((here ?? 1) / GB) };
      const shown = here !== null && !view.searching;
      const wishes: Wish[] = [
        shown ? around(at, rate(here), ["belowBefore", "aboveBefore", "belowAfter", "below", "above"]) : [],
        along(ghost, [0.75, 0.9, 0.6, 0.4, 0.2], "without loss", "var(--ink-2)"),
        along(points, [0.2, 0.1, 0.9, 0.5], "with loss", "var(--ink)"),
      ];
      const bounds = { left: box.left, right: frame.width, top: 16, bottom: box.bottom };
      const words: Label[] = placeLabels(wishes, bounds, [...points, ...ghost], frame.words.map(boxOf));
      return {
        lines: [
          frame.line(collapse.senders, lossless, "var(--axis)", { width: 1.25, dash: "4 3" }),
          frame.line(collapse.senders, goodput, "var(--ink)", { width: 2.25 }),
        ],
        dots: shown ? [ring(at)] : [],
        words,
      };
    });
    return [
      ...frame.axes,
      moving(strokes, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).lines)),
      moving(dots, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).words)),
    ];
  },
};
