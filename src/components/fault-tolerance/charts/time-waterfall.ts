import { tell } from "../../../sim/core/quantity.ts";
import { HOUR } from "../../../sim/core/units.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { blocks, columnsOf, labels, remembered, strokes } from "../../kit/plot-parts.ts";
import { STATE_NAMES, STATES, TAXED } from "../../kit/states.ts";
import type { View } from "../../kit/view.ts";
import { hoursAndMinutes } from "./hours-and-minutes.ts";
import { arrowheads, bars, rules } from "./waterfall-bars.ts";
import { HEIGHT, waterfallFrame } from "./waterfall-frame.ts";
import { type Hours, hoursShown } from "./waterfall-hours.ts";
import { veiledWords, words } from "./waterfall-words.ts";

const told = ({ total }: Hours): string => hoursAndMinutes(total * HOUR);

/** 100 hours of useful work, and what else the wall clock holds. */
export const timeWaterfall: Chart<YoungDaly> = {
  title: "Where the wall clock goes",
  finding(model, view) {
    const shown = hoursShown(model, view);
    if (!shown)
      return view.trials.length > 0
        ? "Hidden while you search: run a trial to see where its hours go."
        : "Hidden while you search: where the hours go would tell how often this fleet fails.";
    const { now, least, trial } = shown;
    if (trial)
      return model.run.ended === "done"
        ? `Trial ${trial.number} took ${told(now)} for 100 h of useful work.`
        : `Trial ${trial.number} was given up after ${told(now)}, its work not done.`;
    const atLeast = least?.ends ? `at the least ${told(least)}` : "";
    const interval = tell(model.run.interval, { style: "duration" });
    return now.ends
      ? `With a checkpoint every ${interval}, 100 h of useful work take ${told(now)}; ${atLeast}.`
      : `With a checkpoint every ${interval}, 100 h of useful work never end${atLeast ? `; ${atLeast}` : ", nor with any other"}.`;
  },
  reading: (model, view) => {
    const shown = hoursShown(model, view);
    if (!shown) return "";
    if (shown.trial) return "This run’s own hours, chance included; what to expect stays hidden.";
    const [first = "rework"] = [...TAXED].sort((a, b) => shown.now.parts[b] - shown.now.parts[a]);
    return `The greatest part of the tax is ${STATES[first].name}; the upper bar is the whole, to scale. An arrowhead: beyond the scale.`;
  },
  columns: {
    part: { label: "Part", style: "number" },
    now: { label: "Now", style: "duration" },
    least: { label: "At the least", style: "duration" },
  },
  rows: (model, view) => {
    const shown = hoursShown(model, view);
    if (!shown) return [];
    const { now, least } = shown;
    const row = (part: string, of: (hours: Hours) => number): Row => ({
      part,
      now: of(now) * HOUR,
      ...(least ? { least: of(least) * HOUR } : {}),
    });
    return [...STATE_NAMES.map((state) => row(state, ({ parts }) => parts[state])), row("total", ({ total }) => total)];
  },
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks(width) {
    const parts = remembered((model: YoungDaly, view: View) => {
      const shown = hoursShown(model, view);
      if (!shown) return { rules: [], bars: [], arrowheads: [], words: veiledWords(view) };
      const frame = waterfallFrame(width, shown);
      return {
        rules: rules(shown, frame),
        bars: bars(shown, frame),
        arrowheads: arrowheads(shown, frame),
        words: words(model, shown, frame),
      };
    });
    return [
      moving(strokes, (model: YoungDaly, view: View) => columnsOf(parts(model, view).rules)),
      moving(blocks, (model: YoungDaly, view: View) => columnsOf(parts(model, view).bars)),
      moving(strokes, (model: YoungDaly, view: View) => columnsOf(parts(model, view).arrowheads)),
      moving(labels, (model: YoungDaly, view: View) => columnsOf(parts(model, view).words)),
    ];
  },
};
