import { tell } from "../../../sim/core/quantity.ts";
import type { SdcDetective } from "../../../sim/fault-tolerance/sdc-detective.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf, placeLabels, type Wish } from "../../kit/place-labels.ts";
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
  upright,
} from "../../kit/plot-parts.ts";
import { around, full, ring, swipe } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { count, title } from "./sdc-words.ts";

const HEIGHT = 236;
const [BEFORE, AFTER, AXIS] = [62, 98, 118];
const [SHARE_TITLE, SHARE_AXIS] = [170, 206];
const EDGE = 8;
/** The alarm stands at this share of the width; powers of ten beyond it, and losses so large as to be none. */
const KNEE = 0.58;
const POWERS = 40;
const [ALL, STEP] = [1000, 250];

const nats = (loss: number): string =>
  loss >= 1e6 && Number.isFinite(loss)
    ? `10 to the ${Math.floor(Math.log10(loss))}`
    : tell(loss, { style: "number", digits: 2, endless: "not a number" });

const alarm = ({ lossMean, lossBand }: SdcDetective): number => lossMean + lossBand;

function layout(model: SdcDetective, width: number) {
  const knee = EDGE + KNEE * (width - 2 * EDGE);
  const end = width - EDGE - 22;
  const x = (loss: number): number => {
    if (!Number.isFinite(loss)) return width - EDGE;
    const over = Math.log10(loss / alarm(model)) / POWERS;
    return over <= 0 ? EDGE + (loss / alarm(model)) * (knee - EDGE) : knee + Math.min(1, over) * (end - knee);
  };
  const share = (of: number): number => EDGE + (of / ALL) * (width - 2 * EDGE);
  return { knee, x, share };
}

function drawn(model: SdcDetective, { prediction }: View, width: number) {
  const { knee, x, share } = layout(model, width);
  const [low, mean] = [Math.max(0, model.lossMean - model.lossBand), model.lossMean];
  const colour = model.lossRings ? "var(--broken)" : "var(--ink)";
  const band: Block = {
    left: x(low),
    right: knee,
    top: 38,
    bottom: AXIS,
    fill: "color-mix(in srgb, var(--ink) 9%, var(--paper))",
  };
  const across = (top: number): Stroke => ({
    left: EDGE,
    right: width - EDGE,
    top,
    bottom: top,
    stroke: "var(--axis)",
  });
  const lines: Stroke[] = [
    upright(x(mean), 38, AXIS, { stroke: "var(--axis)", dash: "1 4" }),
    upright(knee, 30, AXIS, { stroke: "var(--broken)", width: 1.5 }),
    across(AXIS),
    across(SHARE_AXIS),
    ...Array.from({ length: ALL / STEP + 1 }, (_, i) =>
      upright(share(i * STEP), SHARE_AXIS, SHARE_AXIS + 5, { stroke: "var(--axis)" }),
    ),
  ];
  const [before, after] = [
    { left: x(model.lossBefore), top: BEFORE },
    { left: x(model.lossAfter), top: AFTER },
  ];
  const truth = { left: share(model.clearedRings), top: SHARE_AXIS };
  const marks: Dot[] = [ring(before), { ...full(after), fill: colour }, full(truth)];
  const text = (left: number, top: number, words: string, rest: Partial<Label> = {}): Label => ({
    left,
    top,
    text: words,
    ...rest,
  });
  const fixedOnes: Label[] = [
    title("Loss of 64 inputs (nats)"),
    text(EDGE, AXIS + 18, "0"),
    text(knee, AXIS + 18, `alarm ${nats(alarm(model))}`, { anchor: "middle", fill: "var(--broken)" }),
    text(width, AXIS + 18, "no number", { anchor: "end" }),
    { ...title("Of 1,000 flips 1 → 0, the loss rings at"), top: SHARE_TITLE },
    text(EDGE, SHARE_AXIS + 20, "0"),
    text(share(500), SHARE_AXIS + 20, "500", { anchor: "middle" }),
    text(width - EDGE, SHARE_AXIS + 20, "1,000", { anchor: "end" }),
  ];
  const guess =
    prediction === null
      ? null
      : swipe(
          share(Math.min(ALL, Math.max(0, prediction))),
          { left: 0, right: width, top: SHARE_AXIS - 14, bottom: SHARE_AXIS },
          false,
        );
  const middle = guess ? (guess.left + guess.right) / 2 : 0;
  const predicted: Wish = guess
    ? (["start", "end"] as const).map((anchor) => [
        text(middle + (anchor === "start" ? 12 : -12), SHARE_AXIS - 6, `you: ${count(prediction ?? 0)}`, {
          anchor,
          bold: true,
          fill: "var(--ink)",
        }),
      ])
    : [];
  const wishes: Wish[] = [
    around(after, `after ${nats(model.lossAfter)}`, ["aboveAfter", "aboveBefore", "belowAfter", "belowBefore"]).map(
      ([label]) => (label ? [{ ...label, fill: colour }] : []),
    ),
    around(before, `before ${nats(model.lossBefore)}`, ["aboveAfter", "aboveBefore"]),
    around(truth, `measured: ${count(model.clearedRings)}`, ["aboveAfter", "aboveBefore"]),
    predicted,
    [[text(x(mean) + 4, 35, "mean")], [text(x(mean) - 4, 35, "mean", { anchor: "end" })]],
  ];
  const placed = placeLabels(
    wishes,
    { left: 0, right: width, top: 18, bottom: SHARE_AXIS - 2 },
    [before, after],
    fixedOnes.map(boxOf),
  );
  return {
    blocks: guess ? [band, guess] : [band],
    strokes: guess
      ? [...lines, upright(middle, SHARE_AXIS - 18, SHARE_AXIS, { stroke: "var(--on-you)", dash: "1 3" })]
      : lines,
    dots: marks,
    labels: [...fixedOnes, ...placed],
  };
}

/** Whether the loss would have rung: the batch before and after, on the band of its own noise. */
export const lossBand: Chart<SdcDetective> = {
  title: "Would the loss have rung?",
  finding(model) {
    const [before, after] = [nats(model.lossBefore), nats(model.lossAfter)];
    const goes =
      before === after
        ? `The loss stays at ${after}`
        : `The loss goes from ${before} to ${Number.isFinite(model.lossAfter) ? after : "what is no number"}`;
    return model.lossRings
      ? `${goes}, beyond its alarm at ${nats(alarm(model))}: it rings.`
      : `${goes}, below its alarm at ${nats(alarm(model))}: it does not ring.`;
  },
  reading: () =>
    "Tinted: the mean of batches of 64, and 3 deviations to either side. Beyond the alarm the scale is logarithmic, 40 powers of ten. Below: the share of such flips that ring, measured when the network was trained.",
  columns: {
    what: { label: "Loss", style: "number" },
    loss: { label: "Nats", style: "number", digits: 4, endless: "not a number" },
    rings: { label: "Rings", style: "number" },
  },
  rows: (model): readonly Row[] => [
    { what: "before", loss: model.lossBefore, rings: "no" },
    { what: "after", loss: model.lossAfter, rings: model.lossRings ? "yes" : "no" },
    { what: "mean of batches", loss: model.lossMean },
    { what: "alarm", loss: alarm(model) },
  ],
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks(width) {
    const parts = remembered((model: SdcDetective, view: View) => drawn(model, view, width));
    return [
      moving(blocks, (model: SdcDetective, view: View) => columnsOf(parts(model, view).blocks)),
      moving(strokes, (model: SdcDetective, view: View) => columnsOf(parts(model, view).strokes)),
      moving(dots, (model: SdcDetective, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: SdcDetective, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};
