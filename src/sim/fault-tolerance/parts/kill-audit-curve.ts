import { type CostCurve, type Costs, logSpaced, taxOf } from "../../laws/checkpointing/cost-curve.ts";
import { timeWaterfall } from "../../laws/expected-time.ts";
import { params } from "./kill-audit-levers.ts";
import { wearerMinute } from "./kill-audit-minute.ts";

/** The cost curve on the lever's range, and where a minute of wearing goes at each of its intervals. */
export interface KillCurve extends CostCurve {
  /** Shares of the wearing time; they add up to 1. */
  readonly useful: readonly number[];
  readonly saving: readonly number[];
  readonly lost: readonly number[];
  readonly frozen: readonly number[];
}

/** The intervals at which the curve is drawn: the lever's range, the same at every setting. */
export const CURVE_INTERVALS = logSpaced(params.interval.min, params.interval.max, 120);

export function killCurve(costs: Costs): KillCurve {
  const { writeTime, restartTime, mtbf } = costs;
  const at = CURVE_INTERVALS.map((interval) => timeWaterfall({ ...costs, interval }));
  const shares = CURVE_INTERVALS.map((interval) =>
    wearerMinute({ interval, writeTime, resumeTime: restartTime, mtbf }),
  );
  return {
    interval: CURVE_INTERVALS,
    checkpoint: at.map(({ checkpoint }) => checkpoint),
    rework: at.map(({ rework }) => rework),
    recovery: at.map(({ recovery }) => recovery),
    downtime: at.map(({ downtime }) => downtime),
    total: at.map(taxOf),
    useful: shares.map(({ useful }) => useful),
    saving: shares.map(({ saving }) => saving),
    lost: shares.map(({ lost }) => lost),
    frozen: shares.map(({ frozen }) => frozen),
  };
}
