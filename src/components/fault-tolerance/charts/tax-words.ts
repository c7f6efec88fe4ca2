import { tell } from "../../../sim/core/quantity.ts";

export const time = (seconds: number): string => tell(seconds, { style: "duration" });

export const percent = (share: number): string => tell(share, { style: "percent", digits: 1 });

/** How far off a prediction is, as a factor of at least 1. */
export const offBy = (prediction: number, optimum: number): string => {
  const factor = Math.max(prediction / optimum, optimum / prediction);
  return tell(factor, { style: "times", digits: factor < 10 ? 2 : factor < 100 ? 1 : 0 });
};
