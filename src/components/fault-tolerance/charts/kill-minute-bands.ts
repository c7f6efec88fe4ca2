import type { KillAudit } from "../../../sim/fault-tolerance/kill-audit.ts";
import type { Point } from "../../kit/place-labels.ts";
import { type Block, pathOf, type Stroke } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { STATES } from "../../kit/states.ts";
import type { Trial } from "../../kit/view.ts";
import { INTERVALS } from "./kill-axis.ts";
import { FRAMES, type Worn } from "./kill-words.ts";

/** What a minute loses, from the foot of the stack upward: the flat band first. */
export const TAKEN = ["recovery", "checkpoint", "rework"] as const satisfies readonly Worn[];
export type Taken = (typeof TAKEN)[number];

/** The frame shows five twelfths of a minute's 3,600 frames: the mission's loss lies inside, and the least can still be seen. */
export const TOP = 1500;

export const minutePlane = (width: number): Plane =>
  plane(width, {
    title: "Frames lost of each minute’s 3,600",
    x: INTERVALS,
    y: {
      from: 0,
      to: TOP,
      scale: "linear",
      ticks: [
        [0, "0"],
        [300, "300"],
        [600, "600"],
        [900, "900"],
        [1200, "1,200"],
        [TOP, "1,500"],
      ],
    },
    across: "Checkpoint interval",
    height: [332, 426],
    top: [78, 62],
  });

const SWIPE = 4;

/** The reader's number as a level swipe: no interval's own, so it runs through all of them. */
export const swipeOf = (prediction: number, { box, y }: Plane): Block[] =>
  prediction > TOP
    ? []
    : [
        {
          left: box.left,
          right: box.right,
          top: y(prediction) - SWIPE,
          bottom: Math.min(box.bottom, y(prediction) + SWIPE),
          fill: "var(--you)",
        },
      ];

/** The middle line of the same swipe. */
export const middleOf = (prediction: number, { box, y }: Plane): Stroke[] =>
  prediction > TOP
    ? []
    : [
        {
          left: box.left,
          right: box.right,
          top: y(prediction),
          bottom: y(prediction),
          stroke: "var(--on-you)",
          width: 1.25,
          dash: "2 3",
        },
      ];

/** Points every few pixels of it, for labels to keep clear of. */
export const alongSwipe = (prediction: number, { box, y }: Plane): Point[] =>
  Array.from({ length: Math.ceil((box.right - box.left) / 6) }, (_, i) => ({
    left: box.left + 6 * i,
    top: y(prediction),
  }));

/** A band of the stack: its edges in frames at each interval. */
export interface Band {
  readonly name: Taken;
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** The stack at every second interval of the curve. */
export function stackOf({ curve }: KillAudit): { readonly x: readonly number[]; readonly bands: readonly Band[] } {
  const kept = curve.interval.flatMap((_, i) => (i % 2 === 0 || i === curve.interval.length - 1 ? [i] : []));
  const shares = { recovery: curve.frozen, checkpoint: curve.saving, rework: curve.lost };
  let low = kept.map(() => 0);
  const bands = TAKEN.map((name): Band => {
    const high = kept.map((at, i) => (low[i] ?? 0) + FRAMES * (shares[name][at] ?? 0));
    const band = { name, low, high };
    low = high;
    return band;
  });
  return { x: kept.map((i) => curve.interval[i] ?? Number.NaN), bands };
}

/** A line cut off at the upper edge, with the points where it crosses that edge. */
const cutOff = (line: readonly Point[], top: number): Point[] =>
  line.flatMap((point, i): Point[] => {
    const next = line[i + 1] ?? point;
    const kept = { left: point.left, top: Math.max(top, point.top) };
    if (point.top < top === next.top < top) return [kept];
    const share = (top - point.top) / (next.top - point.top);
    return [kept, { left: point.left + share * (next.left - point.left), top }];
  });

/** A band as one closed path; its texture is a second path over the colour. */
export function bandsOf(model: KillAudit, { x, y, box }: Plane): Stroke[] {
  const stack = stackOf(model);
  const edge = (frames: readonly number[]): string[] =>
    cutOff(
      frames.map((value, i) => ({ left: x(stack.x[i] ?? Number.NaN), top: y(value) })),
      box.top,
    ).map(({ left, top }) => `${left.toFixed(1)},${top.toFixed(1)}`);
  return stack.bands.flatMap(({ name, low, high }): Stroke[] => {
    const path = `M${[...edge(high), ...edge(low).reverse()].join("L")}Z`;
    const { colour, texture } = STATES[name];
    return [pathOf(path, "none", { fill: colour }), ...(texture ? [pathOf(path, "none", { fill: texture })] : [])];
  });
}

/** What a trial's run lost a minute, in frames. What is neither kept, saving nor lost was frozen. */
export function framesOfTrial({ shown }: Trial): Readonly<Record<Taken, number>> {
  const { runTime = Number.NaN, runTax = Number.NaN, runDropped = 0, runLost = 0 } = shown;
  const aMinute = 60 / runTime;
  const checkpoint = runDropped * aMinute;
  const rework = (runLost * FRAMES) / runTime;
  return { checkpoint, rework, recovery: Math.max(0, FRAMES - FRAMES / (1 + runTax) - checkpoint - rework) };
}

/** Without end where the run was given up. */
export const lostOf = (frames: Readonly<Record<Taken, number>>): number =>
  TAKEN.reduce((sum, name) => sum + frames[name], 0);

const HALF = 6;

/** A trial's own minute as a stacked bar at its interval. */
export function trialBars(trial: Trial, { x, y, box }: Plane): Block[] {
  const frames = framesOfTrial(trial);
  if (!Number.isFinite(lostOf(frames))) return [];
  const left = x(Number(trial.settings.interval));
  let low = 0;
  return TAKEN.map((name): Block => {
    const high = low + frames[name];
    const bar = {
      left: left - HALF,
      right: left + HALF,
      top: Math.max(box.top, y(high)),
      bottom: Math.max(box.top, y(low)),
      fill: STATES[name].colour,
      texture: STATES[name].texture,
    };
    low = high;
    return bar;
  });
}
