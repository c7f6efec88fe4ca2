import type { LogEntry, Model, Steps } from "../../core/model.ts";
import { quantile } from "../../core/statistics.ts";
import { HOUR, MINUTE, minutes } from "../../core/units.ts";
import { fleetGoodput, idleCost } from "../../laws/fleet-cost.ts";
import { strandedShare } from "../../laws/fragmentation.ts";
import { meanWait } from "../../laws/queueing.ts";
import type { AuditParams } from "./audit-levers.ts";
import { DAY_LONG, JUDGED_OVER } from "./audit-levers.ts";
import { auditLog } from "./audit-log.ts";
import type { outputs } from "./audit-outputs.ts";
import { type AuditRun, auditRun } from "./audit-run.ts";
import { type Cells, IDLE, jobsAt } from "./cells.ts";
import { JobTable, waitsAfter } from "./job-table.ts";
import type { Series } from "./measures.ts";
import { GPUS_PER_NODE, gpusOf } from "./shape.ts";
import { STUDENT_GPUS, STUDENT_RUN } from "./students.ts";

export interface FragmentationAudit extends Model<typeof outputs> {
  /** The map of all GPUs at any moment: `stateAt` and `jobsAt` of parts/cells.ts. */
  readonly cells: Cells;
  readonly series: Series;
  readonly jobs: JobTable;
  /** The gang's number among the jobs. */
  readonly gang: number;
  readonly log: readonly LogEntry[];
}

/** Model FLOPs utilization of the programs: Llama 3 on 16,384 GPUs (arXiv:2407.21783, table 4). */
const PROGRAM_MFU = 0.41;

/** What the badges allow (the plan of Lab 08). */
const MOST_STRANDED = 0.2;
const LEAST_GOODPUT = 0.8;

const within = (share: number): number => Math.min(1, Math.max(0, share));

/** How the cluster stood when the gang came. */
function atStart({ cells, fleet }: AuditRun) {
  const freePerNode = new Uint8Array(fleet.settings.shape.nodes);
  for (const [gpu, job] of (cells.keyframes[0] ?? jobsAt(cells, -1)).entries())
    if (job === IDLE)
      freePerNode[Math.floor(gpu / GPUS_PER_NODE)] = (freePerNode[Math.floor(gpu / GPUS_PER_NODE)] ?? 0) + 1;
  const { nodes } = fleet.settings.shape;
  const freeAtStart = freePerNode.reduce((sum, free) => sum + free, 0);
  const freeShare = freeAtStart / (nodes * GPUS_PER_NODE);
  return {
    freeAtStart,
    busyAtStart: 1 - freeShare,
    wholeByChance: nodes * freeShare ** GPUS_PER_NODE,
    wholeIfPacked: Math.floor(freeAtStart / GPUS_PER_NODE),
    wholeAtStart: freePerNode.filter((free) => free === GPUS_PER_NODE).length,
    strandedAtStart: strandedShare({ freePerNode, gpusPerNode: GPUS_PER_NODE }),
  };
}

/** Students on what the gang leaves over, as M/M/c: each server as many GPUs as a student's job has in the mean. */
function inTheory(values: AuditParams, gpus: number) {
  const servers = Math.max(1, Math.floor((gpus - values.gangNodes * GPUS_PER_NODE) / STUDENT_GPUS));
  const arrivalRate = ((values.load / 100) * gpus) / (STUDENT_GPUS * STUDENT_RUN);
  const serviceRate = 1 / STUDENT_RUN;
  return {
    theoryWait: meanWait({ servers, arrivalRate, serviceRate }),
    theoryLoad: arrivalRate / (servers * serviceRate),
    theoryServers: servers,
    theoryArrivals: arrivalRate * MINUTE,
    asked: values.load / 100 + (values.gangNodes * GPUS_PER_NODE) / gpus,
  };
}

/** The day of `simulate`, worked out. */
export function* auditDay(values: AuditParams): Steps<FragmentationAudit> {
  const run = yield* auditRun(values);
  yield { done: 1 };
  const { fleet, cells, gang } = run;
  const { measures, jobs, queue, settings } = fleet;
  const gpus = gpusOf(settings.shape);
  const room = gpus * DAY_LONG;
  const series = measures.series();
  const started = jobs.firstStart[gang] ?? -1;
  const gangWait = started < 0 ? Infinity : started;
  const slaTime = minutes(values.sla);
  const stranded = within(measures.stranded / JUDGED_OVER);
  const goodput = within(measures.useful / room);
  const occupancy = within(measures.busy / room);
  const timeRatio = measures.busy === 0 ? 0 : within(measures.useful / measures.busy);
  const waits = waitsAfter(fleet, gang);
  const missed = [stranded < MOST_STRANDED, goodput > LEAST_GOODPUT, gangWait <= slaTime].filter((met) => !met);
  const start = atStart(run);
  const idleDollars = idleCost({ gpus, idleFraction: 1 - occupancy, pricePerHour: values.price });
  const { list } = fleet.occurrences;
  const counted = (what: "kill" | "migration", name: "stopped" | "moved"): number =>
    list.reduce((sum, one) => sum + (one.what === what ? one[name] : 0), 0);

  return {
    gangWait,
    slaUsed: gangWait / slaTime,
    slaTime,
    gangGpus: values.gangNodes * GPUS_PER_NODE,
    gangNodes: values.gangNodes,
    ...start,
    largestAtStart: run.largestAtStart,
    stranded,
    goodput,
    occupancy,
    timeRatio,
    mfu: fleetGoodput({ occupancy, timeRatio, mfu: PROGRAM_MFU }),
    meanWait: waits.length === 0 ? 0 : waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
    medianWait: waits.length === 0 ? 0 : quantile(waits, 0.5),
    longWait: waits.length === 0 ? 0 : quantile(waits, 0.95),
    ...inTheory(values, gpus),
    waitingAtEnd: queue.length,
    backlog: queue.gpus / gpus,
    largestAtEnd: series.largest.at(-1) ?? 0,
    stopped: counted("kill", "stopped") + counted("migration", "stopped"),
    moved: fleet.moves,
    migrations: fleet.migrations,
    lostWork: measures.lost / HOUR,
    restartWork: measures.restarted / HOUR,
    slowedWork: measures.slowed / HOUR,
    paidDollars: ((measures.lost + measures.restarted + measures.slowed) / HOUR) * values.price,
    brokenNodes: list.reduce((sum, one) => sum + (one.what === "failed" ? one.nodes.length : 0), 0),
    gangStops: jobs.stops[gang] ?? 0,
    tco: gpus * values.price,
    idleDollars,
    idleDay: idleDollars * (DAY_LONG / HOUR),
    missed: missed.length,
    cells,
    series,
    jobs: new JobTable(fleet),
    gang,
    finished: started >= 0,
    log: auditLog(fleet, gang),
  };
}
