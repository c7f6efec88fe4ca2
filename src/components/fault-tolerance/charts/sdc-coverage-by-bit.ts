import type { Row as Counted } from "../../../sim/fault-tolerance/parts/sdc-campaign.ts";
import type { FaultClass } from "../../../sim/fault-tolerance/parts/sdc-mixes.ts";
import type { SdcDetective } from "../../../sim/fault-tolerance/sdc-detective.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { textWidth } from "../../kit/place-labels.ts";
import {
  type Block,
  blocks,
  columnsOf,
  type Dot,
  dots,
  type Label,
  labels,
  remembered,
  type Stroke,
  strokes,
} from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { CLASS_NAMES, campaignIn, count, HIDDEN, percent, title, veil } from "./sdc-words.ts";

const [TOP, FOOT, HEIGHT] = [58, 238, 284];
const LEFT = 42;

/** Of a torn write there is no campaign: its weights are told. */
const placeOf = ({ given: { place } }: SdcDetective): FaultClass => (place === "torn" ? "memory" : place);

const bitsIn = (model: SdcDetective, view: View): readonly Counted[] => campaignIn(view)?.bits[placeOf(model)] ?? [];

function drawn(model: SdcDetective, view: View, width: number) {
  const rows = bitsIn(model, view);
  const drawing = {
    blocks: [] as Block[],
    strokes: [] as Stroke[],
    dots: [] as Dot[],
    labels: [title("Flips of each bit")] as Label[],
  };
  const y = (share: number): number => FOOT - share * (FOOT - TOP);
  for (const share of [0, 0.5, 1]) {
    drawing.strokes.push({
      left: LEFT,
      right: width,
      top: y(share),
      bottom: y(share),
      stroke: share === 0 ? "var(--axis)" : "var(--grid)",
    });
    drawing.labels.push({
      left: LEFT - 8,
      top: y(share) + 4.5,
      text: `${100 * share}${share === 1 ? "\u00a0%" : ""}`,
      anchor: "end",
    });
  }
  drawing.labels.push({ left: width, top: HEIGHT - 4, text: "bit, the highest first", anchor: "end" });
  const key: readonly (readonly [string, string])[] = [
    ["masked", "var(--ink-2)"],
    ["found", "var(--holds)"],
    ["escaped", "var(--broken)"],
    ["dot: new answer", "var(--ink)"],
  ];
  let from = 0;
  for (const [text, fill] of key) {
    drawing.labels.push({ left: from, top: 38, text, fill, bold: true });
    from += textWidth(text, true) + 12;
  }
  if (rows.length === 0) {
    drawing.labels.push({ left: LEFT + 8, top: y(0.5) - 8, text: "campaign not run yet" });
    return drawing;
  }
  const pitch = (width - LEFT) / rows.length;
  rows.forEach(({ tried, masked, found, changedAnswers }, bit) => {
    const left = LEFT + (rows.length - 1 - bit) * pitch + 0.12 * pitch;
    const bar = { left, right: left + 0.76 * pitch };
    const all = Math.max(1, tried);
    const [hidden, seen] = [masked / all, found.set.count / all];
    drawing.blocks.push(
      { ...bar, top: y(hidden), bottom: y(0), fill: "var(--rule)" },
      { ...bar, top: y(hidden + seen), bottom: y(hidden), fill: "var(--holds)" },
      { ...bar, top: y((masked + found.set.of) / all), bottom: y(hidden + seen), fill: "var(--broken)" },
    );
    drawing.dots.push({
      left: left + 0.38 * pitch,
      top: y(changedAnswers / all),
      radius: Math.min(4, 0.3 * pitch),
      fill: "var(--ink)",
      stroke: "var(--paper)",
      width: 1.5,
    });
    if (rows.length <= 16 || bit % 8 === 7 || bit === 0)
      drawing.labels.push({ left: left + 0.38 * pitch, top: FOOT + 18, text: String(bit), anchor: "middle" });
  });
  return drawing;
}

/** Bit by bit: how many flips are masked, found by the chosen set, missed, and how many change the answer. */
export const coverageByBit: Chart<SdcDetective> = {
  title: "Coverage by bit",
  finding(model, view) {
    if (view.searching) return HIDDEN;
    const rows = bitsIn(model, view);
    const changed = rows.reduce((sum, row) => sum + row.changedAnswers, 0);
    if (rows.length === 0) return "The campaign is still to run.";
    if (changed === 0) return `${CLASS_NAMES[placeOf(model)]}: no flip changed an answer.`;
    const worst = rows.reduce(
      (best, row, bit) => (row.changedAnswers > (rows[best]?.changedAnswers ?? 0) ? bit : best),
      0,
    );
    const share = (rows[worst]?.changedAnswers ?? 0) / changed;
    return `${CLASS_NAMES[placeOf(model)]}: of ${count(changed)} flips that changed an answer, ${percent(share, 0)} struck bit ${worst}.`;
  },
  reading: (_model, view) =>
    view.searching
      ? ""
      : "Each bar is all flips of one bit, on one input each: masked below, then those that the chosen set finds, then those that escape.",
  columns: {
    bit: { label: "Bit", style: "count" },
    tried: { label: "Tried", style: "count" },
    masked: { label: "Masked", style: "count" },
    found: { label: "Found by the set", style: "count" },
    of: { label: "Of those that changed an output", style: "count" },
    answers: { label: "Changed the answer", style: "count" },
  },
  rows(model, view) {
    if (view.searching) return [];
    const rows = bitsIn(model, view);
    if (rows.length === 0) return Array.from({ length: model.word.bits }, (_, bit): Row => ({ bit }));
    return rows.map(
      ({ tried, masked, found, changedAnswers }, bit): Row => ({
        bit,
        tried,
        masked,
        found: found.set.count,
        of: found.set.of,
        answers: changedAnswers,
      }),
    );
  },
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks(width) {
    const parts = remembered((model: SdcDetective, view: View) =>
      view.searching
        ? { blocks: [], strokes: [], dots: [], labels: veil(width, "Flips of each bit") }
        : drawn(model, view, width),
    );
    return [
      moving(strokes, (model: SdcDetective, view: View) => columnsOf(parts(model, view).strokes)),
      moving(blocks, (model: SdcDetective, view: View) => columnsOf(parts(model, view).blocks)),
      moving(dots, (model: SdcDetective, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: SdcDetective, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};
