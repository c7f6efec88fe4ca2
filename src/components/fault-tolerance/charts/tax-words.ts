import { tell } from "../../../sim/core/quantity.ts";
import { tellOff } from "../../kit/manner.ts";

export const time = (seconds: number): string => tell(seconds, { style: "duration" });

export const percent = (share: number): string => tell(share, { style: "percent", digits: 1 });

/** How far off a prediction is. */
export const offBy = (prediction: number, optimum: number): string =>
  tellOff(Math.max(prediction / optimum, optimum / prediction));
