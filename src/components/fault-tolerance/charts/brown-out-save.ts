import { tell } from "../../../sim/core/quantity.ts";
import type { BrownOutModel } from "../../../sim/fault-tolerance/brown-out.ts";
import { WORK_POWER } from "../../../sim/fault-tolerance/parts/brown-out-run.ts";
import { FRAME } from "../../../sim/fault-tolerance/parts/tiny-memories.ts";
import { type Box, type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import type { Dot, Label, Stroke } from "../../kit/plot-parts.ts";
import { lineThrough } from "../../kit/plot-parts.ts";
import { crossAt, saveDot, volts } from "./brown-out-volts.ts";

/** Half the height of the picture (µJ): a few round numbers, so that it keeps still while a lever moves a little. */
const ROUND = [1, 1.5, 2, 3, 4, 6, 8];
const roundUp = (value: number): number => {
  const decade = 10 ** Math.floor(Math.log10(value));
  return (ROUND.find((each) => each * decade >= value) ?? 10) * decade;
};
/** Without a save so much of the last work is drawn (ms). */
const LAST_WORK = 6;
/** In every frame the save meets any voltage: drawn is one that is finished with a little to spare. */
const TO_SPARE = 1.15;

/** One save on the capacitor alone, in ms from its beginning and µJ above 1.8 V. */
interface OneSave {
  readonly before: number;
  /** How long it takes (ms), and what it takes (µJ); null where there is no memory. */
  readonly save: { readonly time: number; readonly energy: number } | null;
  /** What is kept when it begins (µJ). */
  readonly kept: number;
  readonly workPower: number;
}

function oneSave({ settings, saveTime, saveEnergy, availableEnergy, leakPower }: BrownOutModel): OneSave {
  const leak = leakPower * 1e-3;
  const workPower = WORK_POWER * 1e3 + leak;
  if (settings.memory === "none") return { before: LAST_WORK, save: null, kept: 0, workPower };
  const time = saveTime * 1e3;
  const energy = saveEnergy + leak * time;
  return settings.everyFrame
    ? { before: FRAME * 1e3, save: { time, energy }, kept: TO_SPARE * energy, workPower }
    : { before: 0.45 * time, save: { time, energy }, kept: availableEnergy, workPower };
}

export interface SavePicture {
  readonly strokes: readonly Stroke[];
  readonly crosses: readonly Stroke[];
  readonly dots: readonly Dot[];
  readonly labels: readonly Label[];
}

const microjoules = (value: number): string =>
  value < 1000
    ? tell(value, { style: "number", digits: 3, unit: "µJ" })
    : tell(value / 1000, { style: "number", digits: 3, unit: "mJ" });
/** A round number of the scale: 15 µJ, 2 mJ. */
const roundEnergy = (value: number): string =>
  `${Number((value < 1000 ? value : value / 1000).toPrecision(2))}\u00a0${value < 1000 ? "µJ" : "mJ"}`;
const time = (ms: number): string => tell(ms / 1e3, { style: "duration" });
const milliwatts = (value: number): string => tell(value, { style: "number", digits: 3, unit: "mW" });

/** One save without supply, drawn out: what the capacitor holds above 1.8 V, and whether the save ends before it does. */
export function savePicture(model: BrownOutModel, box: Box): SavePicture {
  const { before, save, kept, workPower } = oneSave(model);
  const { threshold, everyFrame } = model.settings;
  const length = save?.time ?? LAST_WORK;
  const start = kept + workPower * before;
  const left = save ? kept - save.energy : 0;
  const range = roundUp(Math.max(start, -left));
  const middle = (box.top + box.bottom) / 2;
  const at = (ms: number, energy: number): Point => ({
    left: box.left + ((ms + before) / (before + 1.4 * length)) * (box.right - box.left),
    top: middle - (energy / range) * (middle - box.top),
  });
  const isFinished = save !== null && kept >= save.energy;
  const dies = save && !isFinished && kept > 0 ? (kept / save.energy) * save.time : 0;
  const [begin, end] = [at(0, kept), at(length, left)];
  const level = (top: number, stroke: string, rest: Partial<Stroke> = {}): Stroke => ({
    left: box.left,
    right: box.right,
    top,
    bottom: top,
    stroke,
    ...rest,
  });
  const upright = (ms: number): Stroke => ({
    left: at(ms, 0).left,
    right: at(ms, 0).left,
    top: box.top - 4,
    bottom: box.bottom + 5,
    stroke: "var(--axis)",
    dash: "1 4",
  });
  const work = [at(-before, start), begin];
  const saving = isFinished ? [begin, end] : [begin, at(dies, 0)];
  const strokes = [
    level(box.top, "var(--grid)"),
    level(box.bottom, "var(--grid)"),
    level(middle, "var(--failed)", { width: 1.25 }),
    upright(0),
    ...(save ? [upright(length)] : []),
    lineThrough(work, "var(--useful)", { width: 2.5 }),
    ...(save && kept > 0 ? [lineThrough(saving, "var(--checkpoint)", { width: 2.5 })] : []),
    ...(isFinished ? [lineThrough([end, at(1.4 * length, left)], "var(--axis)", { width: 1.75 })] : []),
    ...(save && !isFinished ? [lineThrough([at(dies, 0), end], "var(--failed)", { width: 1.75, dash: "5 4" })] : []),
  ];
  const bold = (label: Label, fill = "var(--ink)"): Label => ({ ...label, bold: true, fill });
  const beside = ({ left: x, top }: Point, text: string, fill: string): Wish =>
    [
      [8, -8, "start"],
      [8, 18, "start"],
      [-8, 18, "end"],
      [-8, -8, "end"],
      [8, -24, "start"],
      [8, 34, "start"],
      [36, -34, "end"],
      [36, -50, "end"],
    ].map(([dx, dy, anchor]) => [
      bold({ left: x + Number(dx), top: top + Number(dy), text, anchor: anchor as "start" | "end" }, fill),
    ]);
  const outcome: Wish = !save
    ? beside(begin, "nothing is saved", "var(--failed)")
    : kept <= 0
      ? beside(begin, "never begun", "var(--failed)")
      : isFinished
        ? beside(end, `finished, ${microjoules(left)} left`, "var(--w-checkpoint)")
        : beside(end, `torn, ${microjoules(-left)} short`, "var(--failed)");
  const along = (a: Point, b: Point, text: string, fill: string): Wish =>
    [0.5, 0.3, 0.75].flatMap((share): Label[][] => {
      const [x, y] = [a.left + share * (b.left - a.left), a.top + share * (b.top - a.top)];
      return [
        [{ left: x + 7, top: y - 6, text, fill }],
        [{ left: x - 7, top: y + 17, text, fill, anchor: "end" }],
        [{ left: x, top: y - 9, text, fill, anchor: "middle" }],
        [{ left: x, top: y + 20, text, fill, anchor: "middle" }],
      ];
    });
  const foot = box.bottom + 20;
  const [from, to] = [at(0, 0).left, at(length, 0).left];
  const scale: Label[] = [
    { left: box.left - 8, top: box.top + 4.5, text: roundEnergy(range), anchor: "end" },
    { left: box.left - 8, top: middle + 4.5, text: "1.8\u00a0V", anchor: "end", fill: "var(--failed)" },
  ];
  const lasts = save ? `${isFinished ? "ends after" : "would end after"} ${time(save.time)}` : "";
  const feet: Wish[] = save
    ? [
        [
          [{ left: to, top: foot, text: lasts, anchor: "middle" }],
          [{ left: box.right, top: foot, text: lasts, anchor: "end" }],
        ],
        [
          [{ left: from, top: foot, text: everyFrame ? "a frame is over" : "the save begins", anchor: "middle" }],
          [{ left: from, top: foot, text: "0", anchor: "middle" }],
        ],
      ]
    : [];
  const atBegin = everyFrame
    ? `${milliwatts(workPower)} for ${time(before)}`
    : `${microjoules(kept)} kept at ${volts(threshold)}`;
  const labels = placeLabels(
    [
      ...feet,
      outcome,
      save && kept > 0 ? beside(begin, atBegin, "var(--ink)") : [],
      along(at(-before, start), begin, everyFrame ? "work" : `work, ${milliwatts(workPower)}`, "var(--w-useful)"),
      save && kept > 0
        ? along(begin, saving[1] ?? end, `save, ${milliwatts(save.energy / save.time)}`, "var(--w-checkpoint)")
        : [],
    ],
    { left: box.left - 6, right: box.right + 6, top: box.top - 18, bottom: box.bottom + 26 },
    [work, [begin, end]].flatMap(([a, b]) => (a && b ? between(a, b) : [])),
  );
  return {
    strokes,
    crosses: save && !isFinished && kept > 0 ? [crossAt(at(dies, 0))] : [],
    dots: isFinished ? [saveDot(end, true)] : kept <= 0 ? [saveDot(begin, false)] : [],
    labels: [...scale, ...labels],
  };
}

/** Points of a straight line, for labels to keep clear of. */
const between = (a: Point, b: Point): Point[] =>
  Array.from({ length: 30 }, (_, i) => ({
    left: a.left + ((b.left - a.left) * i) / 29,
    top: a.top + ((b.top - a.top) * i) / 29,
  }));
