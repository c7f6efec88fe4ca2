import { duration, fixed, tell } from "../../sim/core/quantity.ts";
import { GPUS_PER_NODE, type Shape } from "../../sim/fleet-orchestration/parts/shape.ts";

/** How the pages of this lab tell what they tell again and again. */
export const percent = (share: number, digits = 1): string => tell(share, { style: "percent", digits });
export const count = (value: number): string => fixed(value, 0);
export const many = (value: number, one: string, more = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : more}`;
export const time = (seconds: number): string => duration(seconds);
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Where a GPU is, counted from 1. */
export function whereIs(gpu: number, { nodesPerRack, nodesPerPod }: Shape): string {
  const node = Math.floor(gpu / GPUS_PER_NODE);
  const [rack, pod] = [nodesPerRack, nodesPerPod].map((nodes) => count(Math.floor(node / nodes) + 1));
  return `GPU ${(gpu % GPUS_PER_NODE) + 1} of node ${count(node + 1)}, rack ${rack}, pod ${pod}`;
}
