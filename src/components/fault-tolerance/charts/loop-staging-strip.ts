import { fixed } from "../../../sim/core/quantity.ts";
import type { LoopStaging } from "../../../sim/fault-tolerance/loop-staging.ts";
import { LOOP_TIME } from "../../../sim/fault-tolerance/parts/loop-car.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import {
  type Block,
  blocks,
  columnsOf,
  type Label,
  labels,
  type Stroke,
  still,
  strokes,
} from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { DROPPED, LOOP_STATES, type LoopFrame, loopMs, time } from "./loop-staging-words.ts";

/** Loops stand on the foot; what runs past the ceiling is cut there (s). */
const CEILING = 0.012;
const TOP = 22;
const FOOT = 94;
const HEIGHT = 138;
const KEY = HEIGHT - 6;
/** A copy of a few microseconds stays visible (px). */
const THINNEST = 1.6;
const FRAMES = 60;

const y = (seconds: number): number => FOOT - (Math.min(seconds, CEILING) / CEILING) * (FOOT - TOP);

function bars({ compute, copy, dropped }: LoopFrame, left: number, right: number): Block[] {
  if (dropped) return [{ left, right, top: y(LOOP_TIME), bottom: FOOT, ...DROPPED }];
  const top = y(compute);
  const end = Math.min(y(compute + copy), top - (copy > 0 ? THINNEST : 0));
  return [
    { left, right, top, bottom: FOOT, fill: LOOP_STATES.computing.colour },
    ...(copy > 0 ? [{ left, right, top: end, bottom: top, fill: LOOP_STATES.copy.colour }] : []),
  ];
}

const HIDDEN = "Hidden while you search: it would tell how long this car’s loops compute.";

/** Sixty frames of one run about its worst loop: the ornament is data. */
export const loopStrip: Chart<LoopStaging> = {
  title: "Sixty frames about the worst loop",
  finding({ strip, run, worstLoop }, view) {
    if (view.searching) return HIDDEN;
    const dropped = strip.frames.filter((frame) => frame.dropped).length;
    const worst = `Sixty frames of one run about its worst loop, number ${fixed(run.worstFrame, 0)}: it took ${loopMs(worstLoop)}`;
    if (run.late === 0) return `${worst} of ${time(LOOP_TIME)}, and no deadline was missed.`;
    return `${worst}, and ${dropped === 1 ? "one frame was" : `${dropped} frames were`} dropped.`;
  },
  reading: () => "A bar is a loop, which must end before the next tick, at the line. A dropped frame got no decision.",
  columns: {
    frame: { label: "Frame", style: "number", digits: 6 },
    compute: { label: "Computing", style: "duration" },
    copy: { label: "Copy", style: "duration" },
    fate: { label: "Deadline", style: "number" },
  },
  rows: ({ strip }, view) =>
    view.searching
      ? []
      : strip.frames.map(
          ({ frame, compute, copy, dropped, late }): Row => ({
            frame,
            compute,
            copy,
            fate: dropped ? "dropped" : late ? "missed" : "met",
          }),
        ),
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks(width) {
    const pitch = width / FRAMES;
    const gap = Math.min(2, pitch / 5);
    const swatch = (i: number) => (i * width) / 3;
    const names = [
      [LOOP_STATES.computing.name, { fill: LOOP_STATES.computing.colour }],
      [LOOP_STATES.copy.name, { fill: LOOP_STATES.copy.colour }],
      ["dropped", DROPPED],
    ] as const;
    return [
      still(labels, [
        { left: 0, top: 13, text: "deadline: 10\u00a0ms" },
        { left: 0, top: FOOT + 17, text: "0" },
        { left: width, top: FOOT + 17, text: "600\u00a0ms", anchor: "end" },
        ...names.map(([text], i) => ({ left: swatch(i) + 24, top: KEY, text, fill: "var(--ink)" })),
      ]),
      moving(blocks, ({ strip }: LoopStaging, { searching }: View) =>
        columnsOf([
          ...(searching
            ? []
            : strip.frames.flatMap((frame, i) => bars(frame, i * pitch + gap / 2, (i + 1) * pitch - gap / 2))),
          ...names.map(
            ([, look], i): Block => ({ left: swatch(i), right: swatch(i) + 18, top: KEY - 9, bottom: KEY, ...look }),
          ),
        ]),
      ),
      still(strokes, [
        { left: 0, right: width, top: FOOT, bottom: FOOT, stroke: "var(--axis)" },
        { left: 0, right: width, top: y(LOOP_TIME), bottom: y(LOOP_TIME), stroke: "var(--ink)", dash: "2 3" },
      ] satisfies Stroke[]),
      moving(labels, ({ strip }: LoopStaging, { searching }: View) => {
        if (searching) return columnsOf([{ left: 0, top: 64, text: "Hidden while you search" }]);
        const late = strip.frames.findIndex((frame) => frame.late && frame.compute + frame.copy > CEILING);
        const frame = strip.frames[late];
        if (!frame) return columnsOf([]);
        const told: Label = { left: Math.max(116, late * pitch), top: 13, text: time(frame.compute + frame.copy) };
        return columnsOf([{ ...told, bold: true, fill: "var(--failed)" }]);
      }),
    ];
  },
};
