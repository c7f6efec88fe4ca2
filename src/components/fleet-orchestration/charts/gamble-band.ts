import type { MonteCarlo } from "../../../sim/laws/checkpointing/monte-carlo.ts";
import { pathOf, type Stroke } from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import type { View } from "../../kit/view.ts";

/** A study’s result comes through a worker, without its type. */
const isMonteCarlo = (study: unknown): study is MonteCarlo =>
  typeof study === "object" && study !== null && ["interval", "low", "high"].every((name) => name in study);

/** The cloud, where there is one and it may be seen. */
export const cloudIn = ({ studies: { monteCarlo }, searching }: View): MonteCarlo | undefined =>
  !searching && isMonteCarlo(monteCarlo) && monteCarlo.interval.length > 0 ? monteCarlo : undefined;

/** 95 % of the replicas, from their times: the longest have the least goodput. */
export function bandOf(on: Plane, view: View): Stroke[] {
  const study = cloudIn(view);
  if (!study) return [];
  const edge = (ratios: readonly number[]) =>
    study.interval.map((interval, i) => `${on.x(interval).toFixed(1)},${on.y(1 / (ratios[i] ?? Infinity)).toFixed(1)}`);
  const path = `M${[...edge(study.low), ...edge(study.high).reverse()].join("L")}Z`;
  return [pathOf(path, "none", { fill: "color-mix(in srgb, var(--ink) 13%, transparent)" })];
}
