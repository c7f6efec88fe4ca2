import { NORMAL_975 } from "../../core/statistics.ts";
import { setCost } from "./sdc-cost.ts";
import type { Injection } from "./sdc-inject.ts";
import { CLASSES, type FaultClass, type Mix } from "./sdc-mixes.ts";
import { type Deadline, type DetectorSet, everySet, finds, longestPeriod } from "./sdc-sets.ts";
import type { NetworkName } from "./sdc-shapes.ts";

/**
 * The 95 % interval of a share by its score, which stays inside 0 and 1 and does not shrink to nothing where all or none were found.
 *
 * @see Wilson 1927, "Probable inference, the law of succession, and statistical inference", JASA 22(158)
 */
export function wilson(found: number, of: number): readonly [low: number, high: number] {
  if (of === 0) return [0, 1];
  const z2 = NORMAL_975 ** 2;
  const share = found / of;
  const middle = (share + z2 / (2 * of)) / (1 + z2 / of);
  const half = (NORMAL_975 / (1 + z2 / of)) * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of));
  return [found === 0 ? 0 : middle - half, found === of ? 1 : middle + half]; // its ends are exact there
}

export interface Coverage {
  readonly found: number;
  readonly of: number;
}

/** Of the faults of one class that changed an output, how many a set finds in time. With `answers`, of those that changed the answer. */
export function coverageOf(
  injections: readonly Injection[],
  place: FaultClass,
  set: DetectorSet,
  deadline: Deadline,
  answers = false,
): Coverage {
  let [found, of] = [0, 0];
  for (const injection of injections) {
    if (injection.place !== place || !(answers ? injection.answerChanged : injection.outputChanged)) continue;
    of++;
    if (finds(set, injection, deadline)) found++;
  }
  return { found, of };
}

/** Coverage of a mix of classes: each class by its share among the faults that change an output. A class without any is left out. */
export function mixedCoverage(
  injections: readonly Injection[],
  mix: Mix,
  set: DetectorSet,
  deadline: Deadline,
  answers = false,
): number {
  let [covered, weight] = [0, 0];
  for (const place of CLASSES) {
    const { found, of } = coverageOf(injections, place, set, deadline, answers);
    if (of === 0) continue;
    covered += mix[place] * (found / of);
    weight += mix[place];
  }
  return weight === 0 ? 1 : covered / weight;
}

export interface Demand extends Deadline {
  readonly coverage: number;
  readonly mix: Mix;
}

/** The cheapest set that meets the demand without false alarms, and its price over a second run; none where none does. */
export function cheapest(name: NetworkName, injections: readonly Injection[], noiseFloor: number, demand: Demand) {
  const period = longestPeriod(demand);
  if (period < 1) return null;
  const sets = everySet(period, noiseFloor)
    .map((set) => ({ set, cost: setCost(name, set).dearer }))
    .sort((a, b) => a.cost - b.cost);
  return sets.find(({ set }) => mixedCoverage(injections, demand.mix, set, demand) >= demand.coverage) ?? null;
}
