import { fixed } from "../../../sim/core/quantity.ts";
import type { LoopStaging } from "../../../sim/fault-tolerance/loop-staging.ts";
import { MEGABYTE } from "../../../sim/fault-tolerance/parts/loop-car.ts";
import type { LargestFound } from "../../../sim/fault-tolerance/parts/loop-staging-largest.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf, placeLabels } from "../../kit/place-labels.ts";
import { columnsOf, type Dot, dots, type Label, labels, pathOf, type Stroke, strokes } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { around, full } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { CHUNKS } from "./loop-staging-miss-frame.ts";
import { size } from "./loop-staging-words.ts";

const RUNS = 20;

const planeOf = (width: number): Plane =>
  plane(width, {
    title: "Chunk in every loop",
    across: "run",
    x: { from: 0, to: RUNS, scale: "linear", ticks: [1, 5, 10, 15, 20].map((run) => [run, String(run)] as const) },
    y: {
      ...CHUNKS,
      scale: "log",
      ticks: [0.5, 2, 8, 32, 128].map((megabytes) => [megabytes * MEGABYTE, `${megabytes}\u00a0MB`] as const),
    },
    left: [60, 64],
    top: [34, 34],
    height: [300, 340],
  });

/** A study's result comes through a worker, without its type. */
const isFound = (study: unknown): study is LargestFound =>
  typeof study === "object" && study !== null && "bytes" in study && "tried" in study;

const foundIn = ({ studies, searching }: View): LargestFound | null =>
  !searching && isFound(studies.largestChunk) ? studies.largestChunk : null;

/** The chunks that a bisection tries, one run of 100,000 loops after the other. */
export const chunkBisection: Chart<LoopStaging> = {
  title: "The largest chunk, by trial",
  finding(model, view) {
    if (view.searching) return "Hidden while you search: it would tell the largest chunk.";
    const found = foundIn(view);
    const law = `the slack of the slowest loop takes ${size(model.largestChunk)}`;
    if (!found) return `The runs are still to come; ${law}.`;
    const runs = `After ${found.tried.length} runs of 100,000 loops`;
    if (found.bytes > 0 && found.tried.length === 1)
      return `One run of 100,000 loops that each copy the whole world model, ${size(found.bytes)}, misses no deadline; ${law}.`;
    return found.bytes > 0
      ? `${runs} the largest chunk without a missed deadline is ${size(found.bytes)}; ${law}.`
      : `${runs} no chunk was without a missed deadline: ${law}, and what a loop rewrites is copied with it.`;
  },
  reading: () =>
    "Dot: no deadline missed. Cross: some were. Each run halves what lies between the largest dot and the least cross.",
  columns: {
    by: { label: "By", style: "number" },
    chunk: { label: "Chunk", style: "bytes", digits: 4 },
    missed: { label: "Deadlines missed", style: "count" },
  },
  rows(model, view) {
    if (view.searching) return [];
    const tried = foundIn(view)?.tried ?? [];
    return [
      { by: "the slack", chunk: model.largestChunk, missed: 0 },
      ...tried.map(({ bytes, missed }, i): Row => ({ by: `run ${i + 1}`, chunk: bytes, missed })),
    ];
  },
  frame: (width) => planeOf(width).frame,
  marks(width) {
    const frame = planeOf(width);
    const { x, y, box } = frame;
    const inFrame = (bytes: number) => bytes >= CHUNKS.from && bytes <= CHUNKS.to;
    const at = (i: number, bytes: number) => ({ left: x(i + 1), top: y(bytes) });
    return [
      ...frame.axes,
      moving(strokes, (model: LoopStaging, view: View) => {
        if (view.searching) return columnsOf<Stroke>([]);
        const level = y(model.largestChunk);
        const crosses = (foundIn(view)?.tried ?? []).flatMap(({ bytes, missed }, i) => {
          const { left, top } = at(i, bytes);
          return missed > 0 ? [`M${(left - 4).toFixed(1)},${(top - 4).toFixed(1)}l8,8m0,-8l-8,8`] : [];
        });
        return columnsOf<Stroke>([
          ...(inFrame(model.largestChunk)
            ? [{ left: box.left, right: box.right, top: level, bottom: level, stroke: "var(--axis)", dash: "1 4" }]
            : []),
          pathOf(crosses.join("") || "M0,0", "var(--failed)", { width: 2 }),
        ]);
      }),
      moving(dots, (_model: LoopStaging, view: View) =>
        columnsOf<Dot>(
          (foundIn(view)?.tried ?? []).flatMap(({ bytes, missed }, i) => (missed > 0 ? [] : [full(at(i, bytes))])),
        ),
      ),
      moving(labels, (model: LoopStaging, view: View) => {
        if (view.searching) return columnsOf<Label>([]);
        const found = foundIn(view);
        const tried = found?.tried ?? [];
        const taken = tried.map(({ bytes }, i) => at(i, bytes));
        const law = `slack: ${size(model.largestChunk)}`;
        const level = { left: box.right, text: law, anchor: "end" as const };
        return columnsOf<Label>(
          placeLabels(
            [
              inFrame(model.largestChunk)
                ? [-8, 18].map((dy) => [{ ...level, top: y(model.largestChunk) + dy, bold: true, fill: "var(--ink)" }])
                : [],
              ...tried.map(({ bytes, missed }, i) =>
                missed > 0 && i < 8
                  ? around(at(i, bytes), `${fixed(missed, 0)} missed`, ["aboveAfter", "belowAfter"])
                  : [],
              ),
            ],
            { left: box.left, right: width, top: 16, bottom: box.bottom },
            taken,
            frame.words.map(boxOf),
          ),
        );
      }),
    ];
  },
};
