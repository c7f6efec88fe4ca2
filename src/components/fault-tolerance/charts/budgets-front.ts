import type { TwoBudgets } from "../../../sim/fault-tolerance/two-budgets.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf, placeLabels } from "../../kit/place-labels.ts";
import { columnsOf, type Dot, dots, labels, remembered, strokes } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { around, full, ring } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { percent, time } from "./tax-words.ts";

/** The most that the picture shows of either budget given up. */
const MOST = 0.05;
const TICKS = [0, 0.01, 0.02, 0.03, 0.04, MOST].map(
  (share) => [share, share === MOST ? "5\u00a0%" : String(Math.round(share * 100))] as const,
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

/** What an interval gives up: the whole time and the whole energy over the least, minus one. */
const givenUp = (tax: number, least: number): number => (1 + tax) / (1 + least) - 1;

interface Given {
  readonly interval: readonly number[];
  readonly time: readonly number[];
  readonly energy: readonly number[];
}

/** Every interval as a point: its time and its energy over the least. The two bests are put in, where the line touches the axes. */
const givenOf = remembered((model: TwoBudgets, _nothing: null): Given => {
  const { curve, leastTimeTax, leastEnergyTax } = model;
  const points = [
    ...curve.interval.map((interval, i) => [interval, curve.time.total[i] ?? 0, curve.energy.total[i] ?? 0] as const),
    [model.timeInterval, leastTimeTax, model.energyTaxAtTimeInterval] as const,
    [model.energyInterval, model.timeTaxAtEnergyInterval, leastEnergyTax] as const,
  ].sort(([a], [b]) => a - b);
  return {
    interval: points.map(([interval]) => interval),
    time: points.map(([, tax]) => givenUp(tax, leastTimeTax)),
    energy: points.map(([, , tax]) => givenUp(tax, leastEnergyTax)),
  };
});

const between = (model: TwoBudgets): Given => {
  const all = givenOf(model, null);
  const [from, to] = [model.timeInterval, model.energyInterval].sort((a, b) => a - b) as [number, number];
  const kept = all.interval.flatMap((interval, i) => (interval >= from && interval <= to ? [i] : []));
  const of = (column: readonly number[]) => kept.map((i) => column[i] ?? Number.NaN);
  return { interval: of(all.interval), time: of(all.time), energy: of(all.energy) };
};

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
    const { interval, time, energy } = givenOf(model, null);
    return interval.flatMap((tau, i): Row[] => {
      const [more, extra] = [time[i] ?? Number.NaN, energy[i] ?? Number.NaN];
      return more <= MOST && extra <= MOST ? [{ interval: tau, time: more, energy: extra }] : [];
    });
  },
  frame: (width) => frontPlane(width).frame,
  marks(width) {
    const place = frontPlane(width);
    const { x, y, box } = place;
    const inside = ({ time, energy }: Given): Given => {
      const shown = (i: number): boolean => (time[i] ?? 1) <= MOST && (energy[i] ?? 1) <= 10 * MOST;
      const of = (column: readonly number[]) => column.map((value, i) => (shown(i) ? value : Number.NaN));
      return { interval: [], time: of(time), energy: of(energy) };
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
        const [all, kept] = [inside(givenOf(model, null)), inside(between(model))];
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
        const all = inside(givenOf(model, null));
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
