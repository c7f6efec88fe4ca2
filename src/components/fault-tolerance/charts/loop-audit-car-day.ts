import { duration, fixed } from "../../../sim/core/quantity.ts";
import { DAY, HOUR } from "../../../sim/core/units.ts";
import type { LoopAudit } from "../../../sim/fault-tolerance/loop-audit.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { placeLabels, type Wish } from "../../kit/place-labels.ts";
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
import { STATES, type StateName } from "../../kit/states.ts";
import type { View } from "../../kit/view.ts";
import { clockTime } from "./clock-ticks.ts";
import { dayWindow } from "./loop-audit-day-window.ts";
import { intervalOf, many, time } from "./loop-audit-words.ts";

const DAY_BAR = { top: 2, bottom: 22 };
const ZOOM = { top: 62, bottom: 86 };
const KEY = 130;
/** As the page's own breaks, between which a picture keeps its height. */
const NARROW = 480;
const BROAD = 900;
/** Snapshots of 2 ms and restarts of 350 ms stay visible (px). */
const THINNEST = 1.6;

/** What the car's day goes into, by the book's states: the same colors, in this track's words. */
const STATES_OF_DAY = [
  ["useful", "world model current"],
  ["checkpoint", "copying"],
  ["rework", "stale"],
  ["recovery", "blind"],
] as const satisfies readonly (readonly [StateName, string])[];

const sums = ({ drive }: LoopAudit): Record<(typeof STATES_OF_DAY)[number][0], number> => ({
  useful: drive.useful,
  checkpoint: drive.checkpoint,
  rework: drive.rework,
  recovery: drive.recovery,
});

/** Where each entry of the key stands: below one another where it is narrow, else in a row with the time beside or below. */
const keyPlace = (width: number, i: number) =>
  width < NARROW
    ? { left: 0, top: KEY + i * 20, below: false }
    : { left: (i * width) / STATES_OF_DAY.length, top: KEY, below: width < BROAD };
const heightOf = (width: number): number => KEY + (width < NARROW ? 68 : width < BROAD ? 24 : 8);

const HIDDEN = "Hidden while you search: it would tell how often this car is reset.";
const dayX = (width: number) => (seconds: number) => (seconds / DAY) * width;

function bars(model: LoopAudit, searching: boolean, width: number): Block[] {
  const block = (state: StateName, left: number, right: number, at: { top: number; bottom: number }): Block => ({
    left,
    right: Math.min(width, Math.max(right, left + (state === "useful" ? 0 : THINNEST))),
    ...at,
    fill: STATES[state].colour,
    texture: STATES[state].texture,
  });
  const key = STATES_OF_DAY.map(([state], i) => {
    const { left, top } = keyPlace(width, i);
    return block(state, left, left + (width < NARROW ? 18 : 22), { top: top - 9, bottom: top });
  });
  if (searching) return key;
  const { from, to, parts } = dayWindow(model);
  const x = (at: number) => ((at - from) / (to - from)) * width;
  const zoomed = parts.map((part) => block(part.state, x(part.from), x(part.to), ZOOM));
  return [block("useful", 0, width, DAY_BAR), ...zoomed, ...key];
}

/** The day's resets, and the lines from the day down to the part of it that is drawn out. */
function lines(model: LoopAudit, searching: boolean, width: number): Stroke[] {
  if (searching) return [];
  const { from, to } = dayWindow(model);
  const x = dayX(width);
  const resets = model.drive.resets.map(
    (reset) => `M${x(reset.time).toFixed(1)},${DAY_BAR.top}v${DAY_BAR.bottom - DAY_BAR.top}`,
  );
  const out = (left: number, right: number): Stroke =>
    pathOf(
      `M${left.toFixed(1)},${DAY_BAR.bottom + 1}V${ZOOM.top - 14}L${right.toFixed(1)},${ZOOM.top - 2}`,
      "var(--axis)",
    );
  return [
    pathOf(resets.join("") || "M0,0", "var(--paper)", { width: 4 }),
    pathOf(resets.join("") || "M0,0", "var(--failed)", { width: 2 }),
    out(Math.max(0.5, x(from)), 0.5),
    out(Math.min(width - 0.5, x(to)), width - 0.5),
  ];
}

function words(model: LoopAudit, searching: boolean, width: number): Label[] {
  const total = sums(model);
  const key = STATES_OF_DAY.flatMap(([state, name], i): Label[] => {
    const { left, top, below } = keyPlace(width, i);
    const indent = left + (width < NARROW ? 24 : 29);
    const fill = "var(--ink)";
    if (searching) return [{ left: indent, top, text: name, fill }];
    const told = duration(total[state]);
    return below
      ? [
          { left: indent, top, text: name, fill },
          { left: indent, top: top + 17, text: told },
        ]
      : [{ left: indent, top, text: `${name} ${told}`, fill }];
  });
  if (searching) return [{ left: 0, top: DAY_BAR.top + 16, text: "Hidden while you search" }, ...key];
  const { from, to, reset } = dayWindow(model);
  const x = (at: number) => ((at - from) / (to - from)) * width;
  const row = ZOOM.bottom + 17;
  const at = (left: number, text: string, anchor: "start" | "middle" | "end", fill = "var(--ink-2)"): Label => ({
    left,
    top: row,
    text,
    anchor,
    fill,
  });
  const named: Wish[] = reset
    ? [
        [
          [at(x(reset.time), `reset at ${clockTime(reset.time)}`, "middle", "var(--ink)")],
          [at(x(reset.time), `reset at ${clockTime(reset.time)}`, "start", "var(--ink)")],
          [at(x(reset.time), `reset at ${clockTime(reset.time)}`, "end", "var(--ink)")],
        ],
        [`stale for ${time(reset.age)}`, "stale"].map((text) => [
          at(x(Math.min(to, reset.time + reset.age)), text, "middle", STATES.rework.shade),
        ]),
        [[at(0, `${time(to - from)} of that day`, "start")], [at(width, `${time(to - from)} of that day`, "end")]],
      ]
    : [[[at(0, `${time(to - from)} of a day without a reset`, "start")]]];
  return [...placeLabels(named, { left: 0, right: width, top: ZOOM.bottom, bottom: KEY }), ...key];
}

/** One car's day as a strip, and about its worst reset drawn out: the ornament is data, and it teaches the states. */
export const carDay: Chart<LoopAudit> = {
  title: "One day of this car",
  finding(model, { searching }) {
    if (searching) return HIDDEN;
    const told = model.dayResets === 0 ? "no reset" : many(model.dayResets, "reset");
    return `One simulated day of driving, with a snapshot every ${time(intervalOf(model))}: ${told}, ${many(model.dayBlindFrames, "blind frame")}, and ${time(model.dayRework)} with a stale world model.`;
  },
  reading: () =>
    "Red lines are resets; below, the part of the day about the one that brought back the oldest snapshot.",
  columns: {
    state: { label: "State", style: "number" },
    time: { label: "Time in the day", style: "duration" },
    share: { label: "Share", style: "percent", digits: 4 },
  },
  rows: (model, { searching }) => {
    if (searching) return [];
    const total = sums(model);
    return STATES_OF_DAY.map(([state, name]): Row => ({ state: name, time: total[state], share: total[state] / DAY }));
  },
  frame: (width) => ({ height: heightOf(width), margin: 0 }),
  marks(width) {
    const hours = width < 600 ? [0, 6, 12, 18, 24] : [0, 3, 6, 9, 12, 15, 18, 21, 24];
    const x = dayX(width);
    const edge = (left: number): number => Math.min(width - 0.5, Math.max(0.5, left));
    return [
      still(
        strokes,
        hours.map((hour) => ({
          left: edge(x(hour * HOUR)),
          right: edge(x(hour * HOUR)),
          top: DAY_BAR.bottom,
          bottom: DAY_BAR.bottom + 5,
          stroke: "var(--axis)",
        })),
      ),
      moving(blocks, (model: LoopAudit, view: View) => columnsOf(bars(model, view.searching, width))),
      moving(strokes, (model: LoopAudit, view: View) => columnsOf(lines(model, view.searching, width))),
      still(
        labels,
        hours.map((hour) => ({
          left: x(hour * HOUR),
          top: DAY_BAR.bottom + 19,
          text: `${fixed(hour, 0)}\u00a0h`,
          anchor: hour === 0 ? "start" : hour === 24 ? "end" : "middle",
        })),
      ),
      moving(labels, (model: LoopAudit, view: View) => columnsOf(words(model, view.searching, width))),
    ];
  },
};
