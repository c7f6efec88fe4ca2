import { fixed } from "../../../sim/core/quantity.ts";
import { LOOPS, type LoopStaging } from "../../../sim/fault-tolerance/loop-staging.ts";
import { boxOf, type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import type { Label } from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { around } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { ASKED, CHUNKS, heightOf, placeOf } from "./loop-staging-miss-frame.ts";
import { copiedOf, lateShareOf, size, stateOf } from "./loop-staging-words.ts";

const inRange = (bytes: number): boolean => bytes >= CHUNKS.from && bytes <= CHUNKS.to;

/** "24.8 of 1,000", as the question was put. */
const ofThousand = (share: number): string => {
  const late = 1000 * share;
  return late === 0 ? "none" : `${fixed(late, late < 100 ? 1 : 0)} of 1,000`;
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

function predicted({ prediction }: View, frame: Plane): Wish {
  if (prediction === null) return [];
  const at = { left: frame.x(ASKED), top: heightOf(frame, prediction / 1000) };
  const text =
    prediction === 0 ? "You predicted none" : `You predicted ${fixed(prediction, prediction % 1 ? 1 : 0)} of 1,000`;
  return around(at, text, ["aboveAfter", "above", "below", "aboveBefore", "belowAfter", "belowBefore"]).map((spot) =>
    spot.map((label) => (label.anchor === "end" ? { ...label, left: label.left - 36 } : label)),
  );
}

/** The words in the picture, the reader's first; what finds no room is left out. */
export function missLabels(model: LoopStaging, view: View, frame: Plane, lines: readonly Point[]): Label[] {
  const { box, narrow } = frame;
  const whole = stateOf(model);
  const now = placeOf(frame, copiedOf(model), lateShareOf(model));
  const share = lateShareOf(model);
  const late = Math.round(share * LOOPS);
  const told = share === 0 ? "now none" : `now ${fixed(late, 0)}`;
  const wholeText = `${narrow ? "whole" : "a whole copy"}: ${ofThousand(model.lateShadow)}`;
  const slowest = frame.x(model.largestChunk);
  const mean = frame.x(model.meanChunk);
  const short = (bytes: number, who: string) =>
    narrow ? [size(bytes), who] : [size(bytes), `the ${who}`, "loop leaves"];
  const long = (bytes: number, who: string) =>
    narrow ? [size(bytes), who] : [size(bytes), `what the ${who} loop leaves`];
  const wishes: Wish[] = [
    predicted(view, frame),
    around(now, told, ["aboveBefore", "aboveAfter", "belowAfter", "belowBefore", "above", "below"]),
    inRange(whole)
      ? around(placeOf(frame, whole, model.lateShadow), wholeText, [
          "belowAfter",
          "aboveBefore",
          "belowBefore",
          "aboveAfter",
        ])
      : [],
    inRange(model.largestChunk)
      ? [
          ...beside(slowest, "end", long(model.largestChunk, "slowest"), frame, [0.72, 0.6, 0.5, 0.4, 0.8, 0.3]),
          ...beside(slowest, "start", short(model.largestChunk, "slowest"), frame, [0.72, 0.6, 0.8]),
        ]
      : [],
    inRange(model.meanChunk)
      ? [
          ...beside(mean, "start", short(model.meanChunk, "mean"), frame, [0.5, 0.4, 0.6, 0.3, 0.7]),
          ...beside(mean, "end", long(model.meanChunk, "mean"), frame, [0.3, 0.2, 0.4, 0.1]),
        ]
      : [],
  ];
  const bounds = { left: box.left + 2, right: frame.width, top: 18, bottom: box.bottom - 3 };
  return placeLabels(wishes, bounds, lines, frame.words.map(boxOf));
}
