import { random } from "../../core/random.ts";
import type { KillAuditParams } from "./kill-audit-levers.ts";

/** What a reader may know of the hidden glasses: the state that they save (MB) and how fast (MB/s). */
const STATES = [35, 52.5, 70, 105, 140, 210] as const;
const WRITE_RATES = [350, 700, 1200] as const;
/** The hidden mean time between kills lies between these, evenly in its logarithm (s). */
const LEAST_MEAN = 20;
const MOST_MEAN = 200;
/** A cold process, as in the mission (ms). */
const RESUME = 900;
/** Draws of the search's case come from their own stream. */
const STREAM = 99;

/** The glasses of the search: state, write rate and resume are told, how often the OS kills is not. */
export function hiddenGlasses(seed: number): Partial<KillAuditParams> {
  const chance = random(seed, STREAM);
  const state = STATES[chance.below(STATES.length)] ?? STATES[0];
  const writeRate = WRITE_RATES[chance.below(WRITE_RATES.length)] ?? WRITE_RATES[0];
  const killMean = LEAST_MEAN * (MOST_MEAN / LEAST_MEAN) ** chance.uniform();
  return { state, writeRate, resume: RESUME, killMean: Number(killMean.toPrecision(4)) };
}
