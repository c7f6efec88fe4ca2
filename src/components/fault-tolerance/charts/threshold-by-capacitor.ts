import { tell } from "../../../sim/core/quantity.ts";
import type { BrownOutModel } from "../../../sim/fault-tolerance/brown-out.ts";
import { FULL, LEAST } from "../../../sim/fault-tolerance/parts/brown-out-levers.ts";
import { MEMORIES } from "../../../sim/fault-tolerance/parts/tiny-memories.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf, type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import {
  blocks,
  columnsOf,
  type Dot,
  dots,
  type Label,
  labels,
  lineThrough,
  remembered,
  type Stroke,
  strokes,
  upright,
} from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { along, around, full, ring, swipe } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { VOLTS, volts } from "./brown-out-volts.ts";

const CAPACITOR = { from: 4.7, to: 2200 };
const microfarads = (value: number): string => tell(value, { style: "number", digits: 3, unit: "µF" });

const layout = (width: number): Plane =>
  plane(width, {
    title: "Lowest threshold that finishes a save",
    x: {
      ...CAPACITOR,
      scale: "log",
      ticks: [
        [4.7, "4.7"],
        [22, "22"],
        [100, "100"],
        [470, "470"],
        [2200, "2,200\u00a0µF"],
      ],
    },
    y: {
      from: LEAST,
      to: FULL,
      scale: "linear",
      ticks: VOLTS.ticks,
    },
    across: "capacitor",
    height: [320, 400],
    left: [52, 60],
    right: [14, 20],
    top: [62, 62],
  });

const MEMORY_NAMES = ["feram", "flash"] as const;
/** The chosen memory's line is ink, the other's is the axis's gray. */
const inkOf = (model: BrownOutModel, name: (typeof MEMORY_NAMES)[number]): string =>
  model.settings.memory === name ? "var(--ink)" : "var(--axis)";

const onAxis = (capacitor: number): boolean => capacitor >= CAPACITOR.from && capacitor <= CAPACITOR.to;

/** A prediction beyond the picture is told at its edge, with the way to it. */
function yourWords(prediction: number): string {
  const words = `you: ${microfarads(prediction)}`;
  if (prediction < CAPACITOR.from) return `← ${words}`;
  return prediction > CAPACITOR.to ? `${words} →` : words;
}

function picture(model: BrownOutModel, { prediction }: View, place: Plane) {
  const { settings, thresholds, lowestThreshold, flashFrom } = model;
  const { box } = place;
  const points = Object.fromEntries(
    MEMORY_NAMES.map((name) => [name, place.points(thresholds.capacitor, thresholds[name])]),
  ) as Record<(typeof MEMORY_NAMES)[number], Point[]>;
  const now = { left: place.x(settings.capacitor), top: place.y(settings.threshold) };
  const least = { left: now.left, top: place.y(lowestThreshold) };
  const hasLeast = Number.isFinite(lowestThreshold);
  const [first, yours] = [place.x(flashFrom), prediction === null ? Number.NaN : place.x(prediction)];
  const hasFirst = onAxis(flashFrom);
  const lines: Stroke[] = [
    ...MEMORY_NAMES.map((name) => lineThrough(points[name], inkOf(model, name), { width: 2.25 })),
    upright(now.left, now.top, box.bottom + 5, { stroke: "var(--axis)" }),
    ...(hasLeast ? [upright(now.left, now.top, least.top, { dash: "1 4" })] : []),
    ...(hasFirst ? [upright(first, box.top - 6, box.top + 6, { width: 1.75 })] : []),
    ...(prediction !== null && onAxis(prediction)
      ? [upright(yours, box.top - 4, box.bottom, { stroke: "var(--on-you)", width: 1.25, dash: "2 3" })]
      : []),
  ];
  const bound = { ...full(least), stroke: "var(--paper)", width: 1.5 }; // whole where it meets the ring
  const ends: Dot[] = [ring(now), ...(hasLeast ? [bound] : [])];
  const flag = (left: number, top: number, text: string): Wish => {
    const label = (at: number, anchor: "start" | "middle" | "end"): Label[] => [
      { left: at, top, text, anchor, bold: true, fill: "var(--ink)" },
    ];
    const inside = Math.min(box.right, Math.max(box.left, left));
    return [
      left < box.left ? label(box.left, "start") : left > box.right ? label(box.right, "end") : label(inside, "middle"),
      label(inside + 6, "end"),
      label(inside - 6, "start"),
      label(box.right + 8, "end"),
      label(0, "start"),
    ];
  };
  const fits = hasFirst ? `flash from ${microfarads(flashFrom)}` : "";
  const memory = settings.memory === "none" ? "feram" : settings.memory;
  const side = (text: string, height: number): Wish =>
    [0.5, 0.62, 0.38, 0.75].map((share) => [
      { left: box.left + share * (box.right - box.left), top: place.y(height), text, anchor: "middle" },
    ]);
  const leader = Array.from({ length: 20 }, (_, i) => ({ left: now.left, top: box.bottom - 20 * i }));
  const placed = placeLabels(
    [
      fits ? flag(first, box.top - 12, fits) : [],
      prediction === null ? [] : flag(yours, box.top - 29, yourWords(prediction)),
      around(now, `now ${volts(settings.threshold)}`, ["aboveAfter", "aboveBefore", "belowAfter", "belowBefore"]),
      hasLeast && lowestThreshold !== settings.threshold ? besideLeast(least, `least ${volts(lowestThreshold)}`) : [],
      along(points.feram, [0.12, 0.18, 0.25, 0.08], MEMORIES.feram.label, "var(--ink-2)"),
      along(points.flash, [0.85, 0.9, 0.8, 0.95], MEMORIES.flash.label, "var(--ink-2)"),
      side(memory === "feram" ? "finished" : "torn", memory === "feram" ? 2.5 : 2.3),
    ],
    { left: 0, right: box.right + 10, top: box.top - 42, bottom: box.bottom - 2 },
    [...points.feram, ...points.flash, ...leader.filter(({ top }) => top > now.top)],
    place.words.map(boxOf),
  );
  return {
    swipes: prediction !== null && onAxis(prediction) ? [swipe(yours, box, place.narrow)] : [],
    lines,
    ends,
    labels: placed,
  };
}

/** The least may lie close to the reader's own: its label then stands a line above. */
const besideLeast = (least: Point, text: string): Wish => [
  ...around({ ...least, top: least.top - 17 }, text, ["aboveAfter"]),
  ...around(least, text, ["aboveAfter", "belowBefore", "aboveBefore", "belowAfter"]),
];

const HIDDEN = "Hidden while you search: the curve would tell the threshold.";

/** How high the comparator must speak: √(2E/C + V_min²) over the capacitor, for both memories. */
export const thresholdByCapacitor: Chart<BrownOutModel> = {
  title: "The lowest threshold that finishes a save, by capacitor",
  finding({ settings, lowestThreshold, flashFrom }, { searching }) {
    if (searching) return HIDDEN;
    const on = `On ${microfarads(settings.capacitor)}`;
    if (settings.memory === "none") return `${on} no threshold helps, since there is no memory to save to.`;
    const inFlash = settings.memory === "flash";
    const name = inFlash ? "flash" : MEMORIES[settings.memory].label;
    const flash = `${inFlash ? "it" : "flash"} takes ${microfarads(flashFrom)} or more`;
    return Number.isFinite(lowestThreshold)
      ? `${on} a save in ${name} is finished from ${volts(lowestThreshold)} upward; ${flash}.`
      : `${on} no threshold up to 3.0\u00a0V finishes a save in ${name}; ${flash}.`;
  },
  reading: (_model, { searching }) =>
    searching
      ? ""
      : "Above its memory’s line a threshold is safe without any supply; below it every such save is torn. Ring: your levers.",
  columns: {
    capacitor: { label: "Capacitor (µF)", style: "number", digits: 3 },
    feram: { label: "FeRAM", style: "number", digits: 4, unit: "V" },
    flash: { label: "Flash", style: "number", digits: 4, unit: "V" },
  },
  rows: ({ thresholds }, { searching }) => {
    if (searching) return [];
    const told = (value = Number.NaN): number | string => (value <= FULL ? value : "none");
    return thresholds.capacitor.flatMap((capacitor, i): Row[] =>
      i % 4 && i !== thresholds.capacitor.length - 1
        ? []
        : [{ capacitor, feram: told(thresholds.feram[i]), flash: told(thresholds.flash[i]) }],
    );
  },
  frame: (width) => layout(width).frame,
  marks(width) {
    const place = layout(width);
    const parts = remembered((model: BrownOutModel, view: View) =>
      view.searching
        ? {
            swipes: [],
            lines: [],
            ends: [],
            labels: ["Hidden while you search:", "it would tell the threshold."].map((text, i) => ({
              left: place.box.left + 12,
              top: place.box.top + 30 + 17 * i,
              text,
            })),
          }
        : picture(model, view, place),
    );
    return [
      moving(blocks, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).swipes)),
      ...place.axes,
      moving(strokes, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).lines)),
      moving(dots, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).ends)),
      moving(labels, (model: BrownOutModel, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};
