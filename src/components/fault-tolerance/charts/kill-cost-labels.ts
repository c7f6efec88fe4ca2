import type { KillAudit } from "../../../sim/fault-tolerance/kill-audit.ts";
import { boxOf, type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import type { Label } from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { along, around, trialBoxes } from "../../kit/reader-marks.ts";
import { STATES } from "../../kit/states.ts";
import type { View } from "../../kit/view.ts";
import { onAxis, trialAt, within } from "./kill-axis.ts";
import { taxOfTrial, taxParts } from "./kill-cost-lines.ts";
import { WORN } from "./kill-words.ts";
import { percent, time } from "./tax-words.ts";

/** A flag over the plot, beside its hair, in the first of two rows where there is room; else at the edge that the hair is nearer to. */
export function flag(plane: Plane, interval: number, texts: readonly string[], outward: "start" | "end"): Wish {
  const { box, width } = plane;
  const at = within(plane, interval);
  const bold = (left: number, top: number, text: string, anchor: "start" | "end"): Label[] => [
    { left, top, text, anchor, bold: true, fill: "var(--ink)" },
  ];
  const other = outward === "start" ? "end" : "start";
  const beside = (top: number, text: string): Label[][] => [
    bold(at + (outward === "start" ? 8 : -8), top, text, outward),
    bold(at + (outward === "start" ? -8 : 8), top, text, other),
  ];
  const edge = (top: number, text: string): Label[] =>
    at < width / 2 ? bold(0, top, text, "start") : bold(width, top, text, "end");
  const rows = [box.top - 10, box.top - 28];
  return [
    ...rows.flatMap((top) => texts.flatMap((text) => beside(top, text))),
    ...rows.flatMap((top) => texts.map((text) => edge(top, text))),
  ];
}

/** Points every few pixels of the upright hairs, for labels to keep clear of. */
export const alongHairs = (lefts: readonly number[], { box }: Plane): Point[] =>
  lefts.flatMap((left) =>
    Array.from({ length: Math.ceil((box.bottom - box.top) / 6) }, (_, i) => ({ left, top: box.top + 6 * i })),
  );

/** Shares of a line's points, so that a name finds a place wherever the line lies in the frame. */
const SHARES = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);
const from = (share: number): number[] => [...SHARES].sort((a, b) => Math.abs(a - share) - Math.abs(b - share));

/** Every label of the curve: the flags first, then what the reader pays, then the names of the lines. */
export function costLabels(model: KillAudit, view: View, plane: Plane): Label[] {
  const { box, holds, x, y, points } = plane;
  const { curve, optimalInterval, leastTax, run, tax } = model;
  const total = points(curve.interval, curve.total);
  const columns = taxParts(model);
  const parts = {
    checkpoint: points(curve.interval, columns.checkpoint),
    rework: points(curve.interval, columns.rework),
    recovery: points(curve.interval, columns.recovery),
  };
  const least = `Least tax ${percent(leastTax)} at ${time(optimalInterval)}`;
  const now = { left: x(run.interval), top: y(tax) };
  const hairs = [run.interval, optimalInterval].filter(onAxis).map(x);
  const name = (part: keyof typeof parts, share: number): Wish =>
    along(parts[part], from(share), WORN[part], STATES[part].shade);
  return placeLabels(
    [
      flag(plane, optimalInterval, [least, `least ${percent(leastTax)}`], "start"),
      holds(run.interval, tax) ? around(now, `now ${time(run.interval)}: ${percent(tax)}`) : [],
      name("checkpoint", 0.2),
      name("rework", 0.2),
      name("recovery", 0.1),
      along(total, from(0.1), "tax", "var(--ink)"),
    ],
    { left: 0, right: plane.width, top: 16, bottom: box.bottom - 2 },
    [...total, ...Object.values(parts).flat(), ...alongHairs(hairs, plane)],
    [...plane.words.map(boxOf), ...trialBoxes(view.trials, trialAt(plane, taxOfTrial))],
  );
}
