import { random } from "../../core/random.ts";
import { cheapest, coverageOf, type Demand, mixedCoverage, wilson } from "./sdc-coverage.ts";
import { type Injection, SAMPLED, sampleOf } from "./sdc-inject.ts";
import { bench } from "./sdc-inspect.ts";
import { CLASSES, type FaultClass, MIXES, type Mix, type MixName } from "./sdc-mixes.ts";
import { type DetectorSet, finds } from "./sdc-sets.ts";
import type { NetworkName } from "./sdc-shapes.ts";

/** Faults of the field that a trial shows, each of which changed an output. */
export const FIELD = 300;
const STREAM = 43;
/** The small campaign that sets are judged by: one for all runs, so that chance decides what an operator sees and not who is right. */
const JUDGE = 7;

export interface Question {
  readonly network: NetworkName;
  readonly seed: number;
  readonly mix: MixName;
  /** Coverage demanded, as a share. */
  readonly coverage: number;
  readonly frameTime: number;
  readonly allowed: number;
}

let last: { readonly key: string; readonly cost: number } | undefined;

/** Cost of the cheapest set that answers a demand, over a second run; without bound if none does. The last answer is kept. */
function leastCost(question: Question, injections: readonly Injection[], demand: Demand): number {
  const key = Object.values(question).join();
  if (last?.key !== key) {
    const best = cheapest(question.network, injections, bench(question.network).noiseFloor, demand);
    last = { key, cost: best?.cost ?? Number.POSITIVE_INFINITY };
  }
  return last.cost;
}

const pickClass = (mix: Mix, draw: number): FaultClass => {
  if (draw < mix.memory) return "memory";
  return draw < mix.memory + mix.compute ? "compute" : "unit";
};

/** What an operator sees: faults as the mix brings them, each of which changed an output, and how many of them a set found in time. */
function fieldOf(question: Question, injections: readonly Injection[], set: DetectorSet): number {
  const chance = random(question.seed, STREAM);
  const changed = Object.fromEntries(
    CLASSES.map((place) => [place, injections.filter((one) => one.place === place && one.outputChanged)]),
  );
  let found = 0;
  for (let i = 0; i < FIELD; i++) {
    const group = changed[pickClass(MIXES[question.mix], chance.uniform())] ?? [];
    const one = group[chance.below(group.length)];
    if (!one || finds(set, one, question)) found++;
  }
  return found;
}

/** How a set of detectors answers a demand, and what an operator sees of it in a run of the seed. */
export function answerTo(question: Question, set: DetectorSet, cost: number) {
  const injections = sampleOf(question.network, JUDGE);
  const mix = MIXES[question.mix];
  const { coverage: wanted, frameTime, allowed } = question;
  const demand = { coverage: wanted, mix, frameTime, allowed };
  const { noiseFloor } = bench(question.network);
  const classes = Object.fromEntries(
    CLASSES.map((place) => [place, coverageOf(injections, place, set, demand)]),
  ) as Record<FaultClass, { readonly found: number; readonly of: number }>;
  const share = ({ found, of }: { readonly found: number; readonly of: number }): number => (of === 0 ? 1 : found / of);
  const coverage = mixedCoverage(injections, mix, set, demand);
  // Kish's effective number: a mix that leans on one class is known from that class alone.
  const weight = CLASSES.reduce((sum, place) => sum + mix[place] ** 2 / Math.max(1, classes[place].of), 0);
  const effective = 1 / weight;
  const weights = injections.filter(({ place }) => place === "memory");
  const cries = set.abft && set.abftThreshold < noiseFloor;
  const meets = coverage >= wanted && !cries;
  const least = leastCost(question, injections, demand);
  const found = fieldOf(question, injections, set);
  return {
    coverage,
    coverageLow: wilson(coverage * effective, effective)[0],
    coverageMemory: share(classes.memory),
    coverageCompute: share(classes.compute),
    coverageUnit: share(classes.unit),
    coverageOfAnswers: mixedCoverage(injections, mix, set, demand, true),
    masked: weights.filter(({ outputChanged }) => !outputChanged).length / SAMPLED,
    notFinite: injections.filter(({ finite }) => !finite).length / injections.length,
    meetsDemand: Number(meets),
    // A set that costs less than the least cannot meet the demand, but for a period that is not quite the longest.
    costOverLeast: meets && least < Number.POSITIVE_INFINITY ? Math.max(0, cost / least - 1) : Number.POSITIVE_INFINITY,
    fieldFaults: FIELD,
    fieldFound: found,
    fieldEscapes: FIELD - found,
  };
}
