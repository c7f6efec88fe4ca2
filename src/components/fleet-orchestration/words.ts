import { duration, fixed, tell } from "../../sim/core/quantity.ts";

/** How the pages of this lab tell what they tell again and again. */
export const percent = (share: number, digits = 1): string => tell(share, { style: "percent", digits });
export const count = (value: number): string => fixed(value, 0);
export const many = (value: number, one: string, more = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : more}`;
export const time = (seconds: number): string => duration(seconds);
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
