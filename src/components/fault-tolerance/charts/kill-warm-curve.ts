import { FRAME_RATE, type KillAudit } from "../../../sim/fault-tolerance/kill-audit.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf, placeLabels } from "../../kit/place-labels.ts";
import { columnsOf, type Dot, dots, labels, strokes, upright } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { along, full } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { HIDDEN } from "./kill-words.ts";
import { percent, time } from "./tax-words.ts";

/** A close-up of the tax about the optimum, to linear scale upward: two curves that differ by one factor. */
const warmPlane = (width: number): Plane =>
  plane(width, {
    title: "Tax, with two resumes",
    x: {
      from: 0.5,
      to: 60,
      scale: "log",
      ticks: [
        [0.5, "0.5\u00a0s"],
        [1, "1"],
        [2, "2"],
        [5, "5"],
        [10, "10"],
        [20, "20"],
        [60, "60\u00a0s"],
      ],
    },
    y: {
      from: 0,
      to: 0.3,
      scale: "linear",
      ticks: [
        [0, "0"],
        [0.1, "10"],
        [0.2, "20"],
        [0.3, "30\u00a0%"],
      ],
    },
    across: "Checkpoint interval",
    height: [270, 300],
  });

const points = ({ optimalInterval, leastTax, leastWarmTax }: KillAudit, { x, y, holds }: Plane): Dot[] =>
  [leastTax, leastWarmTax].flatMap((tax) =>
    holds(optimalInterval, tax) ? [full({ left: x(optimalInterval), top: y(tax) })] : [],
  );

/** What a warm resume changes and what it leaves: a lower curve with its least at the same interval. */
export const killWarmCurve: Chart<KillAudit> = {
  title: "The tax with a warm resume",
  finding: ({ leastTax, leastWarmTax, optimalInterval }, view) =>
    view.searching
      ? HIDDEN
      : `With a resume of 100\u00a0ms the least tax is ${percent(leastWarmTax)} in place of ${percent(leastTax)}, and both are at ${time(optimalInterval)}.`,
  reading: () =>
    "The upper line is your resume time, the dashed one 100\u00a0ms. Both dots stand over the same interval.",
  columns: {
    interval: { label: "Checkpoint interval (s)", style: "number", digits: 4 },
    total: { label: "Tax", style: "percent", digits: 2 },
    warm: { label: "Tax, resume of 100\u00a0ms", style: "percent", digits: 2 },
  },
  rows: ({ curve, warmCurve }, view) =>
    view.searching
      ? []
      : curve.interval.flatMap((interval, i): Row[] =>
          i % 5 ? [] : [{ interval, total: curve.total[i] ?? Number.NaN, warm: warmCurve[i] ?? Number.NaN }],
        ),
  frame: (width) => warmPlane(width).frame,
  marks(width) {
    const place = warmPlane(width);
    const { box, x } = place;
    const within = ({ curve }: KillAudit): number[] =>
      curve.interval.flatMap((interval, i) => (interval >= 0.5 && interval <= 60 ? [i] : []));
    const column = (values: readonly number[], at: readonly number[]): number[] =>
      at.map((i) => values[i] ?? Number.NaN);
    return [
      ...place.axes,
      moving(strokes, (model: KillAudit, view: View) => {
        if (view.searching) return columnsOf([]);
        const at = within(model);
        const interval = column(model.curve.interval, at);
        const { optimalInterval } = model;
        return columnsOf([
          place.line(interval, column(model.warmCurve, at), "var(--recovery)", { width: 1.75, dash: "6 4" }),
          place.line(interval, column(model.curve.total, at), "var(--ink)", { width: 2.25 }),
          ...(optimalInterval >= 0.5 && optimalInterval <= 60
            ? [upright(x(optimalInterval), box.top, box.bottom, { stroke: "var(--axis)", dash: "1 4" })]
            : []),
        ]);
      }),
      moving(dots, (model: KillAudit, view: View) => columnsOf(view.searching ? [] : points(model, place))),
      moving(labels, (model: KillAudit, view: View) => {
        if (view.searching) return columnsOf([]);
        const at = within(model);
        const interval = column(model.curve.interval, at);
        const [cold, warm] = [model.curve.total, model.warmCurve].map((values) =>
          place.points(interval, column(values, at)),
        );
        return columnsOf(
          placeLabels(
            [
              along(
                cold ?? [],
                [0.2, 0.75, 0.3, 0.85, 0.1, 0.6],
                `resume ${time(model.frozenPerKill / FRAME_RATE)}`,
                "var(--ink)",
              ),
              along(warm ?? [], [0.8, 0.3, 0.7, 0.2, 0.9, 0.5], "resume 100\u00a0ms", "var(--w-recovery)"),
            ],
            { left: 0, right: width, top: box.top, bottom: box.bottom - 2 },
            [...(cold ?? []), ...(warm ?? [])],
            place.words.map(boxOf),
          ),
        );
      }),
    ];
  },
};
