import { random } from "../../core/random.ts";
import { FRAME, FRAME_BUDGET, kibibytes, MEMORIES, saveOf } from "./tiny-memories.ts";
import { type Budgets, energyInterval, energyShares } from "./two-budgets-costs.ts";
import type { TwoBudgetsParams } from "./two-budgets-levers.ts";

/** The hidden mean time between brown-outs lies between these, evenly in its logarithm (s); the states are told (KiB). */
const LEAST_MTBF = 0.7;
const MOST_MTBF = 7;
const STATES = [2, 3, 4, 6, 8] as const;
/** As in the mission (mW, ms). */
const POWER = 1;
const BOOT_TIME = 5;
/** Draws of the search's case come from their own stream. */
const STREAM = 99;
/** A case in which the mission's answer costs at most so much over the least would be found by copying. */
const COPIED = 0.05;

/** A hearable at the mission's power and boot, which saves so much (KiB) into FeRAM. */
function budgetsFor(stateSize: number, mtbf: number): Budgets {
  const { energy, time } = saveOf(MEMORIES.feram, kibibytes(stateSize));
  return { writeTime: time, restartTime: BOOT_TIME * 1e-3, mtbf, powerRatio: (energy / time) * (FRAME / FRAME_BUDGET) };
}

/** The mission's interval of least energy: 4 KiB, and a brown-out every 2 s. */
const KNOWN = energyInterval(budgetsFor(4, 2));

/** The mission's answer would nearly do here, too. */
function isCopied(stateSize: number, mtbf: number): boolean {
  const budgets = budgetsFor(stateSize, mtbf);
  const tax = (interval: number): number => energyShares(budgets, interval).total;
  return tax(KNOWN) <= (1 + COPIED) * tax(energyInterval(budgets));
}

/** The hearable of the search: state, power, boot and memory are told, the time between brown-outs is not. */
export function hiddenHearable(seed: number): Partial<TwoBudgetsParams> {
  const chance = random(seed, STREAM);
  for (;;) {
    const stateSize = STATES[chance.below(STATES.length)] ?? STATES[0];
    const mtbf = Number((LEAST_MTBF * (MOST_MTBF / LEAST_MTBF) ** chance.uniform()).toPrecision(4)); // a lever keeps four digits
    if (!isCopied(stateSize, mtbf)) return { mtbf, stateSize, power: POWER, bootTime: BOOT_TIME, memory: "feram" };
  }
}
