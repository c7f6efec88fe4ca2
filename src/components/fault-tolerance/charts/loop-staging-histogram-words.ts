import { fixed } from "../../../sim/core/quantity.ts";
import type { LoopStaging } from "../../../sim/fault-tolerance/loop-staging.ts";
import { LOOP_TIME, MILLISECOND } from "../../../sim/fault-tolerance/parts/loop-car.ts";
import { boxOf, type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import type { Label } from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import type { Trial } from "../../kit/view.ts";
import { classes, FROM, type Histogram, TO } from "./loop-staging-histogram-frame.ts";
import { chunkOf, LOOP_STATES, loopMs, size } from "./loop-staging-words.ts";

/** Loops beyond either side of the picture. */
const beyond = ({ from, passes, longer }: Histogram): { readonly shorter: number; readonly longer: number } => ({
  shorter: from.reduce((sum, start, i) => (start < FROM - 1e-9 ? sum + (passes[i] ?? 0) : sum), 0),
  longer,
});

const late = ({ run }: LoopStaging): string =>
  run.late === 0 ? "none late" : run.late === 1 ? "one late" : `${fixed(run.late, 0)} late`;

/** The name of the upright line. */
export const deadlineWord = ({ x, box }: Plane): Label => ({
  left: x(LOOP_TIME) - 6,
  top: box.top + 8,
  text: "deadline",
  anchor: "end",
  fill: "var(--ink)",
});

export function histogramWords(model: LoopStaging, frame: Plane): Label[] {
  const { histogram } = model;
  const { x, y, box, narrow } = frame;
  const shown = classes(histogram, frame);
  const tops = (counts: readonly number[]): Point[] =>
    shown.flatMap(({ i, left, right }) =>
      (counts[i] ?? 0) > 0 ? [{ left: (left + right) / 2, top: y(counts[i] ?? 1) }] : [],
    );
  const [compute, passes] = [tops(histogram.compute), tops(histogram.passes)];
  const peak = (line: readonly Point[]): Point =>
    line.reduce((high, point) => (point.top < high.top ? point : high), { left: box.left, top: box.bottom });
  const over = (line: readonly Point[], text: string, fill: string, sides: readonly ("start" | "end")[]): Wish => {
    const { left, top } = peak(line);
    return [-8, -24, 12].flatMap((dy) =>
      sides.map((anchor) => [
        { left: left + (anchor === "start" ? 4 : -4) * (dy > 0 ? 6 : 1), top: top + dy, text, anchor, fill },
      ]),
    );
  };
  const { shorter, longer } = beyond(histogram);
  const deadline = x(LOOP_TIME);
  const corner = (left: number, text: string, anchor: "start" | "end"): Wish =>
    [0, 1, 2, 3, 4].map((row) => [
      { left, top: box.bottom - 10 - 18 * row, text, anchor, bold: true, fill: "var(--ink)" },
    ]);
  const wishes: Wish[] = [
    [0, 1, 2].map((row) => [
      {
        left: deadline + 8,
        top: box.top + 12 + 18 * row,
        text: late(model),
        bold: true,
        fill: model.run.late ? "var(--failed)" : "var(--ink)",
      },
    ]),
    longer > 0 ? corner(box.right, `${fixed(longer, 0)} longer →`, "end") : [],
    shorter > 0 ? corner(box.left + 4, `← ${fixed(shorter, 0)} shorter`, "start") : [],
    over(passes, narrow ? "with copies" : "loops with their copies", LOOP_STATES.copy.shade, ["start", "end"]),
    over(compute, narrow ? "computing" : "computing alone", LOOP_STATES.computing.shade, ["end", "start"]),
  ];
  const bounds = { left: box.left, right: frame.width, top: 18, bottom: box.bottom - 1 };
  const hair = Array.from({ length: 40 }, (_, i) => ({
    left: deadline,
    top: box.top + (i / 40) * (box.bottom - box.top),
  }));
  return placeLabels(
    wishes,
    bounds,
    [...compute, ...passes, ...hair],
    [...frame.words.map(boxOf), boxOf(deadlineWord(frame))],
  );
}

/** A trial's worst loop; their heights only keep them apart. */
export const worstPlace =
  (frame: Plane) =>
  (trial: Trial): Point => ({
    left: frame.x(Math.min(TO, Math.max(FROM, (trial.shown.worstLoop ?? Number.POSITIVE_INFINITY) * MILLISECOND))),
    top: frame.box.bottom - 14 - ((trial.number - 1) % 10) * 23,
  });

export const worstWords = (trials: readonly Trial[], frame: Plane): Label[] => {
  const place = worstPlace(frame);
  return trials.map((trial) => {
    const { left, top } = place(trial);
    const text = `${size(chunkOf(trial))}: ${loopMs(trial.shown.worstLoop ?? Number.NaN)}`;
    const after = { left: left + 15, top: top + 4.5, text };
    return boxOf(after).right <= frame.width ? after : { ...after, left: left - 15, anchor: "end" as const };
  });
};
