import { random } from "../../core/random.ts";
import { HOUR, hours } from "../../core/units.ts";
import type { GambleParams } from "./gamble-levers.ts";

/** Draws of the search's fleet come from their own stream. */
const STREAM = 97;

const MODELS = [70, 105, 175, 250, 405] as const;
const STORES = [25, 50, 100, 200] as const;
/** The hidden MTTF lies between these, evenly in its logarithm (s). */
const LEAST_MTTF = hours(1.5);
const MOST_MTTF = hours(9);

/**
 * The training of the search: its model, its storage and its recovery are told, how often it fails is not. Its golden interval lies between
 * 4 and 61 minutes, and 2 % of its overhead spans a fifth or more to either side.
 */
export function hiddenGamble(seed: number): Partial<GambleParams> {
  const chance = random(seed, STREAM);
  const pick = <T>(from: readonly [T, ...T[]]): T => from[chance.below(from.length)] ?? from[0];
  const [parameters, storeRate] = [pick(MODELS), pick(STORES)];
  const mttf = LEAST_MTTF * (MOST_MTTF / LEAST_MTTF) ** chance.uniform();
  return {
    parameters,
    storeRate,
    mttf: Number((mttf / HOUR).toPrecision(4)), // a lever keeps four digits
    bytesPerParameter: 14,
    detectTime: 60,
    rescheduleTime: 60,
    restartTime: 180,
    loadTime: 36,
    warmUpTime: 120,
  };
}
