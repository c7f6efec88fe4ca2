import type { LogEntry, Model, ModelModule } from "../core/model.ts";
import { remember } from "../core/remember.ts";
import { DAY, HOUR, hours } from "../core/units.ts";
import { type CostCurve, taxAt, taxOf } from "../laws/checkpointing/cost-curve.ts";
import { type TimeWaterfall, timeWaterfall } from "../laws/expected-time.ts";
import { fleetMtbf, fleetSurvival } from "../laws/fleet-reliability.ts";
import { optimalInterval } from "../laws/young-daly.ts";
import { carCosts, GOLDEN, gangCosts } from "./parts/loop-audit-costs.ts";
import { type Drive, dayOfDriving, framesIn } from "./parts/loop-audit-drive.ts";
import { hiddenCars } from "./parts/loop-audit-hidden.ts";
import { type LoopAuditParams, params } from "./parts/loop-audit-levers.ts";
import { driveLog } from "./parts/loop-audit-log.ts";
import { outputs } from "./parts/loop-audit-outputs.ts";
import { fleetDay, resetsOfCar } from "./parts/loop-audit-resets.ts";
import {
  framesMissed,
  GIGABYTE,
  LOOP_TIME,
  MEGABYTE,
  MEMORY_BANDWIDTH,
  MILLISECOND,
  PASSES_OF_A_COPY,
} from "./parts/loop-car.ts";

export { GOLDEN, outputs, params };

export const version = "1.0.0";

export interface LoopAudit extends Model<typeof outputs> {
  /** The tax of one car and its parts over a fixed grid of intervals. The number of cars does not enter. */
  readonly curve: CostCurve;
  /** The tax if one reset stopped every car, on the same grid: what the fleet's size would do to a gang. */
  readonly gangCurve: { readonly interval: readonly number[]; readonly total: readonly number[] };
  /** The wall clock of one car at the reader's interval, per second with a current world model. */
  readonly waterfall: TimeWaterfall;
  /** One frame with a snapshot in it (s): computing, then the copy, against the period. */
  readonly frameParts: { readonly compute: number; readonly copy: number; readonly loop: number };
  /** Your car's day. It is the first of `rows`, whatever the size of the fleet. */
  readonly drive: Drive;
  /** Times (s) of the resets of the first cars, a row each; 40 at most. */
  readonly rows: readonly (readonly number[])[];
  readonly log: readonly LogEntry[];
}

const fleetOf = remember(fleetDay);
const firstCar = remember((domains: number, domainMtbf: number, seed: number) =>
  resetsOfCar(0, domains, domainMtbf, seed),
);

/** One car, from all levers but the fleet's: the type shows that N cannot enter. */
function carOf({ domains, interval, seed, ...values }: Omit<LoopAuditParams, "cars">) {
  const domainMtbf = hours(values.domainMtbf);
  const stateBytes = values.stateSize * MEGABYTE;
  const bandwidth = values.bandwidth * GIGABYTE;
  const writeTime = stateBytes / bandwidth;
  const computeTime = values.computeTime * MILLISECOND;
  const restartTime = values.restartTime * MILLISECOND;
  const mtbf = fleetMtbf(domainMtbf, domains); // domains in series are a gang
  const { costs, optimum, young, leastTax, golden, curve } = carCosts(writeTime, restartTime, mtbf);
  const waterfall = timeWaterfall({ ...costs, interval });
  const resets = firstCar(domains, domainMtbf, seed);
  const drive = dayOfDriving({ resets, interval, writeTime, restartTime, computeTime });
  const slack = LOOP_TIME - computeTime;
  return {
    ...{ domainMtbf, stateBytes, bandwidth, writeTime, computeTime, restartTime, mtbf, slack },
    ...{ costs, optimum, young, leastTax, golden, curve, waterfall, drive },
  };
}

/**
 * The audit of one car's computer: what watchdog resets cost it, in the mean by closed forms and in one seeded day of driving, and
 * whether the copy fits the loop. The fleet's size enters what the fleet counts, and what a gang of that size would pay, never a car.
 */
export function simulate(values: LoopAuditParams): LoopAudit {
  const { cars, domains, interval, seed } = values;
  const car = carOf(values);
  const { writeTime, restartTime, mtbf, slack, optimum, leastTax, waterfall, drive, computeTime } = car;
  const tax = taxOf(waterfall);
  const segment = interval + writeTime;
  const gang = gangCosts(writeTime, restartTime, fleetMtbf(mtbf, cars));
  const fleet = fleetOf(cars, domains, car.domainMtbf, seed);
  const alone = optimalInterval(writeTime, fleetMtbf(car.domainMtbf, domains));
  const missesPerSnapshot = framesMissed(computeTime + writeTime);

  return {
    mtbf,
    resetsPerDay: DAY / mtbf,
    chanceOfHour: fleetSurvival(Math.exp(-HOUR / car.domainMtbf), domains),
    writeTime,
    leastWriteTime: (PASSES_OF_A_COPY * car.stateBytes) / MEMORY_BANDWIDTH,
    slack,
    writeToSlack: writeTime / slack,
    largestSnapshot: slack * car.bandwidth,
    missesPerSnapshot,
    missesPerHour: (missesPerSnapshot * HOUR) / (interval * waterfall.total),
    optimalInterval: optimum,
    youngInterval: car.young,
    writeToMtbf: writeTime / mtbf,
    tax,
    leastTax,
    rootTax: Math.sqrt((2 * writeTime) / mtbf),
    taxOverLeast: tax / leastTax - 1,
    taxAtTenTimes: taxAt(car.costs, 10 * optimum),
    checkpointTax: waterfall.checkpoint,
    reworkTax: waterfall.rework,
    recoveryTax: waterfall.recovery,
    goldenFrom: car.golden.from,
    goldenTo: car.golden.to,
    segment,
    currentShare: 1 / waterfall.total,
    staleShare: waterfall.rework / waterfall.total,
    ageAtReset: (waterfall.rework * interval) / Math.expm1(segment / mtbf),
    blindFramesPerReset: framesIn(restartTime),
    blindFramesPerHour: ((waterfall.recovery / waterfall.total) * HOUR) / LOOP_TIME,
    frequencyForFleet: alone / optimum,
    gangFrequency: alone / gang.optimum,
    gangInterval: gang.optimum,
    gangTax: gang.leastTax,
    fleetGap: mtbf / cars,
    fleetHours: cars * DAY,
    fleetResets: fleet.resets,
    dayResets: drive.resets.length,
    daySnapshots: drive.snapshots,
    dayRework: drive.rework,
    dayOldest: drive.oldest,
    dayBlindFrames: drive.blindFrames,
    dayMisses: drive.missed,
    curve: car.curve,
    gangCurve: { interval: gang.interval, total: gang.total },
    waterfall,
    frameParts: { compute: computeTime, copy: writeTime, loop: LOOP_TIME },
    drive,
    rows: fleet.rows,
    finished: Number.isFinite(waterfall.total),
    log: driveLog(drive, restartTime, missesPerSnapshot),
  };
}

/** The fleet of the search. */
export const unseen = hiddenCars;

({ version, params, outputs, simulate, unseen }) satisfies ModelModule<typeof params, typeof outputs, LoopAudit>;
