import type { MonteCarlo } from "../../../sim/laws/checkpointing/monte-carlo.ts";
import { pathOf, type Stroke } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { type CostFrame, TOP_TAX } from "./cost-frame.ts";

/** A study's result comes through a worker, without its type. */
const isMonteCarlo = (study: unknown): study is MonteCarlo =>
  typeof study === "object" && study !== null && ["interval", "low", "high"].every((name) => name in study);

/** The replicas' pointwise 95 % band, cut off at the frame's upper edge; nothing until the study is there. */
export function bandOf({ studies, searching }: View): { x: number[]; y1: number[]; y2: number[] } {
  const study = studies.monteCarlo;
  if (searching || !isMonteCarlo(study)) return { x: [], y1: [], y2: [] };
  const kept = study.interval.flatMap((_, i) => ((study.low[i] ?? Number.NaN) - 1 <= TOP_TAX ? [i] : []));
  const clipped = (ratio: number | undefined) => Math.min(TOP_TAX, Math.max(0, (ratio ?? Number.NaN) - 1));
  return {
    x: kept.map((i) => study.interval[i] ?? Number.NaN),
    y1: kept.map((i) => clipped(study.low[i])),
    y2: kept.map((i) => clipped(study.high[i])),
  };
}

/** The band as one closed path: out along its upper edge, back along its lower one. */
export function bandStroke(view: View, frame: CostFrame): Stroke[] {
  const { x, y1, y2 } = bandOf(view);
  if (x.length === 0) return [];
  const at = (interval: number, tax = Number.NaN) => `${frame.x(interval).toFixed(1)},${frame.y(tax).toFixed(1)}`;
  const upper = x.map((interval, i) => at(interval, y2[i]));
  const lower = x.map((interval, i) => at(interval, y1[i])).reverse();
  const path = `M${[...upper, ...lower].join("L")}Z`;
  const fill = "color-mix(in srgb, var(--ink) 13%, transparent)";
  return [pathOf(path, "none", { fill })];
}
