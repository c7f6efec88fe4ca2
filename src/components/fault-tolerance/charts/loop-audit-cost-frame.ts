import { type Plane, plane } from "../../kit/plot-plane.ts";

/** The interval's axis is the lever's own scale, which lies under it: 0.1 s to 1 h. */
export const INTERVALS = { from: 0.1, to: 3600 } as const;
/** From what restarts alone cost the mission’s car to what a gang of all cars would pay: every cost is a power of the interval. */
const TAXES = { from: 3e-6, to: 10 } as const;

/** Room over the plot for the title, and for the flags of the prediction and the least. */
const FLAGS = [82, 64] as const;

export const costPlane = (width: number): Plane =>
  plane(width, {
    title: "Reliability tax of one car’s computer",
    height: [352, 430],
    left: [56, 64],
    top: FLAGS,
    x: {
      ...INTERVALS,
      scale: "log",
      ticks: [
        [0.1, "100\u00a0ms"],
        [1, "1\u00a0s"],
        [10, "10\u00a0s"],
        [60, "1\u00a0min"],
        [600, "10\u00a0min"],
        [3600, "1\u00a0h"],
      ],
    },
    y: {
      ...TAXES,
      scale: "log",
      ticks: [
        [1e-5, "0.001"],
        [1e-4, "0.01"],
        [1e-3, "0.1"],
        [1e-2, "1"],
        [0.1, "10"],
        [1, "100"],
        [10, "1,000\u00a0%"],
      ],
    },
  });

export const onAxis = (interval: number): boolean => interval >= INTERVALS.from && interval <= INTERVALS.to;

/** An interval and a tax kept on the edge of the frame, where they lie beyond it. */
export const kept = ({ x, y }: Plane, interval: number, share: number) => ({
  left: x(Math.min(INTERVALS.to, Math.max(INTERVALS.from, interval))),
  top: y(Math.min(TAXES.to, Math.max(TAXES.from, share))),
});
