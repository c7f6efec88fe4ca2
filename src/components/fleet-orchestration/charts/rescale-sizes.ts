import type { ElasticRescale } from "../../../sim/fleet-orchestration/elastic-rescale.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf, type Point, placeLabels } from "../../kit/place-labels.ts";
import {
  columnsOf,
  type Dot,
  dots,
  type Label,
  labels,
  lineThrough,
  remembered,
  type Stroke,
  strokes,
  upright,
} from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { along, around, ring } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { many, percent } from "../words.ts";

const HIDDEN = "Hidden while you search: the size of a replica is for you to find.";
const SIZES = [1, 2, 4, 5, 10, 20] as const;
const TITLE = "Replicas that are left";

const planeOf = (width: number): Plane =>
  plane(width, {
    title: TITLE,
    x: {
      from: 0.85,
      to: 24,
      scale: "log",
      ticks: SIZES.map((size) => [size, size === 20 ? "20\u00a0nodes" : String(size)]),
    },
    y: {
      from: 0,
      to: 1,
      scale: "linear",
      ticks: [0, 0.25, 0.5, 0.75, 1].map((share) => [share, `${100 * share}${share === 1 ? "\u00a0%" : ""}`]),
    },
    across: "nodes that hold one replica",
    height: [280, 320],
    top: [36, 36],
  });

function picture(model: ElasticRescale, frame: Plane) {
  const { sizes } = model;
  const at = (size: number, share: number): Point => ({ left: frame.x(size), top: frame.y(share) });
  const law = sizes.map(({ size, scattered }) => at(size, scattered));
  const racks = sizes.map(({ size, racks: { mean } }) => at(size, mean));
  const bars = sizes.map(
    ({ size, drawn }): Stroke =>
      upright(frame.x(size), frame.y(drawn.high), frame.y(drawn.low), { stroke: "var(--axis)", width: 5 }),
  );
  const means = sizes.map(({ size, drawn }): Dot => ({ ...at(size, drawn.mean), radius: 3, fill: "var(--ink)" }));
  const now = at(model.replicaNodes, model.wholeShare);
  const bounds = {
    left: frame.box.left + 4,
    right: frame.box.right + 4,
    top: frame.box.top - 8,
    bottom: frame.box.bottom - 2,
  };
  const words = placeLabels(
    [
      around(now, `now ${percent(model.wholeShare)}`, ["aboveAfter", "belowBefore", "belowAfter", "aboveBefore"]),
      along(racks, [0.8, 0.6, 1, 0.4], "whole racks, mean", "var(--w-checkpoint)"),
      along(law, [0.6, 0.8, 0.4, 1], "scattered, by the law", "var(--ink)"),
    ],
    bounds,
    [...law, ...racks],
    [...frame.words.map(boxOf), { left: now.left - 7, right: now.left + 7, top: now.top - 7, bottom: now.top + 7 }],
  );
  return {
    lines: [
      ...bars,
      lineThrough(law, "var(--ink)", { width: 2 }),
      lineThrough(racks, "var(--w-checkpoint)", { width: 2, dash: "7 4" }),
    ],
    dots: [...means, ring(now)],
    words,
  };
}

/** How much whole replicas leave, by their size: the law, the draws, and racks. */
export const replicaSizes: Chart<ElasticRescale> = {
  title: "Replicas that are left, by their size",
  timeless: true,
  finding({ sizes, failedNodes }, { searching }) {
    if (searching) return HIDDEN;
    const five = sizes.find(({ size }) => size === 5);
    if (!five) return HIDDEN;
    const failed = failedNodes === 1 ? "one failed node" : `${many(failedNodes, "scattered failure")}`;
    return `With replicas of five nodes ${failed} ${failedNodes === 1 ? "leaves" : "leave"} ${percent(five.scattered)} in the mean, whole racks ${percent(five.racks.mean)}.`;
  },
  reading: (_, { searching }) =>
    searching
      ? ""
      : "Dots are the means of 200 seeded draws, which know no law; gray bars hold 90 in 100 of them. The ring is the run on this page.",
  columns: {
    size: { label: "Nodes of a replica", style: "count" },
    scattered: { label: "Scattered, by the law", style: "percent", digits: 1 },
    drawn: { label: "Scattered, drawn", style: "percent", digits: 1 },
    low: { label: "5 in 100 leave less than", style: "percent", digits: 1 },
    high: { label: "5 in 100 leave more than", style: "percent", digits: 1 },
    racks: { label: "Whole racks, drawn", style: "percent", digits: 1 },
  },
  rows: ({ sizes }, { searching }) =>
    searching
      ? []
      : sizes.map(
          ({ size, scattered, drawn, racks }): Row => ({
            size,
            scattered,
            drawn: drawn.mean,
            low: drawn.low,
            high: drawn.high,
            racks: racks.mean,
          }),
        ),
  frame: (width) => planeOf(width).frame,
  marks(width) {
    const frame = planeOf(width);
    const veiled = {
      lines: [],
      dots: [],
      words: [{ left: frame.box.left + 8, top: frame.box.top + 24, text: "Hidden while you search." } as Label],
    };
    const parts = remembered((model: ElasticRescale, view: View) => (view.searching ? veiled : picture(model, frame)));
    return [
      ...frame.axes,
      moving(strokes, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).lines)),
      moving(dots, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).words)),
    ];
  },
};
