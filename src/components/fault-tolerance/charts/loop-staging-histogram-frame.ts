import { fixed } from "../../../sim/core/quantity.ts";
import type { LoopStaging } from "../../../sim/fault-tolerance/loop-staging.ts";
import { LOOP_TIME, MILLISECOND } from "../../../sim/fault-tolerance/parts/loop-car.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";

/** What the picture holds (s); what is shorter or longer is told at its side. */
export const FROM = 5 * MILLISECOND;
export const TO = 12 * MILLISECOND;
/** A class of no loop lies on the axis, below one loop. */
const NONE = 0.7;

export const histogramPlane = (width: number): Plane =>
  plane(width, {
    title: "Loops of 100,000, by how long they take",
    across: "time from the tick until the loop is done",
    x: {
      from: FROM,
      to: TO,
      scale: "linear",
      ticks: [5, 6, 7, 8, 9, 10, 11, 12].map(
        (ms) => [ms * MILLISECOND, ms === 12 ? "12\u00a0ms" : String(ms)] as const,
      ),
    },
    y: {
      from: NONE,
      to: 100_000,
      scale: "log",
      ticks: [1, 10, 100, 1000, 10_000, 100_000].map((count) => [count, fixed(count, 0)] as const),
    },
    left: [60, 64],
    top: [34, 34],
    height: [310, 390],
  });

export type Histogram = LoopStaging["histogram"];

interface Class {
  readonly i: number;
  /** Its two ends (px). */
  readonly left: number;
  readonly right: number;
  readonly late: boolean;
}

/** The classes in view. */
export const classes = ({ from, width }: Histogram, frame: Plane): Class[] =>
  from.flatMap((start, i) => {
    const middle = start + width / 2;
    if (middle < FROM || middle > TO) return [];
    return [{ i, left: frame.x(start), right: frame.x(start + width), late: middle > LOOP_TIME }];
  });

/** Steps over the classes up to the deadline, beyond it, or over all of them. */
export function steps(counts: readonly number[], shown: readonly Class[], { y, box }: Plane): string {
  const { bottom } = box;
  let path = "";
  let height = bottom;
  for (const { i, left, right } of shown) {
    const count = counts[i] ?? 0;
    const top = count > 0 ? y(count) : bottom;
    if (top !== height) path += `${height === bottom ? `M${left.toFixed(1)},${bottom}` : ""}V${top.toFixed(1)}`;
    if (top !== bottom) path += `H${right.toFixed(1)}`;
    height = top;
  }
  return `${path}${height === bottom ? "" : `V${bottom}`}` || "M0,0";
}
