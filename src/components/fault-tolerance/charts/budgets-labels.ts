import { tell } from "../../../sim/core/quantity.ts";
import type { TwoBudgets } from "../../../sim/fault-tolerance/two-budgets.ts";
import { boxOf, type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import type { Label, Stroke } from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { along, around, trialBoxes } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { across, type Best, bestsOf, INTERVALS, trialPlace } from "./budgets-frame.ts";
import { gapOf } from "./budgets-gap.ts";
import { offBy, percent, time } from "./tax-words.ts";

const bold = (label: Omit<Label, "bold" | "fill">): Label => ({ ...label, bold: true, fill: "var(--ink)" });

/** Points every few pixels of an upright hair, for labels to keep clear of. */
const alongHair = ({ left, right, top, bottom, stroke }: Stroke): Point[] => {
  if (left !== right || bottom - top <= 20 || stroke === "var(--axis)") return [];
  const sides = stroke === "var(--on-you)" ? [left - 5, left, left + 5] : [left];
  const rows = Array.from({ length: Math.ceil((bottom - top) / 6) }, (_, i) => top + 6 * i);
  return sides.flatMap((side) => rows.map((row) => ({ left: side, top: row })));
};

/** The prediction's flag over the picture, outward from the best where there is room, and how far off it is. */
function flags({ energyInterval }: TwoBudgets, { prediction, asked }: View, place: Plane): Wish[] {
  if (prediction === null || prediction < INTERVALS.from || prediction > INTERVALS.to) return [];
  const { box } = place;
  const [yours, best] = [place.x(prediction), across(place, energyInterval)];
  const row = box.top - 10;
  const long = `You predicted ${time(prediction)}`;
  const outward = yours <= best ? (["end", "start"] as const) : (["start", "end"] as const);
  const own: Wish = [long, `you: ${time(prediction)}`].flatMap((text) =>
    (asked ? [outward[0]] : outward).map((anchor) => [
      bold({ left: yours + (anchor === "start" ? 9 : -9), top: row, text, anchor }),
    ]),
  );
  const upper = [bold({ left: yours, top: row - 19, text: long, anchor: "middle" as const })];
  const factor = bold({
    left: (yours + best) / 2,
    top: row - 19,
    text: offBy(prediction, energyInterval),
    anchor: "middle",
  });
  const beside = bold({ ...factor, left: Math.max(yours, best) + 9, top: row, anchor: "start" });
  return [[...own, upper], asked ? [[factor], [beside]] : []];
}

/** Heights of a label beside its hair, as shares of the way from the axis up to the dot. */
const BESIDE = [0.72, 0.62, 0.8, 0.5, 0.3];
/** How far from the hair: next to it, or beyond a prediction that is near (px). On a narrow page a prediction is soon near. */
const AWAY = { narrow: [6, 20, 32], wide: [9, 20, 32] } as const;

/** A budget's best: beside the hair from its dot to the axis, outward from the other's, or told at the edge where it lies beyond the picture. */
function bestWish({ name, interval, tax }: Best, outward: "start" | "end", place: Plane): Wish {
  const { box } = place;
  const long = `least ${name} ${percent(tax)} at ${time(interval)}`;
  if (place.holds(interval, tax)) {
    const at = { left: place.x(interval), top: place.y(tax) };
    const out = outward === "start" ? 1 : -1;
    const short = `${percent(tax)} at ${time(interval)}`;
    const stacked = (words: readonly string[]): Wish =>
      AWAY[place.narrow ? "narrow" : "wide"].flatMap((away) =>
        BESIDE.map((share) => {
          const [left, top] = [at.left + out * away, box.bottom - share * (box.bottom - at.top)];
          return words.map((text, i) => bold({ left, top: top + 16 * i, text, anchor: outward }));
        }),
      );
    const slim = stacked(["least", name, percent(tax), time(interval)]);
    const broad = place.narrow ? [] : stacked([`least ${name}`, short]);
    return [...broad, ...slim, ...around(at, long), ...around(at, short)];
  }
  const text = `${long}, beyond this picture`;
  const rows = [16, 34, box.bottom - box.top - 24, box.bottom - box.top - 42];
  return [text, long].flatMap((words) =>
    rows.flatMap((dy) => [
      [bold({ left: box.right - 4, top: box.top + dy, text: words, anchor: "end" })],
      [bold({ left: box.left + 6, top: box.top + dy, text: words })],
    ]),
  );
}

function nowWish({ run, timeTax, energyTax }: TwoBudgets, place: Plane): Wish {
  const { box } = place;
  const taxes = `time ${percent(timeTax)}, energy ${percent(energyTax)}`;
  const words = [`now ${time(run.interval)}: ${taxes}`, `now: ${taxes}`, "now"];
  const left = place.x(run.interval);
  const top = place.y(Math.max(timeTax, energyTax));
  if (!(top > box.top + 4))
    return words.flatMap((text) =>
      (["end", "start"] as const).map((anchor) => [
        bold({ left: left + (anchor === "end" ? -10 : 10), top: box.top + 16, text, anchor }),
      ]),
    );
  const lower = Math.min(box.bottom, place.y(Math.min(timeTax, energyTax)));
  return words.flatMap((text) => [
    ...around({ left, top: lower }, text, ["belowAfter", "belowBefore", "below"]),
    ...around({ left, top }, text, ["aboveBefore", "aboveAfter", "above"]),
  ]);
}

/** Where rework costs both budgets the same, to so much. */
const ALIKE = 1.05;

/** What the long end of the curves has in common, before the line that climbs there; torn saves can make it untrue. */
const reworkNote = ({ curve }: TwoBudgets, place: Plane): Wish =>
  [0.92, 0.88, 0.84, 0.8, 0.76].flatMap((share) => {
    const i = Math.round(share * (curve.interval.length - 1));
    const [time = 0, energy = Number.NaN] = [curve.time.rework[i], curve.energy.rework[i]];
    const [at] = place.points([curve.interval[i] ?? Number.NaN], [curve.time.total[i] ?? Number.NaN]);
    if (!at || !(energy <= ALIKE * time && time <= ALIKE * energy)) return [];
    return [[{ left: at.left - 13, top: at.top - 3, text: "rework costs both alike", anchor: "end" as const }]];
  });

/** What the gray band is, beside it on the axis. */
function bandNote({ timeInterval, energyInterval }: TwoBudgets, place: Plane): Wish {
  const [left = 0, right = 0] = [timeInterval, energyInterval].map((at) => across(place, at)).sort((a, b) => a - b);
  const [text, top] = ["in the band: every compromise", place.box.bottom - 9];
  return [[{ left: left - 7, top, text, anchor: "end" }], [{ left: right + 7, top, text }]];
}

/** The name of the curve of time under its left arm; on a narrow page past the bracket there. */
const underArm = (line: readonly Point[], narrow: boolean): Wish =>
  (narrow ? [9, 13, 17, 21, 25] : [4]).flatMap((i) => {
    const at = line[i];
    if (!at) return [];
    const place = narrow ? ({ left: at.left + 4, anchor: "end" } as const) : { left: at.left - 6 };
    return [[{ ...place, top: at.top + 24, text: "time", fill: "var(--ink)" }]];
  });

/** Every label of the chart, the reader's and the bests first; one that finds no room is left out. */
export function budgetsLabels(model: TwoBudgets, view: View, place: Plane, hairs: readonly Stroke[]): Label[] {
  const { box, narrow } = place;
  const { curve } = model;
  const isDrawn = ({ top }: Point) => Number.isFinite(top);
  const [inTime, inEnergy] = [curve.time, curve.energy].map(({ total }) =>
    place.points(curve.interval, total).filter(isDrawn),
  ) as [Point[], Point[]];
  const gap = gapOf(model, place);
  const ratio = tell(model.powerRatio, { style: "times", digits: 2 });
  const [bestTime, bestEnergy] = bestsOf(model) as [Best, Best];
  const later = bestEnergy.interval >= bestTime.interval;
  // The curves fall to the right: a label beside the bracket stands as much lower or higher.
  const fall = (27 * (place.y(0.1) - place.y(1))) / (place.x(1) - place.x(0.1));
  const beside = (text: string): Wish => {
    if (!gap) return [];
    const middle = (gap.top + gap.bottom) / 2 + 4.5;
    return [
      [{ left: gap.left + 8, top: middle + fall, text, fill: "var(--ink)" }],
      [{ left: gap.left - 8, top: middle - (narrow ? 0 : fall), text, fill: "var(--ink)", anchor: "end" }],
    ];
  };
  const wishes: Wish[] = [
    ...flags(model, view, place),
    bestWish(bestEnergy, later ? "start" : "end", place),
    bestWish(bestTime, later ? "end" : "start", place),
    nowWish(model, place),
    beside(ratio),
    along(inEnergy, [0.04, 0.02, 0.3, 0.15, 0.8, 0.6], "energy", "var(--ink)"),
    [...underArm(inTime, narrow), ...along(inTime, [0.08, 0.2, 0.25, 0.7, 0.5], "time", "var(--ink)")],
    narrow ? [] : reworkNote(model, place),
    narrow ? [] : bandNote(model, place),
  ];
  const obstacles = [...inTime, ...inEnergy, ...hairs.flatMap(alongHair)];
  const taken = [...place.words.map(boxOf), ...trialBoxes(view.trials, trialPlace(place))];
  const bounds = { left: 0, right: place.width, top: 14, bottom: box.bottom + 1 };
  return placeLabels(wishes, bounds, obstacles, taken);
}
