import type { KillAudit } from "../../../sim/fault-tolerance/kill-audit.ts";
import { boxOf, placeLabels, textWidth, type Wish } from "../../kit/place-labels.ts";
import type { Block, Label } from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { STATES } from "../../kit/states.ts";
import type { View } from "../../kit/view.ts";
import { onAxis } from "./kill-axis.ts";
import { alongHairs, flag } from "./kill-cost-labels.ts";
import { alongSwipe, type Band, stackOf, TOP } from "./kill-minute-bands.ts";
import { FRAMES, frames, WORN } from "./kill-words.ts";
import { time } from "./tax-words.ts";

/** A name fits into a band that is so high over the whole of its width (px). */
const HIGH_ENOUGH = 20;

/** A band's name within it, where it is highest; a band that is too thin is named above the stack. */
function nameOf({ name, low, high }: Band, x: readonly number[], plane: Plane): Wish {
  const { box, y } = plane;
  const text = WORN[name];
  const half = textWidth(text) / 2 + 4;
  const at = x.map((interval, i) => ({
    left: plane.x(interval),
    top: Math.max(box.top, y(high[i] ?? 0)),
    bottom: Math.max(box.top, y(low[i] ?? 0)),
  }));
  const places = at.flatMap(({ left }) => {
    if (left - half < box.left || left + half > box.right) return [];
    const under = at.filter((other) => Math.abs(other.left - left) <= half);
    const top = Math.max(...under.map((each) => each.top));
    const bottom = Math.min(...under.map((each) => each.bottom));
    return bottom - top >= HIGH_ENOUGH ? [{ left, middle: (top + bottom) / 2, room: bottom - top }] : [];
  });
  const label = (left: number, top: number): Label[] => [
    { left, top, text, anchor: "middle", fill: STATES[name].shade },
  ];
  return [
    ...places.sort((a, b) => b.room - a.room).map(({ left, middle }) => label(left, middle + 4.5)),
    ...at
      .filter(({ top, bottom, left }) => bottom - top >= 1.5 && left - half >= box.left && left + half <= box.right)
      .sort((a, b) => b.bottom - b.top - (a.bottom - a.top))
      .map(({ left, top }) => label(left, top - 7)),
  ];
}

/** The name of what is above the stack, over its lowest place: nowhere where the stack fills the frame. */
function keptIn({ optimalInterval, leastMinute }: KillAudit, { box, x, y }: Plane): Wish {
  const stack = y(FRAMES * (1 - leastMinute.useful));
  return [0.3, 0.45, 0.6, 0.2]
    .map((share) => box.top + share * (box.bottom - box.top))
    .filter((top) => top + 6 < stack)
    .map((top) => [{ left: x(optimalInterval) + 10, top, text: WORN.useful, fill: STATES.useful.shade }]);
}

/** The prediction's own words, over or under its line near the best interval; a number beyond the frame is told at its upper edge. */
function yours({ optimalInterval }: KillAudit, prediction: number, { box, x, y }: Plane): Wish {
  const at = onAxis(optimalInterval) ? x(optimalInterval) : (box.left + box.right) / 2;
  const inside = prediction <= TOP;
  const text = `you: ${frames(prediction)}${inside ? "" : ", above"}`;
  const line = inside ? y(prediction) : box.top;
  return (inside ? [line - 8, line + 18] : [line + 16]).flatMap((top) =>
    [at + 10, (at + box.right) / 2, box.left + 10].map((left): Label[] => [
      { left, top, text, bold: true, fill: "var(--ink)" },
    ]),
  );
}

/** The two sums over the plot, then the prediction, the names of the bands, and of what is above them. */
export function minuteLabels(model: KillAudit, { prediction }: View, plane: Plane): Label[] {
  const { box, width, points } = plane;
  const { minute, leastMinute, optimalInterval, run } = model;
  const { x, bands } = stackOf(model);
  const lost = (kept: number): string => frames(FRAMES * (1 - kept));
  const right = run.interval >= optimalInterval;
  const now = `now ${time(run.interval)}: ${lost(minute.useful)}`;
  const best = `best ${time(optimalInterval)}: ${lost(leastMinute.useful)}`;
  const top = bands.at(-1)?.high ?? [];
  const hairs = [run.interval, optimalInterval].filter(onAxis).map(plane.x);
  return placeLabels(
    [
      flag(plane, run.interval, [now], right ? "start" : "end"),
      flag(plane, optimalInterval, [best], right ? "end" : "start"),
      prediction === null ? [] : yours(model, prediction, plane),
      ...[...bands].reverse().map((band) => nameOf(band, x, plane)),
      keptIn(model, plane),
    ],
    { left: 0, right: width, top: 16, bottom: box.bottom - 2 },
    [...points(x, top), ...alongHairs(hairs, plane), ...(prediction === null ? [] : alongSwipe(prediction, plane))],
    plane.words.map(boxOf),
  );
}

const PAD = 2;

/** Paper under the words within the plot: a texture runs through letters, and a halo does not stop it. */
export const papers = (labels: readonly Label[], { box }: Plane): Block[] =>
  labels
    .filter(({ top, text }) => top > box.top && text !== WORN.useful)
    .map(boxOf)
    .map(({ left, right, top, bottom }) => ({
      left: left - PAD,
      right: right + PAD,
      top,
      bottom,
      fill: "var(--paper)",
    }));
