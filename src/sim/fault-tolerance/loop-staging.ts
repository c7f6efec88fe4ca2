import type { LogEntry, Model, ModelModule, Study } from "../core/model.ts";
import { DAY } from "../core/units.ts";
import {
  framesMissed,
  GIGABYTE,
  LATE,
  LOOP_TIME,
  MEGABYTE,
  MEMORY_BANDWIDTH,
  MILLISECOND,
  PASSES_OF_A_COPY,
} from "./parts/loop-car.ts";
import { CHANCE_OF_CUT, chanceBeyond, computeLaw, computeTimes, LOOPS } from "./parts/loop-staging-compute.ts";
import { type MissCurve, missCurve } from "./parts/loop-staging-curve.ts";
import { hiddenLoop } from "./parts/loop-staging-hidden.ts";
import { type LargestFound, largestChunk, searchLargest } from "./parts/loop-staging-largest.ts";
import { type LoopStagingParams, MODES, type Mode, params } from "./parts/loop-staging-levers.ts";
import { stagingLog } from "./parts/loop-staging-log.ts";
import { outputs } from "./parts/loop-staging-outputs.ts";
import { type StagingRun, type StagingSettings, stagingRun } from "./parts/loop-staging-run.ts";
import { type LoopHistogram, type LoopStrip, loopHistogram, loopStrip } from "./parts/loop-staging-views.ts";

export { LOOPS, MODES, outputs, params };

export const version = "1.0.0";

export interface LoopStaging extends Model<typeof outputs> {
  readonly mode: Mode;
  readonly run: Omit<StagingRun, "passTimes">;
  /** How many passes took how long, with and without their copy. */
  readonly histogram: LoopHistogram;
  /** Sixty frames about the worst one. */
  readonly strip: LoopStrip;
  /** Late passes against the chunk, for a chunk in every loop. */
  readonly curve: MissCurve;
  readonly log: readonly LogEntry[];
}

/** The levers in SI units. */
function settingsOf(values: LoopStagingParams) {
  const mean = values.meanCompute * MILLISECOND;
  const most = values.mostCompute * MILLISECOND;
  const drawn = computeTimes(mean, most, values.seed);
  const settings: StagingSettings = {
    compute: drawn.times,
    mode: values.mode,
    interval: values.interval * MILLISECOND,
    stateBytes: values.stateSize * MEGABYTE,
    chunkBytes: values.chunk * MEGABYTE,
    rewrittenBytes: values.rewritten * MEGABYTE,
    bandwidth: values.bandwidth * GIGABYTE,
    flashRate: values.flashRate * GIGABYTE,
  };
  return { mean, most, drawn, settings };
}

/** How far a chunk stays below the largest that fits the slowest loop; without bound where it is larger. */
const shortOf = (chunk: number, largest: number, bandwidth: number): number =>
  chunk > largest + LATE * bandwidth ? Number.POSITIVE_INFINITY : Math.max(0, 1 - chunk / largest);

/** The snapshot in the loop: 100,000 seeded loops, and what the laws say of them. */
export function simulate(values: LoopStagingParams): LoopStaging {
  const { mean, most, drawn, settings } = settingsOf(values);
  const { compute, stateBytes, chunkBytes, bandwidth, flashRate, mode } = settings;
  const law = computeLaw(mean, most);
  const { passTimes, ...run } = stagingRun(settings);
  const largest = largestChunk(most, bandwidth);
  const chunkTime = Math.min(chunkBytes, stateBytes) / bandwidth;
  const shadowTime = stateBytes / bandwidth;
  const blockingTime = stateBytes / flashRate;
  const lateAfter = (copy: number) => chanceBeyond(LOOP_TIME + LATE - copy, law);
  const seconds = LOOPS * LOOP_TIME;
  const passes = mode === "blocking" ? 1 : PASSES_OF_A_COPY; // a write to the eMMC reads the memory only
  const traffic = (passes * run.bytes) / seconds;

  return {
    missed: run.missed,
    latePasses: run.late,
    worstLoop: run.worst / MILLISECOND,
    loopTime: LOOP_TIME / MILLISECOND,
    worstSlack: LOOP_TIME - most,
    meanSlack: LOOP_TIME - mean,
    meanDrawn: drawn.mean,
    mostDrawn: drawn.longest,
    atCut: drawn.atCut,
    chanceOfCut: CHANCE_OF_CUT,
    blockingTime,
    blockingMisses: framesMissed(mean + blockingTime),
    shadowTime,
    lateShadow: lateAfter(shadowTime),
    latePerThousand: 1000 * lateAfter(shadowTime),
    chunkTime,
    lateChunk: lateAfter(chunkTime),
    largestChunk: largest,
    meanChunk: largestChunk(mean, bandwidth),
    chunkMiss: shortOf(chunkBytes, largest, bandwidth),
    loopsPerSnapshot: mode === "chunked" ? Math.ceil(stateBytes / Math.min(chunkBytes, stateBytes)) : 1,
    snapshots: run.snapshots,
    meanAge: run.meanAge,
    worstAge: run.worstAge,
    longestCopy: run.longestCopy,
    copyingShare: run.copyingPasses / run.passes,
    traffic: traffic / GIGABYTE,
    trafficShare: traffic / MEMORY_BANDWIDTH,
    flashPerDay: mode === "blocking" ? (run.bytes / seconds) * DAY : 0,
    mode,
    run,
    histogram: loopHistogram(passTimes, compute),
    strip: loopStrip(passTimes, compute, run.worstFrame),
    curve: missCurve(mean, most, bandwidth, values.seed),
    finished: run.snapshots > 0,
    log: stagingLog(run),
  };
}

/** The largest chunk by bisection on the simulation, whatever the reader's chunk, mode and interval. */
const largest: Study<LoopStagingParams, LargestFound> = (values) =>
  searchLargest(settingsOf(values).settings, params.chunk.min * MEGABYTE, params.chunk.max * MEGABYTE);

export const studies = { largestChunk: largest } as const;

/** The car of the search. */
export const unseen = hiddenLoop;

({ version, params, outputs, simulate, studies, unseen }) satisfies ModelModule<
  typeof params,
  typeof outputs,
  LoopStaging
>;
