import { fixed, tell } from "../../../sim/core/quantity.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { LLAMA_CAUSES, LLAMA_TOTAL } from "../../../sim/laws/checkpointing/llama-causes.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { textWidth } from "../../kit/place-labels.ts";
import {
  type Block,
  blocks,
  columnsOf,
  type Label,
  labels,
  type Stroke,
  still,
  strokes,
} from "../../kit/plot-parts.ts";

const COUNT = Object.keys(LLAMA_CAUSES).length;
const GREATEST = Math.max(...Object.values(LLAMA_CAUSES).map(({ count }) => count));
const percent = (share: number): string => tell(share, { style: "percent", digits: 1 });

function layout(width: number) {
  const narrow = width < 480;
  const left = narrow ? 0 : 214;
  const pitch = narrow ? 38 : 23;
  const room = width - left - 92;
  return {
    narrow,
    left,
    room,
    height: 20 + COUNT * pitch + 6,
    /** Top of the bar of a row, and the baseline of its label. */
    bar: (i: number) => 22 + i * pitch + (narrow ? 18 : 3),
    words: (i: number) => 22 + i * pitch + (narrow ? 12 : 14.5),
    end: (count: number) => left + (count / GREATEST) * room,
  };
}

const BAR = 13;

/** The 18 causes of Llama 3's interruptions; those switched off are hollow and struck out. */
export const failureCauses: Chart<YoungDaly> = {
  title: "Causes of 419 interruptions",
  finding({ causes }) {
    const left = causes.reduce((sum, { count, off }) => sum + (off ? 0 : count), 0);
    const [first] = causes;
    if (left === LLAMA_TOTAL && first)
      return `Of ${LLAMA_TOTAL} unexpected interruptions in 54 days, ${first.count} had one cause, a ${first.label.toLowerCase().replace("gpu", "GPU")}: ${percent(first.share)}.`;
    if (left === 0) return `With all ${COUNT} causes switched off nothing interrupts the job.`;
    return `Without the causes switched off, ${fixed(left, 0)} of ${LLAMA_TOTAL} interruptions are left: the mean time between failures grows ${tell(LLAMA_TOTAL / left, { style: "times" })}.`;
  },
  reading: () =>
    `Llama 3 405B, 16,384 GPUs, 54 days. Shares are taken from the counts: the report’s table prints 30.1 % for ${GREATEST} of ${LLAMA_TOTAL}, which is ${percent(GREATEST / LLAMA_TOTAL)}.`,
  columns: {
    cause: { label: "Cause", style: "number" },
    count: { label: "Interruptions", style: "count" },
    share: { label: "Share of all", style: "percent", digits: 1 },
    off: { label: "Switched", style: "number" },
  },
  rows: ({ causes }) =>
    causes.map(({ label, count, share, off }): Row => ({ cause: label, count, share, off: off ? "off" : "on" })),
  frame: (width) => ({ height: layout(width).height, margin: 0 }),
  marks(width) {
    const { left, bar, words, end, height, narrow } = layout(width);
    return [
      still(labels, [
        { left: 0, top: 13, text: "Interruptions, and their share of all", bold: true, fill: "var(--ink)" },
      ]),
      still(strokes, narrow ? [] : [{ left, right: left, top: 22, bottom: height - 6, stroke: "var(--axis)" }]),
      moving(blocks, ({ causes }: YoungDaly) =>
        columnsOf(
          causes.map(
            ({ count, off }, i): Block => ({
              left,
              right: end(count),
              top: bar(i),
              bottom: bar(i) + BAR,
              fill: off ? "none" : "var(--failed)",
              stroke: off ? "var(--axis)" : "none",
              dash: off ? "3 2" : "none",
            }),
          ),
        ),
      ),
      moving(labels, ({ causes }: YoungDaly) =>
        columnsOf(
          causes.flatMap(({ label, count, share, off }, i): Label[] => [
            {
              left: narrow ? 0 : left - 10,
              top: words(i),
              text: label,
              anchor: narrow ? "start" : "end",
              fill: off ? "var(--ink-2)" : "var(--ink)",
            },
            {
              left: end(count) + 8,
              top: bar(i) + 11.5,
              text: `${count}, ${percent(share)}`,
              fill: off ? "var(--ink-2)" : "var(--ink)",
            },
          ]),
        ),
      ),
      moving(strokes, ({ causes }: YoungDaly) =>
        columnsOf(
          causes.flatMap(({ label, off }, i): Stroke[] => {
            const from = narrow ? 0 : left - 10 - textWidth(label);
            const top = words(i) - 4.5;
            return off
              ? [{ left: from, right: from + textWidth(label), top, bottom: top, stroke: "var(--ink-2)" }]
              : [];
          }),
        ),
      ),
    ];
  },
};
