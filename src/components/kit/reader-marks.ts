import type { Box, Point, Wish } from "./place-labels.ts";
import type { Block, Dot, Label } from "./plot-parts.ts";
import type { Trial } from "./view.ts";

/** Marks that stand for the same thing in every chart: what the reader predicted, has now, and tried. */

/** The reader's prediction, an upright swipe of the one yellow; the middle line over it is a stroke in `--on-you`. */
export const swipe = (left: number, { top, bottom }: Box, narrow: boolean): Block => {
  const half = narrow ? 4.5 : 6;
  return { left: left - half, right: left + half, top: top - 4, bottom, fill: "var(--you)" };
};

/** What the levers give now: an open ring. */
export const ring = ({ left, top }: Point): Dot => ({
  left,
  top,
  radius: 5.5,
  fill: "var(--paper)",
  stroke: "var(--ink)",
  width: 2,
});

/** The best, or the bound itself: a filled dot. */
export const full = ({ left, top }: Point): Dot => ({ left, top, radius: 5, fill: "var(--ink)" });

const SPOTS = {
  above: [0, -12, "middle"],
  aboveAfter: [12, -9, "start"],
  aboveBefore: [-12, -9, "end"],
  below: [0, 24, "middle"],
  belowAfter: [12, 20, "start"],
  belowBefore: [-12, 20, "end"],
} as const;
type Spot = keyof typeof SPOTS;

/** A bold label in the spots about a dot where it may stand, the best first. */
export const around = (
  { left, top }: Point,
  text: string,
  spots: readonly Spot[] = ["aboveAfter", "belowBefore", "belowAfter", "aboveBefore"],
): Wish =>
  spots.map((spot) => {
    const [dx, dy, anchor] = SPOTS[spot];
    return [{ left: left + dx, top: top + dy, text, anchor, bold: true, fill: "var(--ink)" }];
  });

/** A line's own name, at the given shares of its length: after it, before it, or below. */
export const along = (line: readonly Point[], shares: readonly number[], text: string, fill: string): Wish =>
  shares.flatMap((share): Label[][] => {
    const at = line[Math.round(share * (line.length - 1))];
    if (!at || !Number.isFinite(at.top)) return [];
    return [
      [{ left: at.left + 9, top: at.top - 5, text, fill }],
      [{ left: at.left - 9, top: at.top + 14, text, fill, anchor: "end" }],
      [{ left: at.left, top: at.top + 18, text, fill, anchor: "middle" }],
    ];
  });

const RADIUS = 9.5;
type PlaceOf = (trial: Trial) => Point;

/** The reader's trials: their hand, so they are yellow. `placeOf` keeps a run beyond the frame on its edge. */
export const trialDots = (trials: readonly Trial[], placeOf: PlaceOf): Dot[] =>
  trials.map((trial) => ({
    ...placeOf(trial),
    radius: RADIUS,
    fill: "var(--you)",
    stroke: "var(--on-you)",
    width: 1.5,
  }));

/** Where no label may stand. */
export const trialBoxes = (trials: readonly Trial[], placeOf: PlaceOf): Box[] =>
  trials.map((trial) => {
    const { left, top } = placeOf(trial);
    return { left: left - RADIUS, right: left + RADIUS, top: top - RADIUS, bottom: top + RADIUS };
  });

/** Their numbers; a dot that a later one covers keeps its number to itself. */
export const trialLabels = (trials: readonly Trial[], placeOf: PlaceOf): Label[] => {
  const places = trials.map(placeOf);
  return trials.flatMap((trial, i): Label[] => {
    const { left, top } = places[i] ?? { left: Number.NaN, top: Number.NaN };
    const covered = places.slice(i + 1).some((other) => Math.hypot(other.left - left, other.top - top) < RADIUS + 6);
    if (covered) return [];
    const text = String(trial.number);
    return [{ left, top: top + 4.5, text, anchor: "middle", fill: "var(--on-you)", bold: true, halo: "none" }];
  });
};
