import { random } from "../../core/random.ts";
import { chainResume, longestChain, RESUME_BOUND, type SavePlan } from "./incremental-checkpoint-costs.ts";
import type { IncrementalParams } from "./incremental-checkpoint-levers.ts";
import { dirtyPages, PAGE_BYTES } from "./incremental-checkpoint-pages.ts";

/** What a reader may know: the interval (s) and the storage's rates, read and write (MB/s). */
const INTERVALS = [2, 3, 4, 5, 6, 8] as const;
const READ_RATES = [2100, 2500, 3000] as const;
/** Hidden: how often the process writes (1/s), where (%, pages). */
const WRITES = [300, 2500] as const;
const HOT_SHARES = [70, 97] as const;
const HOT_PAGES = [384, 2048] as const;
/** The answer lies between these, so that it can be neither guessed at an end nor missed by the lever. */
const LEAST_ANSWER = 3;
const MOST_ANSWER = 45;
/** Neither the longest chain nor the next one is nearer to the bound than this (s): chance moves a chain's resume by less. */
const CLEARANCE = 0.3e-3;
/** Draws of the search's case come from their own stream. */
const STREAM = 99;
const MOST_TRIES = 1000;
const MB = 1e6;
const MISSION = { mode: "incremental", writeRate: 700, fixedTime: 30, killMean: 75 } as const;

const planOf = (values: Omit<IncrementalParams, "deltas" | "seed" | "killMean">): SavePlan => ({
  mode: values.mode,
  interval: values.interval,
  deltas: 1,
  rate: values.writesPerSecond,
  hotShare: values.hotShare / 100,
  hotPages: values.hotPages,
  readRate: values.readRate * MB,
  writeRate: values.writeRate * MB,
  fixedTime: values.fixedTime / 1000,
});

/** Whether the longest chain is a fair answer: within the lever, and told apart from its neighbour by more than chance. */
function isFair(plan: SavePlan): boolean {
  const answer = longestChain(plan);
  const delta = PAGE_BYTES * dirtyPages(plan, plan.rate * plan.interval);
  const away = (chain: number) => Math.abs(chainResume(plan, chain, chain * delta) - RESUME_BOUND);
  return answer >= LEAST_ANSWER && answer <= MOST_ANSWER && Math.min(away(answer), away(answer + 1)) > CLEARANCE;
}

/** The page table of the search: interval and storage are told; how often and where the process writes is not. */
export function hiddenPages(seed: number): Partial<IncrementalParams> {
  const chance = random(seed, STREAM);
  const between = ([low, high]: readonly [number, number]) => low * (high / low) ** chance.uniform();
  for (let i = 0; ; i++) {
    const drawn = {
      ...MISSION,
      interval: INTERVALS[chance.below(INTERVALS.length)] ?? INTERVALS[0],
      readRate: READ_RATES[chance.below(READ_RATES.length)] ?? READ_RATES[0],
      writesPerSecond: Number(between(WRITES).toPrecision(3)),
      hotShare: Math.round(between(HOT_SHARES)),
      hotPages: Math.round(between(HOT_PAGES)),
    };
    if (isFair(planOf(drawn)) || i === MOST_TRIES) return drawn;
  }
}
