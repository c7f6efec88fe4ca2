import { LOOPS } from "../../../sim/fault-tolerance/loop-staging.ts";
import { MEGABYTE } from "../../../sim/fault-tolerance/parts/loop-car.ts";
import type { Point } from "../../kit/place-labels.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import type { Trial } from "../../kit/view.ts";
import { chunkOf } from "./loop-staging-words.ts";

/** Half a prediction's swipe along the axis, and its thickness (px). */
export const SWIPE = { half: 34, thick: 10 } as const;

/** No loop late: a place of its own below the logarithmic axis, which has no nought. */
const NONE = 0.4;
const MOST = LOOPS;

/** The lever's own range, which lies under the plot. */
export const CHUNKS = { from: 0.5 * MEGABYTE, to: 256 * MEGABYTE } as const;

/** The question was asked of a copy of the mission's whole world model (B). */
export const ASKED = 64 * MEGABYTE;

export const missPlane = (width: number): Plane =>
  plane(width, {
    title: "Late, of 100,000 loops that copy",
    x: {
      ...CHUNKS,
      scale: "log",
      ticks: [0.5, 2, 8, 32, 128].map((megabytes) => [megabytes * MEGABYTE, `${megabytes}\u00a0MB`] as const),
    },
    y: {
      from: NONE,
      to: MOST,
      scale: "log",
      ticks: [
        [NONE, "none"],
        [1, "1"],
        [10, "10"],
        [100, "100"],
        [1000, "1,000"],
        [10_000, "10,000"],
        [100_000, "100,000"],
      ],
    },
    left: [60, 64],
    top: [34, 34],
    height: [330, 410],
  });

/** Where a share of late loops stands (px): none has a place of its own. */
export const heightOf = ({ y, box }: Plane, share: number): number =>
  share > 0 ? Math.min(box.bottom, y(Math.max(1, share * LOOPS))) : box.bottom;

export const placeOf = (frame: Plane, bytes: number, share: number): Point => ({
  left: frame.x(bytes),
  top: heightOf(frame, share),
});

/** A trial's late loops: each cost two deadlines, its own and that of the tick it overran. */
export const trialPlace =
  (frame: Plane) =>
  (trial: Trial): Point => {
    const late = (trial.shown.missed ?? 0) / 2;
    return placeOf(frame, chunkOf(trial), Math.min(1, late / (LOOPS - late)));
  };
