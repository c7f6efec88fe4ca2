import { type Chart, moving, type Row } from "./chart.ts";
import { type Block, blocks, columnsOf, type Label, labels, still, strokes } from "./plot-parts.ts";
import { STATES, type StateName } from "./states.ts";
import type { View } from "./view.ts";

const STRIP = { top: 2, height: 34 };
/** As the page's own breaks, between which a picture keeps its height. */
const NARROW = 480;
const BROAD = 900;
const KEY = STRIP.top + STRIP.height + 48;
/** Rows of the key where its entries stand one below the other (px). */
const KEY_ROW = 20;
/** More stretches than this cannot be told apart: the strip then shows, slice by slice, what most of it went into. */
const MOST = 240;
/** What is short stays visible (px). */
const THINNEST = 1.6;

/** A stretch of wall time in one state (s). */
export interface Stretch {
  readonly state: StateName;
  readonly from: number;
  readonly to: number;
}

type Sums = Readonly<Record<StateName, number>>;
const nothing = (): Record<StateName, number> => ({ useful: 0, checkpoint: 0, rework: 0, recovery: 0, downtime: 0 });

/** Shorter than this no stretch is: what is left of a difference by rounding (s). */
const REST = 1e-9;

function sums(stretches: readonly Stretch[]): Sums {
  const total = nothing();
  for (const { state, from, to } of stretches) if (to - from > REST) total[state] += to - from;
  return total;
}

function thinned(stretches: readonly Stretch[], length: number, states: readonly StateName[]): readonly Stretch[] {
  if (stretches.length <= MOST) return stretches;
  const slice = length / MOST;
  const most = Array.from({ length: MOST }, nothing);
  for (const { state, from, to } of stretches) {
    for (let i = Math.floor(from / slice); i * slice < to && i < MOST; i++) {
      const bucket = most[i];
      if (bucket) bucket[state] += Math.min(to, (i + 1) * slice) - Math.max(from, i * slice);
    }
  }
  return most.map((bucket, i) => ({
    state: states.reduce((best, state) => (bucket[state] > bucket[best] ? state : best)),
    from: i * slice,
    to: (i + 1) * slice,
  }));
}

export interface StripOptions<M> {
  readonly title: string;
  /** What is shown of the run, one stretch after the other. */
  stretches(model: M): readonly Stretch[];
  /** So much of the run is shown, from its start (s). */
  readonly length: number;
  /** The states that the run knows, in the order of the key. */
  readonly states: readonly StateName[];
  /** What this reader calls them; their own names unless told. */
  readonly names?: Readonly<Partial<Record<StateName, string>>>;
  /** Times along the strip and their words. */
  ticks(width: number): readonly (readonly [time: number, text: string])[];
  /** A sum of times. */
  tell(seconds: number): string;
  finding(model: M, total: Sums): string;
  readonly reading: string;
  /** The sentence while a search is open. */
  readonly hidden: string;
}

/** The beginning of one run as a strip: the ornament of a chapter's head is data, and teaches the states before they are needed. */
export function stateStrip<M>(options: StripOptions<M>): Chart<M> {
  const { title, length, states, tell, hidden, names = {} } = options;
  const nameOf = (state: StateName): string => names[state] ?? STATES[state].name;
  const shown = (model: M): readonly Stretch[] => options.stretches(model);

  /** One below the other where it is narrow, else in a row with the time beside or below. */
  const place = (width: number, i: number): { left: number; top: number; below: boolean } =>
    width < NARROW
      ? { left: 0, top: KEY + i * KEY_ROW, below: false }
      : { left: (i * width) / states.length, top: KEY, below: width < BROAD };
  const keyHeight = (width: number): number =>
    width < NARROW ? 8 + (states.length - 1) * KEY_ROW : width < BROAD ? 24 : 8;

  function stripAndKey(model: M, { searching }: View, width: number): Block[] {
    const block = (state: StateName, left: number, right: number, top: number, height: number): Block => ({
      left,
      right,
      top,
      bottom: top + height,
      fill: STATES[state].colour,
      texture: STATES[state].texture,
    });
    const x = (time: number) => (time / length) * width;
    const stretches = searching ? [] : thinned(shown(model), length, states);
    const strip = ({ state, from, to }: Stretch) => {
      const right = Math.max(x(to), x(from) + (state === "useful" ? 0 : THINNEST));
      return block(state, x(from), right, STRIP.top, STRIP.height);
    };
    return [
      ...stretches.filter(({ state }) => state === "useful").map(strip),
      ...stretches.filter(({ state }) => state !== "useful").map(strip),
      ...states.map((state, i) => {
        const { left, top } = place(width, i);
        return block(state, left, left + (width < NARROW ? 18 : 22), top - 9, 9);
      }),
    ];
  }

  const key = (model: M, { searching }: View, width: number): Label[] => {
    const total = sums(shown(model));
    return states.flatMap((state, i): Label[] => {
      const { left, top, below } = place(width, i);
      const indent = left + (width < NARROW ? 24 : 29);
      const name = { left: indent, top, text: nameOf(state), fill: "var(--ink)" };
      if (searching) return [name];
      const time = tell(total[state]);
      return below
        ? [name, { left: indent, top: top + 17, text: time }]
        : [{ ...name, text: `${nameOf(state)} ${time}` }];
    });
  };

  return {
    title,
    finding: (model, view) => (view.searching ? hidden : options.finding(model, sums(shown(model)))),
    reading: () => options.reading,
    columns: {
      state: { label: "State", style: "number" },
      time: { label: "Time", style: "duration" },
      share: { label: "Share", style: "percent", digits: 1 },
    },
    rows: (model, view) => {
      if (view.searching) return [];
      const total = sums(shown(model));
      return states.map((state): Row => ({ state: nameOf(state), time: total[state], share: total[state] / length }));
    },
    frame: (width) => ({ height: KEY + keyHeight(width), margin: 0 }),
    marks(width) {
      const foot = STRIP.top + STRIP.height;
      const ticks = options.ticks(width).map(([time, text]) => ({ left: (time / length) * width, text }));
      return [
        still(
          strokes,
          ticks.map(({ left }) => {
            const inside = Math.min(width - 0.5, Math.max(0.5, left));
            return { left: inside, right: inside, top: foot, bottom: foot + 5, stroke: "var(--axis)" };
          }),
        ),
        still(
          labels,
          ticks.map(({ left, text }) => ({
            left,
            top: foot + 19,
            text,
            anchor: left === 0 ? "start" : left === width ? "end" : "middle",
          })),
        ),
        moving(blocks, (model: M, view: View) => columnsOf(stripAndKey(model, view, width))),
        moving(labels, (model: M, view: View) =>
          columnsOf([
            ...key(model, view, width),
            ...(view.searching ? [{ left: 0, top: STRIP.top + 22, text: "Hidden while you search" }] : []),
          ]),
        ),
      ];
    },
  };
}
