import { fixed } from "../../../sim/core/quantity.ts";
import { DAY, HOUR } from "../../../sim/core/units.ts";
import type { LoopAudit } from "../../../sim/fault-tolerance/loop-audit.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { keptApart } from "../../kit/place-labels.ts";
import { columnsOf, type Label, labels, pathOf, type Stroke, still, strokes } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { carsOf, many, time } from "./loop-audit-words.ts";

/** How many cars the story has come to, by scroll step; the fourth tells of the whole fleet. */
const CARS_AT = [1, 10, 40, 40];
const MOST = 40;
const TOP = 30;
const PITCH = 7.4;
const FOOT = 34;

const layout = (width: number) => {
  const narrow = width < 480;
  const [left, right] = narrow ? [58, width - 34] : [72, width - 78];
  return {
    narrow,
    left,
    right,
    x: (seconds: number) => left + (seconds / DAY) * (right - left),
    foot: (row: number) => TOP + (row + 1) * PITCH,
    height: TOP + MOST * PITCH + FOOT,
  };
};

const reached = ({ rows }: LoopAudit, { step }: View): number =>
  Math.min(rows.length, CARS_AT[Math.min(CARS_AT.length - 1, Math.max(0, step))] ?? MOST);
const within = ({ rows }: LoopAudit, cars: number): number =>
  rows.slice(0, cars).reduce((sum, row) => sum + row.length, 0);
/** Row counts that are named: the first car, the tenth, and all that are drawn. */
const named = ({ rows }: LoopAudit): number[] => [...new Set([1, 10, MOST].map((cars) => Math.min(cars, rows.length)))];

const HIDDEN = "Hidden while you search: it would tell how often this fleet is reset.";

/** The resets of each car in one day, a row a car: your car is the first. */
export const carRug: Chart<LoopAudit> = {
  title: "Resets in one day of driving, a row a car",
  finding(model, view) {
    if (view.searching) return HIDDEN;
    const cars = reached(model, view);
    const resets = within(model, cars);
    const told = resets === 0 ? "no reset" : many(resets, "reset");
    return `In one simulated day of driving, ${cars === 1 ? "your car" : many(cars, "car")} had ${told}.`;
  },
  reading: () => "Each row is a car and each red line a reset of its computer. Your car is on top.",
  columns: {
    cars: { label: "Cars", style: "count" },
    resets: { label: "Resets in the day", style: "count" },
  },
  rows(model, view) {
    if (view.searching) return [];
    const counted = named(model).map((cars): Row => ({ cars, resets: within(model, cars) }));
    const cars = carsOf(model);
    return cars > MOST ? [...counted, { cars, resets: model.fleetResets }] : counted;
  },
  frame: (width) => ({ height: layout(width).height, margin: 0 }),
  marks(width) {
    const { narrow, left, right, x, foot, height } = layout(width);
    const hours = narrow ? [0, 12, 24] : [0, 6, 12, 18, 24];
    return [
      still(
        strokes,
        hours.map((hour) => ({
          left: x(hour * HOUR),
          right: x(hour * HOUR),
          top: TOP - 8,
          bottom: height - FOOT + 4,
          stroke: "var(--grid)",
        })),
      ),
      still(
        labels,
        hours.map((hour) => ({ left: x(hour * HOUR), top: 13, text: `${hour}\u00a0h`, anchor: "middle" as const })),
      ),
      moving(strokes, (model: LoopAudit, view: View) => {
        if (view.searching) return columnsOf([]);
        const seen = reached(model, view);
        const level = (row: number): Stroke => ({
          ...{ left, right, top: foot(row), bottom: foot(row) },
          stroke: row < seen ? "var(--rule)" : "var(--grid)",
        });
        const ticks = (from: number, to: number, stroke: string, width: number): Stroke => {
          const path = model.rows
            .slice(from, to)
            .flatMap((row, i) => row.map((at) => `M${x(at).toFixed(1)},${foot(from + i).toFixed(1)}v-6`))
            .join("");
          return pathOf(path || "M0,0", stroke, { width });
        };
        return columnsOf([
          ...model.rows.map((_, row) => level(row)),
          ticks(seen, MOST, "var(--rule)", 1.4),
          ticks(0, seen, "var(--failed)", 2),
        ]);
      }),
      moving(labels, (model: LoopAudit, view: View) => {
        if (view.searching) return columnsOf([{ left, top: TOP + 20, text: "Hidden while you search" }]);
        const seen = reached(model, view);
        const cars = carsOf(model);
        const groups = named(model);
        // Where two would touch, the last and the first stay.
        const order = [groups.at(-1) ?? 1, ...groups.slice(0, -1)];
        const row = (count: number, text: string, side: "start" | "end"): Label => ({
          left: side === "start" ? 0 : width,
          top: foot(count - 1) + 1,
          text,
          ...(side === "end" ? { anchor: "end" as const } : {}),
          fill: count <= seen ? "var(--ink)" : "var(--ink-2)",
          bold: count === seen,
        });
        const fleet = `${many(cars, "car")}: ${many(model.fleetResets, "reset")}`;
        return columnsOf([
          ...keptApart(order.map((count) => row(count, count === 1 ? "your\u00a0car" : many(count, "car"), "start"))),
          ...keptApart(
            order.map((count) => {
              const resets = within(model, count);
              return row(count, narrow ? fixed(resets, 0) : many(resets, "reset"), "end");
            }),
          ),
          ...(cars > MOST
            ? [
                {
                  left: 0,
                  top: height - 8,
                  text: narrow ? fleet : `${fleet}, one every ${time(DAY / Math.max(1, model.fleetResets))}`,
                  fill: view.step >= 2 ? "var(--ink)" : "var(--ink-2)",
                  bold: view.step >= 2,
                },
              ]
            : []),
        ]);
      }),
    ];
  },
};
