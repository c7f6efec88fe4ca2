import { fixed, tell } from "../../../sim/core/quantity.ts";

/** The quantities of the page table, as its charts tell them. */
export const time = (seconds: number): string => tell(seconds, { style: "duration" });
export const pages = (count: number): string => `${fixed(Math.round(count), 0)}\u00a0pages`;
export const deltas = (count: number): string => `${fixed(count, 0)}\u00a0${count === 1 ? "delta" : "deltas"}`;
export const writes = (count: number): string => `${tell(count, { style: "number", digits: 3 })}\u00a0times`;
