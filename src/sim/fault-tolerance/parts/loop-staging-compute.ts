import { requirePositive } from "../../core/check.ts";
import { random } from "../../core/random.ts";
import { remember } from "../../core/remember.ts";

/** Loops of a run: 1,000 s of driving. */
export const LOOPS = 100_000;

/**
 * Three stages one after the other (perceive, predict, plan), each with an exponential tail, upon a floor: an Erlang law of shape 3,
 * right-skewed as timings of software are. It is made up to the three numbers and measured on no car. Loops are taken as
 * independent; real ones come in heavy runs, which would bunch the misses and leave their number.
 */
const STAGES = 3;
/** The cut-off lies so many stage scales above the floor: then 5.2 loops in 10,000 reach it (issue 3: at least 1). */
const CUT = 12;

/** The survival of the Erlang law of shape 3 and scale 1, e^{−y}(1 + y + y²/2). */
const survival = (y: number): number => (y <= 0 ? 1 : Math.exp(-y) * (1 + y + (y * y) / 2));
/** What lies beyond y in the mean, ∫ survival from y on = e^{−y}(3 + 2y + y²/2). */
const beyond = (y: number): number => Math.exp(-y) * (3 + 2 * y + (y * y) / 2);

/** Floor a and scale b of the law (s). */
export interface ComputeLaw {
  readonly floor: number;
  readonly scale: number;
  readonly most: number;
}

/**
 * Floor and scale with which c = min(a + b·Erlang₃, c_max) has its mean where it is asked and its cut-off at 12 scales:
 * b = (c_max − c̄) / (12 − 3 + e^{−12}·99), a = c_max − 12b.
 *
 * @param mean c̄, mean compute time after the cut (s)
 * @param most c_max, the time at which the planner is stopped (s), above the mean
 * @throws RangeError when the cut-off is not above the mean
 * @example computeLaw(0.0072, 0.0089) // floor 6.633 ms, scale 0.1889 ms
 */
export function computeLaw(mean: number, most: number): ComputeLaw {
  requirePositive({ mean, room: most - mean });
  const scale = (most - mean) / (CUT - STAGES + beyond(CUT));
  return { floor: most - CUT * scale, scale, most };
}

/**
 * The chance that a loop computes longer than a time, e^{−y}(1 + y + y²/2) with y = (t − a)/b; 0 from the cut-off on.
 *
 * @param time t (s)
 * @see Erlang's law of shape 3, e.g. Forbes et al., "Statistical Distributions", Erlang
 */
export const chanceBeyond = (time: number, { floor, scale, most }: ComputeLaw): number =>
  time >= most ? 0 : survival((time - floor) / scale);

/** The chance that a loop reaches the cut-off: e^{−12}·85 = 5.2e-4, whatever the levers. */
export const CHANCE_OF_CUT = survival(CUT);

/** The stages of every loop in units of their scale, and the same in rising order: one draw for all levers, which so meet the same loops. */
export const stages = remember((seed: number) => {
  const chance = random(seed);
  const drawn = new Float64Array(LOOPS);
  for (let i = 0; i < LOOPS; i++) drawn[i] = chance.exponential() + chance.exponential() + chance.exponential();
  return { drawn, sorted: drawn.slice().sort() };
});

/** The compute times of all loops (s), and what they come to. */
export interface DrawnTimes {
  readonly times: Float64Array;
  readonly mean: number;
  readonly longest: number;
  /** Loops that were stopped at the cut-off. */
  readonly atCut: number;
}

/** The loops of a seed under a law given by its mean and its cut-off (s). */
export const computeTimes = remember((mean: number, most: number, seed: number): DrawnTimes => {
  const { floor, scale } = computeLaw(mean, most);
  const { drawn } = stages(seed);
  const times = new Float64Array(LOOPS);
  let sum = 0;
  let longest = 0;
  let atCut = 0;
  for (let i = 0; i < LOOPS; i++) {
    const time = Math.min(most, floor + scale * (drawn[i] ?? 0));
    times[i] = time;
    sum += time;
    if (time > longest) longest = time;
    if (time >= most) atCut++;
  }
  return { times, mean: sum / LOOPS, longest, atCut };
});
