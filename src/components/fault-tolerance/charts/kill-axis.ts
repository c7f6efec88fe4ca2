import type { Point } from "../../kit/place-labels.ts";
import type { Axis, Plane } from "../../kit/plot-plane.ts";
import type { Trial } from "../../kit/view.ts";

/** The checkpoint interval, 0.1 s to 1 h: as the lever's own scale. */
export const INTERVALS: Axis = {
  from: 0.1,
  to: 3600,
  scale: "log",
  ticks: [
    [0.1, "0.1\u00a0s"],
    [1, "1\u00a0s"],
    [10, "10\u00a0s"],
    [60, "1\u00a0min"],
    [600, "10\u00a0min"],
    [3600, "1\u00a0h"],
  ],
};

export const onAxis = (interval: number): boolean => interval >= INTERVALS.from && interval <= INTERVALS.to;

/** Where an interval stands (px), at an end of the axis where it lies beyond. */
export const within = ({ box, x }: Plane, interval: number): number =>
  Math.min(box.right, Math.max(box.left, x(interval)));

/** Where a trial stands: a run beyond the frame, or one that was given up, on its edge. */
export const trialAt =
  (plane: Plane, told: (trial: Trial) => number) =>
  (trial: Trial): Point => {
    const top = plane.y(told(trial));
    return {
      left: plane.x(Number(trial.settings.interval)),
      top: Number.isNaN(top) ? plane.box.top : Math.min(plane.box.bottom, Math.max(plane.box.top, top)),
    };
  };

/** An upright hair. */
export const upright = (left: number, top: number, bottom: number, rest = {}) => ({
  left,
  right: left,
  top,
  bottom,
  stroke: "var(--ink)",
  ...rest,
});
