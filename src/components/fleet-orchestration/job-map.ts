import type { ElasticRescale } from "../../sim/fleet-orchestration/elastic-rescale.ts";
import { GPUS_PER_NODE, NODES, NODES_PER_RACK } from "../../sim/fleet-orchestration/parts/elastic-layout.ts";
import { params } from "../../sim/fleet-orchestration/parts/elastic-levers.ts";
import { type CellGrid, type CellMap, type CellState, readGroups, sumOf } from "../kit/cell-map.ts";
import { clockOf } from "../kit/run-clock.ts";
import type { View } from "../kit/view.ts";
import { DOING } from "./charts/rescale-words.ts";
import { doingAt, LEAST_SEEN, NODE, nodesAt } from "./rescale-state.ts";
import { count, many } from "./words.ts";

/** Five rows of 25 nodes: the job's 100, and 25 beside them, of which so many are spares. */
const grid: CellGrid = { groups: 5, group: "Row", across: 10, down: 20, block: [2, 4] };
const BESIDE = params.spares.max;
const RACKS_IN_ROW = 5;

const CELL = { ...NODE, idle: 5, others: 6 } as const;
type Cell = keyof typeof CELL;

const OF: Readonly<Record<Cell, CellState>> = {
  working: { label: "working", color: "var(--working)" },
  standing: { label: "waiting for the others", color: "var(--rule)" },
  leftOut: { label: "left out of the ring", color: "var(--axis)", mark: "outline" },
  failed: { label: "failed", color: "var(--failed)", mark: "cross" },
  spare: { label: "in place of failed ones", color: "var(--w-useful)", mark: "dot" },
  idle: { label: "idle spares", color: "var(--idle)", mark: "outline" },
  others: { label: "of other jobs", color: "var(--grid)" },
};
const states = (Object.keys(CELL) as Cell[]).sort((a, b) => CELL[a] - CELL[b]).map((name) => OF[name]);

function nodeStates(model: ElasticRescale, { time, searching }: View): Uint8Array {
  const nodes = new Uint8Array(NODES + BESIDE);
  if (searching) return nodes.fill(CELL.working, 0, NODES).fill(CELL.others, NODES);
  nodes.set(nodesAt(model, time));
  nodes.fill(CELL.others, NODES);
  // A spare that runs stands in the failed node's place, and the failed one in the spare's.
  const taken = nodes.subarray(0, NODES).filter((state) => state === CELL.spare).length;
  for (let i = 0; i < model.spareNodes; i++) nodes[NODES + i] = i < taken ? CELL.failed : CELL.idle;
  return nodes;
}

const cellsOf = (model: ElasticRescale, view: View): Uint8Array => {
  const nodes = nodeStates(model, view);
  return Uint8Array.from(
    { length: nodes.length * GPUS_PER_NODE },
    (_, cell) => nodes[Math.floor(cell / GPUS_PER_NODE)] ?? 0,
  );
};

const rowsAt = (model: ElasticRescale, view: View) => readGroups({ grid, states }, cellsOf(model, view));

const endOf = ({ runs, response }: ElasticRescale, { searching }: View): number =>
  searching ? LEAST_SEEN : Math.max(600, 1.1 * runs[response].whole);

function finding(model: ElasticRescale, view: View): string {
  if (view.searching) return "Hidden while you search: who works would tell what is left.";
  const rows = rowsAt(model, view);
  const of = (state: Cell) => sumOf(rows, "cells", CELL[state]);
  const doing = DOING[doingAt(model.runs[model.response], view.time)].toLowerCase();
  const at = `At ${clockOf(endOf(model, view))(view.time)} after the spike (${doing})`;
  const work = of("working") + of("spare");
  const dead = many(of("failed") / GPUS_PER_NODE, "node is", "nodes are");
  return `${at} ${count(work)} of ${count(NODES * GPUS_PER_NODE)} GPUs work, and ${dead} dead.`;
}

const TOLD: Readonly<Record<number, string>> = {
  [CELL.working]: "computes",
  [CELL.standing]: "waits, with nothing to compute",
  [CELL.leftOut]: "sound, but its replica has lost a node, or there are too few for one more",
  [CELL.failed]: "has failed and is being repaired",
  [CELL.spare]: "a spare, computing in the place of a failed node",
  [CELL.idle]: "a spare, idle",
  [CELL.others]: "of another job",
};

/** Every GPU of the job and of the nodes beside it, at any moment after the spike. */
export const jobMap: CellMap<ElasticRescale> = {
  title: "The job’s GPUs after the spike",
  grid,
  states,
  clock: endOf,
  cells: cellsOf,
  tell(model, view, cell) {
    const node = Math.floor(cell / GPUS_PER_NODE);
    const rack = Math.floor(node / NODES_PER_RACK);
    const where = `GPU ${(cell % GPUS_PER_NODE) + 1} of node ${count(node + 1)}, rack ${rack + 1}, row ${Math.floor(rack / RACKS_IN_ROW) + 1}`;
    return view.searching
      ? `${where}: hidden while you search.`
      : `${where}: ${TOLD[nodeStates(model, view)[node] ?? 0]}.`;
  },
  finding,
  reading: () =>
    "Every cell is a GPU, every block of 2 × 4 a node, five nodes side by side a rack. Rows 1 to 4 are the job; row 5 holds the spares, beside nodes of other jobs.",
  columns: {
    row: { label: "Row", style: "count" },
    working: { label: "Working", style: "count" },
    standing: { label: "Waiting", style: "count" },
    leftOut: { label: "Left out", style: "count" },
    failed: { label: "Failed", style: "count" },
    spare: { label: "Spares at work", style: "count" },
    idle: { label: "Idle spares", style: "count" },
    others: { label: "Of other jobs", style: "count" },
  },
  rows: (model, view) =>
    view.searching
      ? []
      : rowsAt(model, view).map(({ cells }, row) => {
          const of = (state: Cell) => cells[CELL[state]] ?? 0;
          const counts = Object.fromEntries((Object.keys(CELL) as Cell[]).map((name) => [name, of(name)]));
          return { row: row + 1, ...counts };
        }),
};
