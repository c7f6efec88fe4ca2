import type { FragmentationAudit } from "../../../sim/fleet-orchestration/fragmentation-audit.ts";
import { type Chart, moving } from "../../kit/chart.ts";
import { type Block, blocks, columnsOf, type Label, labels, still } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { percent } from "../words.ts";
import { isEmpty, NOTHING } from "./audit-series.ts";

const ROW = 56;
const TOP = 28;

interface Stair {
  readonly what: string;
  readonly share: number;
}

/** What is left of the hardware’s peak after each factor. */
const stairs = ({ occupancy, goodput, mfu }: FragmentationAudit): readonly Stair[] => [
  { what: "occupied", share: occupancy },
  { what: "of use, and kept", share: goodput },
  { what: "of the peak, after MFU", share: mfu },
];

function drawn(model: FragmentationAudit, view: View, width: number): { bars: Block[]; words: Label[] } {
  const shown = isEmpty(view) ? [] : stairs(model);
  const bars = shown.map(({ share }, row) => ({
    left: 0,
    right: Math.max(1, share * width),
    top: TOP + row * ROW + 20,
    bottom: TOP + row * ROW + 38,
    fill: "var(--useful)",
  }));
  const words = shown.map(({ what, share }, row) => ({
    left: 0,
    top: TOP + row * ROW + 14,
    text: `${percent(share)} ${what}`,
  }));
  return { bars, words };
}

/** The Utilization Paradox as a stair: busy, of use, at peak. */
const paradoxStair: Chart<FragmentationAudit> = {
  title: "From busy to productive",
  timeless: true,
  finding: (model, view) =>
    isEmpty(view)
      ? NOTHING
      : `${percent(model.occupancy)} of the fleet is busy, and ${percent(model.mfu)} of its peak does useful work.`,
  reading: () =>
    "The whole width is the fleet at its peak, all day. Each bar multiplies one factor to the one above it.",
  columns: { what: { label: "What", style: "number" }, share: { label: "Share", style: "percent", digits: 1 } },
  rows: (model, view) => (isEmpty(view) ? [] : stairs(model).map(({ what, share }) => ({ what, share }))),
  frame: () => ({ height: TOP + 3 * ROW, margin: 0 }),
  marks: (width) => [
    still(labels, [{ left: 0, top: 13, text: "Share of the fleet’s peak", bold: true, fill: "var(--ink)" }]),
    moving(blocks, (model: FragmentationAudit, view: View) => columnsOf(drawn(model, view, width).bars)),
    moving(labels, (model: FragmentationAudit, view: View) => columnsOf(drawn(model, view, width).words)),
  ],
};

export const charts = { paradoxStair };
