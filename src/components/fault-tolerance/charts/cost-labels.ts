import { tell } from "../../../sim/core/quantity.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import type { Label } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { STATES } from "../states.ts";
import { type CostFrame, INTERVALS, TOP_TAX } from "./cost-frame.ts";
import type { CostLine } from "./cost-lines.ts";
import { gpusInWords, nodesOf } from "./fleet-size.ts";

export const time = (seconds: number): string => tell(seconds, { style: "duration" });
export const percent = (share: number): string => tell(share, { style: "percent", digits: 1 });
export const onAxis = (interval: number): boolean => interval >= INTERVALS.from && interval <= INTERVALS.to;
/** How far off a prediction is, as a factor of at least 1. */
export const offBy = (prediction: number, optimum: number): string =>
  tell(Math.max(prediction / optimum, optimum / prediction), { style: "times" });

/** Beyond this a run's length is told as never: nobody waits a million times as long. */
const NEVER = 1e6;
/** 100 h of work in more than 100 days: the chapter's limit for "makes no progress". */
const NO_PROGRESS = 24;

/** Heights (px) of the two rows over the frame: the factor, and the flags beside the bracket. */
export const flagRows = ({ box, narrow }: CostFrame) => ({ factor: box.top - 26, flags: box.top - (narrow ? 14 : 12) });

const bold = (label: Omit<Label, "bold" | "fill">): Label => ({ ...label, bold: true, fill: "var(--ink)" });

/** The flag of the least and of the prediction, each outward from the other where there is room. */
function flags(model: YoungDaly, { prediction }: View, frame: CostFrame): Wish[] {
  const { box, narrow } = frame;
  const { flags: row, factor } = flagRows(frame);
  const optimum = model.optimalInterval;
  const least = Math.min(box.right, Math.max(box.left, frame.x(optimum)));
  const yours = prediction === null ? null : Math.min(box.right, Math.max(box.left, frame.x(prediction)));
  const right = yours === null || yours <= least;
  const upper = narrow ? row - 20 : row;
  const spots = (at: number, outward: "start" | "end", text: string, top: number): Label[][] => [
    [bold({ left: at + (outward === "start" ? 8 : -8), top, text, anchor: outward })],
    [bold({ left: outward === "start" ? frame.width : 0, top, text, anchor: outward === "start" ? "end" : "start" })],
    [bold({ left: at + (outward === "start" ? -8 : 8), top, text, anchor: outward === "start" ? "end" : "start" })],
  ];
  const where = Number.isFinite(optimum) ? `at ${time(optimum)}` : "without checkpoints";
  const long = `Least tax ${where}`;
  const short = `least ${where}`;
  const outward = right ? "start" : "end";
  const least_: Wish = [
    ...spots(least, outward, long, row),
    ...spots(least, outward, short, row),
    ...spots(least, outward, short, upper),
  ];
  if (prediction === null || yours === null) return [least_];
  const other = right ? "end" : "start";
  return [
    [
      ...spots(yours, other, `You predicted ${time(prediction)}`, row),
      ...spots(yours, other, `you: ${time(prediction)}`, row),
      ...spots(yours, other, `you: ${time(prediction)}`, upper),
    ],
    least_,
    Number.isFinite(optimum) && Number.isFinite(prediction)
      ? [
          [
            {
              left: (yours + least) / 2,
              top: factor,
              text: offBy(prediction, optimum),
              anchor: "middle",
              fill: "var(--ink)",
            },
          ],
        ]
      : [],
  ];
}

/** What there is beyond the frame, told in the corners that the curves leave free. */
function corners({ curve, run }: YoungDaly, { box, narrow }: CostFrame): Wish[] {
  const note = (total: number, at: string, name: string, left: number, anchor: "start" | "end"): Wish => {
    if (total <= TOP_TAX || narrow) return [];
    const long =
      total > NEVER ? "a run comes to no end" : `a run takes ${tell(1 + total, { style: "times", digits: 1 })} as long`;
    const lines = (top: number): Label[] => [
      { left, top, text: name ? `${name}: at ${at}` : `At ${at}`, anchor },
      { left, top: top + 17, text: long, anchor },
    ];
    return [lines(box.top + 26), lines(box.top + 60)];
  };
  const first = curve.total[0] ?? 0;
  const last = curve.total.at(-1) ?? 0;
  const floods = run.writeTime / INTERVALS.from > 0.5;
  return [
    note(first, time(INTERVALS.from), floods ? "The storage floods" : "", box.left + 10, "start"),
    note(last, time(INTERVALS.to), last > NO_PROGRESS ? "Never ends" : "", box.right, "end"),
  ];
}

const points = (line: CostLine, frame: CostFrame): Point[] =>
  line.x.flatMap((x, i) => {
    const y = line.y[i] ?? Number.NaN;
    return Number.isFinite(y) ? [{ left: frame.x(x), top: frame.y(y) }] : [];
  });

/** Places beside a line: at the given shares of its visible length, on the sides asked for, then above and below it. */
function beside(
  line: readonly Point[],
  label: Label,
  at: readonly number[],
  sides: readonly ("start" | "end")[],
): Wish {
  const spots: Label[][] = [];
  for (const share of at) {
    const point = line[Math.round(share * (line.length - 1))];
    if (!point) continue;
    for (const side of sides) {
      spots.push([{ ...label, left: point.left + (side === "start" ? 9 : -9), top: point.top + 4, anchor: side }]);
    }
    spots.push([{ ...label, left: point.left, top: point.top - 8, anchor: "middle" }]);
    spots.push([{ ...label, left: point.left, top: point.top + 17, anchor: "middle" }]);
  }
  return spots;
}

/** Every label of the chart, the reader's and the least first; one that finds no room is left out. */
export function costLabels(
  model: YoungDaly,
  view: View,
  frame: CostFrame,
  lines: readonly CostLine[],
  hasBand: boolean,
): Label[] {
  const { box, narrow } = frame;
  const of = (name: CostLine["name"]): Point[] => {
    const line = lines.find((each) => each.name === name);
    return line ? points(line, frame) : [];
  };
  const interval = model.run.interval;
  const now = { left: frame.x(interval), top: frame.y(Math.min(model.tax, TOP_TAX)) };
  const least = { left: frame.x(model.optimalInterval), top: frame.y(model.leastTax) };
  const nowText = narrow ? `now ${percent(model.tax)}` : `now ${time(interval)}: ${percent(model.tax)}`;
  const around = (at: Point, text: string, gap: number): Wish =>
    [
      [gap, gap + 6, "start"],
      [gap, -gap + 2, "start"],
      [-gap, -gap + 2, "end"],
      [-gap, gap + 6, "end"],
      [gap + 8, gap + 26, "start"],
      [-gap - 8, -gap - 18, "end"],
    ].map(([dx, dy, anchor]) => [
      bold({ left: at.left + Number(dx), top: at.top + Number(dy), text, anchor: anchor as "start" | "end" }),
    ]);
  const baseline = box.bottom - 7;
  const mark = (at: number, text: string, short: string, anchor: "start" | "end"): Wish =>
    onAxis(at)
      ? [text, short].map((each) => [
          { left: frame.x(at) + (anchor === "start" ? 6 : -6), top: baseline, text: each, anchor, fill: "var(--ink)" },
        ])
      : [];
  const word = (name: "checkpoint" | "rework" | "recovery", text: string): Label => ({
    left: 0,
    top: 0,
    text,
    fill: STATES[name].shade,
  });
  const ghostName = `at ${gpusInWords(Math.round(nodesOf(model) / 2))}`;
  const wishes: Wish[] = [
    ...flags(model, view, frame),
    model.tax <= TOP_TAX
      ? around(now, nowText, 14)
      : [
          [bold({ left: now.left + 10, top: box.top + 14, text: nowText })],
          [bold({ left: now.left - 10, top: box.top + 14, text: nowText, anchor: "end" })],
        ],
    model.leastTax <= TOP_TAX && onAxis(model.optimalInterval) ? around(least, percent(model.leastTax), 12) : [],
    beside(of("checkpoint"), word("checkpoint", "checkpoints"), [0.12, 0.2, 0.3, 0.05, 0.5], ["end", "start"]),
    beside(of("rework"), word("rework", "rework"), [0.93, 0.86, 0.97, 0.75, 0.5, 0.3], ["start", "end"]),
    beside(
      of("recovery"),
      word("recovery", narrow ? "recovery" : "recovery and downtime"),
      [1, 0, 0.85, 0.15, 0.7, 0.3],
      ["start", "end"],
    ),
    beside(of("total"), bold({ left: 0, top: 0, text: "total" }), [0.9, 0.86, 0.1, 0.94, 0.5], ["end", "start"]),
    mark(model.youngInterval, `Young ${time(model.youngInterval)}`, "Young", "start"),
    mark(model.dalyInterval, `Daly ${time(model.dalyInterval)}`, "Daly", "end"),
    ...corners(model, frame),
    beside(of("ghost"), { left: 0, top: 0, text: ghostName }, [0.95, 0.9, 0.05, 0.5], ["start", "end"]),
  ];
  if (hasBand)
    wishes.push([[{ left: box.right, top: box.top + 96, text: "grey: 95 % of simulated runs", anchor: "end" }]]);
  const obstacles = lines.flatMap((line) => points(line, frame));
  const bounds = { left: 0, right: frame.width, top: 14, bottom: box.bottom + 1 };
  return placeLabels(wishes, bounds, obstacles);
}
