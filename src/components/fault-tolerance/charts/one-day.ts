import { fixed, tell } from "../../../sim/core/quantity.ts";
import { DAY, HOUR } from "../../../sim/core/units.ts";
import type { Stretch } from "../../../sim/fault-tolerance/parts/run-states.ts";
import { segmentsBetween } from "../../../sim/fault-tolerance/parts/run-strip.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { type Block, blocks, columnsOf, type Label, labels, still, strokes } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { STATE_NAMES, STATES, type StateName } from "../states.ts";
import { hoursAndMinutes } from "./hours-and-minutes.ts";

const STRIP = { top: 2, height: 34 };
/** As the page's own breaks, between which a picture keeps its height. */
const NARROW = 480;
const BROAD = 900;
const KEY = STRIP.top + STRIP.height + 48;
/** More stretches than this cannot be told apart: the strip then shows, slice by slice, what most of it went into. */
const MOST = 240;

/** Writes and stops of a minute stay visible (px). */
const THINNEST = 1.6;

const sums = (stretches: readonly Stretch[]): Record<StateName, number> => {
  const total = { useful: 0, checkpoint: 0, rework: 0, recovery: 0, downtime: 0 };
  for (const { state, from, to } of stretches) total[state] += to - from;
  return total;
};

function thinned(stretches: readonly Stretch[]): readonly Stretch[] {
  if (stretches.length <= MOST) return stretches;
  const slice = DAY / MOST;
  const most = Array.from({ length: MOST }, () => ({ useful: 0, checkpoint: 0, rework: 0, recovery: 0, downtime: 0 }));
  for (const { state, from, to } of stretches) {
    for (let i = Math.floor(from / slice); i * slice < to && i < MOST; i++) {
      const bucket = most[i];
      if (bucket) bucket[state] += Math.min(to, (i + 1) * slice) - Math.max(from, i * slice);
    }
  }
  return most.map((bucket, i) => ({
    state: STATE_NAMES.reduce((best, state) => (bucket[state] > bucket[best] ? state : best)),
    from: i * slice,
    to: (i + 1) * slice,
  }));
}

const inDay = ({ run }: YoungDaly): readonly Stretch[] => segmentsBetween(run, 0, DAY);

/** Where each entry of the key stands: one below the other where it is narrow, else five in a row with the time beside or below. */
const keyPlace = (width: number, i: number): { left: number; top: number; below: boolean } =>
  width < NARROW
    ? { left: 0, top: KEY + i * 20, below: false }
    : { left: (i * width) / STATE_NAMES.length, top: KEY, below: width < BROAD };
const keyHeight = (width: number): number => (width < NARROW ? 88 : width < BROAD ? 24 : 8);

function stripAndKey(model: YoungDaly, { searching }: View, width: number): Block[] {
  const block = (state: StateName, left: number, right: number, top: number, height: number): Block => ({
    left,
    right,
    top,
    bottom: top + height,
    fill: STATES[state].colour,
    texture: STATES[state].texture,
  });
  const x = (time: number) => (time / DAY) * width;
  const stretches = searching ? [] : thinned(inDay(model));
  const strip = ({ state, from, to }: Stretch) =>
    block(state, x(from), Math.max(x(to), x(from) + (state === "useful" ? 0 : THINNEST)), STRIP.top, STRIP.height);
  return [
    ...stretches.filter(({ state }) => state === "useful").map(strip),
    ...stretches.filter(({ state }) => state !== "useful").map(strip),
    ...STATE_NAMES.map((state, i) => {
      const { left, top } = keyPlace(width, i);
      return block(state, left, left + (width < NARROW ? 18 : 22), top - 9, 9);
    }),
  ];
}

const HIDDEN = "Hidden while you search: it would tell how often this fleet fails.";

const key = (model: YoungDaly, { searching }: View, width: number): Label[] => {
  const total = sums(inDay(model));
  return STATE_NAMES.flatMap((state, i): Label[] => {
    const { left, top, below } = keyPlace(width, i);
    const indent = left + (width < NARROW ? 24 : 29);
    if (searching) return [{ left: indent, top, text: STATES[state].name, fill: "var(--ink)" }];
    const time = hoursAndMinutes(total[state]);
    return below
      ? [
          { left: indent, top, text: STATES[state].name, fill: "var(--ink)" },
          { left: indent, top: top + 17, text: time },
        ]
      : [{ left: indent, top, text: `${STATES[state].name} ${time}`, fill: "var(--ink)" }];
  });
};

/** One simulated day of the fleet as a strip: the ornament is data, and it teaches the five states before they are needed. */
export const oneDay: Chart<YoungDaly> = {
  title: "One day of this fleet",
  finding(model, view) {
    if (view.searching) return HIDDEN;
    const failures = model.run.failures.filter(({ time }) => time < DAY).length;
    const useful = hoursAndMinutes(sums(inDay(model)).useful);
    const interval = tell(model.run.interval, { style: "duration" });
    const told = failures === 1 ? "one failure" : failures === 0 ? "no failure" : `${fixed(failures, 0)} failures`;
    return `One simulated day of this fleet, with a checkpoint every ${interval}: ${told}, and of 24 hours ${useful} were useful.`;
  },
  reading: () => "These five states keep their colors and textures throughout the book.",
  columns: {
    state: { label: "State", style: "number" },
    time: { label: "Time in the day", style: "duration" },
    share: { label: "Share", style: "percent", digits: 1 },
  },
  rows: (model, view) => {
    if (view.searching) return [];
    const total = sums(inDay(model));
    return STATE_NAMES.map((state): Row => ({ state, time: total[state], share: total[state] / DAY }));
  },
  frame: (width) => ({ height: KEY + keyHeight(width), margin: 0 }),
  marks(width) {
    const hours = width < 600 ? [0, 6, 12, 18, 24] : [0, 3, 6, 9, 12, 15, 18, 21, 24];
    const foot = STRIP.top + STRIP.height;
    const x = (hour: number) => ((hour * HOUR) / DAY) * width;
    return [
      still(
        strokes,
        hours.map((hour) => ({
          left: Math.min(width - 0.5, Math.max(0.5, x(hour))),
          right: Math.min(width - 0.5, Math.max(0.5, x(hour))),
          top: foot,
          bottom: foot + 5,
          stroke: "var(--axis)",
        })),
      ),
      still(
        labels,
        hours.map((hour) => ({
          left: x(hour),
          top: foot + 19,
          text: `${String(hour).padStart(2, "0")}:00`,
          anchor: hour === 0 ? "start" : hour === 24 ? "end" : "middle",
        })),
      ),
      moving(blocks, (model: YoungDaly, view: View) => columnsOf(stripAndKey(model, view, width))),
      moving(labels, (model: YoungDaly, view: View) =>
        columnsOf([
          ...key(model, view, width),
          ...(view.searching ? [{ left: 0, top: STRIP.top + 22, text: "Hidden while you search" }] : []),
        ]),
      ),
    ];
  },
};
