import type { LogEntry } from "../../core/model.ts";
import { duration, fixed } from "../../core/quantity.ts";
import { elapsed } from "./elapsed.ts";
import { type Layout, NODES_PER_RACK } from "./elastic-layout.ts";
import { params, type Response } from "./elastic-levers.ts";
import { type Execution, TIME_OUT } from "./elastic-plan.ts";
import type { Phase, Run } from "./elastic-responses.ts";

const many = (count: number, one: string): string => `${fixed(count, 0)} ${one}${count === 1 ? "" : "s"}`;

/** “3, 17 and 60”: the first few, then how many more. */
function listed(nodes: readonly number[]): string {
  const shown = nodes.slice(0, 6).map((node) => fixed(node + 1, 0));
  const more = nodes.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${more} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown.join("");
}

function struck({ dead }: Layout): LogEntry {
  if (dead.length === 0) return { time: 0, kind: "useful", text: "A power spike came, and no node failed" };
  const racks = new Set(dead.map((node) => Math.floor(node / NODES_PER_RACK))).size;
  const nodes = dead.length === 1 ? "node" : "nodes";
  return {
    time: 0,
    kind: "failed",
    text: `A power spike: ${nodes} ${listed(dead)} failed, in ${many(racks, "rack")}; the AllReduce of all others waits`,
  };
}

/** What each phase means, told when it ends. */
const ENDS: Partial<Record<Phase["doing"], string>> = {
  detect: "The heartbeats that are missing tell which nodes are dead",
  drain: "The live nodes have left the step in hand; what it had computed is thrown away",
  reform: "The ring is whole again, around the dead nodes",
  reshard: "Every sample, and every part of the model, has a live node",
  resume: "Training goes on",
  repair: "The failed nodes are back",
  spares: "Spares stand in the places of the failed nodes, and the job is started and loaded",
  restart: "The job is started again and has loaded its checkpoint",
  redo: "What was computed since the last checkpoint is done again",
};

const KINDS: Partial<Record<Phase["doing"], LogEntry["kind"]>> = {
  resume: "useful",
  redo: "rework",
  repair: "downtime",
  stalled: "downtime",
};

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The run in sentences, from the spike until the job is whole. */
export function rescaleLog(
  layout: Layout,
  response: Response,
  { phases, whole, lost }: Run,
  plan: Execution,
): LogEntry[] {
  const log = [struck(layout)];
  const { failed } = plan;
  const noneLeft = response === "drop" && layout.whole === 0 && failed === null;
  for (const { doing, from, to, share } of phases) {
    if (doing === "stalled" && failed) {
      const step = params.order.options[failed.name];
      log.push({ time: from, kind: "failed", text: `${step} fails: ${failed.why}` });
      log.push({
        time: to,
        kind: "downtime",
        text: `${capital(duration(TIME_OUT))} later the job is given up; it waits for the repair`,
      });
      continue;
    }
    if (doing === "shrunk") {
      log.push({
        time: from,
        kind: "useful",
        text: `The job runs at ${fixed(100 * share, 1)}\u00a0% of its throughput`,
      });
      continue;
    }
    const text = ENDS[doing];
    if (text) log.push({ time: to, kind: KINDS[doing] ?? "recovery", text });
    if (noneLeft && doing === "drain")
      log.push({
        time: to,
        kind: "failed",
        text: "No whole replica is left: there is nobody to form a ring; the job waits for the repair",
      });
  }
  log.push({
    time: whole,
    kind: "useful",
    text: `${params.response.options[response]}: the job is whole; lost in all: ${elapsed(lost)} of its full throughput`,
  });
  return log;
}
