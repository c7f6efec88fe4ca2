import { tell } from "../../../sim/core/quantity.ts";
import { HOUR } from "../../../sim/core/units.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import type { Label } from "../../kit/plot-parts.ts";
import { STATES, TAXED } from "../../kit/states.ts";
import type { View } from "../../kit/view.ts";
import { hoursAndMinutes } from "./hours-and-minutes.ts";
import { FOOT, ROW, rowTop, tickNames, type WaterfallFrame } from "./waterfall-frame.ts";
import type { Hours, HoursShown } from "./waterfall-hours.ts";

const heading = (text: string): Label => ({ left: 0, top: ROW.title, text, bold: true, fill: "var(--ink)" });
/** Below this the note under the rows has room for one thing (px). */
const NARROW = 400;

function note(model: YoungDaly, { now, trial }: HoursShown, { width }: WaterfallFrame): string {
  if (trial) return "One run, chance included";
  const { optimalInterval } = model;
  const at = Number.isFinite(optimalInterval)
    ? `at ${tell(optimalInterval, { style: "duration" })}`
    : "without checkpoints";
  const thin = `Thin bars: the least, ${at}`;
  return now.ends || width < NARROW ? thin : `This run never ends. ${thin}`;
}

/** Names, hours and sum, as one would add them up. */
export function words(model: YoungDaly, shown: HoursShown, frame: WaterfallFrame): Label[] {
  const { now, least, trial, mostTax } = shown;
  const line = (top: number, name: string, fill: string, of: (hours: Hours) => number, bold = false): Label[] => [
    { left: 0, top, text: name, fill, bold },
    { left: frame.now, top, text: hoursAndMinutes(of(now) * HOUR), anchor: "end", fill: "var(--ink)", bold },
    ...(least ? [{ left: frame.least, top, text: hoursAndMinutes(of(least) * HOUR), anchor: "end" as const }] : []),
  ];
  const done = model.run.ended === "done";
  return [
    heading(trial && !done ? "Given up, its work not done" : `100 h of useful work ${trial ? "took" : "take"}`),
    {
      left: frame.now,
      top: ROW.title,
      text: trial ? "this run" : "now",
      anchor: "end",
      bold: true,
      fill: "var(--ink)",
    },
    ...(least ? [{ left: frame.least, top: ROW.title, text: "least", anchor: "end" as const }] : []),
    ...line(38, "useful work", STATES.useful.shade, ({ parts }) => parts.useful),
    ...(now.ends || least?.ends ? tickNames(mostTax, frame) : []),
    ...TAXED.flatMap((state, i) =>
      line(rowTop(i) + 1, `+ ${STATES[state].name}`, STATES[state].shade, ({ parts }) => parts[state]),
    ),
    ...line(FOOT + 17, "= total", "var(--ink)", ({ total }) => total, true),
    { left: 0, top: FOOT + 37, text: note(model, shown, frame) },
  ];
}

export const veiledWords = ({ trials }: View): Label[] => [
  heading("100 h of useful work take"),
  { left: 0, top: ROW.axis, text: "Hidden while you search:" },
  {
    left: 0,
    top: ROW.axis + 17,
    text: trials.length > 0 ? "run a trial to see where its hours go." : "it would tell how often this fleet fails.",
  },
];
