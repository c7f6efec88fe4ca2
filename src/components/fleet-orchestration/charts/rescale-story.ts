import type { ElasticRescale } from "../../../sim/fleet-orchestration/elastic-rescale.ts";
import { NODES } from "../../../sim/fleet-orchestration/parts/elastic-layout.ts";
import { type Chart, moving } from "../../kit/chart.ts";
import {
  columnsOf,
  type Dot,
  dots,
  type Label,
  labels,
  pathOf,
  remembered,
  type Stroke,
  strokes,
} from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { NODE } from "../rescale-state.ts";
import { many } from "../words.ts";
import { type Circle, crosses, linksThrough, nodeDots, onTheWay, ringPath } from "./rescale-circle.ts";

const circleOf = (width: number): Circle => {
  const radius = Math.min(150, width / 2 - 16);
  return { left: width / 2, top: radius + 34, radius };
};
const ALL = Array.from({ length: NODES }, () => true);
/** Chunks that go round at once, drawn at every so many nodes. */
const CHUNKS = 10;

const WORDS: readonly (readonly string[])[] = [
  ["100 nodes,", "20 racks of five"],
  ["each adds its part", "and hands it on"],
  ["ten are dead,", "and 90 wait"],
  ["who goes on,", "and when?"],
];

function picture({ layout }: ElasticRescale, step: number, circle: Circle) {
  const struck = step >= 2;
  const nodes = new Uint8Array(NODES).fill(struck ? NODE.standing : NODE.working);
  if (struck) for (const node of layout.dead) nodes[node] = NODE.failed;
  const links = linksThrough(ALL);
  const torn = struck ? links.filter(({ from, to }) => nodes[from] === NODE.failed || nodes[to] === NODE.failed) : [];
  const sound = links.filter((link) => !torn.includes(link));
  const lines: Stroke[] =
    step === 0
      ? []
      : [
          pathOf(ringPath(circle, sound), "var(--axis)", { width: 1.5 }),
          pathOf(ringPath(circle, torn), "var(--failed)", { width: 1.5, dash: "2 3" }),
        ];
  const chunks: Dot[] =
    step === 1
      ? Array.from({ length: CHUNKS }, (_, i) => ({
          ...onTheWay(circle, links, i / CHUNKS),
          radius: 3.6,
          fill: "var(--ink)",
        }))
      : [];
  return {
    strokes: [...lines, crosses(circle, struck ? layout.dead : [])],
    dots: [...nodeDots(circle, nodes), ...chunks],
    labels: [
      { left: 0, top: 13, text: "One training job", bold: true, fill: "var(--ink)" },
      ...(WORDS[Math.min(step, 3)] ?? []).map(
        (text, i): Label => ({ left: circle.left, top: circle.top + 18 * i, text, anchor: "middle" }),
      ),
    ],
  };
}

/** The ring whole, at work, and struck: no step tells what any response makes of it. */
export const struckRing: Chart<ElasticRescale> = {
  title: "The job and its ring",
  finding: ({ layout }, { step }) =>
    step < 2
      ? `${NODES} nodes stand in a ring, and each passes sums on to the next.`
      : `${many(layout.dead.length, "node")} of ${NODES} ${layout.dead.length === 1 ? "is" : "are"} dead, and the ring is broken.`,
  reading: (_, { step }) =>
    step < 2
      ? "Each dot is a node, each group of five a rack."
      : "A cross is a dead node, a hollow dot one that waits.",
  columns: { node: { label: "Dead node", style: "count" }, rack: { label: "Rack", style: "count" } },
  rows: ({ layout }) =>
    layout.dead.length === 0
      ? [{ node: 0, rack: 0 }]
      : layout.dead.map((node) => ({ node: node + 1, rack: Math.floor(node / 5) + 1 })),
  frame: (width) => ({ height: 2 * circleOf(width < 480 ? 340 : 680).radius + 62, margin: 0 }),
  marks(width) {
    const circle = circleOf(width);
    const parts = remembered((model: ElasticRescale, view: View) => picture(model, view.step, circle));
    return [
      moving(strokes, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).strokes)),
      moving(dots, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};
