import type { ElasticRescale } from "../../../sim/fleet-orchestration/elastic-rescale.ts";
import { NODES } from "../../../sim/fleet-orchestration/parts/elastic-layout.ts";
import { params } from "../../../sim/fleet-orchestration/parts/elastic-levers.ts";
import { type Chart, moving, type Row } from "../../kit/chart.ts";
import {
  blocks,
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
import { doingAt, HIDDEN, isElastic, LEAST_SEEN, lastSeen, NODE, nodesAt } from "../rescale-state.ts";
import { capital, many, time as tellTime } from "../words.ts";
import { type Circle, crosses, linksThrough, nodeDots, onTheWay, ringPath } from "./rescale-circle.ts";
import { phaseRows } from "./rescale-phases.ts";
import { DOING, GOING_ON } from "./rescale-words.ts";

const TITLE: Label = { left: 0, top: 13, text: "The ring after the spike", bold: true, fill: "var(--ink)" };

/** A chunk of gradients and those that follow it round, as shares of the way. */
const TAIL = 5;

const layoutOf = (width: number) => {
  const narrow = width < 480;
  const radius = narrow ? Math.min(132, width / 2 - 14) : Math.min(158, (width - 260) / 2);
  const circle: Circle = { left: narrow ? width / 2 : radius + 14, top: radius + 42, radius };
  return {
    narrow,
    circle,
    list: narrow
      ? { left: 0, right: width, top: 360, bottom: 360 }
      : { left: 2 * radius + 64, right: width, top: 54, bottom: 2 * radius + 42 },
    height: narrow ? 710 : 410,
  };
};

interface Picture {
  readonly strokes: readonly Stroke[];
  readonly dots: readonly Dot[];
}

const ALL = Array.from({ length: NODES }, () => true);

/** Which nodes are in the ring at a moment, and how much of it is closed: nothing is where the job has crashed. */
function ringAt(model: ElasticRescale, time: number) {
  const { response, layout, runs, stalled } = model;
  const run = runs[response];
  const whole = linksThrough(ALL);
  const doing = doingAt(run, time);
  if (time >= run.whole || (doing === "redo" && !isElastic(response)))
    return { links: whole, closed: 1, broken: false };
  if (!isElastic(response)) return { links: whole, closed: 0, broken: doing === "detect" };
  const reform = run.phases.find((phase) => phase.doing === "reform");
  if (!reform || time < reform.from)
    return { links: whole, closed: 0, broken: doing !== "repair" && doing !== "restart" };
  const closed =
    stalled && time > reform.to && doing !== "stalled"
      ? 0
      : Math.min(1, (time - reform.from) / (reform.to - reform.from));
  return { links: linksThrough(layout.works[response]), closed, broken: false };
}

function picture(model: ElasticRescale, time: number, circle: Circle): Picture {
  const nodes = nodesAt(model, time);
  const dead = model.layout.dead.filter((node) => nodes[node] === NODE.failed);
  const { links, closed, broken } = ringAt(model, time);
  const isDead = (node: number) => nodes[node] === NODE.failed;
  const torn = broken ? links.filter(({ from, to }) => isDead(from) || isDead(to)) : [];
  const old = broken ? links.filter(({ from, to }) => !isDead(from) && !isDead(to)) : [];
  const formed = links.slice(0, Math.round(closed * links.length));
  const doing = doingAt(model.runs[model.response], time);
  const goes = doing === "resume" || doing === "redo" || doing === "shrunk" || doing === "full";
  const step = doing === "shrunk" || doing === "resume" ? model.stepAfter : model.stepBefore;
  const chunks =
    goes && links.length > 1
      ? Array.from({ length: TAIL }, (_, i): Dot => {
          const share = ((time / step) % 1) - 0.012 * i;
          return {
            ...onTheWay(circle, links, share < 0 ? share + 1 : share),
            radius: 3.4 - 0.5 * i,
            fill: "var(--ink)",
          };
        })
      : [];
  return {
    strokes: [
      pathOf(ringPath(circle, old), "var(--axis)", { width: 1.5 }),
      pathOf(ringPath(circle, torn), "var(--failed)", { width: 1.5, dash: "2 3" }),
      pathOf(
        ringPath(
          circle,
          formed.filter(({ skips }) => skips === 0),
        ),
        "var(--useful)",
        { width: 1.75 },
      ),
      pathOf(
        ringPath(
          circle,
          formed.filter(({ skips }) => skips > 0),
        ),
        "var(--ink)",
        { width: 2 },
      ),
      crosses(circle, dead),
    ],
    dots: [...nodeDots(circle, nodes), ...chunks],
  };
}

/** What the ring does at a moment, in a sentence. */
function finding(model: ElasticRescale, { time, searching }: View): string {
  if (searching) return HIDDEN.join(" ");
  const { response, layout, runs, plan } = model;
  if (layout.dead.length === 0) return `No node failed: the ring of ${NODES} goes on.`;
  const run = runs[response];
  const doing = doingAt(run, time);
  const at = time > 0 ? `${capital(tellTime(Math.round(time)))} after the spike` : "At the spike";
  const dead = many(layout.dead.length, "dead node");
  switch (doing) {
    case "detect":
      return `${at} the ring is broken at ${dead}, and ${GOING_ON.detect}.`;
    case "drain":
    case "reform":
    case "reshard":
    case "resume":
      return `${at} ${GOING_ON[doing]}.`;
    case "stalled":
      return `${params.order.options[plan.failed?.name ?? "detect"]} fails: ${plan.failed?.why ?? ""}.`;
    case "shrunk":
      return `${at} a ring of ${many(model.replicasLeft, "replica")} trains on, around ${dead}.`;
    case "full":
      return `${at} the job is whole again.`;
    case "redo":
      return `${at} the job does again what it had computed since its last checkpoint.`;
    default:
      return `${at} nothing trains: ${doing === "spares" ? "spares are started" : doing === "restart" ? "the job starts and loads its checkpoint" : `the job waits for the repair of ${dead}`}.`;
  }
}

/** The ring, its dead nodes and the new links around them, through the times of the model. */
export const brokenRing: Chart<ElasticRescale> = {
  title: "The ring after the spike",
  finding,
  reading: (_, { searching }) =>
    searching
      ? ""
      : "Each dot is a node, each group of five a rack. Full dots compute, hollow ones stand, small ones are left out; a cross is a dead node. Dark links are new, and the dark chunk goes round once a step.",
  clock: ({ response, runs }, { searching }) => (searching ? LEAST_SEEN : lastSeen(runs[response])),
  columns: {
    doing: { label: "Phase", style: "number" },
    from: { label: "From", style: "duration" },
    to: { label: "To", style: "duration" },
    share: { label: "Of full throughput", style: "percent", digits: 1 },
  },
  rows: ({ response, runs }, { searching }) =>
    searching
      ? []
      : runs[response].phases.map(({ doing, from, to, share }): Row => ({ doing: DOING[doing], from, to, share })),
  frame: (width) => ({ height: layoutOf(width).height, margin: 0 }),
  marks(width) {
    const { circle, list } = layoutOf(width);
    const sound = new Uint8Array(NODES).fill(NODE.standing);
    const nothing = {
      strokes: [pathOf(ringPath(circle, linksThrough(ALL)), "var(--axis)", { width: 1.5 })],
      dots: nodeDots(circle, sound),
      blocks: [],
      labels: [
        TITLE,
        ...HIDDEN.map((text, i): Label => ({ left: circle.left, top: circle.top + 18 * i, text, anchor: "middle" })),
      ],
    };
    const parts = remembered((model: ElasticRescale, view: View) => {
      if (view.searching) return nothing;
      const drawn = picture(model, view.time, circle);
      const rows = phaseRows(model, view.time, list);
      return {
        strokes: [...drawn.strokes, ...rows.strokes],
        dots: drawn.dots,
        blocks: rows.blocks,
        labels: [TITLE, ...rows.labels],
      };
    });
    return [
      moving(blocks, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).blocks)),
      moving(strokes, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).strokes)),
      moving(dots, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).dots)),
      moving(labels, (model: ElasticRescale, view: View) => columnsOf(parts(model, view).labels)),
    ];
  },
};
