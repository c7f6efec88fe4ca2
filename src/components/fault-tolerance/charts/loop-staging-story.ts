import { tell } from "../../../sim/core/quantity.ts";
import type { LoopStaging } from "../../../sim/fault-tolerance/loop-staging.ts";
import { LOOP_TIME } from "../../../sim/fault-tolerance/parts/loop-car.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import {
  type Block,
  blocks,
  columnsOf,
  type Label,
  labels,
  pathOf,
  type Stroke,
  still,
  strokes,
} from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { LOOP_STATES, type LoopFrame, stateOf, time } from "./loop-staging-words.ts";

/** Loops that the story has come to, by scroll step. */
const LOOPS_AT = [1, 20, 60, 60];
const IN_ROW = 10;
const ROWS = 6;
const ROW_TIME = IN_ROW * LOOP_TIME;
const TOP = 36;
const PITCH = 46;
const BAND = 18;
const DRAM = TOP + ROWS * PITCH + 26;
const HEIGHT = DRAM + BAND + 8;

const shownAt = ({ step }: View): number => LOOPS_AT[Math.min(LOOPS_AT.length - 1, Math.max(0, step))] ?? 60;
const tellsDram = ({ step, searching }: View): boolean => !searching && step >= LOOPS_AT.length - 1;
const framesAt = ({ strip }: LoopStaging, view: View): readonly LoopFrame[] =>
  view.searching ? [] : strip.frames.slice(0, shownAt(view));

const layout = (width: number) => {
  const left = 48;
  const right = width - 14;
  return {
    left,
    right,
    x: (seconds: number) => left + (seconds / ROW_TIME) * (right - left),
    row: (i: number) => TOP + i * PITCH,
  };
};
type Layout = ReturnType<typeof layout>;

/** A stretch of time as blocks, broken at the ends of rows. */
function band(from: number, to: number, fill: string, { x, row }: Layout): Block[] {
  const first = Math.floor(from / ROW_TIME + 1e-9);
  const last = Math.min(ROWS - 1, Math.floor(to / ROW_TIME - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const start = (first + i) * ROW_TIME;
    const top = row(first + i);
    const [left, right] = [x(Math.max(from, start) - start), x(Math.min(to, start + ROW_TIME) - start)];
    return { left, right, top, bottom: top + BAND, fill };
  });
}

const loop = ({ compute, copy }: LoopFrame, i: number, place: Layout): Block[] => {
  const computed = i * LOOP_TIME + compute;
  return [
    ...(compute > 0 ? band(i * LOOP_TIME, computed, LOOP_STATES.computing.colour, place) : []),
    ...(copy > 0 ? band(computed, computed + copy, LOOP_STATES.copy.colour, place) : []),
  ];
};

/** A cross under the tick of each frame that was dropped. */
const crosses = (frames: readonly LoopFrame[], { x, row }: Layout): Stroke[] => {
  const path = frames.map(({ dropped }, i) => {
    if (!dropped) return "";
    const left = x((i % IN_ROW) * LOOP_TIME);
    return `M${(left - 3.5).toFixed(1)},${row(Math.floor(i / IN_ROW)) + BAND + 4}l7,7m0,-7l-7,7`;
  });
  return [pathOf(path.join("") || "M0,0", "var(--failed)", { width: 1.75 })];
};

function words(model: LoopStaging, view: View, place: Layout): Label[] {
  const frames = framesAt(model, view);
  const [first] = frames;
  if (!first) return [];
  const above = (i: number, text: string, fill = "var(--ink)"): Label => ({
    left: place.left,
    top: place.row(i) - 5,
    text,
    fill,
  });
  if (shownAt(view) === 1) return [above(0, `computing ${time(first.compute)}, then idle`)];
  const late = frames.findIndex((frame) => frame.late);
  const copy = frames[late]?.copy ?? 0;
  const writes =
    late >= 0 ? [above(Math.floor(late / IN_ROW), `eMMC write, ${time(copy)}`, LOOP_STATES.copy.shade)] : [];
  if (!tellsDram(view)) return writes;
  const dram = `The same ${tell(stateOf(model), { style: "bytes", digits: 2 })} to spare DRAM: ${time(model.shadowTime)}`;
  return [...writes, { left: place.left, top: DRAM - 5, text: dram, fill: LOOP_STATES.copy.shade }];
}

/** Loops of 10 ms as they come, in rows of ten, and one that also writes: events, in the order of time. */
export const loopsAsTheyCome: Chart<LoopStaging> = {
  title: "Loops of 10 ms as they come",
  finding(model, view) {
    if (view.searching) return "Hidden while you search: it would tell how long this car’s loops compute.";
    const shown = framesAt(model, view);
    const computing = shown.flatMap(({ compute, dropped }) => (dropped ? [] : [compute]));
    const late = shown.find((frame) => frame.late);
    const dropped = shown.filter((frame) => frame.dropped).length;
    if (shown.length === 1) return `This loop computes for ${time(computing[0] ?? 0)} of its ${time(LOOP_TIME)}.`;
    if (!late)
      return `${shown.length} loops compute for ${time(Math.min(...computing))} to ${time(Math.max(...computing))}, and each is done before the next tick.`;
    const dram = tellsDram(view) ? ` To spare DRAM the same bytes take ${time(model.shadowTime)}.` : "";
    return `One loop also writes its snapshot to the eMMC, for ${time(late.copy)}: ${dropped} frames are dropped.${dram}`;
  },
  reading: () =>
    "Each row is 100 ms of one drive, from left to right, and each stroke in it a tick. Green is computing, blue the snapshot, a cross a frame that was dropped.",
  columns: {
    frame: { label: "Frame", style: "number", digits: 6 },
    compute: { label: "Computing", style: "duration" },
    copy: { label: "Snapshot", style: "duration" },
  },
  rows: (model, view) =>
    framesAt(model, view).flatMap(({ frame, compute, copy, dropped }): Row[] =>
      dropped ? [] : [{ frame, compute, copy }],
    ),
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks(width) {
    const place = layout(width);
    const rows = Array.from({ length: ROWS }, (_, i) => i);
    const ticks = rows.flatMap((i) =>
      Array.from(
        { length: IN_ROW + 1 },
        (_, k) => `M${place.x(k * LOOP_TIME).toFixed(1)},${place.row(i) - 2}v${BAND + 4}`,
      ),
    );
    return [
      still(labels, [
        { left: 0, top: 13, text: "Loops of 10\u00a0ms, ten in a row", bold: true, fill: "var(--ink)" },
        ...rows.map((i) => ({
          left: place.left - 8,
          top: place.row(i) + BAND - 4,
          text: i === 0 ? "0" : `${100 * i}\u00a0ms`,
          anchor: "end" as const,
        })),
      ]),
      moving(blocks, (model: LoopStaging, view: View) =>
        columnsOf([
          ...framesAt(model, view).flatMap((frame, i) => loop(frame, i, place)),
          ...(tellsDram(view)
            ? [
                {
                  left: place.left,
                  right: place.x(Math.min(ROW_TIME, model.shadowTime)),
                  top: DRAM,
                  bottom: DRAM + BAND,
                  fill: LOOP_STATES.copy.colour,
                },
              ]
            : []),
        ]),
      ),
      still(strokes, [pathOf(ticks.join(""), "var(--axis)")]),
      moving(strokes, (model: LoopStaging, view: View) => columnsOf(crosses(framesAt(model, view), place))),
      moving(labels, (model: LoopStaging, view: View) => columnsOf(words(model, view, place))),
    ];
  },
};
