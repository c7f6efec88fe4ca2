import { DAY, HOUR, MINUTE } from "../../../sim/core/units.ts";
import type { Wish } from "../../kit/place-labels.ts";
import type { Block, Stroke } from "../../kit/plot-parts.ts";
import { type Axis, type Plane, plane } from "../../kit/plot-plane.ts";
import { count } from "../words.ts";
import { HABIT } from "./gamble-words.ts";

export const INTERVALS: Axis = {
  from: 10,
  to: DAY,
  scale: "log",
  ticks: [
    [10, "10\u00a0s"],
    [MINUTE, "1\u00a0min"],
    [10 * MINUTE, "10\u00a0min"],
    [HOUR, "1\u00a0h"],
    [6 * HOUR, "6\u00a0h"],
    [DAY, "24\u00a0h"],
  ],
};
const SHARES: Axis = {
  from: 0,
  to: 1,
  scale: "linear",
  ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => [share, share === 1 ? "100\u00a0%" : count(100 * share)]),
};
/** What the badge asks for. */
const ASKED = 0.8;

/** Goodput upward, the interval across. */
export const planeOf = (width: number): Plane =>
  plane(width, { title: "Goodput of the training", x: INTERVALS, y: SHARES, height: [330, 420], top: [56, 56] });

/** Names of the shaded band and of the dotted line: where no trial stands. */
export const frameWords = ({ box, x, y, narrow }: Plane): readonly Wish[] => {
  const habit = narrow ? "habit" : "operators’ habit, 1 to 24\u00a0h";
  const asked = narrow ? "asked" : "asked for, 80\u00a0%";
  return [
    [box.bottom - 8, box.bottom - 40, y(0.5), box.top + 14].map((top) => [
      { left: x(HABIT.from) + 4, top, text: habit },
    ]),
    [y(ASKED) - 6, y(ASKED) + 16].map((top) => [{ left: box.right, top, text: asked, anchor: "end" }]),
  ];
};

/** What operators do, shaded. */
export const habit = ({ box, x }: Plane): Block => ({
  left: x(HABIT.from),
  right: x(HABIT.to),
  top: box.top,
  bottom: box.bottom,
  fill: "var(--sheet)",
});

/** The dotted line of what the badge asks for. */
export const askedLine = ({ box, y }: Plane): Stroke => ({
  left: box.left,
  right: box.right,
  top: y(ASKED),
  bottom: y(ASKED),
  stroke: "var(--axis)",
  dash: "2 3",
});
