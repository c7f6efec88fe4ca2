import type { LogEntry, Model, ModelModule } from "../core/model.ts";
import { remember } from "../core/remember.ts";
import { DAY, hours, YEAR } from "../core/units.ts";
import { ssdWear } from "../laws/ssd-wear.ts";
import { asyncInterval, bufferStall, bufferThreshold } from "../laws/staging.ts";
import { type Collapse, collapseCurve, collapsedShare, storagePorts } from "./parts/async-staging-collapse.ts";
import {
  DRIVE_CAPACITY,
  DRIVE_ENDURANCE,
  DRIVE_RATE,
  DRIVE_WARRANTY,
  drivesFor,
  NODE_PORT,
  settingsOf,
  WRITE_AMPLIFICATION,
} from "./parts/async-staging-fleet.ts";
import { type StagingFlow, stagingFlow } from "./parts/async-staging-flow.ts";
import { most, type Tier, tiersOf, whileAbove } from "./parts/async-staging-gauges.ts";
import { hiddenStaging } from "./parts/async-staging-hidden.ts";
import { params, type StagingParams } from "./parts/async-staging-levers.ts";
import { stagingLog } from "./parts/async-staging-log.ts";
import { meanLost, type NodeLoss, nodeLoss } from "./parts/async-staging-loss.ts";
import { outputs } from "./parts/async-staging-outputs.ts";
import type { StagingSettings, Strategy } from "./parts/async-staging-rates.ts";
import { thresholdFound } from "./parts/async-staging-threshold.ts";

export { outputs, params };

export const version = "1.0.0";

export interface AsyncStaging extends Model<typeof outputs> {
  /** The fleet and how it stages, in bytes and seconds. */
  readonly settings: StagingSettings;
  /** One snapshot from an empty pipeline until the store holds it all, at its breakpoints. */
  readonly flow: StagingFlow;
  /** Three cycles, each finding what the one before left: a pipeline that is never drained climbs. */
  readonly cycles: StagingFlow;
  /** The throughput gauge of one snapshot, tier by tier. */
  readonly tiers: readonly Tier[];
  readonly collapse: Collapse;
  readonly loss: NodeLoss;
  /** Nothing of a snapshot is left on its way when the next one begins. */
  readonly drained: boolean;
  readonly log: readonly LogEntry[];
}

const GB = 1e9;
const CYCLES = 3;
/** What is asked is more than what is there, beyond rounding. */
const MORE = 1 + 1e-9;

/** Collapse curves depend on two levers: the store and the fleet. */
const collapse = remember(collapseCurve);

/** The threshold that the simulation finds: of the levers, only these enter it. */
const leastBuffer = remember((nodes: number, shard: number, copyRate: number, drainRate: number, storeRate: number) =>
  thresholdFound({ nodes, shard, copyRate, drainRate, storeRate, portRate: NODE_PORT }),
);

/** First math-stop of each strategy on this fleet (s). */
function stopsOf(settings: StagingSettings, flow: StagingFlow) {
  const stop = (strategy: Strategy) =>
    (strategy === settings.strategy ? flow : stagingFlow({ ...settings, strategy })).cycles[0]?.resumed ?? 0;
  return { blocking: stop("blockingS3"), ssd: stop("localSsd"), staged: stop("asyncDram") };
}

/**
 * Checkpoints of a fleet through HBM, host DRAM, local drives and object store: one snapshot as a fluid, three cycles of them, and
 * what both mean for the math, the network, the drives and the work at risk. Chance is only in which node dies, and when.
 */
export function simulate(values: StagingParams): AsyncStaging {
  const settings = settingsOf(values);
  const { strategy, nodes, shard, buffer, interval, copyRate, drainRate, storeRate, portRate } = settings;
  const flow = stagingFlow(settings);
  const cycles = stagingFlow(settings, CYCLES, "cycle");
  const stops = stopsOf(settings, flow);
  const blocking = strategy === "blockingS3";

  const last = cycles.cycles.at(-1);
  const first = flow.cycles[0]?.resumed ?? 0;
  const cycleTime = interval + first;
  const persistTime = flow.end;
  const drained = persistTime <= cycleTime * MORE;
  const mathStop = drained || !last ? first : last.resumed - last.start; // drained cycles are alike, but for rounding
  const exposure = { interval, stop: mathStop, persist: drained ? persistTime : Number.POSITIVE_INFINITY };
  const loss = nodeLoss(exposure, nodes, values.seed);
  const best = asyncInterval({ blockTime: mathStop, persistTime, mtbf: hours(values.mtbf) });

  const peakOffered = most(cycles, ({ offered }) => offered);
  const asked = peakOffered / storeRate;
  const overload = Math.abs(asked - 1) < MORE - 1 ? 1 : asked; // paced drains ask for all of it, give or take rounding
  const concurrency = most(cycles, ({ senders }) => senders);
  const drives = drivesFor(drainRate);
  const written = whileAbove(cycles, ({ toDrive }) => toDrive);
  const wear = ssdWear({
    shardBytes: written.moved / CYCLES / drives,
    interval: cycles.end / CYCLES,
    capacityBytes: DRIVE_CAPACITY,
    enduranceBytes: DRIVE_ENDURANCE,
    writeAmplification: WRITE_AMPLIFICATION,
  });
  const threshold = bufferThreshold({ shardBytes: shard, fillRate: copyRate, drainRate });
  const found = leastBuffer(nodes, shard, copyRate, drainRate, storeRate);
  const holds = strategy === "asyncDram" && drained && flow.spilled === 0 && buffer >= found;
  const disk = blocking ? { last: persistTime, moved: shard } : whileAbove(flow, ({ toDrive }) => toDrive);
  const tiers = tiersOf(flow, settings);
  const used = (name: Tier["name"]): number => {
    const tier = tiers.find((one) => one.name === name);
    return tier ? tier.used / tier.available : 0;
  };

  return {
    mathStop,
    mathStopShare: mathStop / (interval + mathStop),
    stopBlocking: stops.blocking,
    stopSsd: stops.ssd,
    stopAsync: stops.staged,
    ssdFactor: stops.blocking / stops.ssd,
    oneDriveFactor: (stops.blocking * Math.min(copyRate, DRIVE_RATE)) / shard,
    asyncFactor: stops.blocking / stops.staged,
    backPressureStop: shard / Math.min(copyRate, drainRate),
    steadyStall: bufferStall({ shardBytes: shard, drainRate, interval, buffers: 1 }),
    shardBytes: shard,
    fleetBytes: shard * nodes,
    bufferBytes: buffer,
    bufferPeak: most(cycles, (point) => point.buffer),
    threshold,
    thresholdFound: found,
    bufferMiss: holds ? buffer / found - 1 : Number.POSITIVE_INFINITY,
    spilledBytes: flow.spilled,
    stormBytes: flow.spilled * nodes,
    peakOffered: peakOffered / GB,
    storeBandwidth: storeRate / GB,
    overload,
    stormTime: whileAbove(flow, ({ offered }) => offered, storeRate * MORE).seconds,
    concurrency,
    collapsedGoodput: overload > 1 ? collapsedShare(concurrency / storagePorts(storeRate)) : 1,
    persistTime,
    cycleTime,
    drainMargin: cycleTime / persistTime,
    persistShare: persistTime / cycleTime,
    backlog: drained ? 0 : (last?.backlog ?? 0),
    dramTime: strategy === "asyncDram" ? disk.last : 0,
    diskTime: disk.last,
    diskThroughput: disk.moved / disk.last / GB,
    copyUsed: used("copy"),
    driveUsed: used("drives"),
    portUsed: used("port"),
    storeUsed: used("store"),
    driveBusy: Math.min(1, written.seconds / cycles.end),
    drives,
    driveWritesPerDay: wear.driveWritesPerDay,
    driveRating: DRIVE_ENDURANCE / (DRIVE_CAPACITY * (DRIVE_WARRANTY / DAY)),
    driveLife: wear.lifeYears * YEAR,
    expectedLoss: meanLost(exposure),
    worstLoss: drained ? interval + Math.max(0, persistTime - mathStop) : Number.POSITIVE_INFINITY,
    runLoss: loss.lost,
    bestInterval: best.interval,
    bestLoss: best.expectedLoss,
    settings,
    flow,
    cycles,
    tiers,
    collapse: collapse(nodes, portRate, storeRate),
    loss,
    drained,
    finished: drained,
    log: stagingLog(settings, flow, drained, loss),
  };
}

/** The fleet of the search. */
export const unseen = hiddenStaging;

({ version, params, outputs, simulate, unseen }) satisfies ModelModule<typeof params, typeof outputs, AsyncStaging>;
