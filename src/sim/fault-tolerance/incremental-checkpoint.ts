import type { LogEntry, Model, ModelModule } from "../core/model.ts";
import { DAY, MINUTE } from "../core/units.ts";
import { expectedDirtyPages } from "../laws/dirty-pages.ts";
import {
  chainResume,
  cycleCosts,
  longestChain,
  PER_DELTA,
  RESUME_BOUND,
  type SavePlan,
} from "./parts/incremental-checkpoint-costs.ts";
import { chainCurve, type Growth, growth, type ModeCurve, modeCurves } from "./parts/incremental-checkpoint-curves.ts";
import { hiddenPages } from "./parts/incremental-checkpoint-hidden.ts";
import { type IncrementalParams, params } from "./parts/incremental-checkpoint-levers.ts";
import { pageLog } from "./parts/incremental-checkpoint-log.ts";
import { outputs } from "./parts/incremental-checkpoint-outputs.ts";
import { PAGES, STATE_BYTES } from "./parts/incremental-checkpoint-pages.ts";
import { FRAME_RATE, type PageRun, pageRun } from "./parts/incremental-checkpoint-run.ts";
import { wearerMinute } from "./parts/kill-audit-minute.ts";

export const version = "1.0.0";
export { outputs, params };

const MB = 1e6;

export interface IncrementalCheckpoint extends Model<typeof outputs> {
  /** The levers in SI units. */
  readonly plan: SavePlan;
  readonly run: PageRun;
  readonly growth: Growth;
  /** Resume from the fullest chain (s), for chains of 1, 2, 3 … deltas. */
  readonly chainCurve: readonly number[];
  readonly modeCurves: readonly ModeCurve[];
  readonly log: readonly LogEntry[];
}

/** The levers in SI units. */
const planOf = ({ mode, interval, deltas, ...values }: IncrementalParams): SavePlan => ({
  mode,
  interval,
  deltas,
  rate: values.writesPerSecond,
  hotShare: values.hotShare / 100,
  hotPages: values.hotPages,
  readRate: values.readRate * MB,
  writeRate: values.writeRate * MB,
  fixedTime: values.fixedTime / 1000,
});

/** What the seeded run says by itself. */
const runOutputs = ({ saves, kills, killsInResume, ...run }: PageRun) => {
  const chains = kills.map(({ chain }) => chain);
  const finished = saves.filter(({ torn }) => !torn).length;
  return {
    dirtySimulated:
      saves.length === 0 ? Number.POSITIVE_INFINITY : saves.reduce((sum, { pages }) => sum + pages, 0) / saves.length,
    runKills: kills.length + killsInResume,
    runSaves: finished,
    runTorn: kills.filter(({ torn }) => torn).length,
    runDropped: run.dropped,
    runDroppedPerMinute: (run.dropped * MINUTE) / run.end,
    runFlashPerDay: (run.written * DAY) / run.end,
    runWorstResume: kills.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...kills.map(({ resume }) => resume)),
    runLongestChain: Math.max(0, ...chains),
    runLate: kills.filter(({ resume }) => resume >= RESUME_BOUND).length,
    runLost: run.lost,
    runFrozen: run.frozen,
  };
};

/**
 * The Preemption Wall: a page table is written to, saved and killed for five minutes of a seeded run, beside what one cycle of saves
 * costs by the laws. The laws leave kills out of the cycle: a kill breaks a cycle off, and the chain goes on from where it was.
 */
export function simulate(values: IncrementalParams): IncrementalCheckpoint {
  const { killMean, seed } = values;
  const plan = planOf(values);
  const costs = cycleCosts(plan);
  const full = cycleCosts({ ...plan, mode: "full" });
  const longest = longestChain(plan);
  const writes = plan.rate * plan.interval;
  const dirtyUniform = expectedDirtyPages({ pages: PAGES, writes });
  const chain = plan.mode === "full" ? 0 : plan.deltas;
  const saves = chain + 1;
  const minute = wearerMinute({
    interval: plan.interval,
    writeTime: costs.stopped / saves,
    resumeTime: costs.mean,
    mtbf: killMean,
  });
  const run = pageRun(plan, killMean, seed);

  return {
    dirtyLaw: costs.dirty,
    dirtyUniform,
    uniformExcess: dirtyUniform / costs.dirty,
    writesPerSave: writes,
    deltaBytes: costs.deltaBytes,
    stateBytes: STATE_BYTES,
    dirtyShare: costs.dirty / PAGES,
    savedBytes: chain === 0 ? STATE_BYTES : costs.deltaBytes,
    block: costs.block,
    baseBlock: costs.baseBlock,
    droppedPerSave: FRAME_RATE * costs.block,
    droppedPerBase: FRAME_RATE * costs.baseBlock,
    droppedPerMinute: (FRAME_RATE * MINUTE * costs.stopped) / costs.cycle,
    stoppedShare: costs.stopped / costs.cycle,
    unsafe: costs.block + costs.background,
    baseUnsafe: costs.baseBlock + costs.baseBackground,
    resumeBase: chainResume(plan, 0, 0),
    resumeWorst: costs.worst,
    resumeMean: costs.mean,
    resumeBound: RESUME_BOUND,
    perDelta: PER_DELTA,
    overBound: costs.worst / RESUME_BOUND,
    flashPerDay: (costs.written * DAY) / costs.cycle,
    flashOverFull: costs.written / costs.cycle / (full.written / full.cycle),
    longestChain: Math.max(0, longest),
    chainMiss: chain === 0 || longest < 1 ? Number.POSITIVE_INFINITY : Math.abs(chain - longest),
    lostPerKill: minute.lostPerKill + (chain * costs.background + costs.baseBackground) / saves,
    frozenPerMinute: MINUTE * minute.frozen,
    ...runOutputs(run),
    plan,
    run,
    growth: growth(plan.rate, plan.hotShare, plan.hotPages, seed),
    chainCurve: chainCurve(plan),
    modeCurves: modeCurves(plan),
    finished: true,
    log: pageLog(run),
  };
}

/** The page table of the search. */
export const unseen = hiddenPages;

({ version, params, outputs, simulate, unseen }) satisfies ModelModule<
  typeof params,
  typeof outputs,
  IncrementalCheckpoint
>;
