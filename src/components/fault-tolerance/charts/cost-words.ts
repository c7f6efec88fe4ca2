import { INTERVALS } from "./cost-frame.ts";

export { offBy, percent, time } from "./tax-words.ts";

export const onAxis = (interval: number): boolean => interval >= INTERVALS.from && interval <= INTERVALS.to;
