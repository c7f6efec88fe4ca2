import type * as Plot from "@observablehq/plot";
import type { TwoBudgets } from "../../../sim/fault-tolerance/two-budgets.ts";
import { type Block, type Label, labels, still, strokes } from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { STATES } from "../../kit/states.ts";
import { time } from "./tax-words.ts";

/** Room for the power about one save, below the picture of a run (px). */
export const SAVE_HEIGHT = 132;
const [HIGH, FOOT] = [52, 22];
/** The picture is so many saves long, and the save stands a little after its start. */
const [SPAN, START] = [7, 2];

/** A power in words, to two digits at most. */
export const watts = (milliwatts: number): string => `${Number(milliwatts.toPrecision(2))}\u00a0mW`;
const base = (foot: number): number => foot + SAVE_HEIGHT - FOOT;

/** Title and baseline: what is there before the save is shown. */
export const saveAxis = ({ box }: Plane, foot: number): readonly Plot.RenderableMark[] => [
  still(labels, [{ left: 0, top: foot + 26, text: "Power drawn about one save", bold: true, fill: "var(--ink)" }]),
  still(strokes, [{ left: box.left, right: box.right, top: base(foot), bottom: base(foot), stroke: "var(--axis)" }]),
];

/** Power by time about one save, drawn as areas: height is power, width is time, the area is energy. */
export function oneSave(
  { writePower, powerRatio, writeTime }: TwoBudgets,
  { box, narrow }: Plane,
  foot: number,
  shown: boolean,
): { readonly blocks: Block[]; readonly labels: Label[] } {
  if (!shown) return { blocks: [], labels: [] };
  const work = writePower / powerRatio;
  const high = (power: number): number => (HIGH * power) / Math.max(work, writePower);
  const at = (saves: number): number => box.left + ((box.right - box.left) * saves) / SPAN;
  const bottom = base(foot);
  const area = (from: number, to: number, power: number, state: "useful" | "checkpoint"): Block => ({
    left: at(from),
    right: at(to),
    top: bottom - Math.max(1, high(power)),
    bottom,
    fill: STATES[state].colour,
  });
  return {
    blocks: [
      area(0, START, work, "useful"),
      area(START, START + 1, writePower, "checkpoint"),
      area(START + 1, SPAN, work, "useful"),
    ],
    labels: [
      {
        left: at(START),
        top: foot + 48,
        text: `the save: ${watts(writePower)} for ${time(writeTime)}`,
        fill: STATES.checkpoint.shade,
      },
      { left: box.right, top: bottom + 17, text: `work: ${watts(work)}`, anchor: "end", fill: STATES.useful.shade },
      { left: box.left, top: bottom + 17, text: narrow ? time(SPAN * writeTime) : `${time(SPAN * writeTime)} in all` },
    ],
  };
}
