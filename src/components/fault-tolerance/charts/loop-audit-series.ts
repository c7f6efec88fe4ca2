import { fixed } from "../../../sim/core/quantity.ts";
import type { LoopAudit } from "../../../sim/fault-tolerance/loop-audit.ts";
import { optimalInterval } from "../../../sim/laws/young-daly.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf, placeLabels } from "../../kit/place-labels.ts";
import { columnsOf, dots, labels, strokes } from "../../kit/plot-parts.ts";
import { plane } from "../../kit/plot-plane.ts";
import { along, around, ring } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { carsOf, time } from "./loop-audit-words.ts";

/** How many computers: the lever's own range. */
const SIZES = Array.from({ length: 51 }, (_, i) => 10 ** (i / 10));
const HIDDEN = "Hidden while you search: it would tell how often this car is reset.";

const framed = (width: number) =>
  plane(width, {
    title: "Best interval of each computer",
    across: "computers",
    height: [280, 320],
    left: [56, 64],
    x: {
      from: 1,
      to: 100_000,
      scale: "log",
      ticks: [1, 10, 100, 1000, 10_000, 100_000].map((count) => [count, fixed(count, 0)]),
    },
    y: {
      from: 0.01,
      to: 3600,
      scale: "log",
      ticks: [
        [0.01, "10\u00a0ms"],
        [0.1, "100\u00a0ms"],
        [1, "1\u00a0s"],
        [10, "10\u00a0s"],
        [60, "1\u00a0min"],
        [600, "10\u00a0min"],
        [3600, "1\u00a0h"],
      ],
    },
  });

/** In series the first to fail stops all, and M is divided; side by side each keeps its own. */
const inSeries = ({ writeTime, mtbf }: LoopAudit): number[] =>
  SIZES.map((count) => optimalInterval(writeTime, mtbf / count));
const sideBySide = ({ optimalInterval: own }: LoopAudit): number[] => SIZES.map(() => own);

/** The same computers in series and side by side: only what stops together adds up. */
export const seriesOrSide: Chart<LoopAudit> = {
  title: "Best interval, in series and side by side",
  finding: (model, view) =>
    view.searching
      ? HIDDEN
      : `${fixed(carsOf(model), 0)} of these computers side by side keep ${time(model.optimalInterval)} each; in series, where one stops all, they would need ${time(model.gangInterval)}.`,
  reading: () => "Both lines start from the computer that your levers describe, with the domains that it has.",
  columns: {
    computers: { label: "Computers", style: "count" },
    side: { label: "Side by side", style: "duration" },
    series: { label: "In series", style: "duration" },
  },
  rows: (model, view) => {
    if (view.searching) return [];
    const [series, side] = [inSeries(model), sideBySide(model)];
    return SIZES.flatMap((count, i): Row[] =>
      i % 10 ? [] : [{ computers: Math.round(count), side: side[i] ?? Number.NaN, series: series[i] ?? Number.NaN }],
    );
  },
  frame: (width) => framed(width).frame,
  marks(width) {
    const frame = framed(width);
    const rings = (model: LoopAudit) => {
      const cars = carsOf(model);
      return [model.optimalInterval, model.gangInterval]
        .filter((interval) => frame.holds(cars, interval))
        .map((interval) => ({ interval, left: frame.x(cars), top: frame.y(interval) }));
    };
    return [
      ...frame.axes,
      moving(strokes, (model: LoopAudit, view: View) =>
        columnsOf(
          view.searching
            ? []
            : [
                frame.line(SIZES, inSeries(model), "var(--failed)", { width: 2.25 }),
                frame.line(SIZES, sideBySide(model), "var(--ink)", { width: 2.25 }),
              ],
        ),
      ),
      moving(dots, (model: LoopAudit, view: View) => columnsOf(view.searching ? [] : rings(model).map(ring))),
      moving(labels, (model: LoopAudit, view: View) => {
        if (view.searching) return columnsOf([]);
        const series = frame.points(SIZES, inSeries(model));
        const side = frame.points(SIZES, sideBySide(model));
        const wishes = [
          ...rings(model).map((at) => around(at, time(at.interval))),
          along(series, [0.4, 0.3, 0.5, 0.2, 0.6], "in series: one stops all", "var(--failed)"),
          along(side, [0.3, 0.5, 0.2, 0.7], "side by side: cars", "var(--ink)"),
        ];
        const bounds = { left: frame.box.left + 2, right: frame.box.right + 8, top: 20, bottom: frame.box.bottom - 2 };
        return columnsOf(placeLabels(wishes, bounds, [...series, ...side], frame.words.map(boxOf)));
      }),
    ];
  },
};
