import { tell } from "../../../sim/core/quantity.ts";
import { DAY } from "../../../sim/core/units.ts";
import type { IncrementalCheckpoint } from "../../../sim/fault-tolerance/incremental-checkpoint.ts";
import { MODE_INTERVALS, type ModeCurve } from "../../../sim/fault-tolerance/parts/incremental-checkpoint-curves.ts";
import type { SaveMode } from "../../../sim/fault-tolerance/parts/incremental-checkpoint-levers.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf, placeLabels } from "../../kit/place-labels.ts";
import { columnsOf, dots, labels, remembered, type Stroke, strokes } from "../../kit/plot-parts.ts";
import { type Axis, type Plane, plane } from "../../kit/plot-plane.ts";
import { along, around, ring } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { dotBox } from "./pages-labels.ts";
import { time } from "./pages-words.ts";
import { SAVE_INTERVALS } from "./wearing-axis.ts";

const LINES: Readonly<Record<SaveMode, Partial<Stroke> & { readonly stroke: string }>> = {
  full: { stroke: "var(--axis)", width: 2 },
  incremental: { stroke: "var(--checkpoint)", width: 2, dash: "7 4" },
  asynchronous: { stroke: "var(--checkpoint)", width: 2.25 },
};

/** One cost of the three ways of saving, over the interval. */
interface Cost {
  readonly title: string;
  readonly y: Axis;
  /** What each mode's curve is called here; nothing where it lies on the next. */
  readonly names: Readonly<Record<SaveMode, string>>;
  /** The cost along a mode's curve, and where the levers stand. */
  of(curve: ModeCurve): readonly number[];
  now(model: IncrementalCheckpoint): number;
  told(value: number): string;
}

const COSTS = {
  dropped: {
    title: "Frames dropped a minute",
    y: {
      from: 0.001,
      to: 3600,
      scale: "log",
      ticks: [
        [0.01, "0.01"],
        [0.1, "0.1"],
        [1, "1"],
        [10, "10"],
        [100, "100"],
        [1000, "1,000"],
      ],
    },
    names: { full: "full", incremental: "incremental", asynchronous: "incremental and asynchronous" },
    of: ({ dropped }) => dropped,
    now: ({ droppedPerMinute }) => droppedPerMinute,
    told: (frames) => `${tell(frames, { style: "number", digits: 3 })} frames`,
  },
  flash: {
    title: "Flash written a day",
    y: {
      from: 1e9,
      to: 1e14,
      scale: "log",
      ticks: [
        [1e9, "1\u00a0GB"],
        [1e10, "10\u00a0GB"],
        [1e11, "100\u00a0GB"],
        [1e12, "1\u00a0TB"],
        [1e13, "10\u00a0TB"],
        [1e14, "100\u00a0TB"],
      ],
    },
    names: { full: "full", incremental: "", asynchronous: "incremental, asynchronous or not" },
    of: ({ written }) => written.map((rate) => rate * DAY),
    now: ({ flashPerDay }) => flashPerDay,
    told: (bytes) => tell(bytes, { style: "bytes", digits: 3 }),
  },
} as const satisfies Record<string, Cost>;

const planeOf = (width: number, { title, y }: Cost): Plane =>
  plane(width, {
    title,
    x: SAVE_INTERVALS,
    y,
    across: "checkpoint interval",
    height: [300, 320],
    left: [60, 64],
    top: [34, 34],
  });

function drawnOf(model: IncrementalCheckpoint, cost: Cost, frame: Plane) {
  const { box, x, y, holds } = frame;
  const { interval } = model.plan;
  const value = cost.now(model);
  const now = { left: x(interval), top: y(value) };
  const inside = holds(interval, value);
  const lines = model.modeCurves.map((curve) => {
    const points = frame.points(MODE_INTERVALS, cost.of(curve)).filter(({ top }) => Number.isFinite(top));
    return { ...LINES[curve.mode], mode: curve.mode, points, at: cost.of(curve) };
  });
  const wishes = [
    inside ? around(now, `now ${cost.told(value)}`) : [],
    ...lines.map(({ mode, points, stroke }) =>
      along(
        cost.names[mode] ? points : [],
        [0.35, 0.2, 0.5, 0.1, 0.65, 0.8],
        cost.names[mode],
        stroke === "var(--axis)" ? "var(--ink-2)" : "var(--w-checkpoint)",
      ),
    ),
  ];
  const bounds = { left: box.left + 4, right: box.right + 4, top: box.top - 10, bottom: box.bottom - 2 };
  return {
    lines: lines.map(({ at, stroke, width, dash }) =>
      frame.line(MODE_INTERVALS, at, stroke, { ...(width ? { width } : {}), ...(dash ? { dash } : {}) }),
    ),
    dots: inside ? [ring(now)] : [],
    labels: placeLabels(
      wishes,
      bounds,
      lines.flatMap(({ points }) => points),
      [...frame.words.map(boxOf), ...(inside ? [dotBox(now)] : [])],
    ),
  };
}

const HIDDEN = "Hidden while you search: it would tell what this process writes.";

const costChart = (cost: Cost, reading: string): Chart<IncrementalCheckpoint> => ({
  title: `${cost.title}, by the way of saving`,
  finding(model, { searching }) {
    if (searching) return HIDDEN;
    const { mode, interval } = model.plan;
    const names = { full: "a full save", incremental: "an increment", asynchronous: "an asynchronous increment" };
    return `With ${names[mode]} every ${time(interval)}: ${cost.told(cost.now(model))} ${cost.title.split(" ").slice(1).join(" ")}.`;
  },
  reading: () => reading,
  columns: {
    interval: { label: "Checkpoint interval", style: "duration" },
    full: { label: "Full", style: "number", digits: 3 },
    incremental: { label: "Incremental", style: "number", digits: 3 },
    asynchronous: { label: "Incremental and asynchronous", style: "number", digits: 3 },
  },
  rows: (model, { searching }) =>
    searching
      ? []
      : MODE_INTERVALS.flatMap((interval, i): Row[] => {
          if (i % 3) return [];
          const costs = model.modeCurves.map((curve) => [curve.mode, cost.of(curve)[i] ?? Number.NaN] as const);
          return [{ interval, ...Object.fromEntries(costs) }];
        }),
  frame: (width) => planeOf(width, cost).frame,
  marks(width) {
    const frame = planeOf(width, cost);
    const parts = remembered((model: IncrementalCheckpoint, { searching }: View) =>
      searching ? { lines: [], dots: [], labels: [] } : drawnOf(model, cost, frame),
    );
    const veil = [{ left: frame.box.left + 10, top: frame.box.top + 24, text: "Hidden while you search" }];
    return [
      ...frame.axes,
      moving(strokes, (model: IncrementalCheckpoint, view: View) => columnsOf(parts(model, view).lines)),
      moving(dots, (model: IncrementalCheckpoint, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: IncrementalCheckpoint, view: View) =>
        columnsOf(view.searching ? veil : parts(model, view).labels),
      ),
    ];
  },
});

export const charts = {
  droppedByMode: costChart(
    COSTS.dropped,
    "Frames that were due while the process stood for a save; the frames that a kill freezes are not in it.",
  ),
  flashByMode: costChart(
    COSTS.flash,
    "With increments every base still counts: beyond some interval all pages are dirty at each save, and the ways of saving write alike.",
  ),
};
