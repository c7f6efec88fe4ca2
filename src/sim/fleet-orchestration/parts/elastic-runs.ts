import { namesIn } from "../../core/params.ts";
import { minutes } from "../../core/units.ts";
import type { Layout } from "./elastic-layout.ts";
import { params, type RescaleParams, type StepName } from "./elastic-levers.ts";
import { type Execution, execute, type StepTimes } from "./elastic-plan.ts";
import { elasticRun, type Run, type Runs, type Situation, spareRun, UNHURT, waitRun } from "./elastic-responses.ts";

/** Leave the step in hand; deal its samples to those that are left; do the step again (s). Assumptions of this lab. */
const DRAIN = 10;
const DEAL = 15;
const RESUME = 5;
/** An order that holds. Reshard and re-form may change places. */
const HOLDS: readonly StepName[] = ["detect", "drain", "reform", "reshard", "resume"];

type Elastic = "drop" | "reshard";

/** Repair times of the curves, even on the lever's logarithm (s). */
const REPAIRS = Array.from({ length: 61 }, (_, i) => {
  const { min, max } = params.repair;
  return minutes(min * (max / min) ** (i / 60));
});

/** The times of the plan's steps; to re-shard, the state of the replicas formed anew is moved besides. */
function timesOf({ detection, formation, moveTime }: RescaleParams): Readonly<Record<Elastic, StepTimes>> {
  const drop = { detect: detection, drain: DRAIN, reform: formation, reshard: DEAL, resume: RESUME };
  return { drop, reshard: { ...drop, reshard: DEAL + moveTime } };
}

/** What each response loses at each repair time (s), by a plan that holds. */
export type LossCurves = { readonly repair: readonly number[] } & Readonly<Record<keyof Runs, readonly number[]>>;

export interface AllRuns {
  /** By the plan as it was set. */
  readonly mine: Runs;
  readonly plans: Readonly<Record<Elastic, Execution>>;
  /** By a plan that holds. */
  readonly right: Runs;
  readonly curves: LossCurves;
  /** Standstill of the elastic job that drops replicas (s), its state live. */
  readonly reconfigure: number;
}

/**
 * All four responses, by the plan as it was set and by one that holds.
 *
 * @param shares throughput that either elastic response goes on with
 */
export function allRuns(values: RescaleParams, layout: Layout, shares: Readonly<Record<Elastic, number>>): AllRuns {
  const times = timesOf(values);
  const by = (order: readonly StepName[]) => ({
    drop: execute(order, times.drop),
    reshard: execute(order, times.reshard),
  });
  const [plans, holding] = [by(namesIn(values.order) as readonly StepName[]), by(HOLDS)];
  const reconfigure = holding.drop.resumed;

  const runsAt = (repair: number, { drop, reshard }: typeof plans): Runs => {
    if (layout.dead.length === 0) return { wait: UNHURT, spare: UNHURT, drop: UNHURT, reshard: UNHURT };
    const situation: Situation = {
      detection: values.detection,
      repaired: reconfigure + repair, // a repair time counts from when the job could run again
      sinceSave: minutes(values.sinceSave),
      spares: values.failed <= values.spares ? minutes(values.spareTime) : null,
    };
    const elastic = (plan: Execution, share: number): Run =>
      elasticRun(plan, situation, { share, stateLives: layout.stateLives });
    return {
      wait: waitRun(situation),
      spare: spareRun(situation),
      drop: elastic(drop, shares.drop),
      reshard: elastic(reshard, shares.reshard),
    };
  };

  const repair = minutes(values.repair);
  const curves = REPAIRS.map((each) => runsAt(each, holding));
  const lostBy = (response: keyof Runs) => curves.map((runs) => runs[response].lost);
  return {
    mine: runsAt(repair, plans),
    plans,
    right: runsAt(repair, holding),
    curves: {
      repair: REPAIRS,
      wait: lostBy("wait"),
      spare: lostBy("spare"),
      drop: lostBy("drop"),
      reshard: lostBy("reshard"),
    },
    reconfigure,
  };
}
