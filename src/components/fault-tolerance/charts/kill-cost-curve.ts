import type { KillAudit } from "../../../sim/fault-tolerance/kill-audit.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { columnsOf, dots, labels, remembered, strokes } from "../../kit/plot-parts.ts";
import { trialDots, trialLabels } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { trialAt } from "./kill-axis.ts";
import { costLabels } from "./kill-cost-labels.ts";
import {
  costHairs,
  costPlane,
  costPoints,
  LEAST_TAX,
  MOST_TAX,
  taxLines,
  taxOfTrial,
  taxParts,
} from "./kill-cost-lines.ts";
import { percent, time } from "./tax-words.ts";

/** The last trial, or that there is none yet. */
function searched({ trials }: View): string {
  const last = trials.at(-1);
  if (!last) return "No trial yet: the curve of these unseen glasses stays hidden while you search.";
  const [at, tax] = [time(Number(last.settings.interval)), taxOfTrial(last)];
  return Number.isFinite(tax)
    ? `Trial ${last.number}, at ${at}, took ${percent(tax)} more time than the translation that was kept.`
    : `Trial ${last.number}, at ${at}, did not finish.`;
}

/** Whether the least lies in the picture. */
const isSeen = ({ leastTax }: KillAudit): boolean => leastTax >= LEAST_TAX && leastTax <= MOST_TAX;

const EVERY = 3;

/** Tax against checkpoint interval, both by their logarithms: saves fall and lost state rises as straight lines, and they cross. */
export const killCostCurve: Chart<KillAudit> = {
  title: "Tax against checkpoint interval",
  finding(model, view) {
    if (view.searching) return searched(view);
    const least = `the least, ${percent(model.leastTax)}, is at ${time(model.optimalInterval)}`;
    const now = time(model.run.interval);
    return Number.isFinite(model.tax)
      ? `At ${now} the tax is ${percent(model.tax)}; ${least}.`
      : `At ${now} nothing is ever kept; ${least}.`;
  },
  reading(model, view) {
    if (view.searching)
      return "Each numbered dot is one run until 20\u00a0minutes are kept: its own tax, not the expected one.";
    const window = `${time(model.goldenFrom)} to ${time(model.goldenTo)}, the tax stays within 2\u00a0% of the least`;
    const near = isSeen(model) ? `Where the curve is thick, ${window}` : `Beyond the picture, ${window}`;
    return `${near}. This chart divides by the time kept, so the freeze rises wherever little is kept; per minute worn, in the second chart, it stays level.`;
  },
  columns: {
    interval: { label: "Checkpoint interval (s)", style: "number", digits: 4 },
    checkpoint: { label: "Saves", style: "percent", digits: 2 },
    rework: { label: "Lost state", style: "percent", digits: 2 },
    recovery: { label: "Frozen", style: "percent", digits: 2 },
    total: { label: "Tax", style: "percent", digits: 2 },
  },
  rows(model, view) {
    if (view.searching)
      return view.trials.map((trial): Row => ({ interval: Number(trial.settings.interval), total: taxOfTrial(trial) }));
    const { curve } = model;
    const columns = Object.entries({ ...taxParts(model), total: curve.total });
    return curve.interval.flatMap((interval, i): Row[] => {
      if (i % EVERY && i !== curve.interval.length - 1) return [];
      // Where nothing is kept no part has an end.
      const told = columns.map(([name, column]) => [name, (curve.useful[i] ?? 0) > 0 ? column[i] : Infinity]);
      return [{ interval, ...Object.fromEntries(told) }];
    });
  },
  frame: (width) => costPlane(width).frame,
  marks(width) {
    const plane = costPlane(width);
    const placeOf = trialAt(plane, taxOfTrial);
    const parts = remembered((model: KillAudit, view: View) =>
      view.searching
        ? { lines: [], hairs: [], ends: [], labels: [] }
        : {
            lines: taxLines(model, plane),
            hairs: costHairs(model, plane),
            ends: costPoints(model, plane),
            labels: costLabels(model, view, plane),
          },
    );
    return [
      ...plane.axes,
      moving(strokes, (model: KillAudit, view: View) => columnsOf(parts(model, view).lines)),
      moving(strokes, (model: KillAudit, view: View) => columnsOf(parts(model, view).hairs)),
      moving(dots, (model: KillAudit, view: View) =>
        columnsOf([...trialDots(view.trials, placeOf), ...parts(model, view).ends]),
      ),
      moving(labels, (model: KillAudit, view: View) =>
        columnsOf([...parts(model, view).labels, ...trialLabels(view.trials, placeOf)]),
      ),
    ];
  },
};
