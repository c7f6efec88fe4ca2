import type { Axis } from "../../kit/plot-plane.ts";

/** Time between two saves of a pair of glasses, 0.1 s to 1 h: as the lever's own scale. */
export const SAVE_INTERVALS: Axis = {
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
