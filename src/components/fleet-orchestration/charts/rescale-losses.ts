import { MINUTE } from "../../../sim/core/units.ts";
import type { ElasticRescale } from "../../../sim/fleet-orchestration/elastic-rescale.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { columnsOf, dots, labels, remembered, strokes } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { time as tellTime } from "../words.ts";
import { inSearch, known, planeOf, seen, TITLE } from "./rescale-loss-lines.ts";

/** What each response loses, against the time of the repair: the lever is the axis. */
export const lossCurves: Chart<ElasticRescale> = {
  title: TITLE,
  timeless: true,
  finding(model, { searching, trials }) {
    if (searching) {
      const last = trials.at(-1);
      if (!last) return "Run a trial: what both responses lose is told here.";
      const { repair, drop, spare } = seen(last);
      return `Trial ${last.number}, a repair of ${repair}\u00a0min: ${tellTime(Math.round(drop))} lost by going on with less, ${tellTime(Math.round(spare))} on spares.`;
    }
    const { lostDrop, lostSpare, breakEven, failedNodes, sparesShort } = model;
    if (failedNodes === 0) return "No node failed, and no response loses anything.";
    if (sparesShort > 0)
      return `Spares for ${failedNodes} nodes are not there: ${sparesShort} are missing, and the restart waits for the repair.`;
    const first = `With this repair time going on with less loses ${tellTime(Math.round(lostDrop))}, waiting for spares ${tellTime(Math.round(lostSpare))}`;
    return Number.isFinite(breakEven)
      ? `${first}; they are even at a repair of ${tellTime(Math.round(breakEven))}.`
      : `${first}; they are never even.`;
  },
  reading: (_, { searching }) =>
    searching
      ? "Yellow is what going on with less lost in each trial, the small dot what spares lost. Both scales are logarithmic."
      : "The lines follow an order of steps that holds; the ring is your own response, with your order. Both scales are logarithmic.",
  columns: {
    repair: { label: "Repair time", style: "duration" },
    wait: { label: "Crash and wait", style: "duration" },
    spare: { label: "Restart on spares", style: "duration" },
    drop: { label: "Elastic, dropping replicas", style: "duration" },
    reshard: { label: "Elastic, re-sharded", style: "duration" },
  },
  rows: ({ curves }, { searching, trials }) =>
    searching
      ? trials.map((trial): Row => {
          const { repair, drop, spare } = seen(trial);
          return { repair: repair * MINUTE, drop, spare };
        })
      : curves.repair.flatMap((repair, i): Row[] =>
          i % 5 === 0
            ? [
                {
                  repair,
                  wait: curves.wait[i] ?? 0,
                  spare: curves.spare[i] ?? 0,
                  drop: curves.drop[i] ?? 0,
                  reshard: curves.reshard[i] ?? 0,
                },
              ]
            : [],
        ),
  frame: (width) => planeOf(width).frame,
  marks(width) {
    const frame = planeOf(width);
    const parts = remembered((model: ElasticRescale, view: View) =>
      view.searching ? inSearch(view, frame) : known(model, view, frame, model.repairTime / MINUTE),
    );
    return [
      ...frame.axes,
      moving(strokes, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).lines)),
      moving(dots, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};
