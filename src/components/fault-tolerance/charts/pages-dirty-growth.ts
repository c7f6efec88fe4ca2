import type { IncrementalCheckpoint } from "../../../sim/fault-tolerance/incremental-checkpoint.ts";
import { params } from "../../../sim/fault-tolerance/parts/incremental-checkpoint-levers.ts";
import { PAGES } from "../../../sim/fault-tolerance/parts/incremental-checkpoint-pages.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf, type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import {
  type Block,
  blocks,
  columnsOf,
  type Dot,
  dots,
  labels,
  remembered,
  type Stroke,
  strokes,
} from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { around, ring } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { alongHair, beside, dotBox } from "./pages-labels.ts";
import { pages, writes as tellWrites, time } from "./pages-words.ts";
import { SAVE_INTERVALS } from "./wearing-axis.ts";

/** The fewest pages that the frame shows. */
const LEAST = 5;
/** The interval that was asked about (s): the prediction belongs to it. */
const ASKED = params.interval.default;

const planeOf = (width: number): Plane =>
  plane(width, {
    title: "Pages written to since the last save",
    x: SAVE_INTERVALS,
    y: {
      from: LEAST,
      to: PAGES,
      scale: "log",
      ticks: [
        [10, "10"],
        [100, "100"],
        [1000, "1,000"],
        [PAGES, "25,600"],
      ],
    },
    across: "time since the last save",
    top: [36, 36],
    left: [54, 54],
  });

const swipeOf = ({ prediction }: View, { box, x, y }: Plane): Block[] => {
  if (prediction === null || prediction < LEAST || prediction > PAGES) return [];
  const top = y(prediction);
  return [{ left: box.left, right: x(ASKED), top: top - 4.5, bottom: top + 4.5, fill: "var(--you)" }];
};

function drawnOf(model: IncrementalCheckpoint, { prediction }: View, frame: Plane) {
  const { box, x, y } = frame;
  const { growth, plan } = model;
  const writes = growth.time.map((seconds) => plan.rate * seconds);
  const now = { left: x(plan.interval), top: y(Math.max(LEAST, model.dirtyLaw)) };
  const lines: Stroke[] = [
    frame.line(growth.time, writes, "var(--axis)", { width: 1.5, dash: "2 4" }),
    frame.line(growth.time, growth.uniform, "var(--axis)", { width: 1.75, dash: "6 4" }),
    frame.line(growth.time, growth.law, "var(--ink)", { width: 2.25 }),
    { left: now.left, right: now.left, top: now.top, bottom: box.bottom + 6, stroke: "var(--ink)" },
  ];
  const simulated: Dot[] = growth.simulated.flatMap((count, i): Dot[] =>
    count >= LEAST && i % 2 === 0
      ? [{ left: x(growth.time[i] ?? Number.NaN), top: y(count), radius: 2.5, fill: "var(--w-checkpoint)" }]
      : [],
  );
  const marks: Stroke[] = [];
  const yours: Wish[] = [];
  if (prediction !== null && prediction >= LEAST && prediction <= PAGES) {
    const at = { left: x(ASKED), top: y(prediction) };
    marks.push({ left: box.left, right: at.left, top: at.top, bottom: at.top, stroke: "var(--on-you)", dash: "2 3" });
    const label = { text: `you: ${pages(prediction)}`, bold: true, fill: "var(--ink)" };
    yours.push([
      [{ ...label, left: box.left + 6, top: at.top - 9 }],
      [{ ...label, left: box.left + 6, top: at.top + 19 }],
      [{ ...label, left: at.left + 10, top: at.top + 5 }],
    ]);
  }
  const [law, uniform, single] = [growth.law, growth.uniform, writes].map((line) =>
    frame.points(growth.time, line).filter(({ top }) => Number.isFinite(top)),
  ) as [Point[], Point[], Point[]];
  const alike = Math.abs(model.uniformExcess - 1) < 0.05;
  const wishes: Wish[] = [
    around(now, `now ${pages(model.dirtyLaw)}`, ["belowAfter", "belowBefore", "aboveBefore", "aboveAfter"]),
    ...yours,
    beside(law, [0.72, 0.65, 0.8, 0.3, 0.2, 0.1], { text: "hot and cold", fill: "var(--ink)" }),
    alike ? [] : beside(uniform, [0.5, 0.45, 0.55, 0.6], { text: "all alike", fill: "var(--ink-2)" }),
    beside(single, [0.7, 0.6, 0.8, 0.9, 1], { text: "one page a write", fill: "var(--ink-2)", side: "above" }),
  ];
  const hair = alongHair(now.left, now.top + 12, box.bottom);
  const bounds = { left: box.left + 4, right: box.right + 4, top: box.top - 12, bottom: box.bottom - 2 };
  return {
    lines: [...lines, ...marks],
    dots: [...simulated, ring(now)],
    labels: placeLabels(
      wishes,
      bounds,
      [...law, ...uniform, ...single, ...hair],
      [...frame.words.map(boxOf), dotBox(now)],
    ),
  };
}

const HIDDEN = "Hidden while you search: it would tell where this process writes.";

/** Dirty pages over the time since a save: the second write to a page adds nothing. */
export const dirtyGrowth: Chart<IncrementalCheckpoint> = {
  title: "Dirty pages over the time since the last save",
  finding(model, { searching }) {
    if (searching) return HIDDEN;
    const { plan, dirtyLaw, writesPerSave } = model;
    return `In ${time(plan.interval)} the process writes ${tellWrites(writesPerSave)}, and ${pages(dirtyLaw)} of ${pages(PAGES)} are dirty.`;
  },
  reading: (_model, { searching }) =>
    searching
      ? "It comes back when you have found the chain."
      : "The dots are the simulated page table. The dotted line would be a new page at every write, the dashed one all pages written to alike. Both scales are logarithmic.",
  columns: {
    time: { label: "Time since the last save", style: "duration" },
    law: { label: "Hot and cold, by the law", style: "count", unit: "pages" },
    uniform: { label: "If all were alike", style: "count", unit: "pages" },
    simulated: { label: "Simulated", style: "count", unit: "pages" },
  },
  rows: ({ growth }, { searching }) =>
    searching
      ? []
      : growth.time.flatMap((seconds, i): Row[] => {
          if (i % 3 && i !== growth.time.length - 1) return [];
          const [law = Number.NaN, uniform = Number.NaN] = [growth.law[i], growth.uniform[i]];
          const simulated = growth.simulated[i];
          return [{ time: seconds, law, uniform, ...(simulated === undefined ? {} : { simulated }) }];
        }),
  frame: (width) => planeOf(width).frame,
  marks(width) {
    const frame = planeOf(width);
    const parts = remembered((model: IncrementalCheckpoint, view: View) =>
      view.searching ? { lines: [], dots: [], labels: [] } : drawnOf(model, view, frame),
    );
    const veil = [{ left: frame.box.left + 10, top: frame.box.top + 24, text: "Hidden while you search" }];
    return [
      ...frame.axes,
      moving(blocks, (_model: IncrementalCheckpoint, view: View) =>
        columnsOf(view.searching ? [] : swipeOf(view, frame)),
      ),
      moving(strokes, (model: IncrementalCheckpoint, view: View) => columnsOf(parts(model, view).lines)),
      moving(dots, (model: IncrementalCheckpoint, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: IncrementalCheckpoint, view: View) =>
        columnsOf(view.searching ? veil : parts(model, view).labels),
      ),
    ];
  },
};
