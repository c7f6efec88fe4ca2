import type { AsyncStaging } from "../../../sim/fault-tolerance/async-staging.ts";
import type { Breakpoint } from "../../../sim/fault-tolerance/parts/async-staging-flow.ts";
import { SINCE } from "./staging-scale.ts";

export const GB = 1e9;
/** The axis of rates (GB/s). */
export const RATES = { from: 1, to: 5e5 } as const;

/** A rate over time as steps: pairs of equal height, from one change to the next. */
export interface Steps {
  readonly x: number[];
  readonly y: number[];
}
/** Changes of less than this share are no step. */
const ALIKE = 0.01;
/** A value, or the end of the axis beyond which it lies. */
export const within = (value: number, { from, to }: { readonly from: number; readonly to: number }): number =>
  Math.min(to, Math.max(from, value));

/** What a rate was, from one breakpoint of the flow to the next. */
export function stepsOf({ flow }: AsyncStaging, of: (point: Breakpoint) => number): Steps {
  const steps: Steps = { x: [], y: [] };
  flow.points.forEach((point, i) => {
    const next = flow.points[i + 1]?.time ?? SINCE.to;
    if (next <= SINCE.from || point.time >= SINCE.to) return;
    const value = within(of(point) / GB, RATES);
    const until = within(next, SINCE);
    if (of(point) === 0) {
      // Down to the ground, and no line along it: a logarithm has no zero.
      if (steps.x.length > 0) steps.x.push(within(point.time, SINCE), until);
      if (steps.y.length > 0) steps.y.push(RATES.from, Number.NaN);
      return;
    }
    if (Math.abs((steps.y.at(-1) ?? -1) / value - 1) < ALIKE) {
      steps.x[steps.x.length - 1] = until;
      return;
    }
    steps.x.push(within(point.time, SINCE), until);
    steps.y.push(value, value);
  });
  return steps;
}
