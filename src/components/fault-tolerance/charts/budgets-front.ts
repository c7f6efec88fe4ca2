import type { TwoBudgets } from "../../../sim/fault-tolerance/two-budgets.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf, placeLabels } from "../../kit/place-labels.ts";
import { columnsOf, type Dot, dots, labels, remembered, strokes } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { around, full, ring } from "../../kit/reader-marks.ts";
import { within } from "../../kit/series.ts";
import type { View } from "../../kit/view.ts";
import { INTERVALS } from "./budgets-frame.ts";
import { type Given, givenFrom, givenUp } from "./budgets-given.ts";
import { percent, time } from "./tax-words.ts";

/** The most that the picture shows of either budget given up. */
const MOST = 0.03;
const TICKS = [0, 0.01, 0.02, MOST].map(
  (share) => [share, share === MOST ? "3\u00a0%" : String(Math.round(share * 100))] as const,
);
const LINEAR = { from: 0, to: MOST, scale: "linear", ticks: TICKS } as const;

const frontPlane = (width: number): Plane =>
  plane(width, {
    title: "More energy than the least that is possible",
    across: "more time than the least that is possible",
    x: LINEAR,
    y: LINEAR,
    height: [320, 380],
  });

/** So far beyond the two bests the line goes on (times), inside the lever's range. */
const BEYOND = 8;

/** The line of all intervals, and the stretch of it between the two bests. */
const linesOf = remembered((model: TwoBudgets, _nothing: null): { readonly all: Given; readonly kept: Given } => {
  const inside = (interval: number): number => Math.min(INTERVALS.to, Math.max(INTERVALS.from, interval));
  const [near = 0, far = 0] = [model.timeInterval, model.energyInterval].map(inside).sort((a, b) => a - b);
  return {
    all: givenFrom(model, inside(near / BEYOND), inside(far * BEYOND), 110),
    kept: givenFrom(model, near, far, 30),
  };
});

const HIDDEN = "Hidden while you search: it would tell where the best interval lies.";

/** Time given up against energy given up: every interval is a point, and only those between the two bests are compromises. */
export const twoBudgetsFront: Chart<TwoBudgets> = {
  title: "What each interval gives up",
  finding(model, { searching }) {
    if (searching) return HIDDEN;
    const [inTime, inEnergy] = [
      givenUp(model.timeTaxAtEnergyInterval, model.leastTimeTax),
      givenUp(model.energyTaxAtTimeInterval, model.leastEnergyTax),
    ];
    return `If energy sets the interval, the run takes ${percent(inTime)} more time; if time sets it, ${percent(inEnergy)} more energy.`;
  },
  reading: (_model, { searching }) =>
    searching
      ? ""
      : "Thick: the intervals between the two bests. Anywhere else on the line another interval is better in both.",
  columns: {
    interval: { label: "Save interval", style: "duration" },
    time: { label: "More time", style: "percent", digits: 2 },
    energy: { label: "More energy", style: "percent", digits: 2 },
  },
  rows(model, { searching }) {
    if (searching) return [];
    const { interval, time, energy } = linesOf(model, null).kept;
    return interval.map(
      (tau, i): Row => ({ interval: tau, time: time[i] ?? Number.NaN, energy: energy[i] ?? Number.NaN }),
    );
  },
  frame: (width) => frontPlane(width).frame,
  marks(width) {
    const place = frontPlane(width);
    const { x, y, box } = place;
    /** Beyond the right edge a line ends; beyond the upper one the plane cuts it. */
    const cut = ({ time, energy, interval }: Given): Given => {
      const { x: upward, y: across } = within(energy, time, MOST);
      return { interval, time: across, energy: upward };
    };
    const lines = (model: TwoBudgets) => {
      const { all, kept } = linesOf(model, null);
      return { all: cut(all), kept: cut(kept) };
    };
    const spots = (model: TwoBudgets) => {
      const at = (tax: number, energyTax: number) => {
        const [a, b] = [givenUp(tax, model.leastTimeTax), givenUp(energyTax, model.leastEnergyTax)];
        return place.holds(a, b) ? { left: x(a), top: y(b) } : null;
      };
      return {
        time: at(model.leastTimeTax, model.energyTaxAtTimeInterval),
        energy: at(model.timeTaxAtEnergyInterval, model.leastEnergyTax),
        now: at(model.timeTax, model.energyTax),
      };
    };
    return [
      ...place.axes,
      moving(strokes, (model: TwoBudgets, { searching }: View) => {
        if (searching) return columnsOf([]);
        const { all, kept } = lines(model);
        return columnsOf([
          place.line(all.time, all.energy, "var(--axis)", { width: 1.5 }),
          place.line(kept.time, kept.energy, "var(--ink)", { width: 4 }),
        ]);
      }),
      moving(dots, (model: TwoBudgets, { searching }: View) => {
        if (searching) return columnsOf([]);
        const { time: atTime, energy: atEnergy, now } = spots(model);
        return columnsOf<Dot>([
          ...[atTime, atEnergy].flatMap((at) => (at ? [full(at)] : [])),
          ...(now ? [ring(now)] : []),
        ]);
      }),
      moving(labels, (model: TwoBudgets, { searching }: View) => {
        if (searching) return columnsOf([{ left: box.left + 8, top: box.top + 20, text: "Hidden while you search" }]);
        const { time: atTime, energy: atEnergy, now } = spots(model);
        if (!atTime && !atEnergy)
          return columnsOf([{ left: box.left + 12, top: box.top + 24, text: "Both ends lie beyond this picture." }]);
        const { all } = lines(model);
        const points = place.points(all.time, all.energy).filter(({ top }) => Number.isFinite(top));
        return columnsOf(
          placeLabels(
            [
              atTime
                ? around(atTime, `time sets it: ${time(model.timeInterval)}`, [
                    "aboveAfter",
                    "belowAfter",
                    "above",
                    "below",
                  ])
                : [],
              atEnergy
                ? around(atEnergy, `energy sets it: ${time(model.energyInterval)}`, [
                    "aboveAfter",
                    "aboveBefore",
                    "above",
                  ])
                : [],
              now ? around(now, `now ${time(model.run.interval)}`) : [],
            ],
            { left: 0, right: width, top: 16, bottom: box.bottom },
            points,
            place.words.map(boxOf),
          ),
        );
      }),
    ];
  },
};
