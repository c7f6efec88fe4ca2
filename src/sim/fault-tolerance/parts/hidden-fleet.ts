import { random } from "../../core/random.ts";
import { HOUR, hours } from "../../core/units.ts";
import type { YoungDalyParams } from "./levers.ts";

/** What a reader may know of the hidden fleet: its size and its write time (s). */
const SIZES = [4096, 8192, 12_288, 16_384, 24_576] as const;
const WRITE_TIMES = [20, 30, 45, 60, 90, 120, 150, 180] as const;
/** The hidden MTBF of the whole fleet lies between these, evenly in its logarithm (s). */
const LEAST_MTBF = hours(1.5);
const MOST_MTBF = hours(9);

/** Draws of the search's fleet come from their own stream. */
const STREAM = 99;

/**
 * The fleet of the search: the size, δ, R and D are told, the MTBF is not. Its golden window is some ±25 % about an optimum
 * between 7 and 55 minutes, so it lies well inside the lever.
 */
export function hiddenFleet(seed: number): Partial<YoungDalyParams> {
  const chance = random(seed, STREAM);
  const nodes = SIZES[chance.below(SIZES.length)] ?? SIZES[0];
  const writeTime = WRITE_TIMES[chance.below(WRITE_TIMES.length)] ?? WRITE_TIMES[0];
  const mtbf = LEAST_MTBF * (MOST_MTBF / LEAST_MTBF) ** chance.uniform();
  return {
    nodes,
    writeTime,
    nodeMtbf: Number(((mtbf * nodes) / HOUR).toPrecision(4)), // a lever keeps four digits
    restartTime: 300,
    downtime: 60,
    failureLaw: "exponential",
    withoutCauses: "",
  };
}
