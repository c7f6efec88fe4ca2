import type { Point } from "../../kit/place-labels.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import type { Trial } from "../../kit/view.ts";

import { SAVE_INTERVALS as INTERVALS } from "./wearing-axis.ts";

export { INTERVALS };

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
