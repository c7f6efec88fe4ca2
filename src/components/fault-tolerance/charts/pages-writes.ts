import { fixed } from "../../../sim/core/quantity.ts";
import type { IncrementalCheckpoint } from "../../../sim/fault-tolerance/incremental-checkpoint.ts";
import { params } from "../../../sim/fault-tolerance/parts/incremental-checkpoint-levers.ts";
import { PAGE_BYTES, PAGES, WriteStream } from "../../../sim/fault-tolerance/parts/incremental-checkpoint-pages.ts";
import { type Chart, moving } from "../../kit/chart.ts";
import { blocks, columnsOf, type Label, labels, pathOf, still, strokes } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";

/** The situation's page table, whatever the levers say: it is written to as the mission's is. */
const HOT = params.hotPages.default;
const COLD = PAGES - HOT;
/** A fifth of a second: so few writes show where they fall, and not yet how often they meet. */
export const SHOWN = params.writesPerSecond.default / 5;
const SEED = 1;
/** The table is drawn as a square, its hot pages as a square in the corner: 160 by 160, and 32 by 32. */
const SIDE = Math.sqrt(PAGES);
const HOT_SIDE = Math.sqrt(HOT);

let drawn: readonly number[] | undefined;
/** The pages that the process writes to first. */
const firstWrites = (): readonly number[] => {
  drawn ??= [...new WriteStream(SEED, params.hotShare.default / 100, HOT).upTo(SHOWN).subarray(0, SHOWN)];
  return drawn;
};
const hotWrites = (): number => firstWrites().filter((page) => page < HOT).length;

/** Column and row of a page: the hot ones fill the corner, the others the rest, row by row. */
export function cellOf(page: number): readonly [column: number, row: number] {
  if (page < HOT) return [page % HOT_SIDE, Math.floor(page / HOT_SIDE)];
  const [beside, place] = [SIDE - HOT_SIDE, page - HOT];
  if (place < beside * HOT_SIDE) return [HOT_SIDE + (place % beside), Math.floor(place / beside)];
  const below = place - beside * HOT_SIDE;
  return [below % SIDE, HOT_SIDE + Math.floor(below / SIDE)];
}

const stepOf = ({ step }: View): number => Math.min(3, Math.max(0, step));

const TOP = 26;
const LINE = 19;
const LINES = 4;

/** The table, and its words beside it or, where it is narrow, below. */
const layout = (width: number) => {
  const narrow = width < 480;
  const size = narrow ? 240 : 320;
  return {
    size,
    cell: size / SIDE,
    height: TOP + size + (narrow ? LINES * LINE + 8 : 8),
    words: narrow ? { left: 0, top: TOP + size + LINE } : { left: size + 20, top: TOP + 14 },
  };
};

/** What stands beside the table, by the step of the story; the first of each pair is bold. */
const TOLD: readonly (() => readonly (readonly [name: string, words: string])[])[] = [
  () => [[`${fixed(PAGES, 0)} pages`, `of ${fixed(PAGE_BYTES, 0)} bytes each`]],
  () => [
    [`Hot: ${fixed(HOT, 0)} pages`, `${hotWrites()} of ${SHOWN} writes`],
    [`Cold: ${fixed(COLD, 0)} pages`, `${SHOWN - hotWrites()} of ${SHOWN} writes`],
  ],
  () => [["A full save", "writes every page"]],
  () => [
    ["An increment", "writes what changed"],
    ["A resume", "reads the base and it"],
  ],
];

const linesOf = (view: View, { left, top }: { readonly left: number; readonly top: number }): Label[] =>
  (TOLD[stepOf(view)]?.() ?? []).flatMap(([name, words], i): Label[] => [
    { left, top: top + 2 * i * LINE, text: name, bold: true, fill: "var(--ink)" },
    { left, top: top + (2 * i + 1) * LINE, text: words },
  ]);

/** The pages of the process, and where a fifth of a second of writing falls. */
export const pageWrites: Chart<IncrementalCheckpoint> = {
  title: "The pages of the process",
  finding(_model, view) {
    const [hot, cold] = [hotWrites(), SHOWN - hotWrites()];
    return (
      [
        `The process can write to ${fixed(PAGES, 0)} pages of its memory.`,
        `Of the first ${SHOWN} writes ${hot} fall on ${fixed(HOT, 0)} hot pages, and ${cold} on the ${fixed(COLD, 0)} others.`,
        "A full save writes every page, changed or not.",
        "An increment writes the pages that were written to since the last save.",
      ][stepOf(view)] ?? ""
    );
  },
  reading: (_model, view) =>
    stepOf(view) === 0
      ? `One page is one cell, ${SIDE} by ${SIDE} of them; a square of the grid holds ${fixed(HOT, 0)}.`
      : "One page is one cell. The hot pages are drawn together in the corner; in memory they lie anywhere.",
  columns: {
    set: { label: "Pages", style: "number" },
    pages: { label: "How many", style: "count" },
    writes: { label: "Writes in a fifth of a second", style: "count" },
  },
  rows: () => [
    { set: "hot", pages: HOT, writes: hotWrites() },
    { set: "cold", pages: COLD, writes: SHOWN - hotWrites() },
  ],
  frame: (width) => ({ height: layout(width).height, margin: 0 }),
  marks(width) {
    const { size, cell, words } = layout(width);
    const edge = HOT_SIDE * cell;
    const grid = Array.from({ length: SIDE / HOT_SIDE - 1 }, (_, i) => (i + 1) * edge);
    const square = (side: number) => `M0.5,${TOP}h${side}v${side}h-${side}Z`;
    const writesOf = (): string =>
      firstWrites()
        .map((page) => {
          const [column, row] = cellOf(page);
          return `M${(column * cell).toFixed(1)},${(TOP + (row + 0.5) * cell).toFixed(1)}h${(cell + 1).toFixed(1)}`;
        })
        .join("");
    return [
      still(blocks, [{ left: 0.5, top: TOP, right: size + 0.5, bottom: TOP + size, fill: "var(--sheet)" }]),
      still(strokes, [
        ...grid.map((at) => ({ left: at, right: at, top: TOP, bottom: TOP + size, stroke: "var(--grid)" })),
        ...grid.map((at) => ({ left: 0.5, right: size, top: TOP + at, bottom: TOP + at, stroke: "var(--grid)" })),
      ]),
      still(labels, [{ left: 0, top: 13, text: "The pages of the process", bold: true, fill: "var(--ink)" }]),
      moving(blocks, (_model: IncrementalCheckpoint, view: View) =>
        columnsOf(
          stepOf(view) === 2
            ? [{ left: 0.5, top: TOP, right: size + 0.5, bottom: TOP + size, fill: "var(--checkpoint)" }]
            : [],
        ),
      ),
      moving(strokes, (_model: IncrementalCheckpoint, view: View) => {
        const step = stepOf(view);
        const shade = step === 1 ? "var(--ink)" : "var(--checkpoint)";
        return columnsOf([
          pathOf(square(size), "var(--axis)"),
          ...(step % 2 === 1 ? [pathOf(writesOf(), shade, { width: cell + 1 })] : []),
          ...(step === 1 || step === 3 ? [pathOf(square(edge), "var(--ink)")] : []),
        ]);
      }),
      moving(labels, (_model: IncrementalCheckpoint, view: View) => columnsOf(linesOf(view, words))),
    ];
  },
};
