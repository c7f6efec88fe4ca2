import type { Steps } from "../../core/model.ts";
import { quantile, summarize } from "../../core/statistics.ts";
import { DAY } from "../../core/units.ts";
import { type Costs, logSpaced } from "./cost-curve.ts";
import { GIVE_UP } from "./give-up.ts";
import { type FailureLaw, Uptimes } from "./uptimes.ts";

/** A replica does at least so many MTBFs of useful work. */
export const REPLICA_WORK = 25;
/** Beyond τ + δ = 3M only the closed form is drawn: there a segment takes e³ = 20 tries. */
export const LARGEST_SEGMENT = 3;
const SHORTEST_INTERVAL = 10;
const LONGEST_INTERVAL = DAY;
const MOST_INTERVALS = 40;
/** Neighbouring intervals are never nearer than this ratio. */
const NEAREST = 1.05;
/** The first streams of a seed belong to the seeded run. */
const FIRST_STREAM = 2;
const REPLICAS = { moving: 100, resting: 400 } as const;
/** Replicas of all intervals between two reports of progress: about a millisecond. */
const BATCH = 10;

/** What the replicas of one interval say of T/T_useful. */
export interface Replicated {
  /** Over all replicas; one that was given up counts as 50, so that the mean is then too low. */
  readonly mean: number;
  /** Standard error of the mean. */
  readonly error: number;
  /** 2.5 and 97.5 % quantiles of the replicas, not of their mean. */
  readonly low: number;
  readonly high: number;
  /** Replicas that passed 50 times their useful work. */
  readonly unfinished: number;
  readonly replicas: number;
}

/** The same for a row of intervals (s), each field as a column. */
export interface MonteCarlo {
  readonly interval: readonly number[];
  readonly mean: readonly number[];
  readonly error: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly unfinished: readonly number[];
  readonly replicas: number;
}

export interface MonteCarloSettings extends Costs {
  readonly law: FailureLaw;
  readonly replicas: number;
  readonly seed: number;
}

/**
 * T/T_useful of one replica: a whole number of segments with at least 25 M of work. It jumps from failure to failure; all segments
 * that pass in between are one division. The law's clock starts anew when a recovery starts, and nothing fails while the job is down.
 */
function replica(
  draws: Uptimes,
  { interval, writeTime, restartTime, downtime, mtbf }: Costs & { readonly interval: number },
): number {
  const segment = interval + writeTime;
  const segmentsPerSecond = 1 / segment;
  const pieces = Math.ceil((REPLICA_WORK * mtbf) / interval);
  const work = pieces * interval;
  const limit = GIVE_UP * work;
  let values = draws.values;
  let next = 0;
  let left = pieces;
  let time = 0;
  let recovery = 0; // of the first failure-free stretch: the job starts fresh
  for (;;) {
    if (next >= draws.drawn) {
      draws.more();
      values = draws.values;
    }
    const untilFailure = (values[next++] ?? 0) * mtbf;
    const up = untilFailure - recovery;
    if (up >= left * segment) return Math.min(GIVE_UP, (time + recovery + left * segment) / work);
    if (up > 0) left -= Math.floor(up * segmentsPerSecond);
    time += untilFailure + downtime;
    if (time > limit) return GIVE_UP;
    recovery = restartTime;
  }
}

const tell = (ratios: Float64Array): Replicated => {
  const { mean, error } = summarize(ratios);
  ratios.sort();
  const unfinished = ratios.reduce((count, ratio) => count + (ratio >= GIVE_UP ? 1 : 0), 0);
  return {
    mean,
    error,
    low: quantile(ratios, 0.025),
    high: quantile(ratios, 0.975),
    unfinished,
    replicas: ratios.length,
  };
};

/** The replicas of one interval (s), straight through. Needs a finite M. */
export function replicate(settings: MonteCarloSettings & { readonly interval: number }): Replicated {
  const { replicas, seed, law } = settings;
  const ratios = new Float64Array(replicas);
  const draws = new Uptimes(law);
  for (let i = 0; i < replicas; i++) {
    draws.restart(seed, FIRST_STREAM + i);
    ratios[i] = replica(draws, settings);
  }
  return tell(ratios);
}

/** The intervals that are tried: 40 from 10 s to 24 h or τ + δ = 3M; none where that is below 10 s, or where nothing fails. */
export function triedIntervals(writeTime: number, mtbf: number): readonly number[] {
  const longest = Math.min(LONGEST_INTERVAL, LARGEST_SEGMENT * mtbf - writeTime);
  if (mtbf === Number.POSITIVE_INFINITY || !(longest > SHORTEST_INTERVAL)) return [];
  const room = Math.floor(Math.log(longest / SHORTEST_INTERVAL) / Math.log(NEAREST)) + 1;
  return logSpaced(SHORTEST_INTERVAL, longest, Math.min(MOST_INTERVALS, room));
}

export const replicasFor = (haste: "moving" | "resting"): number => REPLICAS[haste];

/** All intervals side by side: each replica lives through the same failures at every interval. */
export function* monteCarlo(settings: MonteCarloSettings): Steps<MonteCarlo> {
  const { writeTime, mtbf, law, replicas, seed } = settings;
  const intervals = triedIntervals(writeTime, mtbf);
  const cases = intervals.map((interval) => ({
    settings: { ...settings, interval },
    ratios: new Float64Array(replicas),
  }));
  const draws = new Uptimes(law);
  for (let i = 0; i < replicas && cases.length > 0; i++) {
    draws.restart(seed, FIRST_STREAM + i);
    for (const { settings: at, ratios } of cases) ratios[i] = replica(draws, at);
    if (i % BATCH === BATCH - 1) yield { done: (i + 1) / replicas };
  }
  const told = cases.map(({ ratios }) => tell(ratios));
  return {
    interval: intervals,
    mean: told.map(({ mean }) => mean),
    error: told.map(({ error }) => error),
    low: told.map(({ low }) => low),
    high: told.map(({ high }) => high),
    unfinished: told.map(({ unfinished }) => unfinished),
    replicas: cases.length > 0 ? replicas : 0,
  };
}
