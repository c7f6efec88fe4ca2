import { tell } from "../../../sim/core/quantity.ts";

export const time = (seconds: number): string => tell(seconds, { style: "duration" });

/** A tax beyond this is told as such: its digits say nothing. */
const MOST_TOLD = 1e4;
export const percent = (share: number): string =>
  share > MOST_TOLD ? "over 1,000,000\u00a0%" : tell(share, { style: "percent", digits: 1 });

/** How far off a prediction is, as a factor of at least 1. */
export const offBy = (prediction: number, optimum: number): string => {
  const factor = Math.max(prediction / optimum, optimum / prediction);
  return tell(factor, { style: "times", digits: factor < 10 ? 2 : factor < 100 ? 1 : 0 });
};
