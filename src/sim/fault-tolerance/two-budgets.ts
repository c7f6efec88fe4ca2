import type { Model, ModelModule } from "../core/model.ts";
import { HOUR } from "../core/units.ts";
import { youngInterval } from "../laws/young-daly.ts";
import { FRAME, kibibytes, MEMORIES, saveOf } from "./parts/tiny-memories.ts";
import { budgetsOf, energyShares, GOLDEN, timeShares } from "./parts/two-budgets-costs.ts";
import { hiddenHearable } from "./parts/two-budgets-hidden.ts";
import { params, type TwoBudgetsParams } from "./parts/two-budgets-levers.ts";
import { outputs } from "./parts/two-budgets-outputs.ts";
import { type MeteredRun, meteredRun, RUN_WORK, runTrail } from "./parts/two-budgets-run.ts";

export { GOLDEN, outputs, params };
export const version = "1.0.0";

/** Battery of a hearable, 0.06 Wh (Machine Learning Systems, Harvard, volume 2; an estimate). */
const BATTERY = 0.06 * HOUR;
const MILLI = 1e-3;
const MICRO = 1e-6;

export interface TwoBudgets extends Model<typeof outputs> {
  /** Both taxes and their parts over a fixed grid of intervals. */
  readonly curve: ReturnType<typeof budgetsOf>["curve"];
  readonly run: MeteredRun;
}

/** a/b where both may be without end or both nothing: then they are alike. */
const ratio = (a: number, b: number): number => (a === b ? 1 : a / b);

/** Mean time redone per brown-out of a segment L (s): M − L/(e^{L/M} − 1). */
const lostPer = (segment: number, mtbf: number): number => mtbf - segment / Math.expm1(segment / mtbf);

/**
 * One hearable that saves by the clock: what an interval costs in time and in energy, in the mean by closed forms and in one seeded run.
 * It fails alone: no other hearable enters (N = 1).
 */
export function simulate({ interval, mtbf, seed, ...values }: TwoBudgetsParams): TwoBudgets {
  const save = saveOf(MEMORIES[values.memory], kibibytes(values.stateSize));
  const writeTime = save.time;
  const restartTime = values.bootTime * MILLI;
  const power = values.power * MILLI;
  const writePower = save.energy / writeTime;
  const all = budgetsOf(writeTime, restartTime, mtbf, writePower / power);
  const time = timeShares(all.budgets, interval);
  const energy = energyShares(all.budgets, interval);
  const segment = interval + writeTime;
  const run = meteredRun({ interval, writeTime, restartTime, mtbf, power, writePower, seed });
  const done = run.ended === "done";
  const ifDone = (value: number): number => (done ? value : Number.POSITIVE_INFINITY);

  return {
    writeTime,
    saveEnergy: save.energy / MICRO,
    writePower: writePower / MILLI,
    powerRatio: writePower / power,
    energyTime: save.energy / power,
    timeTax: time.total,
    energyTax: energy.total,
    timeInterval: all.forTime,
    energyInterval: all.forEnergy,
    firstOrderTimeInterval: youngInterval(writeTime, mtbf),
    firstOrderEnergyInterval: youngInterval(save.energy / power, mtbf),
    intervalRatio: ratio(all.forEnergy, all.forTime),
    leastTimeTax: all.leastTime,
    leastEnergyTax: all.leastEnergy,
    timeTaxAtEnergyInterval: all.timeAtEnergy,
    energyTaxAtTimeInterval: all.energyAtTime,
    timeGivenUp: all.timeAtEnergy - all.leastTime,
    energyGivenUp: all.energyAtTime - all.leastEnergy,
    balancedInterval: all.balanced,
    timeOverLeast: ratio(time.total, all.leastTime) - 1,
    energyOverLeast: ratio(energy.total, all.leastEnergy) - 1,
    goldenFrom: all.goldenFrom,
    goldenTo: all.goldenTo,
    savingTimeTax: time.saving,
    savingEnergyTax: energy.saving,
    reworkTimeTax: time.rework,
    reworkEnergyTax: energy.rework,
    bootTimeTax: time.boot,
    bootEnergyTax: energy.boot,
    lostPerBrownOut: lostPer(segment, mtbf),
    segment,
    halfInterval: interval / 2,
    frameEnergy: (power * FRAME * (1 + energy.total)) / MICRO,
    hoursOnCharge: BATTERY / (power * (1 + energy.total)) / HOUR,
    wallClock: RUN_WORK * (1 + time.total),
    wallClockAllowed: 10 * RUN_WORK,
    runBrownOuts: run.failures.length,
    runTime: ifDone(run.end),
    runEnergy: ifDone(run.energy / MILLI),
    runTimeTax: ifDone(run.end / RUN_WORK - 1),
    runEnergyTax: ifDone(run.energy / (power * RUN_WORK) - 1),
    runRework: run.rework,
    runSaves: run.checkpoints,
    runTorn: run.torn,
    curve: all.curve,
    run,
    finished: done,
    log: runTrail(run),
  };
}

export const unseen = hiddenHearable;

({ version, params, outputs, simulate, unseen }) satisfies ModelModule<typeof params, typeof outputs, TwoBudgets>;
