import { fixed } from "../../../sim/core/quantity.ts";
import { DAY, HOUR, MINUTE } from "../../../sim/core/units.ts";
import type { AsyncStaging } from "../../../sim/fault-tolerance/async-staging.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { type Block, blocks, columnsOf, type Label, labels, type Stroke, strokes } from "../../kit/plot-parts.ts";
import { STATES } from "../../kit/states.ts";
import type { View } from "../../kit/view.ts";
import { time, VEILED } from "./staging-scale.ts";

const STRIP = { top: 2, bottom: 36 } as const;
const KEY = 84;
/** All stops are drawn alike: how long they last is the chapter's question (px). */
const STOP = 2.5;
/** More stops than this can't be told apart: a shorter window is shown. */
const MOST = 40;

/** A stretch of the run that holds a fair number of snapshots, and its ticks. */
const WINDOWS = [
  { name: "One day", long: DAY, tick: 6 * HOUR, unit: HOUR, symbol: "h" },
  { name: "Six hours", long: 6 * HOUR, tick: HOUR, unit: HOUR, symbol: "h" },
  { name: "One hour", long: HOUR, tick: 10 * MINUTE, unit: MINUTE, symbol: "min" },
  { name: "Ten minutes", long: 10 * MINUTE, tick: 2 * MINUTE, unit: MINUTE, symbol: "min" },
] as const;
const windowOf = ({ cycleTime }: AsyncStaging) => WINDOWS.find(({ long }) => long / cycleTime <= MOST) ?? WINDOWS[3];

const startsOf = (model: AsyncStaging): number[] => {
  const { long } = windowOf(model);
  return Array.from({ length: Math.ceil(long / model.cycleTime) }, (_, i) => i * model.cycleTime);
};

/** A strip of one run: computing, and the snapshots that stop it. */
export const stagingDay: Chart<AsyncStaging> = {
  title: "One run of this fleet",
  finding(model, view) {
    if (view.searching) return VEILED.join(" ");
    const { name } = windowOf(model);
    const every = `${name} of this fleet`;
    const { interval, nodes } = model.settings;
    return `${every}: it computes for ${time(interval)}, takes a snapshot of all ${fixed(nodes, 0)} nodes, and computes on.`;
  },
  reading: (_model, view) => (view.searching ? "" : "Each blue line is a checkpoint; how long it lasts is not drawn."),
  columns: {
    snapshot: { label: "Snapshot", style: "count" },
    start: { label: "Begins", style: "duration" },
  },
  rows: (model, view) => (view.searching ? [] : startsOf(model).map((start, i): Row => ({ snapshot: i + 1, start }))),
  frame: () => ({ height: KEY + 8, margin: 0 }),
  marks: (width) => [
    moving(blocks, (model: AsyncStaging, view: View) => {
      const key = (["useful", "checkpoint"] as const).map((state, i): Block => {
        const left = i * (width < 480 ? 130 : 180);
        return { left, right: left + 22, top: KEY - 9, bottom: KEY, fill: STATES[state].colour };
      });
      if (view.searching) return columnsOf(key);
      const { long } = windowOf(model);
      const x = (at: number): number => (Math.min(at, long) / long) * width;
      const run: Block = { left: 0, right: width, ...STRIP, fill: STATES.useful.colour };
      const stops = startsOf(model).map(
        (start): Block => ({
          left: x(start),
          right: Math.min(width, x(start) + STOP),
          ...STRIP,
          fill: STATES.checkpoint.colour,
        }),
      );
      return columnsOf([...key, run, ...stops]);
    }),
    moving(strokes, (model: AsyncStaging, view: View) => {
      if (view.searching) return columnsOf([]);
      const { long, tick } = windowOf(model);
      return columnsOf(
        Array.from({ length: Math.round(long / tick) + 1 }, (_, i): Stroke => {
          const left = Math.min(width - 0.5, Math.max(0.5, ((i * tick) / long) * width));
          return { left, right: left, top: STRIP.bottom, bottom: STRIP.bottom + 5, stroke: "var(--axis)" };
        }),
      );
    }),
    moving(labels, (model: AsyncStaging, view: View) => {
      const key = (["useful", "checkpoint"] as const).map((state, i): Label => {
        const left = i * (width < 480 ? 130 : 180) + 29;
        return { left, top: KEY, text: state, fill: "var(--ink)" };
      });
      if (view.searching) return columnsOf(key);
      const { long, tick, unit, symbol } = windowOf(model);
      const count = Math.round(long / tick);
      const ticks = Array.from({ length: count + 1 }, (_, i): Label => {
        const anchor = i === 0 ? "start" : i === count ? "end" : "middle";
        const text = `${fixed((i * tick) / unit, 0)}${i === count ? `\u00a0${symbol}` : ""}`;
        return { left: ((i * tick) / long) * width, top: STRIP.bottom + 21, text, anchor };
      });
      return columnsOf([...key, ...ticks]);
    }),
  ],
};
