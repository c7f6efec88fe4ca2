import { type Random, random } from "../../core/random.ts";

/** How the time from the start of a recovery (or of the job) to the next failure is spread: renewed at each failure. */
export type FailureLaw = "exponential" | "weibull";

/** Schroeder & Gibson 2006 (DSN) found Weibull shapes of 0.7 to 0.8 in 23,000 failures at LANL. */
export const WEIBULL_SHAPE = 0.7;
/** 1 / Γ(1 + 1/0.7): gives the law above a mean of 1. */
export const WEIBULL_SCALE = 0.789_999_549_869_906;

/** One time to failure with mean 1. */
export const uptime = (chance: Random, law: FailureLaw): number =>
  law === "weibull" ? chance.weibull(WEIBULL_SHAPE, WEIBULL_SCALE) : chance.exponential();

/** A stream of times to failure that several runs read from its start: the common random numbers of one replica. */
export interface Uptimes {
  values: Float64Array;
  /** Draws more, so that at least one more than `index` are there. */
  reach(index: number): number;
}

/** @param stream numbers the replica */
export function uptimes(seed: number, stream: number, law: FailureLaw): Uptimes {
  const chance = random(seed, stream);
  const self: Uptimes = {
    values: new Float64Array(0),
    reach(index) {
      const before = self.values;
      if (index >= before.length) {
        const values = new Float64Array(Math.max(64, 2 * index));
        values.set(before);
        for (let i = before.length; i < values.length; i++) values[i] = uptime(chance, law);
        self.values = values;
      }
      return self.values[index] ?? 0;
    },
  };
  return self;
}
