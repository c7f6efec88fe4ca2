import { fixed, tell } from "../../../sim/core/quantity.ts";
import { DAY, HOUR, MINUTE, YEAR } from "../../../sim/core/units.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import { type Point, placeLabels, type Wish } from "../../kit/place-labels.ts";
import { columnsOf, dots, labels, lineThrough, still, strokes } from "../../kit/plot-parts.ts";
import { along, around, ring } from "../../kit/reader-marks.ts";
import type { View } from "../../kit/view.ts";
import { logarithmic, type Panel, panel, panelAxes } from "./fleet-axis.ts";

const HEIGHT = 200;
const TOP = 46;
const BELOW = 34;
/** MTBF from a few seconds to a thousand years: the lever's whole range, also with most causes switched off. */
const MTBF = { from: 20, to: 1000 * YEAR };
const MTBF_TICKS = [
  [MINUTE, "1 min"],
  [HOUR, "1 h"],
  [DAY, "1 day"],
  [YEAR, "1 year"],
  [100 * YEAR, "100 years"],
] as const;

const duration = (seconds: number): string => tell(seconds, { style: "duration", endless: "never fails" });
const chance = (share: number): string =>
  share < 1e-4
    ? "under 0.01\u00a0%"
    : tell(share, { style: "percent", digits: share > 0.999 ? 3 : share < 0.01 || share > 0.99 ? 2 : 1 });

interface Layout {
  readonly day: Panel;
  readonly mtbf: Panel;
  readonly height: number;
  chanceY(share: number): number;
  mtbfY(seconds: number): number;
}

/** Side by side where there is room, else one below the other. */
function layout(width: number): Layout {
  const wide = width >= 480;
  const half = wide ? (width - 30) / 2 : width;
  const left = wide ? 52 : 66;
  const day = panel({ left, right: half - 6, top: TOP, bottom: TOP + HEIGHT });
  const top = wide ? TOP : TOP + HEIGHT + BELOW + TOP;
  const mtbf = panel({ left: wide ? width - half + 66 : left, right: width - 6, top, bottom: top + HEIGHT });
  return {
    day,
    mtbf,
    height: mtbf.bottom + BELOW,
    chanceY: (share) => day.bottom - share * HEIGHT,
    mtbfY: logarithmic(MTBF.from, MTBF.to, mtbf.bottom, mtbf.top),
  };
}

const finite = (value: number): number => (value > 0 && Number.isFinite(value) ? value : Number.NaN);

function linesOf({ survival }: YoungDaly, { day, mtbf, chanceY, mtbfY }: Layout) {
  const gpuMtbf = finite((survival.mtbf[0] ?? Number.NaN) * (survival.nodes[0] ?? Number.NaN));
  return {
    gang: survival.nodes.map((gpus, i): Point => ({ left: day.x(gpus), top: chanceY(survival.gang[i] ?? Number.NaN) })),
    alone: survival.nodes.map(
      (gpus, i): Point => ({ left: day.x(gpus), top: chanceY(survival.independent[i] ?? Number.NaN) }),
    ),
    gangMtbf: survival.nodes.map(
      (gpus, i): Point => ({ left: mtbf.x(gpus), top: mtbfY(finite(survival.mtbf[i] ?? Number.NaN)) }),
    ),
    aloneMtbf: survival.nodes.map((gpus): Point => ({ left: mtbf.x(gpus), top: mtbfY(gpuMtbf) })),
  };
}

const HIDDEN = "Hidden while you search: it would tell how often this fleet fails.";

/** What becomes of a fleet with its size: P_node^N and M₁/N, against nodes that each work for themselves. */
export const fleetSurvival: Chart<YoungDaly> = {
  title: "A gang and independent nodes, by size",
  finding: (model, view) =>
    view.searching
      ? HIDDEN
      : Number.isFinite(model.mtbf)
        ? `A gang of ${fixed(model.gang.gpus, 0)} GPUs gets through a day with a chance of ${chance(model.fleetSurvival)}; a GPU that works alone, with ${chance(model.nodeSurvival)}.`
        : "With every cause switched off nothing fails, in a gang or alone.",
  reading: () =>
    "Only a gang multiplies: the flat lines are GPUs that fail alone, whose chance and MTBF do not know the fleet’s size.",
  columns: {
    gpus: { label: "GPUs", style: "number", digits: 6 },
    gang: { label: "A gang survives a day", style: "percent", digits: 2 },
    independent: { label: "An independent GPU survives a day", style: "percent", digits: 2 },
    mtbf: { label: "MTBF of the gang", style: "duration", endless: "never fails" },
  },
  rows: ({ survival }, view) =>
    view.searching
      ? []
      : survival.nodes.flatMap((gpus, i): Row[] =>
          i % 4
            ? []
            : [
                {
                  gpus: Math.round(gpus),
                  gang: survival.gang[i] ?? Number.NaN,
                  independent: survival.independent[i] ?? Number.NaN,
                  mtbf: survival.mtbf[i] ?? Number.NaN,
                },
              ],
        ),
  frame: (width) => ({ height: layout(width).height, margin: 0 }),
  marks(width) {
    const place = layout(width);
    const { day, mtbf, chanceY, mtbfY } = place;
    const shares = [1, 0.75, 0.5, 0.25, 0].map((share) => ({
      top: chanceY(share),
      text: share === 1 ? "100\u00a0%" : String(share * 100),
    }));
    const times = MTBF_TICKS.map(([seconds, text]) => ({ top: mtbfY(seconds), text }));
    const axes = [
      panelAxes(day, "Chance to get through a day", shares),
      panelAxes(mtbf, "Mean time between failures", times),
    ];
    return [
      still(
        strokes,
        axes.flatMap((axis) => axis.strokes),
      ),
      still(
        labels,
        axes.flatMap((axis) => axis.labels),
      ),
      moving(strokes, (model: YoungDaly, view: View) => {
        if (view.searching) return columnsOf([]);
        const lines = linesOf(model, place);
        return columnsOf([
          lineThrough(lines.alone, "var(--axis)", { width: 1.75, dash: "6 4" }),
          lineThrough(lines.aloneMtbf, "var(--axis)", { width: 1.75, dash: "6 4" }),
          lineThrough(lines.gang, "var(--failed)", { width: 2.25 }),
          lineThrough(lines.gangMtbf, "var(--failed)", { width: 2.25 }),
        ]);
      }),
      moving(dots, (model: YoungDaly, view: View) => {
        const nodes = view.searching ? Number.NaN : model.gang.gpus;
        return columnsOf(
          Number.isFinite(nodes)
            ? [
                ring({ left: day.x(nodes), top: chanceY(model.fleetSurvival) }),
                ring({ left: mtbf.x(nodes), top: mtbfY(finite(model.mtbf)) }),
              ]
            : [],
        );
      }),
      moving(labels, (model: YoungDaly, view: View) => {
        if (view.searching) return columnsOf([]);
        const nodes = model.gang.gpus;
        const lines = linesOf(model, place);
        const points = Object.values(lines).flat();
        const inPanel = (box: Panel, wishes: Wish[]) =>
          placeLabels(
            wishes,
            { left: box.left, right: box.right + 6, top: box.top - 12, bottom: box.bottom + 2 },
            points,
          );
        const known = Number.isFinite(nodes);
        return columnsOf([
          ...inPanel(day, [
            known
              ? around({ left: day.x(nodes), top: chanceY(model.fleetSurvival) }, `now ${chance(model.fleetSurvival)}`)
              : [],
            along(lines.alone, [0.75, 0.6, 0.9], `alone ${chance(model.nodeSurvival)}`, "var(--ink-2)"),
            along(lines.gang, [0.66, 0.6, 0.55, 0.7, 0.4, 0.3, 0.2], "one gang", "var(--failed)"),
          ]),
          ...inPanel(mtbf, [
            known ? around({ left: mtbf.x(nodes), top: mtbfY(finite(model.mtbf)) }, `now ${duration(model.mtbf)}`) : [],
            along(lines.aloneMtbf, [0.6, 0.4, 0.75], `alone ${duration(model.gang.gpuMtbf)}`, "var(--ink-2)"),
            along(lines.gangMtbf, [0.3, 0.4, 0.5, 0.2], "one gang", "var(--failed)"),
          ]),
        ]);
      }),
    ];
  },
};
