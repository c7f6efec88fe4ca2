import { tell } from "../../../sim/core/quantity.ts";
import type { AsyncStaging } from "../../../sim/fault-tolerance/async-staging.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { type Block, blocks, columnsOf, type Label, labels, remembered, still, strokes } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { PLACES, time, VEILED } from "./staging-scale.ts";

/** From the shortest copy that the levers allow to the slowest store (s). */
const STOPS = { from: 1e-4, to: 3600 } as const;
const TICKS = [
  [1e-4, "0.1\u00a0ms"],
  [1e-2, "10\u00a0ms"],
  [1, "1\u00a0s"],
  [60, "1\u00a0min"],
  [3600, "1\u00a0h"],
] as const;
const STRATEGIES = [
  { of: "stopBlocking", strategy: "blockingS3", name: "Blocking S3" },
  { of: "stopSsd", strategy: "localSsd", name: "Local SSD" },
  { of: "stopAsync", strategy: "asyncDram", name: "Async DRAM" },
] as const;
const FIRST = 34;
const BAR = 15;

const layout = (width: number) => {
  const narrow = width < 480;
  const [left, right] = [narrow ? 0 : 112, width - 78];
  const pitch = narrow ? 44 : 32;
  return {
    narrow,
    left,
    right,
    bar: (i: number) => FIRST + i * pitch + (narrow ? 16 : 0),
    foot: FIRST + STRATEGIES.length * pitch,
    x: (stop: number) => left + (Math.log(stop / STOPS.from) / Math.log(STOPS.to / STOPS.from)) * (right - left),
  };
};

/** How long math stands still with each strategy, on one logarithm: none is zero, and a logarithm has none. */
export const mathStops: Chart<AsyncStaging> = {
  title: "Math-stop of the three strategies",
  finding({ stopBlocking, stopSsd, stopAsync }, view) {
    if (view.searching) return VEILED.join(" ");
    return `On this fleet math stops for ${time(stopBlocking)} where it blocks, ${time(stopSsd)} with local SSDs, and ${time(stopAsync)} with the buffer as it is.`;
  },
  reading: () =>
    "Each tick is many times the one before it; a logarithmic scale has no zero, and neither has the math-stop.",
  columns: {
    strategy: { label: "Strategy", style: "number" },
    stop: { label: "Math-stop", style: "duration" },
    factor: { label: "Shorter than blocking by", style: "times", digits: 1 },
  },
  rows: (model, view) =>
    view.searching
      ? []
      : STRATEGIES.map(
          ({ of, name }): Row => ({ strategy: name, stop: model[of], factor: model.stopBlocking / model[of] }),
        ),
  frame: (width) => ({ height: layout(width).foot + 24, margin: 0 }),
  marks(width) {
    const { narrow, left, right, bar, foot, x } = layout(width);
    const parts = remembered((model: AsyncStaging, view: View) => {
      const shown = view.searching ? [] : STRATEGIES;
      return {
        bars: shown.map(
          ({ of }, i): Block => ({
            left,
            right: x(model[of]),
            top: bar(i),
            bottom: bar(i) + BAR,
            fill: PLACES.hbm.fill,
          }),
        ),
        words: [
          ...STRATEGIES.map(({ name, strategy }, i): Label => {
            const now = !view.searching && model.settings.strategy === strategy;
            return { left: 0, top: narrow ? bar(i) - 4 : bar(i) + 12, text: name, bold: now, fill: "var(--ink)" };
          }),
          ...shown.map(
            ({ of }, i): Label => ({
              left: x(model[of]) + 8,
              top: bar(i) + 12,
              text: tell(model[of], { style: "duration" }),
              fill: "var(--ink)",
            }),
          ),
          ...(view.searching ? VEILED.map((text, i): Label => ({ left: left + 8, top: bar(i) + 12, text })) : []),
        ],
      };
    });
    return [
      still(labels, [
        { left: 0, top: 13, text: "Math-stop of each snapshot", bold: true, fill: "var(--ink)" },
        ...TICKS.map(([value, text], i) => ({
          left: x(value),
          top: foot + 18,
          text,
          anchor: i === 0 ? ("start" as const) : ("middle" as const),
        })),
      ]),
      still(strokes, [
        { left, right, top: foot, bottom: foot, stroke: "var(--axis)" },
        ...TICKS.map(([value]) => ({
          left: x(value),
          right: x(value),
          top: foot,
          bottom: foot + 5,
          stroke: "var(--axis)",
        })),
      ]),
      moving(blocks, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).bars)),
      moving(labels, (model: AsyncStaging, view: View) => columnsOf(parts(model, view).words)),
    ];
  },
};
