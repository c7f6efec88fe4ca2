/** Seconds in what a lever or a label speaks of. A year has 365 days, as in the laws. */
export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;
export const YEAR = 365 * DAY;

export const minutes = (value: number): number => value * MINUTE;
export const hours = (value: number): number => value * HOUR;
export const days = (value: number): number => value * DAY;
