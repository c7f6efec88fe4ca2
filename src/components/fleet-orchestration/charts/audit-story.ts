import type { FragmentationAudit } from "../../../sim/fleet-orchestration/fragmentation-audit.ts";
import { type Chart, moving } from "../../kit/chart.ts";
import { type Block, blocks, columnsOf, type Label, labels } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { count, many } from "../words.ts";

const ROW = 62;
const BAR = { top: 22, height: 20 };
const TOP = 30;
const HEIGHT = TOP + 4 * ROW;
const GPUS = 10_000;
/** What students ask for, as the story tells it. */
const STUDENT_SIZES = [1, 2, 4, 8] as const;

/** GPUs that students' running jobs hold when the gang comes, by the size of the job. */
const heldBySize = ({ jobs, gang }: FragmentationAudit): readonly number[] =>
  STUDENT_SIZES.map((size) => size * jobs.work.size.slice(0, gang).filter((each) => each === size).length);

interface Bar {
  readonly text: string;
  readonly parts: readonly { readonly gpus: number; readonly fill: string; readonly stroke?: string }[];
}

/** What the four steps tell, one bar each: busy, by size, free, wanted. */
function bars(model: FragmentationAudit): readonly Bar[] {
  const busy = GPUS - model.freeAtStart;
  const working = { fill: "var(--working)", stroke: "var(--paper)" };
  return [
    { text: `${count(busy)} of ${count(GPUS)} GPUs are busy`, parts: [{ gpus: busy, ...working }] },
    {
      text: "their jobs ask for 1, 2, 4 and 8 GPUs",
      parts: heldBySize(model).map((gpus) => ({ gpus, ...working })),
    },
    {
      text: `${count(model.freeAtStart)} are free`,
      parts: [{ gpus: model.freeAtStart, fill: "var(--idle)", stroke: "var(--axis)" }],
    },
    {
      text: `one job wants ${count(model.gangGpus)}, on ${count(model.gangNodes)} whole nodes`,
      parts: [{ gpus: model.gangGpus, fill: "var(--w-useful)" }],
    },
  ];
}

const SHOWN = [1, 2, 4, 4] as const;
const shown = (model: FragmentationAudit, { step }: View) => bars(model).slice(0, SHOWN[Math.min(step, 3)] ?? 4);

function blocksOf(model: FragmentationAudit, view: View, width: number): Block[] {
  const per = (width - 2) / GPUS;
  return shown(model, view).flatMap(({ parts }, row) => {
    let from = 1;
    return parts.map(({ gpus, fill, stroke }) => {
      const left = from;
      from += gpus * per;
      const top = TOP + row * ROW + BAR.top;
      return { left, right: from, top, bottom: top + BAR.height, fill, ...(stroke ? { stroke } : {}) };
    });
  });
}

const wordsOf = (model: FragmentationAudit, view: View): Label[] => [
  { left: 0, top: 13, text: "GPUs of the cluster, to one scale", bold: true, fill: "var(--ink)" },
  ...shown(model, view).map(({ text }, row) => ({ left: 0, top: TOP + row * ROW + 16, text })),
];

/** Who has the GPUs and who wants them, by number alone: where they are is not told. */
export const roomForGang: Chart<FragmentationAudit> = {
  title: "Who has the GPUs, and who wants them",
  finding: (model) =>
    `${many(model.freeAtStart, "GPU is", "GPUs are")} free, and one job asks for ${count(model.gangGpus)}.`,
  reading: () => "Lengths count GPUs. They do not tell where these are.",
  columns: { what: { label: "What", style: "number" }, gpus: { label: "GPUs", style: "count" } },
  rows: (model) => [
    ...STUDENT_SIZES.map((size, i) => ({
      what: `Held by jobs of ${count(size)}`,
      gpus: heldBySize(model)[i] ?? 0,
    })),
    { what: "Free", gpus: model.freeAtStart },
    { what: "Wanted by the gang", gpus: model.gangGpus },
  ],
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks: (width) => [
    moving(blocks, (model: FragmentationAudit, view: View) => columnsOf(blocksOf(model, view, width))),
    moving(labels, (model: FragmentationAudit, view: View) => columnsOf(wordsOf(model, view))),
  ],
};
