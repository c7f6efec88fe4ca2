import type { LogEntry } from "../../core/model.ts";
import { duration, fixed, significant } from "../../core/quantity.ts";
import { HOUR } from "../../core/units.ts";
import type { Fleet } from "./fleet.ts";
import type { Occurrence } from "./occurrences.ts";
import { GPUS_PER_NODE } from "./shape.ts";

/** So many failures are told one by one. */
const FAILURES_TOLD = 60;

const many = (value: number, one: string, more = `${one}s`): string => `${fixed(value, 0)} ${value === 1 ? one : more}`;
const work = (gpuSeconds: number): string => `${significant(gpuSeconds / HOUR, 3)} GPU-hours of work lost`;

type Of<W extends Occurrence["what"]> = Extract<Occurrence, { what: W }>;

function failed(fleet: Fleet, gang: number, { nodes, stopped, lost, gang: hit }: Of<"failed">): string {
  const [first = 0] = nodes;
  const rack = Math.floor(first / fleet.settings.shape.nodesPerRack) + 1;
  const what =
    nodes.length > 1
      ? `Rack ${fixed(rack, 0)} failed with ${many(nodes.length, "node")}`
      : `Node ${fixed(first + 1, 0)} in rack ${fixed(rack, 0)} failed`;
  const hurt = stopped === 0 ? "nothing ran there" : `${many(stopped, "job")} stopped, ${work(lost)}`;
  return `${what}: ${hurt}${hit === gang ? ". The gang lost a node and waits for whole ones again" : ""}`;
}

function sentence(fleet: Fleet, gang: number, one: Occurrence): Omit<LogEntry, "time"> {
  const size = fleet.jobs.sizeOf("job" in one ? one.job : gang);
  const name = "job" in one && one.job !== gang ? `Job ${fixed(one.job, 0)} of ${fixed(size, 0)} GPUs` : "The gang";
  switch (one.what) {
    case "blocked":
      return {
        kind: "downtime",
        text: `${name} needs ${many(size / GPUS_PER_NODE, "whole node")} and waits: ${many(one.free, "GPU")} are free, and ${many(one.whole, "node is", "nodes are")} whole`,
      };
    case "kill":
      return {
        kind: "rework",
        text: `${many(one.stopped, "job")} stopped on ${many(one.nodes, "node")} for the gang: ${work(one.lost)}; they queue again`,
      };
    case "migration":
      return {
        kind: "recovery",
        text: `Stop-the-world: ${many(one.moved, "job")} moved off ${many(one.nodes, "node")}${one.stopped > 0 ? `, ${many(one.stopped, "job")} stopped for want of room` : ""}; for ${duration(fleet.settings.migrationTime)} every job runs at ${100 - fleet.settings.migrationTax} % of its speed`,
      };
    case "undone":
      return { kind: "failed", text: `${name}: a node that was held for it failed; it waits again` };
    case "started":
      return { kind: "useful", text: `${name} starts on ${many(size / GPUS_PER_NODE, "whole node")}` };
    case "ended":
      return { kind: "useful", text: `${name} is done` };
    case "failed":
      return { kind: "failed", text: failed(fleet, gang, one) };
  }
}

/** How the day ended for those who wait. */
function close(fleet: Fleet, gang: number): LogEntry {
  const { queue, settings, jobs } = fleet;
  const never = (jobs.firstStart[gang] ?? 0) < 0 ? ". The gang never started" : "";
  const text =
    queue.length === 0
      ? `The day is over and nobody waits`
      : `The day is over: ${many(queue.length, "job waits", "jobs wait")} for ${many(queue.gpus, "GPU")}`;
  return { time: settings.until, kind: queue.gpus > fleet.gpus / 2 ? "failed" : "useful", text: `${text}${never}` };
}

/** The day in sentences. */
export function auditLog(fleet: Fleet, gang: number): readonly LogEntry[] {
  const log: LogEntry[] = [];
  let failures = 0;
  for (const one of fleet.occurrences.list) {
    if (one.what === "failed" && ++failures > FAILURES_TOLD) continue;
    log.push({ time: one.time, ...sentence(fleet, gang, one) });
  }
  const gangWait = jobsFirstStart(fleet, gang);
  if (gangWait !== undefined && gangWait > 0) {
    const at = log.findIndex(({ time, kind, text }) => kind === "useful" && time === gangWait && text.includes("gang"));
    const entry = log[at];
    if (entry) log[at] = { ...entry, text: `${entry.text}, after ${duration(gangWait)}` };
  }
  if (failures > FAILURES_TOLD)
    log.push({ time: fleet.settings.until, kind: "failed", text: `${many(failures - FAILURES_TOLD, "more failure")}` });
  log.push(close(fleet, gang));
  return log;
}

const jobsFirstStart = ({ jobs }: Fleet, job: number): number | undefined => {
  const start = jobs.firstStart[job] ?? -1;
  return start < 0 ? undefined : start;
};
