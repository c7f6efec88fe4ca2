import { fixed, tell } from "../../../sim/core/quantity.ts";
import type { LoopAudit } from "../../../sim/fault-tolerance/loop-audit.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { boxOf, placeLabels, type Wish } from "../../kit/place-labels.ts";
import { type Block, blocks, columnsOf, type Label, labels, pathOf, still, strokes } from "../../kit/plot-parts.ts";
import { type Plane, plane } from "../../kit/plot-plane.ts";
import { STATES } from "../../kit/states.ts";
import { intervalOf, many, time } from "./loop-audit-words.ts";

/** The scale ends here (ms): two deadlines would hide the first. What is longer ends in an arrowhead. */
const MOST = 14;
const MS = 1e3;
/** The bars, in thirds of the height: the loop without a snapshot above, the loop with one below. */
const ROWS = { without: 2.42, with: 1.12, bar: 24 } as const;
/** A part is late from a nanosecond on: less is the rounding of sums. */
const LATE = 1e-9;

const budgetPlane = (width: number): Plane =>
  plane(width, {
    title: "One loop of the safety computer",
    across: "time since the tick of the frame",
    height: [250, 280],
    left: [4, 4],
    right: [8, 8],
    top: [30, 30],
    x: {
      from: 0,
      to: MOST,
      scale: "linear",
      ticks: [0, 2, 4, 6, 8, 10, 12, MOST].map((ms) => [ms, ms === MOST ? `${ms}\u00a0ms` : `${ms}`]),
    },
    y: { from: 0, to: 3, scale: "linear", ticks: [] },
  });

const overrunOf = ({ frameParts: { compute, copy, loop } }: LoopAudit): number => {
  const over = compute + copy - loop;
  return over > LATE ? over : 0;
};

/** Loops from one snapshot to the next: at least one. */
const everyNth = (model: LoopAudit): number => Math.max(1, Math.round(intervalOf(model) / model.frameParts.loop));

function bars(model: LoopAudit, frame: Plane): Block[] {
  const { compute, copy, loop } = model.frameParts;
  const late = overrunOf(model) > 0;
  const bar = (row: number, from: number, to: number, rest: Pick<Block, "fill"> & Partial<Block>): Block => {
    const top = frame.y(row);
    const right = frame.x(Math.min(MOST, to * MS)) - (to * MS > MOST ? 14 : 0);
    return { left: frame.x(from * MS), right, top, bottom: top + ROWS.bar, ...rest };
  };
  const slack = (row: number, from: number): Block =>
    bar(row, from, loop, { fill: "var(--paper)", stroke: "var(--axis)", dash: "3 3" });
  const useful = { fill: STATES.useful.colour };
  const end = compute + copy;
  return [
    slack(ROWS.without, compute),
    bar(ROWS.without, 0, compute, useful),
    ...(late ? [] : [slack(ROWS.with, end)]),
    bar(ROWS.with, 0, compute, useful),
    bar(ROWS.with, compute, Math.min(end, loop), { fill: STATES.checkpoint.colour }),
    ...(late ? [bar(ROWS.with, loop, end, { fill: "var(--failed)", texture: "url(#hatch)" })] : []),
  ];
}

function words(model: LoopAudit, frame: Plane): Label[] {
  const { compute, copy, loop } = model.frameParts;
  const late = overrunOf(model);
  const room = tell(model.largestSnapshot, { style: "bytes", digits: 3 });
  const foot = (row: number, line: number): number => frame.y(row) + ROWS.bar + 16 + 17 * line;
  const middle = (from: number, to: number): number =>
    frame.x((Math.min(MOST, from * MS) + Math.min(MOST, to * MS)) / 2);
  const under = (row: number, from: number, to: number, texts: readonly string[], fill: string): Wish =>
    [0, 1].flatMap((line) =>
      texts.flatMap((text): Label[][] => [
        [{ left: middle(from, to), top: foot(row, line), text, anchor: "middle", fill }],
        [{ left: frame.box.right, top: foot(row, line), text, anchor: "end", fill }],
      ]),
    );
  /** Right of the deadline, beside a bar: the longest words that fit in a line or two. */
  const beside = (row: number, choices: readonly (readonly string[])[], fill: string): Wish =>
    choices.map((texts) =>
      texts.map((text, line) => ({
        left: frame.x(loop * MS) + 7,
        top: frame.y(row) + ROWS.bar / 2 + 4.5 + 17 * (line - (texts.length - 1) / 2),
        text,
        fill,
      })),
    );
  const above = (row: number, texts: readonly string[]): Wish =>
    texts.map((text) => [{ left: frame.box.left, top: frame.y(row) - 8, text, fill: "var(--ink)" }]);
  const nth = everyNth(model);
  const often = nth === 1 ? "every loop" : `one loop in ${fixed(nth, 0)}`;
  const frames = many(model.missesPerSnapshot, "frame");
  const left = `${time(Math.max(0, loop - compute - copy))} left`;
  const deadline: Wish = [`deadline ${fixed(loop * MS, 0)}\u00a0ms`, "deadline"].map((text) => [
    { left: frame.x(loop * MS) + 7, top: frame.box.top + 6, text, bold: true, fill: "var(--ink)" },
  ]);
  const wishes: Wish[] = [
    deadline,
    above(ROWS.without, ["without a snapshot"]),
    above(ROWS.with, [`with a snapshot: ${often}`, "with a snapshot"]),
    late > 0
      ? under(ROWS.with, loop, MOST / MS, [`${frames} missed`, frames], "var(--failed)")
      : beside(ROWS.with, [[left]], "var(--ink-2)"),
    beside(
      ROWS.without,
      [
        [`slack ${time(model.slack)},`, `room for ${room}`],
        [`slack ${time(model.slack)}`, `for ${room}`],
        [time(model.slack)],
      ],
      "var(--ink-2)",
    ),
    under(ROWS.with, 0, compute, [`compute ${time(compute)}`], STATES.useful.shade),
    under(ROWS.with, compute, Math.min(compute + copy, loop), [`copy ${time(copy)}`], STATES.checkpoint.shade),
    under(ROWS.without, 0, compute, [`compute ${time(compute)}`], STATES.useful.shade),
  ];
  const bounds = { left: 0, right: frame.width, top: 14, bottom: frame.box.bottom - 2 };
  return placeLabels(wishes, bounds, [], frame.words.map(boxOf));
}

/** One loop with and one without a snapshot, against its deadline: what the copy must fit, whatever the interval. */
export const frameBudget: Chart<LoopAudit> = {
  title: "One loop, with and without a snapshot",
  finding(model) {
    const { writeTime, slack, missesPerSnapshot } = model;
    return overrunOf(model) > 0
      ? `The copy takes ${time(writeTime)} where the loop leaves ${time(slack)}: each snapshot misses ${many(missesPerSnapshot, "frame")}.`
      : `The copy takes ${time(writeTime)} of the ${time(slack)} that the loop leaves, and no frame is missed.`;
  },
  reading: (model) =>
    `Here every loop computes for ${time(model.frameParts.compute)}. The interval says how often a loop holds a copy, and nothing about whether it fits.`,
  columns: {
    part: { label: "Part of a loop with a snapshot", style: "number" },
    time: { label: "Time", style: "duration" },
  },
  rows: (model): Row[] => {
    const { compute, copy, loop } = model.frameParts;
    const late = overrunOf(model);
    return [
      { part: "compute", time: compute },
      { part: "copy", time: copy },
      { part: late > 0 ? "late" : "slack left", time: late > 0 ? late : Math.max(0, loop - compute - copy) },
    ];
  },
  frame: (width) => budgetPlane(width).frame,
  marks(width) {
    const frame = budgetPlane(width);
    const { box } = frame;
    const deadline = frame.x(10);
    const head = frame.y(ROWS.with) + ROWS.bar / 2;
    return [
      ...frame.axes,
      moving(blocks, (model: LoopAudit) => columnsOf(bars(model, frame))),
      still(strokes, [
        { left: deadline, right: deadline, top: box.top - 6, bottom: box.bottom, stroke: "var(--ink)", width: 2 },
      ]),
      moving(strokes, ({ frameParts: { compute, copy } }: LoopAudit) =>
        columnsOf([
          pathOf((compute + copy) * MS > MOST ? `M${box.right - 9},${head - 7}l7,7l-7,7` : "M0,0", "var(--failed)", {
            width: 2.5,
          }),
        ]),
      ),
      moving(labels, (model: LoopAudit) => columnsOf(words(model, frame))),
    ];
  },
};
