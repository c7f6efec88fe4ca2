import type { LogEntry, Model, ModelModule, Study } from "../core/model.ts";
import { namesIn } from "../core/params.ts";
import { remember } from "../core/remember.ts";
import { DAY, hours } from "../core/units.ts";
import { type CostCurve, type Costs, taxAt, taxOf } from "../laws/checkpointing/cost-curve.ts";
import { RUN_WORK } from "../laws/checkpointing/give-up.ts";
import { type CauseShare, causesWithout, mtbfGrowth } from "../laws/checkpointing/llama-causes.ts";
import { type MonteCarlo, monteCarlo, replicasFor } from "../laws/checkpointing/monte-carlo.ts";
import { type TimeWaterfall, timeWaterfall } from "../laws/expected-time.ts";
import { fleetMtbf, fleetSurvival } from "../laws/fleet-reliability.ts";
import { dalyInterval, optimalInterval } from "../laws/young-daly.ts";
import { type CheckpointedRun, checkpointedRun } from "./parts/checkpointed-run.ts";
import { FLAT, fleetCosts, GOLDEN } from "./parts/fleet-costs.ts";
import { KOKOLIS, type KokolisLine, type KokolisPoint, type Survival, survivalLines } from "./parts/fleet-lines.ts";
import { hiddenFleet } from "./parts/hidden-fleet.ts";
import { params, type YoungDalyParams } from "./parts/levers.ts";
import { outputs } from "./parts/outputs.ts";
import { runLog } from "./parts/run-log.ts";

export { FLAT, GOLDEN, outputs, params };

export interface YoungDaly extends Model<typeof outputs> {
  /** The GPUs that stop together, and the MTBF of one (s) without the causes that are switched off. */
  readonly gang: { readonly gpus: number; readonly gpuMtbf: number };
  /** The tax and its parts over a fixed grid of intervals. */
  readonly curve: CostCurve;
  /** The tax of the fleet half as large, on the same grid. */
  readonly halfCurve: {
    readonly interval: readonly number[];
    readonly total: readonly number[];
    readonly optimum: number;
  };
  /** The wall clock at the reader's interval and at the optimum, per second of useful work. */
  readonly waterfall: TimeWaterfall;
  readonly leastWaterfall: TimeWaterfall;
  readonly run: CheckpointedRun;
  readonly survival: Survival;
  readonly causes: readonly CauseShare[];
  readonly kokolis: { readonly lines: readonly KokolisLine[]; readonly points: readonly KokolisPoint[] };
  readonly log: readonly LogEntry[];
}

/** a/b where both may be without end or both nothing: then they are alike. */
const ratio = (a: number, b: number): number => (a === b ? 1 : a / b);

/** Mean time redone per failure of a segment L (s): M − L/(e^{L/M} − 1), and L/2 where failures are rare. */
const lostPerFailure = (segment: number, mtbf: number): number => {
  const x = segment / mtbf;
  return x < 1e-5 ? (segment / 2) * (1 - x / 6) : mtbf - segment / Math.expm1(x);
};

/** The levers in seconds, with the causes that are switched off taken out of the MTBF. */
function fleetOf({ nodes, writeTime, restartTime, downtime, ...values }: YoungDalyParams) {
  const causes = causesWithout(new Set(namesIn(values.withoutCauses)));
  const nodeMtbf = hours(values.nodeMtbf) * mtbfGrowth(causes);
  const costs: Costs = { writeTime, restartTime, downtime, mtbf: fleetMtbf(nodeMtbf, nodes) };
  return { causes, nodeMtbf, costs };
}

const survival = remember(survivalLines);

/**
 * The audit of one gang: what its failures cost at an interval, in the mean by closed forms and in one seeded run.
 * The closed forms are for exponential failures, whatever `failureLaw` says: that governs the run and the Monte Carlo.
 */
export function simulate(values: YoungDalyParams): YoungDaly {
  const { nodes, writeTime, interval, restartTime, downtime, failureLaw, seed } = values;
  const { causes, nodeMtbf, costs } = fleetOf(values);
  const { mtbf } = costs;

  const fleet = fleetCosts(writeTime, restartTime, downtime, mtbf);
  const { optimum, young, leastWaterfall, leastTax, golden, flat, frequency } = fleet;
  const waterfall = timeWaterfall({ ...costs, interval });
  const tax = taxOf(waterfall);
  const alone: Costs = { ...costs, mtbf: nodeMtbf };
  const segment = interval + writeTime;
  const nodeSurvival = Math.exp(-DAY / nodeMtbf);
  const run = checkpointedRun({ nodes, interval, writeTime, restartTime, downtime, mtbf, law: failureLaw, seed });
  const done = run.ended === "done";

  return {
    mtbf,
    failuresPerDay: DAY / mtbf,
    optimalInterval: optimum,
    youngInterval: young,
    dalyInterval: mtbf === Number.POSITIVE_INFINITY ? mtbf : dalyInterval(writeTime, mtbf),
    writeToMtbf: writeTime / mtbf,
    youngExcess: ratio(1 + taxAt(costs, young), 1 + leastTax) - 1,
    tax,
    leastTax,
    rootTax: Math.sqrt((2 * writeTime) / mtbf),
    taxOverLeast: ratio(tax, leastTax) - 1,
    totalOverLeast: ratio(waterfall.total, leastWaterfall.total) - 1,
    timeRatio: 1 / waterfall.total,
    leastTimeRatio: 1 / leastWaterfall.total,
    checkpointTax: waterfall.checkpoint,
    reworkTax: waterfall.rework,
    recoveryTax: waterfall.recovery,
    downtimeTax: waterfall.downtime,
    writeShare: writeTime / segment,
    writeToInterval: writeTime / interval,
    halfInterval: interval / 2,
    lostPerFailure: lostPerFailure(segment, mtbf),
    segment,
    chanceOfSegment: Math.exp(-segment / mtbf),
    triesPerSegment: Math.exp(segment / mtbf),
    wallClock: RUN_WORK * waterfall.total,
    goldenFrom: golden.from,
    goldenTo: golden.to,
    flatFrom: flat.from,
    flatTo: flat.to,
    taxAtTwice: taxAt(costs, 2 * optimum),
    taxAtTenTimes: taxAt(costs, 10 * optimum),
    frequencyAfterDoubling: frequency.fixedWrite,
    youngFrequencyAfterDoubling: Math.SQRT2,
    frequencyShrinkingShards: frequency.shrinking,
    nodeSurvival,
    fleetSurvival: fleetSurvival(nodeSurvival, nodes),
    oneNodeTax: taxAt(alone, optimalInterval(writeTime, nodeMtbf)),
    runFailures: run.failures.length,
    runTime: done ? run.end : Number.POSITIVE_INFINITY,
    runTax: done ? run.end / RUN_WORK - 1 : Number.POSITIVE_INFINITY,
    runRework: run.rework,
    runCheckpoints: run.checkpoints,
    gang: { gpus: nodes, gpuMtbf: nodeMtbf },
    curve: fleet.curve,
    halfCurve: fleet.halfCurve,
    waterfall,
    leastWaterfall,
    run,
    survival: survival(nodeMtbf),
    causes,
    kokolis: KOKOLIS,
    finished: done && Number.isFinite(waterfall.total),
    log: runLog(run, nodes),
  };
}

/** The cloud of replicas about the closed form, at 40 intervals. */
const cloud: Study<YoungDalyParams, MonteCarlo> = (values, haste) =>
  monteCarlo({ ...fleetOf(values).costs, law: values.failureLaw, seed: values.seed, replicas: replicasFor(haste) });

export const studies = { monteCarlo: cloud } as const;

/** The fleet of the search. */
export const unseen = hiddenFleet;

({ params, outputs, simulate, studies, unseen }) satisfies ModelModule<typeof params, typeof outputs, YoungDaly>;
