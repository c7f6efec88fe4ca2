import type { BrownOutModel } from "../../../sim/fault-tolerance/brown-out.ts";
import { LEAST } from "../../../sim/fault-tolerance/parts/brown-out-levers.ts";
import { type Point, placeLabels, textWidth, type Wish } from "../../kit/place-labels.ts";
import type { Label, Stroke } from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { type PlacedMark, SAVE_WORDS, volts } from "./brown-out-volts.ts";
import type { BrownOutWindow } from "./brown-out-window.ts";

const watchesVoltage = ({ settings }: BrownOutModel): boolean => !settings.everyFrame && settings.memory !== "none";

/** The two voltages that matter: where the comparator speaks, and where the chip stops. */
export function rules(model: BrownOutModel, { y, box }: Plane): Stroke[] {
  const level = (top: number, stroke: string, rest: Partial<Stroke>): Stroke => ({
    left: box.left,
    right: box.right,
    top,
    bottom: top,
    stroke,
    ...rest,
  });
  return [
    level(y(LEAST), "var(--failed)", { width: 1.25 }),
    ...(watchesVoltage(model) ? [level(y(model.settings.threshold), "var(--checkpoint)", { dash: "6 4" })] : []),
  ];
}

/** Words on the picture of the run: the longest gap, both voltages, and one word for each kind of mark. */
export function words(
  model: BrownOutModel,
  { y, box }: Plane,
  window: BrownOutWindow,
  line: Point[],
  marks: PlacedMark[],
): Label[] {
  const longest = window.brownOuts.reduce((most, each) => (each.out > most.out ? each : most));
  const half = textWidth("no supply") / 2;
  const middle = window.x(longest.time + longest.out / 2);
  const gap: Wish = [
    [
      {
        left: Math.min(box.right - half, Math.max(box.left + half, middle)),
        top: box.top - 6,
        text: "no supply",
        anchor: "middle",
      },
    ],
  ];
  const ends = (top: number, text: string, fill: string): Wish => [
    [{ left: box.right, top, text, fill, anchor: "end" }],
    [{ left: box.left + 6, top, text, fill }],
    [{ left: (box.left + box.right) / 2, top, text, fill, anchor: "middle" }],
  ];
  const kinds = [...new Set(marks.map(({ outcome }) => outcome))].map((kind): Wish => {
    const { word, fill } = SAVE_WORDS[kind];
    return marks
      .filter(({ outcome }) => outcome === kind)
      .flatMap(({ left, top }): Label[][] => [
        [{ left: left + 10, top: top - 8, text: word, fill, bold: true }],
        [{ left: left - 10, top: top - 8, text: word, fill, bold: true, anchor: "end" }],
        [{ left: left + 10, top: top - 26, text: word, fill, bold: true }],
        [{ left: left - 10, top: top - 26, text: word, fill, bold: true, anchor: "end" }],
      ])
      .slice(0, 16);
  });
  const { threshold } = model.settings;
  /** Near 3.0 V the trace runs above it. */
  const beside = y(threshold) + (threshold > 2.6 ? 18 : -7);
  return placeLabels(
    [
      gap,
      ...kinds,
      ends(y(LEAST) + 17, "1.8\u00a0V: off", "var(--failed)"),
      watchesVoltage(model) ? ends(beside, `save below ${volts(threshold)}`, "var(--w-checkpoint)") : [],
    ],
    { left: box.left - 2, right: box.right + 2, top: box.top - 20, bottom: box.bottom + 4 },
    line,
  );
}
