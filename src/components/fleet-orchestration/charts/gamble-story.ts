import { DAY, HOUR, MINUTE } from "../../../sim/core/units.ts";
import type { CheckpointGamble } from "../../../sim/fleet-orchestration/checkpoint-gamble.ts";
import { type Chart, moving } from "../../kit/chart.ts";
import { textWidth } from "../../kit/place-labels.ts";
import {
  type Block,
  blocks,
  columnsOf,
  type Dot,
  dots,
  type Label,
  labels,
  type Stroke,
  still,
  strokes,
  upright,
} from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { HABIT, long } from "./gamble-words.ts";

const FROM = 10;
const TO = 365 * DAY;
const ROW = 40;
const TOP = 42;
const BASE = TOP + 5 * ROW;
const MARGIN = 8;

const TICKS: readonly (readonly [number, string])[] = [
  [FROM, "10\u00a0s"],
  [10 * MINUTE, "10\u00a0min"],
  [6 * HOUR, "6\u00a0h"],
  [10 * DAY, "10\u00a0days"],
  [TO, "1\u00a0year"],
];

interface Row {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  /** The step of the story that tells it. */
  readonly step: number;
}

const rowsOf = ({
  workTime,
  writeTime,
  downtimeEach,
  recoveryEach,
  meanUptime,
  run,
}: CheckpointGamble): readonly Row[] => {
  const outage = downtimeEach + recoveryEach;
  return [
    { from: workTime, to: workTime, name: `${long(workTime)} of useful work`, step: 0 },
    { from: writeTime, to: writeTime, name: `${long(writeTime)} to write a checkpoint`, step: 1 },
    { from: meanUptime, to: meanUptime, name: `${long(meanUptime)} from failure to failure`, step: 2 },
    { from: outage, to: outage, name: `${long(outage)} until it computes again`, step: 2 },
    { ...HABIT, name: `habit; yours, ${long(run.interval)}`, step: 3 },
  ];
};

const inside = (seconds: number): number => Math.min(TO, Math.max(FROM, seconds));
const across = (seconds: number, width: number): number =>
  MARGIN + (Math.log(inside(seconds) / FROM) / Math.log(TO / FROM)) * (width - 2 * MARGIN);

function drawn(model: CheckpointGamble, { step }: View, width: number) {
  const rows = rowsOf(model).map((row, i) => ({ ...row, top: TOP + i * ROW + 16 }));
  const shown = rows.filter((row) => row.step <= step);
  const lines: Stroke[] = shown.map(({ from, top }) =>
    upright(across(from, width), top, BASE, { stroke: "var(--axis)", dash: "1 4" }),
  );
  const marks: Dot[] = shown.map(({ from, to, step: told, top }) => ({
    left: across(told === 3 ? model.run.interval : to === from ? from : to, width),
    top,
    radius: 5,
    fill: "var(--ink)",
  }));
  const bars: Block[] = shown.flatMap(({ from, to, top }) =>
    to > from
      ? [{ left: across(from, width), right: across(to, width), top: top - 5, bottom: top + 5, fill: "var(--rule)" }]
      : [],
  );
  const words: Label[] = shown.map(({ from, to, name, top }) => {
    const right = across(to, width) + 11;
    const fits = right + textWidth(name) < width;
    return fits
      ? { left: right, top: top + 4.5, text: name }
      : {
          left: Math.max(across(from, width) - 11, textWidth(name)),
          top: top + 4.5,
          text: name,
          anchor: "end" as const,
        };
  });
  return { lines, marks, bars, words };
}

/** The times that the training is made of, on one logarithmic scale. Where the best interval lies is not told. */
export const fiveTimes: Chart<CheckpointGamble> = {
  title: "The times of this training",
  finding: (model) =>
    `The work takes ${long(model.workTime)}, a checkpoint ${long(model.writeTime)}, and a failure comes every ${long(model.meanUptime)}.`,
  reading: () => "One scale from seconds to a year: the same way to the right is the same factor.",
  columns: { what: { label: "What", style: "number" }, time: { label: "Time", style: "duration" } },
  rows: ({ workTime, writeTime, downtimeEach, recoveryEach, meanUptime, run }) => [
    { what: "Useful work", time: workTime },
    { what: "Write of a checkpoint", time: writeTime },
    { what: "From failure to failure", time: meanUptime },
    { what: "Until it computes again", time: downtimeEach + recoveryEach },
    { what: "Interval of the team", time: run.interval },
  ],
  frame: () => ({ height: BASE + 26, margin: 0 }),
  marks: (width) => [
    still(strokes, [
      { left: MARGIN, right: width - MARGIN, top: BASE, bottom: BASE, stroke: "var(--axis)" },
      ...TICKS.map(([value]) => upright(across(value, width), BASE, BASE + 5, { stroke: "var(--axis)" })),
    ]),
    still(labels, [
      { left: 0, top: 13, text: "Times of the training, on a logarithmic scale", bold: true, fill: "var(--ink)" },
      ...TICKS.map(
        ([value, text], i): Label => ({
          left: i === 0 ? 0 : i === TICKS.length - 1 ? width : across(value, width),
          top: BASE + 20,
          text,
          anchor: i === 0 ? "start" : i === TICKS.length - 1 ? "end" : "middle",
        }),
      ),
    ]),
    moving(blocks, (model: CheckpointGamble, view: View) => columnsOf(drawn(model, view, width).bars)),
    moving(strokes, (model: CheckpointGamble, view: View) => columnsOf(drawn(model, view, width).lines)),
    moving(dots, (model: CheckpointGamble, view: View) => columnsOf(drawn(model, view, width).marks)),
    moving(labels, (model: CheckpointGamble, view: View) => columnsOf(drawn(model, view, width).words)),
  ],
};
