import type { Stroke } from "../../kit/plot-parts.ts";
import { STATES } from "../../kit/states.ts";

/** Frames of a close-up: two seconds. */
export const CLOSE_UP = 120;
/** Frames before the kill or the save. */
const BEFORE = 24;

const TOP = 14;
/** From a row's words to its foot, and to the next row's words (px). */
const BAR = 44;
const FIRST = 106;
const PITCH = 92;

/** Three rows under each other: a run, a kill, a save. */
export const storyLayout = (width: number) => {
  const row = (i: number): number => (i === 0 ? TOP : TOP + FIRST + (i - 1) * PITCH);
  return {
    /** The baseline of a row's words. */
    row,
    foot: (i: number): number => row(i) + BAR + (i === 0 ? 10 : 0),
    x: (share: number): number => share * width,
    height: row(2) + BAR + 26,
  };
};

/** Frames from one index to another as one dashed stroke: a dash a frame. */
function run(width: number, i: number, from: number, to: number, stroke: string): Stroke[] {
  if (to <= from) return [];
  const { row, foot } = storyLayout(width);
  const [middle, thick] = [(row(i) + 10 + foot(i)) / 2, foot(i) - row(i) - 10];
  const pitch = width / CLOSE_UP;
  const gap = Math.min(1.5, pitch / 3);
  return [
    {
      left: from * pitch,
      right: to * pitch - gap,
      top: middle,
      bottom: middle,
      stroke,
      width: thick,
      dash: `${(pitch - gap).toFixed(3)} ${gap.toFixed(3)}`,
    },
  ];
}

/**
 * Two seconds frame by frame, with those that are missing.
 *
 * @param missing frames frozen or dropped
 * @param fill their colour; null where the story has not come to them
 */
export function frameRow(width: number, i: number, missing: number, fill: string | null): Stroke[] {
  const end = Math.min(CLOSE_UP, BEFORE + missing);
  const kept = fill === null ? "var(--rule)" : STATES.useful.colour;
  return [
    ...run(width, i, 0, BEFORE, kept),
    ...run(width, i, BEFORE, end, fill ?? "var(--rule)"),
    ...run(width, i, end, CLOSE_UP, kept),
  ];
}
