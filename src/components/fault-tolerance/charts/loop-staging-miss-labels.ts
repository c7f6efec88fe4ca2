import { fixed } from "../../../sim/core/quantity.ts";
import type { LoopStaging } from "../../../sim/fault-tolerance/loop-staging.ts";
import { type Box, boxOf, type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import type { Label } from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { around } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { ASKED, CHUNKS, heightOf, placeOf, SWIPE } from "./loop-staging-miss-frame.ts";
import { copiedOf, lateShareOf, size, stateOf, trimmed } from "./loop-staging-words.ts";

const inRange = (bytes: number): boolean => bytes >= CHUNKS.from && bytes <= CHUNKS.to;

/** "24.8 of 1,000", as the question was put. */
const ofThousand = (share: number): string => {
  return share === 0 ? "none" : `${trimmed(1000 * share, 3)} of 1,000`;
};

/** Before or after an upright hair, at some heights of the plot; the first line is the size. */
const beside = (
  left: number,
  anchor: "start" | "end",
  [bound = "", ...lines]: readonly string[],
  { box }: Plane,
  shares: readonly number[],
): Wish =>
  shares.map((share) =>
    [bound, ...lines].map(
      (text, i): Label => ({
        left: left + (anchor === "start" ? 8 : -8),
        top: box.top + share * (box.bottom - box.top) + 17 * i,
        text,
        anchor,
        bold: i === 0,
        fill: i === 0 ? "var(--ink)" : "var(--ink-2)",
      }),
    ),
  );

/** About the reader's swipe, or on its row beyond the upright lines; at last at the row's start. */
function predicted(model: LoopStaging, { prediction }: View, frame: Plane): Wish {
  if (prediction === null) return [];
  const { box, narrow } = frame;
  const at = { left: frame.x(ASKED), top: heightOf(frame, prediction / 1000) };
  const said = fixed(prediction, prediction % 1 ? 1 : 0);
  const texts = prediction === 0 ? ["You predicted none"] : [`You predicted ${said} of 1,000`];
  if (narrow) texts.push(`you: ${prediction === 0 ? "none" : said}`);
  const hairs = [model.largestChunk, model.meanChunk].map((bytes) => frame.x(bytes));
  const before = Math.min(at.left - SWIPE.half, ...hairs.filter((hair) => hair < at.left)) - 8;
  const after = Math.max(at.left + SWIPE.half, ...hairs.filter((hair) => hair > at.left && hair < box.right)) + 8;
  const onRow = (left: number, anchor: "start" | "end", text: string): Label[] => [
    { left, top: at.top + 4.5, text, anchor, bold: true, fill: "var(--ink)" },
  ];
  return texts.flatMap((text) => [
    ...around(at, text, ["aboveAfter", "above", "below", "aboveBefore", "belowAfter", "belowBefore"]).map((spot) =>
      spot.map((label) => (label.anchor === "end" ? { ...label, left: label.left - 36 } : label)),
    ),
    onRow(after, "start", text),
    onRow(before, "end", text),
    onRow(box.left + 4, "start", text),
  ]);
}

/** Where the reader's swipe lies: no label stands on it. */
const swipeBox = ({ prediction }: View, frame: Plane): Box[] => {
  if (prediction === null) return [];
  const [left, top, half] = [frame.x(ASKED), heightOf(frame, prediction / 1000), SWIPE.thick / 2];
  return [{ left: left - SWIPE.half, right: left + SWIPE.half, top: top - half, bottom: top + half }];
};

/** The places of a wish that hide no point of a line. */
const clearOf = (wish: Wish, points: readonly Point[]): Wish =>
  wish.filter((labels) =>
    labels
      .map(boxOf)
      .every(
        (box) =>
          !points.some(
            ({ left, top }) => left > box.left - 2 && left < box.right + 2 && top > box.top && top < box.bottom,
          ),
      ),
  );

/** The words in the picture, the reader's first; what finds no room is left out. */
export function missLabels(
  model: LoopStaging,
  view: View,
  frame: Plane,
  lines: readonly Point[],
  curve: readonly Point[],
): Label[] {
  const { box, narrow } = frame;
  const whole = stateOf(model);
  const now = placeOf(frame, copiedOf(model), lateShareOf(model));
  const wholeText = `${narrow ? "whole" : "a whole copy"}: ${ofThousand(model.lateShadow)}`;
  const copy = placeOf(frame, whole, model.lateShadow);
  const slowest = frame.x(model.largestChunk);
  const mean = frame.x(model.meanChunk);
  const short = (bytes: number, who: string) =>
    narrow ? [size(bytes), who] : [size(bytes), `the ${who}`, "loop leaves"];
  const long = (bytes: number, who: string) =>
    narrow ? [size(bytes), who] : [size(bytes), `what the ${who} loop leaves`];
  const wishes: Wish[] = [
    predicted(model, view, frame),
    around(now, `now ${ofThousand(lateShareOf(model))}`, [
      "aboveBefore",
      "aboveAfter",
      "belowAfter",
      "belowBefore",
      "above",
      "below",
    ]),
    inRange(whole)
      ? [
          ...around(copy, wholeText, ["belowAfter", "aboveBefore", "belowBefore", "aboveAfter"]),
          ...around({ ...copy, top: copy.top + 12 }, wholeText, ["belowBefore", "belowAfter"]),
          ...around({ ...copy, top: copy.top - 12 }, wholeText, ["aboveBefore", "aboveAfter"]),
        ]
      : [],
    inRange(model.largestChunk)
      ? [
          ...beside(slowest, "end", long(model.largestChunk, "slowest"), frame, [0.72, 0.6, 0.5, 0.4, 0.8, 0.3]),
          ...beside(slowest, "start", short(model.largestChunk, "slowest"), frame, [0.72, 0.6, 0.8]),
        ]
      : [],
    inRange(model.meanChunk)
      ? [
          ...clearOf(
            [
              ...beside(mean, "start", short(model.meanChunk, "mean"), frame, [0.5, 0.4, 0.6, 0.3, 0.7, 0.8]),
              ...beside(mean, "end", long(model.meanChunk, "mean"), frame, [0.3, 0.2, 0.4, 0.1]),
            ],
            curve,
          ),
        ]
      : [],
  ];
  const bounds = { left: box.left + 2, right: frame.width, top: 18, bottom: box.bottom - 3 };
  return placeLabels(wishes, bounds, lines, [...frame.words.map(boxOf), ...swipeBox(view, frame)]);
}
