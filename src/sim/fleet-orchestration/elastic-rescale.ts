import type { LogEntry, Model, ModelModule } from "../core/model.ts";
import { remember } from "../core/remember.ts";
import { HOUR, minutes } from "../core/units.ts";
import { survivingCapacity } from "../laws/elastic.ts";
import { fleetGoodput, idleCost } from "../laws/fleet-cost.ts";
import { sparesFor } from "../laws/fleet-reliability.ts";
import { hiddenRescale } from "./parts/elastic-hidden.ts";
import { failedNodes, GPUS_PER_NODE, type Layout, layoutOf, NODES, NODES_PER_RACK } from "./parts/elastic-layout.ts";
import { params, type RescaleParams, type Response } from "./parts/elastic-levers.ts";
import { rescaleLog } from "./parts/elastic-log.ts";
import { outputs } from "./parts/elastic-outputs.ts";
import type { Execution } from "./parts/elastic-plan.ts";
import { type Runs, workBetween } from "./parts/elastic-responses.ts";
import { allRuns, type LossCurves } from "./parts/elastic-runs.ts";
import { type SizeLeft, sizesLeft } from "./parts/elastic-sizes.ts";
import { BATCH, type StepCosts, stepOf } from "./parts/elastic-step.ts";

export { outputs, params };

export const version = "1.0.0";

/** Over which goodput is counted (s). */
export const SHIFT = 8 * HOUR;
/** Of one large run on 16,384 GPUs (Llama Team 2024). */
const MFU = 0.41;
/** Llama Team 2024: 419 failures in 54 days on 2,048 nodes; a repair takes a day. */
const FAILURES_PER_NODE_DAY = 419 / (54 * 2048);
const REPAIR_DAYS = 1;
const FLEET = 2048;
const CONFIDENCE = 0.99;

export interface ElasticRescale extends Model<typeof outputs> {
  readonly response: Response;
  readonly layout: Layout;
  /** What each response does, from the spike until the job is whole, by the plan as it was set. */
  readonly runs: Runs;
  /** The plan as it was set, of the elastic response that was chosen, or of dropping replicas. */
  readonly plan: Execution;
  readonly curves: LossCurves;
  readonly sizes: readonly SizeLeft[];
  readonly log: readonly LogEntry[];
}

const sizes = remember(sizesLeft);

const sparesOf = (nodes: number): number =>
  sparesFor({ meanInRepair: nodes * FAILURES_PER_NODE_DAY * REPAIR_DAYS, confidence: CONFIDENCE });

/** A job of 100 nodes after a power spike: four responses, what each leaves, what each loses. */
export function simulate(values: RescaleParams): ElasticRescale {
  const { response, failed, placement, seed } = values;
  const size = Number(values.replica);
  const layout = layoutOf(failedNodes(failed, placement, seed), size);
  const costs: StepCosts = {
    compute: values.compute,
    bytes: values.gradients * 1e9,
    bandwidth: values.bandwidth * 1e9,
    latency: values.latency * 1e-6,
  };
  const { replicas, whole, formed } = layout;
  const planned = stepOf(costs, replicas, replicas, "global");
  const stepAt = (left: number) => stepOf(costs, replicas, Math.max(1, left), values.batch);
  const shareAt = (left: number) => (left === 0 ? 0 : left === replicas ? 1 : stepAt(left).rate / planned.rate);
  const shares = { drop: shareAt(whole), reshard: shareAt(formed) };

  const { mine: runs, plans, right, curves, reconfigure } = allRuns(values, layout, shares);
  const elastic = response === "drop" || response === "reshard";
  const plan = plans[response === "reshard" ? "reshard" : "drop"];
  const left = response === "drop" ? whole : response === "reshard" ? formed : replicas;
  const stalled = elastic && failed > 0 && (plan.failed !== null || left === 0);
  const now = stepAt(elastic && !stalled ? left : whole);
  const run = runs[response];
  const batchNow = elastic && !stalled && left < replicas ? now.batch : BATCH;
  const spareLoss = minutes(values.spareTime + values.sinceSave);
  const breakEven =
    failed > values.spares || shares.drop === 1 || spareLoss <= right.drop.running
      ? Number.POSITIVE_INFINITY
      : (spareLoss - right.drop.running) / (1 - shares.drop);
  const gpus = NODES * GPUS_PER_NODE;
  const goodput = workBetween(run, 0, SHIFT) / SHIFT;
  const mean = (nodesPerReplica: number, failedUnits: number, units: number) =>
    survivingCapacity({ replicas: units / nodesPerReplica, nodesPerReplica, failedNodes: failedUnits });

  return {
    failedNodes: failed,
    repairTime: minutes(values.repair),
    replicaNodes: size,
    spareNodes: values.spares,
    racksHit: new Set(layout.dead.map((node) => Math.floor(node / NODES_PER_RACK))).size,
    replicas,
    replicasLeft: stalled ? 0 : left,
    capacity: stalled ? 0 : elastic ? left / replicas : failed === 0 ? 1 : 0,
    wholeShare: whole / replicas,
    formedShare: formed / replicas,
    meanLeft: mean(size, failed, NODES),
    leftOfOnes: NODES * mean(1, failed, NODES),
    leftOfFives: NODES * mean(NODES_PER_RACK, failed, NODES),
    rackedFives: NODES * mean(1, Math.ceil(failed / NODES_PER_RACK), NODES / NODES_PER_RACK),
    throughput: stalled ? 0 : elastic ? shares[response] : failed === 0 ? 1 : 0,
    ringBefore: planned.allReduce,
    ringAfter: now.allReduce,
    ringRatio: now.allReduce / planned.allReduce,
    ringFaster: 1 - now.allReduce / planned.allReduce,
    ringCost: now.allReduce - planned.allReduce,
    computeBefore: planned.compute,
    computeAfter: now.compute,
    computeCost: now.compute - planned.compute,
    stepBefore: planned.time,
    stepAfter: now.time,
    ringShare: planned.allReduce / planned.time,
    reconfigure,
    reshardStop: right.reshard.running,
    spareLoss,
    standstill: run.running,
    lostWait: right.wait.lost,
    lostSpare: right.spare.lost,
    lostDrop: right.drop.lost,
    lostReshard: right.reshard.lost,
    lostWork: run.lost,
    lostDollars: (run.lost / HOUR) * gpus * values.price,
    breakEven,
    breakEvenMiss: Number.isFinite(breakEven)
      ? Math.abs(minutes(values.repair) / breakEven - 1)
      : Number.POSITIVE_INFINITY,
    goodput,
    mfu: fleetGoodput({ occupancy: 1, timeRatio: goodput, mfu: MFU }),
    tco: gpus * values.price,
    lostShift: (1 - goodput) * (SHIFT / HOUR) * gpus * values.price,
    batchPlanned: BATCH,
    batchNow,
    batchKept: batchNow / BATCH,
    batchShort: 1 - batchNow / BATCH,
    rateLinear: batchNow / BATCH,
    rateRoot: Math.sqrt(batchNow / BATCH),
    stalled: stalled ? 1 : 0,
    ringWaitsFor: NODES,
    ringAnswers: NODES - failed,
    meanInRepair: NODES * FAILURES_PER_NODE_DAY * REPAIR_DAYS,
    sparesForJob: sparesOf(NODES),
    sparesForFleet: sparesOf(FLEET),
    sparesShort: Math.max(0, failed - values.spares),
    sparesDay: idleCost({ gpus: values.spares * GPUS_PER_NODE, idleFraction: 1, pricePerHour: values.price }) * 24,
    response,
    layout,
    runs,
    plan,
    curves,
    sizes: sizes(failed),
    finished: true,
    log: rescaleLog(layout, response, run, plan),
  };
}

/** The job of the search. */
export const unseen = hiddenRescale;

({ version, params, outputs, simulate, unseen }) satisfies ModelModule<typeof params, typeof outputs, ElasticRescale>;
