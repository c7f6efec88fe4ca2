import { fixed } from "../../../sim/core/quantity.ts";
import { MINUTE } from "../../../sim/core/units.ts";
import type { IncrementalCheckpoint } from "../../../sim/fault-tolerance/incremental-checkpoint.ts";
import { RUN_TIME } from "../../../sim/fault-tolerance/parts/incremental-checkpoint-run.ts";
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
import { STATES, type StateName } from "../../kit/states.ts";
import type { View } from "../../kit/view.ts";
import { time } from "./pages-words.ts";

/** The crosses of the kills stand over the strip. */
const STRIP = { top: 14, bottom: 46 };
const KEY = STRIP.bottom + 46;
/** As the page's own breaks, between which a picture keeps its height. */
const NARROW = 480;
const BROAD = 900;
/** Stops of milliseconds stay visible (px). */
const THINNEST = 1.6;
/** What a second of wearing goes into here: nothing is down, the OS starts the process again at once. */
const SHOWN: readonly (readonly [StateName, string])[] = [
  ["useful", "translating"],
  ["checkpoint", "saving"],
  ["rework", "taken back"],
  ["recovery", "resuming"],
];

/** How long the run's saves stopped the process: until they were done, or until a kill. */
const stoppedFor = ({ run }: IncrementalCheckpoint): number => {
  let next = 0;
  return run.saves.reduce((sum, save) => {
    while ((run.kills[next]?.time ?? Number.POSITIVE_INFINITY) <= save.time) next++;
    const end = Math.min(save.time + save.block, run.kills[next]?.time ?? run.end, run.end);
    return sum + (end - save.time);
  }, 0);
};

/** The five minutes by state (s). */
export function minutesOf(model: IncrementalCheckpoint): Readonly<Record<StateName, number>> {
  const { run } = model;
  const checkpoint = stoppedFor(model);
  const useful = run.end - checkpoint - run.lost - run.frozen;
  return { useful, checkpoint, rework: run.lost, recovery: run.frozen, downtime: 0 };
}

/** A path of upright strokes, one a pixel at most: of a thousand saves no more can be seen. */
const uprights = (places: readonly number[], top: number, bottom: number): string =>
  [...new Set(places.map(Math.round))].map((left) => `M${left},${top}V${bottom}`).join("") || "M0,0";

const block = (state: StateName, left: number, right: number, top = STRIP.top, bottom = STRIP.bottom): Block => ({
  left,
  right: Math.max(right, left + THINNEST),
  top,
  bottom,
  fill: STATES[state].colour,
  texture: STATES[state].texture,
});

/** A delta is drawn shorter than a base. */
const DELTA_TOP = STRIP.top + 0.55 * (STRIP.bottom - STRIP.top);
const MOST_KILLS = 120;

function stripOf({ run }: IncrementalCheckpoint, width: number) {
  const x = (seconds: number) => (seconds / RUN_TIME) * width;
  const kills = run.kills.slice(0, MOST_KILLS);
  const saved = (base: boolean) => run.saves.filter((save) => save.base === base).map((save) => x(save.time));
  const before = (i: number) => run.kills[i - 1]?.back ?? 0;
  const cross = ({ time: at }: { readonly time: number }): string => {
    const left = Math.min(width - 4, Math.max(4, x(at)));
    return `M${(left - 4).toFixed(1)},3l8,8m0,-8l-8,8M${left.toFixed(1)},11V${STRIP.bottom + 3}`;
  };
  const blocks = [
    block("useful", 0, width),
    ...kills.map((kill, i) => block("rework", x(Math.max(before(i), kill.time - kill.lost)), x(kill.time))),
    ...kills.map((kill) => block("recovery", x(kill.time), x(kill.back))),
  ];
  const lines: Stroke[] = [
    pathOf(uprights(saved(true), STRIP.top, STRIP.bottom), STATES.checkpoint.colour, { width: THINNEST }),
    pathOf(uprights(saved(false), DELTA_TOP, STRIP.bottom), STATES.checkpoint.colour, { width: THINNEST }),
    pathOf(kills.map(cross).join("") || "M0,0", "var(--failed)", { width: 1.75 }),
  ];
  return { blocks, lines };
}

/** Four entries in a row, or two by two. */
const keyPlace = (width: number, i: number): { left: number; top: number } =>
  width < NARROW
    ? { left: (i % 2) * (width / 2), top: KEY + Math.floor(i / 2) * 40 }
    : { left: (i * width) / SHOWN.length, top: KEY };
const heightOf = (width: number): number => KEY + (width < NARROW ? 66 : width < BROAD ? 26 : 8);

const keyOf = (model: IncrementalCheckpoint, { searching }: View, width: number): Label[] => {
  const spent = minutesOf(model);
  return SHOWN.flatMap(([state, name], i): Label[] => {
    const { left, top } = keyPlace(width, i);
    const indent = left + 27;
    if (searching) return [{ left: indent, top, text: name, fill: "var(--ink)" }];
    const told = time(Math.max(0, spent[state]));
    if (width >= BROAD) return [{ left: indent, top, text: `${name} ${told}`, fill: "var(--ink)" }];
    return [
      { left: indent, top, text: name, fill: "var(--ink)" },
      { left: indent, top: top + 17, text: told },
    ];
  });
};

const HIDDEN = "Hidden while you search: it would tell what this process writes.";
const times = (count: number): string => (count === 1 ? "once" : `${fixed(count, 0)} times`);

/** Five minutes of wearing as a strip: every save and every kill of the run. */
export const saveStrip: Chart<IncrementalCheckpoint> = {
  title: "Five minutes of wearing",
  finding(model, { searching }) {
    if (searching) return HIDDEN;
    const { runKills, runSaves, runDropped } = model;
    const frames = runDropped === 1 ? "one frame" : `${fixed(runDropped, 0)} frames`;
    return `Five simulated minutes of wearing: the OS killed the process ${times(runKills)}, and it was saved ${times(runSaves)}, which dropped ${frames}.`;
  },
  reading(model, { searching }) {
    if (searching) return "It comes back when you have found the chain.";
    const saves =
      model.plan.mode === "full" ? "Each blue line is a save." : "Tall blue lines are bases, short ones deltas.";
    return `${saves} Each cross is a kill; the hatched stretch before it is the state that it took back.`;
  },
  columns: {
    state: { label: "State", style: "number" },
    time: { label: "Time in the run", style: "duration" },
    share: { label: "Share", style: "percent", digits: 2 },
  },
  rows: (model, { searching }) => {
    if (searching) return [];
    const spent = minutesOf(model);
    return SHOWN.map(([state, name]): Row => {
      const seconds = Math.max(0, spent[state]);
      return { state: name, time: seconds, share: seconds / RUN_TIME };
    });
  },
  frame: (width) => ({ height: heightOf(width), margin: 0 }),
  marks(width) {
    const minutes = [0, 1, 2, 3, 4, 5];
    const x = (minute: number) => Math.min(width - 0.5, Math.max(0.5, ((minute * MINUTE) / RUN_TIME) * width));
    const tick = { top: STRIP.bottom, bottom: STRIP.bottom + 5, stroke: "var(--axis)" };
    return [
      still(
        strokes,
        minutes.map((minute) => ({ ...tick, left: x(minute), right: x(minute) })),
      ),
      still(
        labels,
        minutes.map((minute) => ({
          left: x(minute),
          top: STRIP.bottom + 19,
          text: minute === 5 ? "5\u00a0min" : String(minute),
          anchor: minute === 0 ? "start" : minute === 5 ? "end" : "middle",
        })),
      ),
      moving(blocks, (model: IncrementalCheckpoint, view: View) =>
        columnsOf([
          ...(view.searching ? [] : stripOf(model, width).blocks),
          ...SHOWN.map(([state], i) => {
            const { left, top } = keyPlace(width, i);
            return block(state, left, left + 20, top - 9, top);
          }),
        ]),
      ),
      moving(strokes, (model: IncrementalCheckpoint, view: View) =>
        columnsOf(view.searching ? [] : stripOf(model, width).lines),
      ),
      moving(labels, (model: IncrementalCheckpoint, view: View) =>
        columnsOf([
          ...keyOf(model, view, width),
          ...(view.searching ? [{ left: 0, top: STRIP.top + 22, text: "Hidden while you search" }] : []),
        ]),
      ),
    ];
  },
};
