import type { FragmentationAudit } from "../../sim/fleet-orchestration/fragmentation-audit.ts";
import { DAY_LONG } from "../../sim/fleet-orchestration/parts/audit-levers.ts";
import { BROKEN, CELL, HELD, IDLE, jobsAt, stateAt } from "../../sim/fleet-orchestration/parts/cells.ts";
import { jobRow } from "../../sim/fleet-orchestration/parts/job-table.ts";
import { FLEET, GPUS_PER_NODE, gpusOf, podsOf } from "../../sim/fleet-orchestration/parts/shape.ts";
import { type CellGrid, type CellMap, type CellState, readGroups, sumOf } from "../kit/cell-map.ts";
import { clock } from "../kit/run-clock.ts";
import type { View } from "../kit/view.ts";
import { isEmpty } from "./charts/audit-series.ts";
import { count, many, time, whereIs } from "./words.ts";

/** A node is a block of 4 × 2 GPUs, a rack a row of five nodes, a pod 50 racks. */
const grid: CellGrid = { groups: podsOf(FLEET), group: "Pod", across: 20, down: 100, block: [4, 2] };

const OF: Readonly<Record<keyof typeof CELL, CellState>> = {
  idle: {
    label: "idle",
    color: "var(--idle)",
    mark: "outline",
    whole: `of ${count(FLEET.nodes)} nodes whole and free`,
  },
  working: { label: "working", color: "var(--working)" },
  failed: { label: "failed", color: "var(--failed)", mark: "cross" },
  held: { label: "held for the gang", color: "var(--rule)" },
  gang: { label: "of the gang", color: "var(--w-useful)", mark: "dot" },
};
const named = Object.entries(CELL).sort(([, a], [, b]) => a - b);
const states = named.map(([name]) => OF[name as keyof typeof CELL]);

/** A map is painted many times a second: it is written to the same columns. */
const scratch = new Int32Array(gpusOf(FLEET));

const cellsOf = ({ cells }: FragmentationAudit, view: View): Uint8Array =>
  isEmpty(view) ? new Uint8Array(cells.gpus) : stateAt(cells, view.time, scratch);

const podsAt = (model: FragmentationAudit, view: View) => readGroups({ grid, states }, cellsOf(model, view));

function finding(model: FragmentationAudit, view: View): string {
  if (isEmpty(view)) return "Run a trial: its day is shown here.";
  const pods = podsAt(model, view);
  const of = (state: keyof typeof CELL) => sumOf(pods, "cells", CELL[state]);
  const whole = sumOf(pods, "blocks", CELL.idle);
  const free = `${many(of("idle"), "GPU is", "GPUs are")} free, and ${many(whole, "node is", "nodes are")} whole`;
  const at = `At ${clock(view.time)}`;
  if (of("gang") > 0) return `${at} the gang runs on ${many(of("gang") / GPUS_PER_NODE, "node")}; ${free}.`;
  const held = of("held") > 0 ? ` ${many(of("held"), "GPU is", "GPUs are")} held for it.` : "";
  return `${at} ${free}: the gang, which needs ${model.gangNodes}, waits.${held}`;
}

/** What a GPU does, in a sentence that begins with where it is. */
function tellCell(model: FragmentationAudit, view: View, cell: number): string {
  if (isEmpty(view)) return "Nothing is known of this GPU yet.";
  const node = Math.floor(cell / GPUS_PER_NODE);
  const jobs = jobsAt(model.cells, view.time, scratch);
  const job = jobs[cell] ?? IDLE;
  const free = jobs.subarray(node * GPUS_PER_NODE, (node + 1) * GPUS_PER_NODE).filter((each) => each === IDLE).length;
  return `${whereIs(cell, FLEET)}: ${job === IDLE ? `idle, ${idleBeside(free)}` : jobIn(model, view, job)}.`;
}

const idleBeside = (free: number): string =>
  free === GPUS_PER_NODE
    ? "and its whole node with it"
    : `while ${GPUS_PER_NODE - free} of its node’s 8 GPUs are taken`;

function jobIn(model: FragmentationAudit, { time: now }: View, job: number): string {
  if (job === BROKEN) return "its node has failed and is being repaired";
  if (job === HELD) return "free, and held for the gang";
  const row = jobRow(model.jobs, job);
  const began = model.jobs.lastStart[job] ?? Number.POSITIVE_INFINITY;
  // A job that is stopped later on has a later last start.
  const since =
    began <= now && now - began < row.run + DAY_LONG ? `, running for ${time(Math.round(now - began))}` : "";
  if (row.isGang) return `the gang of ${count(row.size)} GPUs${since}`;
  return `job ${count(job + 1)}, ${many(row.size, "GPU")} for ${time(row.run)}${since}`;
}

/** The Swiss Cheese Heatmap: every GPU of the cluster at any moment of the day. */
export const swissCheese: CellMap<FragmentationAudit> = {
  title: "The Swiss Cheese Heatmap",
  grid,
  states,
  clock: () => DAY_LONG,
  cells: cellsOf,
  tell: tellCell,
  finding,
  reading: () =>
    "Every cell is a GPU, every block of 4 × 2 a node, every row of five nodes a rack, every column a pod of 250 nodes under one switch.",
  columns: {
    pod: { label: "Pod", style: "count" },
    working: { label: "Working", style: "count" },
    gang: { label: "Of the gang", style: "count" },
    idle: { label: "Idle", style: "count" },
    held: { label: "Held for the gang", style: "count" },
    failed: { label: "Failed", style: "count" },
    whole: { label: "Whole free nodes", style: "count" },
  },
  rows: (model, view) =>
    podsAt(model, view).map(({ cells, blocks }, pod) => {
      const of = (state: keyof typeof CELL) => cells[CELL[state]] ?? 0;
      const [working, gang, idle, held, failed] = (["working", "gang", "idle", "held", "failed"] as const).map(of);
      return {
        pod: pod + 1,
        working: working ?? 0,
        gang: gang ?? 0,
        idle: idle ?? 0,
        held: held ?? 0,
        failed: failed ?? 0,
        whole: blocks[CELL.idle] ?? 0,
      };
    }),
};
