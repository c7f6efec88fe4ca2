import type { LoopAudit } from "../../../sim/fault-tolerance/loop-audit.ts";
import type { Point } from "../../kit/place-labels.ts";
import type { Stroke } from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { STATES } from "../../kit/states.ts";

/** A line of the cost curve: how it is drawn, and where it lies for labels to keep clear of. */
export interface CostLine {
  readonly name: "gang" | "checkpoint" | "rework" | "recovery" | "total" | "golden";
  readonly stroke: Stroke;
  readonly points: readonly Point[];
}

/** Every second point: on two logarithmic scales the parts are nearly straight. */
const thinned = (column: readonly number[]): number[] =>
  column.filter((_, i) => i % 2 === 0 || i === column.length - 1);

/** Where the tax is within 2 % of the least, which is what the search asks for. */
function goldenOf({ curve, goldenFrom, goldenTo, leastTax }: LoopAudit): { x: number[]; y: number[] } {
  const edge = 1.02 * leastTax;
  const within = curve.interval.flatMap((interval, i) =>
    interval > goldenFrom && interval < goldenTo ? [[interval, curve.total[i] ?? Number.NaN] as const] : [],
  );
  const rows = [[goldenFrom, edge] as const, ...within, [goldenTo, edge] as const];
  return { x: rows.map(([x]) => x), y: rows.map(([, y]) => y) };
}

/** The parts of the tax, their sum, and what the whole fleet would pay if one reset stopped every car. */
export function costLines(model: LoopAudit, frame: Plane): CostLine[] {
  const { curve, gangCurve } = model;
  const line = (
    name: CostLine["name"],
    x: readonly number[],
    y: readonly number[],
    stroke: string,
    width: number,
    dash?: string,
  ): CostLine => ({
    name,
    stroke: frame.line(x, y, stroke, dash ? { width, dash } : { width }),
    points: frame.points(x, y).filter(({ top }) => Number.isFinite(top)),
  });
  const x = thinned(curve.interval);
  const part = (name: "checkpoint" | "rework" | "recovery") =>
    line(name, x, thinned(curve[name]), STATES[name].colour, 1.75);
  const golden = goldenOf(model);
  return [
    line("gang", x, thinned(gangCurve.total), "var(--axis)", 1.5, "7 4"),
    part("checkpoint"),
    part("rework"),
    part("recovery"),
    line("total", curve.interval, curve.total, "var(--ink)", 2.25),
    line("golden", golden.x, golden.y, "var(--ink)", 5),
  ];
}
