import type { CheckpointGamble } from "../../../sim/fleet-orchestration/checkpoint-gamble.ts";
import { BROKEN, CELL, HELD, IDLE, jobsAt, stateAt } from "../../../sim/fleet-orchestration/parts/cells.ts";
import { GAMBLE_FLEET, GANG_GPUS, GANG_NODES, WATCHED } from "../../../sim/fleet-orchestration/parts/gamble-fleet.ts";
import { jobRow } from "../../../sim/fleet-orchestration/parts/job-table.ts";
import { gpusOf, podsOf } from "../../../sim/fleet-orchestration/parts/shape.ts";
import { type CellGrid, type CellMap, type CellState, readGroups, sumOf } from "../../kit/cell-map.ts";
import { clock } from "../../kit/run-clock.ts";
import type { View } from "../../kit/view.ts";
import { count, many, time, whereIs } from "../words.ts";
import { isEmpty } from "./audit-series.ts";
import { openSetback } from "./gamble-words.ts";

/** A node is a block of 4 × 2 GPUs, a rack a row of five nodes, a pod 64 racks: 160 × 128 cells. */
const grid: CellGrid = { groups: podsOf(GAMBLE_FLEET), group: "Pod", across: 20, down: 128, block: [4, 2] };

/** The training’s cells while it stands still. */
const STALLED = 5;
const states: readonly CellState[] = [
  {
    label: "idle",
    color: "var(--idle)",
    mark: "outline",
    whole: `of ${count(GAMBLE_FLEET.nodes)} nodes whole and free`,
  },
  { label: "working, students", color: "var(--working)" },
  { label: "failed", color: "var(--failed)", mark: "cross" },
  { label: "held to be whole", color: "var(--rule)" },
  { label: "working, the training", color: "var(--w-useful)" },
  { label: "of the training, at a stand", color: "var(--axis)" },
];

/** A map is painted many times a second: it is written to the same columns. */
const scratch = new Int32Array(gpusOf(GAMBLE_FLEET));

function cellsOf(model: CheckpointGamble, view: View): Uint8Array {
  if (isEmpty(view)) return new Uint8Array(model.cells.gpus);
  const cells = stateAt(model.cells, view.time, scratch);
  if (openSetback(model, view.time))
    for (let cell = 0; cell < cells.length; cell++) if (cells[cell] === CELL.gang) cells[cell] = STALLED;
  return cells;
}

const podsAt = (model: CheckpointGamble, view: View) => readGroups({ grid, states }, cellsOf(model, view));

function finding(model: CheckpointGamble, view: View): string {
  if (isEmpty(view)) return "Run a trial: its two days are shown here.";
  const whole = sumOf(podsAt(model, view), "blocks", CELL.idle);
  const ready = `${many(whole, "node is", "nodes are")} whole and free`;
  const down = openSetback(model, view.time);
  if (!down) return `At ${clock(view.time)} the training computes on ${count(GANG_NODES)} nodes; ${ready}.`;
  return `At ${clock(view.time)} all ${count(GANG_GPUS)} GPUs of the training stand still: node ${count(down.node + 1)} has failed (${down.cause}); ${ready}.`;
}

/** What a GPU does, in a sentence that begins with where it is. */
function tellCell(model: CheckpointGamble, view: View, cell: number): string {
  if (isEmpty(view)) return "Nothing is known of this GPU yet.";
  const job = jobsAt(model.cells, view.time, scratch)[cell] ?? IDLE;
  return `${whereIs(cell, GAMBLE_FLEET)}: ${jobIn(model, view.time, job)}.`;
}

function jobIn(model: CheckpointGamble, now: number, job: number): string {
  if (job === IDLE) return "idle";
  if (job === BROKEN) return "its node has failed and is being repaired";
  if (job === HELD) return "free, and held until its node is whole";
  const row = jobRow(model.jobs, job);
  if (!row.isGang) return `job ${count(job + 1)} of a student, ${many(row.size, "GPU")} for ${time(row.run)}`;
  const down = openSetback(model, now);
  return down
    ? `of the training, at a stand since ${time(Math.round(now - down.time))}`
    : `of the training, which saves every ${time(model.run.interval)}`;
}

/** The Swiss Cheese Heatmap of Act II: every GPU of the fleet at any moment of two days. */
export const trainingFleet: CellMap<CheckpointGamble> = {
  title: "The Swiss Cheese Heatmap",
  grid,
  states,
  clock: () => WATCHED,
  cells: cellsOf,
  tell: tellCell,
  finding,
  reading: () =>
    "Every cell is a GPU, every block of 4 × 2 a node, every row of five nodes a rack, every column a pod of 320 nodes. Play on: one broken node grays the whole training.",
  columns: {
    pod: { label: "Pod", style: "count" },
    training: { label: "Of the training", style: "count" },
    working: { label: "Working, students", style: "count" },
    idle: { label: "Idle", style: "count" },
    held: { label: "Held to be whole", style: "count" },
    failed: { label: "Failed", style: "count" },
    whole: { label: "Whole free nodes", style: "count" },
  },
  rows: (model, view) =>
    podsAt(model, view).map(({ cells, blocks }, pod) => ({
      pod: pod + 1,
      training: (cells[CELL.gang] ?? 0) + (cells[STALLED] ?? 0),
      working: cells[CELL.working] ?? 0,
      idle: cells[CELL.idle] ?? 0,
      held: cells[CELL.held] ?? 0,
      failed: cells[CELL.failed] ?? 0,
      whole: blocks[CELL.idle] ?? 0,
    })),
};
