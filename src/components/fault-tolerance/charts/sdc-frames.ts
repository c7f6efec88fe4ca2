import { heldFrom } from "../../../sim/fault-tolerance/parts/sdc-stream.ts";
import type { SdcDetective } from "../../../sim/fault-tolerance/sdc-detective.ts";
import { type Chart, moving } from "../../kit/chart.ts";
import { placeLabels, type Wish } from "../../kit/place-labels.ts";
import {
  type Block,
  blocks,
  columnsOf,
  type Label,
  labels,
  type Stroke,
  strokes,
  upright,
} from "../../kit/plot-parts.ts";
import { count, SHORT, time, title } from "./sdc-words.ts";

const FRAMES = 64;
const HEIGHT = 112;
const [TOP, LOW, BASE] = [54, 64, 80];

/** Who told in which frame, the detectors of one frame together. */
function told({ findings }: SdcDetective): readonly (readonly [frame: number, who: string])[] {
  const byFrame = new Map<number, string[]>();
  for (const { detector, on, frames } of findings)
    if (on && Number.isFinite(frames)) byFrame.set(frames, [...(byFrame.get(frames) ?? []), SHORT[detector]]);
  return [...byFrame].sort(([a], [b]) => a - b).map(([frame, who]) => [frame, who.join(", ")]);
}

const x = (frame: number, width: number): number => ((frame - 1) * width) / FRAMES;

function ticksOf(model: SdcDetective, width: number): Block[] {
  const held = heldFrom(model.findings);
  const pitch = width / FRAMES;
  return model.changed.map((changed, i) => {
    const place = { left: x(i + 1, width) + 0.15 * pitch, right: x(i + 2, width) - 0.15 * pitch, bottom: BASE };
    if (!changed) return { ...place, top: LOW, fill: "var(--rule)" };
    return i < held
      ? { ...place, top: TOP, fill: "var(--broken)" }
      : { ...place, top: TOP, fill: "var(--paper)", stroke: "var(--holds)" };
  });
}

/** The line of a detector that tells, and its name. Beyond the last frame it stands at the edge. */
function tellers(model: SdcDetective, width: number): { strokes: Stroke[]; labels: Label[] } {
  const marks = told(model).map(([frame, who]) => {
    const left = Math.min(x(frame, width) + 1, width - 1);
    return { left, text: frame > FRAMES ? `${who}: frame ${count(frame)}` : `${who} in frame ${frame}` };
  });
  const wishes = marks.map(
    ({ left, text }): Wish => [
      [{ left: left + 5, top: 34, text, bold: true, fill: "var(--holds)" }],
      [{ left: left - 5, top: 34, text, bold: true, fill: "var(--holds)", anchor: "end" }],
      [{ left: left + 5, top: 49, text, bold: true, fill: "var(--holds)" }],
      [{ left: left - 5, top: 49, text, bold: true, fill: "var(--holds)", anchor: "end" }],
    ],
  );
  const none = model.findings.some(({ on }) => on) ? "none of the chosen detectors told" : "no detector is on";
  const silent: Wish = [[{ left: 0, top: 34, text: none }]];
  return {
    strokes: marks.map(({ left }) => upright(left, 24, BASE, { stroke: "var(--holds)", width: 2 })),
    labels: placeLabels(marks.length > 0 ? wishes : [silent], { left: 0, right: width, top: 20, bottom: TOP }),
  };
}

const outOf = (model: SdcDetective): number =>
  model.changed.filter((changed, i) => changed && i < heldFrom(model.findings)).length;

/** The frames after a fault, which answers changed, and who told when: the ornament at the head and the record of the run. */
export const frames: Chart<SdcDetective> = {
  title: "64 frames after the fault",
  finding(model) {
    const changed = model.wrongFrames;
    const first = `Of 64 frames after the fault ${changed === 0 ? "none" : changed === 1 ? "one" : count(changed)} ${changed > 1 ? "have" : "has"} another answer`;
    const out = outOf(model);
    const soonest = told(model)[0];
    const nobody = model.findings.some(({ on }) => on) ? "no chosen detector told of it" : "no detector is on";
    const who = soonest ? `${soonest[1]} told in frame ${count(soonest[0])}` : nobody;
    if (changed === 0) return `${first}; ${who}.`;
    const all = changed === 1 ? "it" : changed === 2 ? "both" : "all";
    return `${first}, and ${out === 0 ? "none" : out === changed ? all : count(out)} went out: ${who}.`;
  },
  reading: ({ given }) =>
    `A tick is a frame of ${time(given.frameTime)}. Tall and red: a changed answer that went out; tall and open: held back.`,
  columns: {
    frame: { label: "Frame", style: "count" },
    time: { label: "From the fault", style: "duration" },
    answer: { label: "Answer", style: "number" },
    out: { label: "Went out", style: "number" },
    told: { label: "Told by", style: "number" },
  },
  rows: (model) =>
    model.changed.map((changed, i) => ({
      frame: i + 1,
      time: (i + 1) * model.given.frameTime,
      answer: changed ? "changed" : "the same",
      out: i < heldFrom(model.findings) ? "yes" : "held back",
      told: told(model).find(([frame]) => frame === i + 1)?.[1] ?? "",
    })),
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks: (width) => [
    moving(blocks, (model: SdcDetective) => columnsOf(ticksOf(model, width))),
    moving(strokes, (model: SdcDetective) => columnsOf(tellers(model, width).strokes)),
    moving(labels, (model: SdcDetective) =>
      columnsOf<Label>([
        title("64 frames after the fault"),
        ...tellers(model, width).labels,
        { left: 0, top: 100, text: "frame 1" },
        { left: width, top: 100, text: `64, after ${time(FRAMES * model.given.frameTime)}`, anchor: "end" },
      ]),
    ),
  ],
};
