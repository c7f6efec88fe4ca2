import { tell } from "../../../sim/core/quantity.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import type { Wish } from "../../kit/place-labels.ts";
import type { Label } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { type CostFrame, INTERVALS, TOP_TAX } from "./cost-frame.ts";
import { offBy, percent, time } from "./cost-words.ts";

/** Beyond this a run's length is told as never: nobody waits a million times as long. */
const NEVER = 1e6;
/** 100 h of work in more than 100 days: the chapter's limit for "makes no progress". */
const NO_PROGRESS = 24;

export const bold = (label: Omit<Label, "bold" | "fill">): Label => ({ ...label, bold: true, fill: "var(--ink)" });

/** Heights (px) of the two rows over the frame: the factor, and the flags beside the bracket. */
export const flagRows = ({ box }: CostFrame) => ({ factor: box.top - 29, flags: box.top - 12 });

/** The flag of the least and of the prediction, each outward from the other where there is room. */
export function flags(model: YoungDaly, { prediction, asked }: View, frame: CostFrame): Wish[] {
  const { box, narrow } = frame;
  const { flags: row, factor } = flagRows(frame);
  const optimum = model.optimalInterval;
  const least = Math.min(box.right, Math.max(box.left, frame.x(optimum)));
  const yours = prediction === null ? null : Math.min(box.right, Math.max(box.left, frame.x(prediction)));
  const right = yours === null || yours <= least;
  const upper = row - (narrow ? 34 : 0);
  const opposite = { start: "end", end: "start" } as const;
  const spots = (at: number, outward: "start" | "end", text: string, top: number): Label[][] => [
    [bold({ left: at + (outward === "start" ? 8 : -8), top, text, anchor: outward })],
    ...(prediction === null
      ? [[bold({ left: at + (outward === "start" ? -8 : 8), top, text, anchor: opposite[outward] })]]
      : []),
  ];
  const atEdge = (outward: "start" | "end", text: string, top: number): Label[][] => [
    [bold({ left: outward === "start" ? frame.width : 0, top, text, anchor: opposite[outward] })],
  ];
  const anywhere = (at: number, outward: "start" | "end", long: string, short: string): Wish => [
    ...spots(at, outward, long, row),
    ...spots(at, outward, short, row),
    ...spots(at, outward, long, upper),
    ...atEdge(outward, long, upper),
    ...atEdge(outward, short, row),
  ];
  const where = Number.isFinite(optimum) ? `at ${time(optimum)}` : "without checkpoints";
  const beyond = model.leastTax > TOP_TAX ? ` ${percent(model.leastTax)}` : "";
  const outward = right ? "start" : "end";
  const leastFlag = anywhere(least, outward, `Least tax${beyond} ${where}`, `least ${where}`);
  if (prediction === null || yours === null) return [leastFlag];
  const factorLabel = { left: (yours + least) / 2, top: factor, text: offBy(prediction, optimum), fill: "var(--ink)" };
  return [
    anywhere(yours, opposite[outward], `You predicted ${time(prediction)}`, `you: ${time(prediction)}`),
    leastFlag,
    // On another fleet than the one that was asked about the two are no longer to be compared.
    Number.isFinite(optimum) && asked ? [[{ ...factorLabel, anchor: "middle" }]] : [],
  ];
}

/** What there is beyond the frame, told in the corners that the curves leave free. */
export function corners({ curve, run }: YoungDaly, { box, narrow }: CostFrame): Wish[] {
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
    note(last, time(INTERVALS.to), last > NO_PROGRESS ? "Hardly any progress" : "", box.right, "end"),
  ];
}
