import type { LogEntry, Model, ModelModule } from "../core/model.ts";
import { remember } from "../core/remember.ts";
import { DAY, MINUTE, minutes } from "../core/units.ts";
import { type Costs, taxAt, taxOf, windowWithin } from "../laws/checkpointing/cost-curve.ts";
import { type TimeWaterfall, timeWaterfall } from "../laws/expected-time.ts";
import { optimalInterval, youngInterval } from "../laws/young-daly.ts";
import { type CheckpointedRun, checkpointedRun } from "./parts/checkpointed-run.ts";
import { type KillCurve, killCurve } from "./parts/kill-audit-curve.ts";
import { hiddenGlasses } from "./parts/kill-audit-hidden.ts";
import { type KillAuditParams, params } from "./parts/kill-audit-levers.ts";
import { killLog } from "./parts/kill-audit-log.ts";
import { type WearerMinute, wearerMinute } from "./parts/kill-audit-minute.ts";
import { outputs } from "./parts/kill-audit-outputs.ts";

export const version = "1.0.0";
export { outputs, params };

/** The mission: 60 frames a second (Fleet Labs, Lab 07, the Mobile Nomad). */
export const FRAME_RATE = 60;
/** Translation to keep in the seeded run (s). */
export const RUN_WORK = minutes(20);
/** The search is done where the tax is at most this much above the least. */
export const GOLDEN = 0.02;
/** What a warm resume may take: the mission's bound (s). */
export const WARM_RESUME = 0.1;
const MB = 1e6;

export interface KillAudit extends Model<typeof outputs> {
  readonly curve: KillCurve;
  /** The tax with a warm resume on the same grid: lower, with its least at the same interval. */
  readonly warmCurve: readonly number[];
  readonly waterfall: TimeWaterfall;
  readonly leastWaterfall: TimeWaterfall;
  /** Where a minute of wearing goes, at the reader's interval and at the optimum. */
  readonly minute: WearerMinute;
  readonly leastMinute: WearerMinute;
  readonly run: CheckpointedRun;
  readonly log: readonly LogEntry[];
}

/** a/b where both may be without end: then they are alike. */
const ratio = (a: number, b: number): number => (a === b ? 1 : a / b);

/** All that does not move with the interval. */
const bestOf = remember((writeTime: number, restartTime: number, mtbf: number) => {
  const costs: Costs = { writeTime, restartTime, downtime: 0, mtbf };
  const optimum = optimalInterval(writeTime, mtbf);
  const leastTax = taxAt(costs, optimum);
  const warm: Costs = { ...costs, restartTime: WARM_RESUME };
  return {
    optimum,
    leastTax,
    leastWaterfall: timeWaterfall({ ...costs, interval: optimum }),
    leastMinute: wearerMinute({ interval: optimum, writeTime, resumeTime: restartTime, mtbf }),
    golden: windowWithin(costs, optimum, leastTax * (1 + GOLDEN)),
    leastWarmTax: taxAt(warm, optimum),
    taxAtTwice: taxAt(costs, 2 * optimum),
    taxAtTenTimes: taxAt(costs, 10 * optimum),
    curve: killCurve(costs),
    warmCurve: killCurve(warm).total,
  };
});

/** Time of the run that saves stopped the process, torn ones included (s). */
const stopped = ({ checkpoint, failures }: CheckpointedRun): number =>
  failures.reduce((sum, { lost, lostWork }) => sum + (lost - lostWork), checkpoint);

/**
 * The audit of one pair of glasses whose OS kills the process: what kills and saves cost at an interval, in the mean by closed forms
 * and in one seeded run. What a kill takes back has to be translated again, second for second.
 */
export function simulate({ interval, state, killMean, writeRate, resume, seed }: KillAuditParams): KillAudit {
  const mtbf = killMean;
  const writeTime = state / writeRate; // MB over MB/s
  const restartTime = resume / 1000;
  const costs: Costs = { writeTime, restartTime, downtime: 0, mtbf };
  const best = bestOf(writeTime, restartTime, mtbf);
  const { optimum, leastTax, leastWaterfall, leastMinute, golden } = best;
  const waterfall = timeWaterfall({ ...costs, interval });
  const minute = wearerMinute({ interval, writeTime, resumeTime: restartTime, mtbf });
  const tax = taxOf(waterfall);
  const framesAMinute = FRAME_RATE * MINUTE;
  const segment = interval + writeTime;
  const run = checkpointedRun({ nodes: 1, ...costs, interval, law: "exponential", seed, work: RUN_WORK });
  const done = run.ended === "done";

  return {
    writeTime,
    mtbf,
    killsPerMinute: MINUTE / mtbf,
    optimalInterval: optimum,
    youngInterval: youngInterval(writeTime, mtbf),
    writeToMtbf: writeTime / mtbf,
    writeToInterval: writeTime / interval,
    segment,
    halfInterval: interval / 2,
    tax,
    leastTax,
    rootTax: Math.sqrt((2 * writeTime) / mtbf),
    checkpointTax: waterfall.checkpoint,
    reworkTax: waterfall.rework,
    recoveryTax: waterfall.recovery,
    taxOverLeast: ratio(tax, leastTax) - 1,
    totalOverLeast: ratio(waterfall.total, leastWaterfall.total) - 1,
    timeRatio: minute.useful,
    leastTimeRatio: leastMinute.useful,
    goldenFrom: golden.from,
    goldenTo: golden.to,
    taxAtTwice: best.taxAtTwice,
    taxAtTenTimes: best.taxAtTenTimes,
    droppedPerSave: FRAME_RATE * writeTime,
    droppedPerMinute: framesAMinute * minute.saving,
    leastDroppedPerMinute: framesAMinute * leastMinute.saving,
    frozenPerKill: FRAME_RATE * restartTime,
    frozenPerMinute: MINUTE * minute.frozen,
    frozenFramesPerMinute: framesAMinute * minute.frozen,
    lostPerKill: minute.lostPerKill,
    lostPerMinute: MINUTE * minute.lost,
    lostFramesPerMinute: framesAMinute * minute.lost,
    leastLostFramesPerMinute: framesAMinute * leastMinute.lost,
    leastTakenPerMinute: framesAMinute * (1 - leastMinute.useful),
    killShare: (minute.lost + minute.frozen) / (minute.lost + minute.frozen + minute.saving),
    leastWarmTax: best.leastWarmTax,
    flashPerDay: minute.saving * DAY * writeRate * MB,
    wallClock: RUN_WORK * waterfall.total,
    runKills: run.failures.length,
    runSaves: run.checkpoints,
    runTorn: run.failures.filter(({ torn }) => torn).length,
    runTime: done ? run.end : Number.POSITIVE_INFINITY,
    runTax: done ? run.end / RUN_WORK - 1 : Number.POSITIVE_INFINITY,
    runFrozen: run.recovery,
    runLost: run.failures.reduce((sum, { lostWork }) => sum + lostWork, 0),
    runDropped: Math.round(FRAME_RATE * stopped(run)),
    curve: best.curve,
    warmCurve: best.warmCurve,
    waterfall,
    leastWaterfall,
    minute,
    leastMinute,
    run,
    finished: done && Number.isFinite(waterfall.total),
    log: killLog(run),
  };
}

/** The glasses of the search. */
export const unseen = hiddenGlasses;

({ version, params, outputs, simulate, unseen }) satisfies ModelModule<typeof params, typeof outputs, KillAudit>;
