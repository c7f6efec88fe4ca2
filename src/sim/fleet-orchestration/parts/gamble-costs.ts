import { remember } from "../../core/remember.ts";
import { HOUR, hours, MINUTE } from "../../core/units.ts";
import { checkpointBytes } from "../../laws/checkpoint-size.ts";
import {
  type Costs,
  CURVE_INTERVALS,
  taxAt,
  taxOf,
  totalCurve,
  windowWithin,
} from "../../laws/checkpointing/cost-curve.ts";
import { timeWaterfall } from "../../laws/expected-time.ts";
import { optimalInterval, writeTimeFor, youngInterval } from "../../laws/young-daly.ts";
import { GANG_GPUS } from "./gamble-fleet.ts";
import type { GambleParams } from "./gamble-levers.ts";

/** Dense bf16 arithmetic of an H100 (FLOP/s), and the share of it that a program of this size reached: Llama 3, table 4. */
const PEAK = 989e12;
export const PROGRAM_MFU = 0.41;
/** Of a transformer's training, forward and backward, for each parameter and token (Kaplan et al. 2020). */
const FLOP_PER_PARAMETER_TOKEN = 6;
const GB = 1e9;

/** A golden interval's overhead is within 2 % of the least. */
export const GOLDEN = 0.02;

/** The levers in seconds. */
export function timesOf(values: GambleParams) {
  const bytes = checkpointBytes({ parameters: values.parameters * 1e9, bytesPerParameter: values.bytesPerParameter });
  const flop = FLOP_PER_PARAMETER_TOKEN * values.parameters * 1e9 * values.tokens * 1e12;
  return {
    checkpointSize: bytes,
    interval: values.interval,
    writeTime: bytes / (values.storeRate * GB),
    downtime: Math.round(values.detectTime + values.rescheduleTime),
    restartTime: Math.round(values.restartTime + values.loadTime + values.warmUpTime),
    mtbf: hours(values.mttf),
    work: flop / (GANG_GPUS * PEAK * PROGRAM_MFU),
  };
}

/** What the training costs whatever its interval is. */
const least = remember((writeTime: number, restartTime: number, downtime: number, mtbf: number) => {
  const costs: Costs = { writeTime, restartTime, downtime, mtbf };
  const optimum = optimalInterval(writeTime, mtbf);
  const total = timeWaterfall({ ...costs, interval: optimum });
  return {
    optimum,
    waterfall: total,
    young: youngInterval(writeTime, mtbf),
    golden: windowWithin(costs, optimum, (1 + GOLDEN) * taxOf(total)),
    atOneHour: 1 / (1 + taxAt(costs, HOUR)),
    writeForHour: mtbf > HOUR ? writeTimeFor(HOUR, mtbf) : Infinity,
    curve: { interval: CURVE_INTERVALS, goodput: totalCurve(costs).map((tax) => 1 / (1 + tax)) },
  };
});

/** What is expected of the training, by closed form: for exponential failures and a free node always at hand. */
export function expected(values: GambleParams) {
  const times = timesOf(values);
  const { interval, writeTime, restartTime, downtime, mtbf, work } = times;
  const best = least(writeTime, restartTime, downtime, mtbf);
  const waterfall = timeWaterfall({ interval, writeTime, restartTime, downtime, mtbf });
  const overhead = taxOf(waterfall);
  const leastOverhead = taxOf(best.waterfall);
  const pricePerSecond = (GANG_GPUS * values.price) / HOUR;
  const finishTime = work * waterfall.total;
  return {
    times,
    waterfall,
    leastWaterfall: best.waterfall,
    curve: best.curve,
    told: {
      checkpointSize: times.checkpointSize,
      writeTime,
      downtimeEach: downtime,
      recoveryEach: restartTime,
      workTime: work,
      optimalInterval: best.optimum,
      optimalMinutes: best.optimum / MINUTE,
      youngInterval: best.young,
      goldenFrom: best.golden.from,
      goldenTo: best.golden.to,
      writeForHour: best.writeForHour,
      goodput: 1 / waterfall.total,
      bestGoodput: 1 / best.waterfall.total,
      habitGoodput: best.atOneHour,
      overhead,
      leastOverhead,
      overheadOverLeast: overhead / leastOverhead - 1,
      rootOverhead: Math.sqrt((2 * writeTime) / mtbf),
      checkpointShare: waterfall.checkpoint,
      reworkShare: waterfall.rework,
      recoveryShare: waterfall.recovery,
      downtimeShare: waterfall.downtime,
      writeShare: writeTime / (interval + writeTime),
      writeToInterval: writeTime / interval,
      meanUptime: mtbf,
      halfInterval: interval / 2,
      segment: interval + writeTime,
      chanceOfSegment: Math.exp(-(interval + writeTime) / mtbf),
      finishTime,
      bestFinish: work * best.waterfall.total,
      dozenfold: 12 * work,
      failures: work * waterfall.failures,
      bill: finishTime * pricePerSecond,
      wasted: work * overhead * pricePerSecond,
      leastWasted: work * leastOverhead * pricePerSecond,
    },
  };
}
