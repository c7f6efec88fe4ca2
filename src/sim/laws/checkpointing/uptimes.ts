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

/** Draws are made so many at a time. */
const BATCH = 16;

/** The times to failure of one replica, kept so that runs at several intervals read the same ones: common random numbers. */
export class Uptimes {
  /** The first `drawn` of them count. The room is kept from replica to replica. */
  values = new Float64Array(64);
  drawn = 0;
  readonly law: FailureLaw;
  private chance = random(0);

  constructor(law: FailureLaw) {
    this.law = law;
  }

  /** Starts a replica: a stream of a seed. */
  restart(seed: number, stream: number): void {
    this.chance = random(seed, stream);
    this.drawn = 0;
  }

  /** Draws some more. */
  more(): void {
    const count = this.drawn + BATCH;
    if (count > this.values.length) {
      const values = new Float64Array(2 * count);
      values.set(this.values);
      this.values = values;
    }
    const { values, chance } = this;
    if (this.law === "exponential") for (let i = this.drawn; i < count; i++) values[i] = chance.exponential();
    else for (let i = this.drawn; i < count; i++) values[i] = uptime(chance, this.law);
    this.drawn = count;
  }
}
