import type { ElasticRescale } from "../../../sim/fleet-orchestration/elastic-rescale.ts";
import { NODES, NODES_PER_RACK } from "../../../sim/fleet-orchestration/parts/elastic-layout.ts";
import { type Chart, moving } from "../../kit/chart.ts";
import {
  type Block,
  blocks,
  columnsOf,
  type Label,
  labels,
  pathOf,
  remembered,
  type Stroke,
  still,
  strokes,
} from "../../kit/plot-parts.ts";
import { many } from "../words.ts";

const HEIGHT = 84;
const [TOP, BOTTOM] = [14, 54];
/** White between two nodes, and between two racks besides, as shares of a node. */
const [GAP, RACK] = [0.3, 0.7];
const PLACES = NODES * (1 + GAP) + (NODES / NODES_PER_RACK) * RACK;

const left = (node: number, width: number): number =>
  ((node * (1 + GAP) + Math.floor(node / NODES_PER_RACK) * RACK) / PLACES) * width;

function picture({ layout }: ElasticRescale, width: number): { readonly bars: Block[]; readonly crosses: Stroke[] } {
  const one = width / PLACES;
  const dead = new Set(layout.dead);
  const bars = Array.from({ length: NODES }, (_, node): Block => {
    const from = left(node, width);
    return {
      left: from,
      right: from + one,
      top: TOP,
      bottom: BOTTOM,
      fill: dead.has(node) ? "var(--failed)" : "var(--working)",
    };
  });
  const path = layout.dead
    .map((node) => {
      const middle = left(node, width) + one / 2;
      return `M${(middle - 4).toFixed(1)},${TOP - 12}l8,8m0,-8l-8,8`;
    })
    .join("");
  return { bars, crosses: [pathOf(path || "M0,0", "var(--failed)", { width: 2 })] };
}

/** The job's nodes in a row, rack by rack, and those that the spike took: the ornament is data. */
export const nodeRow: Chart<ElasticRescale> = {
  title: "The nodes of the job",
  timeless: true,
  finding: ({ layout, racksHit }) =>
    `Of ${NODES} nodes ${many(layout.dead.length, "is", "are")} dead, in ${many(racksHit, "rack")}.`,
  reading: () => "Each bar is a node of eight GPUs, each group of five a rack. A dead node is red and wears a cross.",
  columns: { node: { label: "Dead node", style: "count" }, rack: { label: "Rack", style: "count" } },
  rows: ({ layout }) =>
    layout.dead.length === 0
      ? [{ node: 0, rack: 0 }]
      : layout.dead.map((node) => ({ node: node + 1, rack: Math.floor(node / NODES_PER_RACK) + 1 })),
  frame: () => ({ height: HEIGHT, margin: 0 }),
  marks(width) {
    const parts = remembered((model: ElasticRescale, _view: unknown) => picture(model, width));
    const ends: Label[] = [
      { left: 0, top: BOTTOM + 20, text: "node 1" },
      { left: width, top: BOTTOM + 20, text: `node ${NODES}`, anchor: "end" },
    ];
    return [
      moving(blocks, (model: ElasticRescale, view) => columnsOf(parts(model, view).bars)),
      moving(strokes, (model: ElasticRescale, view) => columnsOf(parts(model, view).crosses)),
      still(labels, ends),
    ];
  },
};
