import type { Label } from "./plot-parts.ts";

/** Advance widths of Source Sans 3 in em, by class of character, rounded up: no layout engine is asked, so build and page agree. */
const CLASSES: readonly (readonly [string, number])[] = [
  [" \u00a0,.:;'Iijl|’·", 0.26],
  ["!()-[]f{}/\\rt", 0.345],
  ['*s"?cvxyz“”', 0.46],
  ["ACEPRSTZbdhnopqu", 0.555],
  ["BDGKHNOQU&w", 0.67],
  ["M%Wm@…", 0.85],
];
const WIDTHS = new Map(
  CLASSES.flatMap(([characters, width]) => [...characters].map((character) => [character, width] as const)),
);
/** Figures, and all else. */
const OTHERS = 0.51;
const EM = 13;
const BOLD = 1.035;

/** How wide a label is drawn (px), at the 13 px that all chart text has; right to about 3 %. */
export const textWidth = (text: string, bold = false): number => {
  let em = 0;
  for (const character of text) em += WIDTHS.get(character) ?? OTHERS;
  return em * EM * (bold ? BOLD : 1);
};

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Room of a label above and below its baseline. */
const ASCENT = 11;
const DESCENT = 4;

export const boxOf = ({ left, top, text, anchor = "start", bold = false }: Label): Box => {
  const width = textWidth(text, bold);
  const start = anchor === "start" ? left : anchor === "end" ? left - width : left - width / 2;
  return { left: start, right: start + width, top: top - ASCENT, bottom: top + DESCENT };
};

/** Least white between two labels, sideways and up and down. */
const GAP = { x: 6, y: 0 };

export const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right + GAP.x && b.left < a.right + GAP.x && a.top < b.bottom + GAP.y && b.top < a.bottom + GAP.y;

const inside = (box: Box, bounds: Box): boolean =>
  box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom;

/** A point of a line that labels should keep clear of. */
export interface Point {
  readonly left: number;
  readonly top: number;
}

/** The same label in the places where it may stand, the best first. Several lines of text stand or fall together. */
export type Wish = readonly (readonly Label[])[];

/**
 * Sets labels one after another, the most important first: each takes the place that hides the fewest points of the lines,
 * among those that touch no label set before and lie inside. A label with no such place is left out.
 *
 * @param wishes by importance, each with its possible places
 * @param bounds where labels may stand (px)
 * @param lines points of the curves, which a label may cover if it must
 * @param taken boxes that nothing may touch
 */
export function placeLabels(
  wishes: readonly Wish[],
  bounds: Box,
  lines: readonly Point[] = [],
  taken: readonly Box[] = [],
): Label[] {
  const boxes = [...taken];
  const placed: Label[] = [];
  for (const wish of wishes) {
    let best: { labels: readonly Label[]; boxes: Box[]; hidden: number } | undefined;
    for (const labels of wish) {
      const own = labels.map(boxOf);
      if (!own.every((box) => inside(box, bounds) && !boxes.some((other) => overlaps(box, other)))) continue;
      const hidden = lines.filter((point) => own.some((box) => covers(box, point))).length;
      if (!best || hidden < best.hidden) best = { labels, boxes: own, hidden };
      if (hidden === 0) break;
    }
    if (!best) continue;
    boxes.push(...best.boxes);
    placed.push(...best.labels);
  }
  return placed;
}

/** Labels that stay where they are, the most important first: one that would touch another is left out. */
export function keptApart(labels: readonly Label[]): Label[] {
  const kept: Label[] = [];
  for (const label of labels) {
    if (!kept.some((other) => overlaps(boxOf(other), boxOf(label)))) kept.push(label);
  }
  return kept;
}

const covers = (box: Box, { left, top }: Point): boolean =>
  left > box.left - 2 && left < box.right + 2 && top > box.top - 1 && top < box.bottom + 1;
