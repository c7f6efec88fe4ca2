import { random } from "../../core/random.ts";
import { DAY } from "../../core/units.ts";
import { poisson } from "./loop-audit-poisson.ts";

/** A watchdog reset: one compute domain hangs, and the whole computer starts again. */
export interface DomainReset {
  /** Seconds from the start of the day's driving. */
  readonly time: number;
  /** The domain that hung, from 0. */
  readonly domain: number;
}

/** Streams of a seed: eight for the domains of each car, from 1 on; far above them that of the cars nobody draws. */
const DOMAINS_A_CAR = 8;
const REST_STREAM = 1_000_000;
/** So many cars are followed reset by reset; the others only counted. */
export const CARS_FOLLOWED = 40;

/**
 * The resets of one car in 24 h of driving, in order of time. Every domain of every car has a stream of its own, so that a car's
 * day stays the same whatever the size of the fleet, and one domain more adds its resets to those that were there.
 *
 * @param car from 0
 * @param domainMtbf mean time between resets of one domain (s)
 */
export function resetsOfCar(car: number, domains: number, domainMtbf: number, seed: number): readonly DomainReset[] {
  const resets: DomainReset[] = [];
  for (let domain = 0; domain < domains; domain++) {
    const chance = random(seed, 1 + car * DOMAINS_A_CAR + domain);
    const gap = () => domainMtbf * chance.exponential();
    for (let time = gap(); time < DAY; time += gap()) resets.push({ time, domain });
  }
  return resets.sort((a, b) => a.time - b.time || a.domain - b.domain);
}

/** The fleet's day: the resets of the first cars by time (s), and how many the whole fleet had. */
export interface FleetDay {
  readonly rows: readonly (readonly number[])[];
  readonly resets: number;
}

/**
 * The same day for the fleet. Resets strike at any moment of driving, without memory, so the cars that are not followed have
 * together a Poisson number of them, with mean (N − followed) · 24 h · k/M₁: one draw in place of some hundred thousand.
 */
export function fleetDay(cars: number, domains: number, domainMtbf: number, seed: number): FleetDay {
  const followed = Math.min(cars, CARS_FOLLOWED);
  const rows = Array.from({ length: followed }, (_, car) =>
    resetsOfCar(car, domains, domainMtbf, seed).map(({ time }) => time),
  );
  const rest = ((cars - followed) * domains * DAY) / domainMtbf;
  const counted = rows.reduce((sum, row) => sum + row.length, 0);
  return { rows, resets: counted + poisson(random(seed, REST_STREAM), rest) };
}
