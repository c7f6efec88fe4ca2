import { tell } from "../../../sim/core/quantity.ts";
import { MINUTE } from "../../../sim/core/units.ts";
import type { BrownOutModel } from "../../../sim/fault-tolerance/brown-out.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { type Block, blocks, columnsOf, type Label, labels, remembered, still, strokes } from "../../kit/plot-parts.ts";
import { STATES, type StateName } from "../../kit/states.ts";
import type { View } from "../../kit/view.ts";

const STRIP = { top: 2, height: 34 };
const FOOT = STRIP.top + STRIP.height;
const KEY = FOOT + 48;
const NARROW = 480;
/** A stop of a few milliseconds stays visible (px). */
const THINNEST = 1.6;

/** A hearable is at work, at work that a brown-out will take, or off. */
const KINDS = [
  ["useful", "work that is kept"],
  ["rework", "work that is lost"],
  ["downtime", "off"],
] as const satisfies readonly (readonly [StateName, string])[];
type Kind = (typeof KINDS)[number][0];

interface Stretch {
  readonly state: Kind;
  readonly from: number;
  readonly to: number;
}

/** The first minute: what was lost in a brown-out is the work up to the moment at which the hearable stopped. */
function minuteOf({ run }: BrownOutModel): Stretch[] {
  const downs = run.downs.filter(({ from }) => from < MINUTE);
  const lost = run.brownOuts
    .filter(({ lost }) => lost > 0)
    .map(({ time, out, lost }): Stretch => {
      const stop = run.downs.find(({ from }) => from >= time && from <= time + out + 1e-9)?.from ?? time + out;
      return { state: "rework", from: stop - lost, to: stop };
    })
    .filter(({ from }) => from < MINUTE);
  const whole: Stretch = { state: "useful", from: 0, to: Math.min(MINUTE, run.end) };
  return [whole, ...lost, ...downs.map(({ from, to }): Stretch => ({ state: "downtime", from, to }))].map(
    (stretch) => ({
      ...stretch,
      to: Math.min(MINUTE, stretch.to),
    }),
  );
}

/** Later stretches lie over earlier ones, so what is left is useful. */
function sums(stretches: readonly Stretch[]): Record<Kind, number> {
  const of = (kind: Kind): number =>
    stretches.filter(({ state }) => state === kind).reduce((sum, { from, to }) => sum + to - Math.max(0, from), 0);
  const [rework, downtime] = [of("rework"), of("downtime")];
  return { useful: Math.max(0, of("useful") - rework - downtime), rework, downtime };
}

const seconds = (value: number): string => tell(value, { style: "duration" });
const HIDDEN = "Hidden while you search: it would tell what became of this hearable’s saves.";

const keyPlace = (width: number, i: number): { left: number; top: number } =>
  width < NARROW ? { left: 0, top: KEY + i * 20 } : { left: (i * width) / KINDS.length, top: KEY };

/** The first minute of the hearable as a strip: the ornament is data. */
export const hearableMinute: Chart<BrownOutModel> = {
  title: "One minute of this hearable",
  finding(model, { searching }) {
    if (searching) return HIDDEN;
    const { useful, rework, downtime } = sums(minuteOf(model));
    const brownOuts = model.run.brownOuts.filter(({ time }) => time < MINUTE).length;
    return `One simulated minute of this hearable, with ${brownOuts} brown-outs: ${seconds(useful)} of work are kept, ${seconds(rework)} are lost, and ${seconds(downtime)} it is off.`;
  },
  reading: () => "A tick below the strip is a brown-out. Colors and textures are those of the whole book.",
  columns: { state: { label: "State", style: "number" }, time: { label: "Time in the minute", style: "duration" } },
  rows(model, { searching }) {
    if (searching) return [];
    const total = sums(minuteOf(model));
    return KINDS.map(([kind, name]): Row => ({ state: name, time: total[kind] }));
  },
  frame: (width) => ({ height: KEY + (width < NARROW ? 48 : 8), margin: 0 }),
  marks(width) {
    const x = (time: number) => (Math.max(0, time) / MINUTE) * width;
    const block = (state: Kind, left: number, right: number, top: number, height: number): Block => ({
      left,
      right,
      top,
      bottom: top + height,
      fill: STATES[state].colour,
      texture: STATES[state].texture,
    });
    const times = [0, 10, 20, 30, 40, 50, 60].filter((time) => width >= NARROW || time % 20 === 0);
    const parts = remembered((model: BrownOutModel, { searching }: View) => {
      const stretches = searching ? [] : minuteOf(model);
      const total = sums(stretches);
      return {
        blocks: [
          ...stretches.map(({ state, from, to }) =>
            block(state, x(from), Math.max(x(to), x(from) + THINNEST), STRIP.top, STRIP.height),
          ),
          ...KINDS.map(([kind], i) => {
            const { left, top } = keyPlace(width, i);
            return block(kind, left, left + 22, top - 9, 9);
          }),
        ],
        ticks: searching
          ? []
          : model.run.brownOuts
              .filter(({ time }) => time < MINUTE)
              .map(({ time }) => ({
                left: x(time),
                right: x(time),
                top: FOOT + 2,
                bottom: FOOT + 7,
                stroke: "var(--ink)",
              })),
        labels: [
          ...KINDS.map(([kind, name], i): Label => {
            const { left, top } = keyPlace(width, i);
            return {
              left: left + 29,
              top,
              text: searching ? name : `${name} ${seconds(total[kind])}`,
              fill: "var(--ink)",
            };
          }),
          ...(searching ? [{ left: 0, top: STRIP.top + 22, text: "Hidden while you search" }] : []),
        ],
      };
    });
    return [
      still(
        labels,
        times.map((time) => ({
          left: x(time),
          top: FOOT + 22,
          text: time === 60 ? "60\u00a0s" : String(time),
          anchor: time === 0 ? "start" : time === 60 ? "end" : "middle",
        })),
      ),
      moving(blocks, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).blocks)),
      moving(strokes, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).ticks)),
      moving(labels, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};
