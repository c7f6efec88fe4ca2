import { fixed } from "../../../sim/core/quantity.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { boxOf, type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import type { Label, Stroke } from "../../kit/plot-parts.ts";
import { trialBoxes } from "../../kit/reader-marks.ts";
import { STATES } from "../../kit/states.ts";
import type { View } from "../../kit/view.ts";
import { bandOf } from "./cost-band.ts";
import { bold, corners, flags } from "./cost-flags.ts";
import { type CostFrame, costAxisWords, TOP_TAX } from "./cost-frame.ts";
import { type CostLine, onFrame } from "./cost-lines.ts";
import { onAxis, percent, time } from "./cost-words.ts";
import { trialPlace } from "./trial-dots.ts";

const isDrawn = ({ left, top }: Point): boolean => Number.isFinite(left) && Number.isFinite(top);

/** Points every few pixels of an upright hair, for labels to keep clear of; the flag's dotted leader may be crossed. */
const alongHair = ({ left, right, top, bottom, stroke }: Stroke): Point[] => {
  if (left !== right || bottom - top <= 20 || stroke === "var(--axis)") return [];
  const sides = stroke === "var(--on-you)" ? [left - 5, left, left + 5] : [left];
  const rows = Array.from({ length: Math.ceil((bottom - top) / 6) }, (_, i) => top + 6 * i);
  return sides.flatMap((side) => rows.map((row) => ({ left: side, top: row })));
};

/** Where a line crosses a height, on its falling side or on its rising one. */
function crossing(line: readonly Point[], top: number, rising: boolean): Point | undefined {
  const crosses = (to: Point, i: number) => {
    const from = line[i - 1] ?? to;
    return rising ? from.top > top && to.top <= top : from.top <= top && to.top > top;
  };
  const at = line[rising ? "findLastIndex" : "findIndex"](crosses);
  const [from, to] = [line[at - 1], line[at]];
  if (!from || !to) return undefined;
  return { left: from.left + ((top - from.top) / (to.top - from.top)) * (to.left - from.left), top };
}

/** The points that lie apart from another line, both from left to right. */
function apartFrom(line: readonly Point[], other: readonly Point[], distance: number): Point[] {
  let first = 0;
  return line.filter(({ left, top }) => {
    while ((other[first]?.left ?? Number.POSITIVE_INFINITY) < left - distance) first++;
    for (let i = first; (other[i]?.left ?? Number.POSITIVE_INFINITY) < left + distance; i++) {
      const point = other[i];
      if (point && Math.hypot(point.left - left, point.top - top) < distance) return false;
    }
    return true;
  });
}

interface Beside {
  /** Heights at which the line is steep enough to stand beside it, as taxes. */
  readonly taxes: readonly number[];
  readonly rising: boolean;
  /** The side on which the label stands: before or after the line. */
  readonly sides: readonly ("start" | "end")[];
  /** Shares of the line's length above and below which the label may lie, if it can't stand beside it. */
  readonly along?: readonly number[];
}

function beside(line: readonly Point[], label: Label, where: Beside, frame: CostFrame): Wish {
  const { taxes, rising, sides, along = [0.9, 0.1, 0.75, 0.25, 0.5] } = where;
  const steep = taxes.flatMap((tax): Label[][] => {
    const at = crossing(line, frame.y(tax), rising);
    return at
      ? sides.map((anchor) => [{ ...label, left: at.left + (anchor === "start" ? 9 : -9), top: at.top + 4, anchor }])
      : [];
  });
  const flat = along.flatMap((share): Label[][] => {
    const at = line[Math.round(share * (line.length - 1))];
    return at ? [-7, 16].map((dy) => [{ ...label, left: at.left, top: at.top + dy, anchor: "middle" }]) : [];
  });
  return [...steep, ...flat];
}

const SPOTS = {
  below: [14, 20, "start"],
  above: [0, -12, "middle"],
  aboveAfter: [12, -10, "start"],
  aboveBefore: [-12, -10, "end"],
  belowBefore: [-14, 20, "end"],
} as const;

/** Round about a dot, inside the frame. */
const around = (at: Point, text: string, order: readonly (keyof typeof SPOTS)[], { box }: CostFrame): Wish =>
  order
    .map((name) => SPOTS[name])
    .filter(([, dy]) => at.top + dy > box.top + 10 && at.top + dy < box.bottom - 2)
    .map(([dx, dy, anchor]) => [bold({ left: at.left + dx, top: at.top + dy, text, anchor })]);

/** A tick's name on the baseline, with its interval where there is room. */
const onBaseline = (interval: number, name: string, anchor: "start" | "end", frame: CostFrame): Wish =>
  onAxis(interval)
    ? [`${name} ${time(interval)}`, name].map((text) => [
        {
          left: frame.x(interval) + (anchor === "start" ? 6 : -6),
          top: frame.box.bottom - 5,
          text,
          anchor,
          fill: "var(--ink)",
        },
      ])
    : [];

/** Every label of the chart, the reader's and the least first; one that finds no room is left out. */
export function costLabels(
  model: YoungDaly,
  view: View,
  frame: CostFrame,
  lines: ReadonlyMap<CostLine["name"], readonly Point[]>,
  hairs: readonly Stroke[],
): Label[] {
  const { box, narrow } = frame;
  const points = new Map([...lines].map(([name, line]) => [name, line.filter(isDrawn)]));
  const of = (name: CostLine["name"]): readonly Point[] => points.get(name) ?? [];
  const { interval } = model.run;
  const now = { left: frame.x(interval), top: frame.y(Math.min(model.tax, TOP_TAX)) };
  const least = { left: frame.x(model.optimalInterval), top: frame.y(model.leastTax) };
  const nowText = narrow ? `now ${percent(model.tax)}` : `now ${time(interval)}: ${percent(model.tax)}`;
  const text = (words: string, fill = "var(--ink-2)"): Label => ({ left: 0, top: 0, text: words, fill });
  const total = of("total");
  const ghost = apartFrom(of("ghost"), total, 14);
  const band = bandOf(view);
  const after = band.x.findIndex((x) => x > model.optimalInterval);
  const lowEdge = after < 0 ? [] : onFrame(band.x.slice(after), band.y1.slice(after), frame).filter(isDrawn);
  const restarts = narrow ? "recovery" : "recovery and downtime";
  const wishes: Wish[] = [
    ...flags(model, view, frame),
    model.tax <= TOP_TAX
      ? around(now, nowText, ["below", "aboveAfter", "aboveBefore", "belowBefore", "above"], frame)
      : (["start", "end"] as const).map((anchor) => [
          bold({ left: now.left + (anchor === "start" ? 10 : -10), top: box.top + 14, text: nowText, anchor }),
        ]),
    model.leastTax <= TOP_TAX && onAxis(model.optimalInterval)
      ? around(least, percent(model.leastTax), ["above", "aboveAfter", "aboveBefore", "below", "belowBefore"], frame)
      : [],
    onBaseline(model.youngInterval, "Young", "start", frame),
    onBaseline(model.dalyInterval, "Daly", "end", frame),
    beside(
      of("checkpoint"),
      text("checkpoints", STATES.checkpoint.shade),
      { taxes: [0.36, 0.3, 0.25, 0.42, 0.2, 0.5], rising: false, sides: ["end", "start"] },
      frame,
    ),
    beside(
      of("rework"),
      text("rework", STATES.rework.shade),
      { taxes: [0.42, 0.36, 0.48, 0.3, 0.25, 0.2], rising: true, sides: ["start", "end"] },
      frame,
    ),
    beside(
      of("recovery"),
      text(restarts, STATES.recovery.shade),
      { taxes: [0.1, 0.14, 0.18, 0.25, 0.4], rising: true, sides: ["start"], along: [0.05, 0.15, 0.3, 0.7, 0.9] },
      frame,
    ),
    beside(
      total,
      bold({ left: 0, top: 0, text: "total" }),
      { taxes: [0.36, 0.42, 0.3, 0.48], rising: true, sides: ["end", "start"] },
      frame,
    ),
    ...corners(model, frame),
    beside(
      ghost,
      text(`at ${fixed(model.gang.gpus / 2, 0)} GPUs`),
      { taxes: [0.33, 0.27, 0.22, 0.38, 0.45], rising: true, sides: ["start"], along: [] },
      frame,
    ),
    beside(
      lowEdge,
      text(narrow ? "95 % of runs" : "gray: 95 % of runs"),
      { taxes: [0.48, 0.45, 0.52, 0.4, 0.3, 0.2], rising: true, sides: ["start"], along: [] },
      frame,
    ),
  ];
  const obstacles = [...[...points.values()].flat(), ...hairs.flatMap(alongHair)];
  const taken = [...costAxisWords(frame).map(boxOf), ...trialBoxes(view.trials, trialPlace(frame))];
  return placeLabels(wishes, { left: 0, right: frame.width, top: 14, bottom: box.bottom + 1 }, obstacles, taken);
}
