import { fixed, tell } from "../../../sim/core/quantity.ts";
import { DAY, days, HOUR, MINUTE } from "../../../sim/core/units.ts";
import type { KokolisPoint } from "../../../sim/fault-tolerance/parts/fleet-lines.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { LLAMA_TOTAL } from "../../../sim/laws/checkpointing/llama-causes.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { type Box, type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import { columnsOf, dots, type Label, labels, lineThrough, still, strokes } from "../../kit/plot-parts.ts";
import { logarithmic, panel, panelAxes } from "./fleet-axis.ts";

/** Grattafiori et al. 2024, section 3.3.4: 419 unexpected interruptions in 54 days on 16,384 GPUs. */
const LLAMA: KokolisPoint = { name: "Llama 3, measured", gpus: 16_384, mttf: days(54) / LLAMA_TOTAL };

const MTTF = { from: 5 * MINUTE, to: 1000 * DAY };
const TICKS = [
  [10 * MINUTE, "10 min"],
  [HOUR, "1 h"],
  [10 * HOUR, "10 h"],
  [DAY * 10, "10 days"],
  [DAY * 100, "100 days"],
] as const;
const SHADES = ["var(--w-checkpoint)", "var(--w-useful)"];
const DASHES = ["none", "7 3"];
const TOP = 44;

const duration = (seconds: number): string => tell(seconds, { style: "duration" });

function layout(width: number) {
  const height = width < 480 ? 340 : 380;
  const box = panel({ left: 66, right: width - 8, top: TOP, bottom: height - 34 });
  return { box, height, y: logarithmic(MTTF.from, MTTF.to, box.bottom, box.top) };
}

/** What no label may lie on. */
const dotBox = ({ left, top }: Point): Box => ({ left: left - 3, right: left + 3, top: top - 3, bottom: top + 3 });

const points = ({ kokolis }: YoungDaly): readonly KokolisPoint[] => [...kokolis.points, LLAMA];

/** Two measured rates, each a line, and the measured jobs that lie on neither. */
export const kokolisLines: Chart<YoungDaly> = {
  title: "Mean time to failure of a job, by its size",
  finding({ kokolis }) {
    const [first, second] = kokolis.lines;
    const last = (line: typeof first) => duration(line?.mttf.at(-1) ?? Number.NaN);
    return `At 131,072 GPUs the rate of ${first?.name ?? ""} gives one failure in ${last(first)}, that of ${second?.name ?? ""} one in ${last(second)}; the measured points lie on neither line.`;
  },
  reading: () =>
    "Lines are rates per node-day, drawn as 1/N; dots were measured on jobs of that size. One curve cannot hold both.",
  columns: {
    what: { label: "What", style: "number" },
    gpus: { label: "GPUs", style: "number", digits: 6 },
    mttf: { label: "Mean time to failure", style: "duration" },
  },
  rows: (model) => [
    ...model.kokolis.lines.flatMap(({ name, gpus, mttf }) =>
      gpus.flatMap((size, i): Row[] =>
        i % 8 ? [] : [{ what: name, gpus: Math.round(size), mttf: mttf[i] ?? Number.NaN }],
      ),
    ),
    ...points(model).map(({ name, gpus, mttf }): Row => ({ what: name, gpus, mttf })),
  ],
  frame: (width) => ({ height: layout(width).height, margin: 0 }),
  marks(width) {
    const { box, y } = layout(width);
    const axes = panelAxes(
      box,
      "Mean time to failure",
      TICKS.map(([seconds, text]) => ({ top: y(seconds), text })),
    );
    const lineOf = (line: YoungDaly["kokolis"]["lines"][number]): Point[] =>
      line.gpus.map((size, i) => ({ left: box.x(size), top: y(line.mttf[i] ?? Number.NaN) }));
    return [
      still(strokes, axes.strokes),
      still(labels, axes.labels),
      moving(strokes, ({ kokolis }: YoungDaly) =>
        columnsOf(
          kokolis.lines.map((line, i) =>
            lineThrough(lineOf(line), SHADES[i] ?? "var(--ink)", { width: 2, dash: DASHES[i] ?? "none" }),
          ),
        ),
      ),
      moving(dots, (model: YoungDaly) =>
        columnsOf(
          points(model).map(({ gpus, mttf }) => ({ left: box.x(gpus), top: y(mttf), radius: 4.5, fill: "var(--ink)" })),
        ),
      ),
      moving(labels, (model: YoungDaly) => {
        const lines = model.kokolis.lines.map(lineOf);
        const beside = (at: Point, text: string, fill: string, isBold: boolean): Label[][] =>
          (
            [
              [9, -6, "start"],
              [-9, 17, "end"],
              [9, 17, "start"],
              [-9, -6, "end"],
              [9, 36, "start"],
              [0, 22, "middle"],
            ] as const
          ).map(([dx, dy, anchor]) => [{ left: at.left + dx, top: at.top + dy, text, anchor, fill, bold: isBold }]);
        /** In two lines, where one would lie across a curve. */
        const inTwo = (at: Point, texts: readonly string[]): Label[][] =>
          [32, 17, 46].flatMap((dy) =>
            (["start", "end"] as const).map((anchor) =>
              texts.map((text, i) => ({
                left: at.left + (anchor === "start" ? 5 : -9),
                top: at.top + dy + 17 * i,
                text,
                anchor,
                fill: "var(--ink)",
                bold: true,
              })),
            ),
          );
        const wishes: Wish[] = [
          ...points(model).map(({ name, gpus, mttf }) => {
            const at = { left: box.x(gpus), top: y(mttf) };
            const size = `${fixed(gpus, 0)}\u00a0GPUs`;
            return [
              ...beside(at, `${name}: ${duration(mttf)}`, "var(--ink)", true),
              ...beside(at, `${size}: ${duration(mttf)}`, "var(--ink)", true),
              ...inTwo(at, [`${size}:`, duration(mttf)]),
            ];
          }),
          ...model.kokolis.lines.map((line, i) =>
            [0.45, 0.35, 0.55, 0.25, 0.7].flatMap((share) => {
              const at = lines[i]?.[Math.round(share * (line.gpus.length - 1))];
              return at
                ? beside(
                    at,
                    `${line.name}, ${line.rate.toFixed(2)} per 1,000 node-days`,
                    SHADES[i] ?? "var(--ink)",
                    false,
                  )
                : [];
            }),
          ),
        ];
        return columnsOf(
          placeLabels(
            wishes,
            { left: box.left, right: width, top: box.top - 10, bottom: box.bottom + 2 },
            lines.flat(),
            points(model).map(({ gpus, mttf }) => dotBox({ left: box.x(gpus), top: y(mttf) })),
          ),
        );
      }),
    ];
  },
};
