import { HOUR } from "../../../sim/core/units.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";
import { RUN_WORK } from "../../../sim/laws/checkpointing/give-up.ts";
import type { TimeWaterfall } from "../../../sim/laws/expected-time.ts";
import { STATE_NAMES, type StateName } from "../../kit/states.ts";
import type { Trial, View } from "../../kit/view.ts";
import { endsAfter } from "./hours-and-minutes.ts";

/** Where the hours of one wall clock go. */
export interface Hours {
  readonly parts: Readonly<Record<StateName, number>>;
  readonly total: number;
  readonly ends: boolean;
}

/** The hours that are shown: expected ones beside the least, or those of one trial's own run. */
export interface HoursShown {
  readonly now: Hours;
  readonly least: Hours | undefined;
  readonly trial: Trial | undefined;
  /** The greatest tax that fits the scale (h). */
  readonly mostTax: number;
}

/** The next of 1, 2, 5, 10, … */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5].find((step) => step * power >= value * 0.9999) ?? 10);
}

const hoursOf = (parts: Readonly<Record<StateName, number>>, unit: number, total: number): Hours => ({
  parts: Object.fromEntries(STATE_NAMES.map((state) => [state, parts[state] * unit])) as Record<StateName, number>,
  total: total * unit,
  ends: endsAfter(total * unit),
});

const expected = (waterfall: TimeWaterfall): Hours => hoursOf(waterfall, RUN_WORK / HOUR, waterfall.total);

/** So many times the least tax fits: most intervals, and the scale does not know the interval, so it keeps still while that moves. */
const ROOM = 1.5;
/** Scales (h) at the least, and where nothing fails and the least is nothing. */
const FINEST = 0.1;
const WITHOUT_FAILURES = 5;

/** A trial's run does not move: its scale holds all of it. */
const trialScale = ({ total, parts }: Hours): number => roundUp(Math.max(FINEST, total - parts.useful));

function scaleOf({ total, parts, ends }: Hours): number {
  const tax = total - parts.useful;
  return ends && tax > 0 ? roundUp(Math.max(FINEST, ROOM * tax)) : WITHOUT_FAILURES;
}

/** The last trial, if the run on the page is its own: not once the lever has moved on, which would be a trial for nothing. */
function lastTrial({ run }: YoungDaly, { trials }: View): Trial | undefined {
  const trial = trials.at(-1);
  if (!trial || Number(trial.settings.interval) !== run.interval) return undefined;
  const tax = run.ended === "done" ? run.end / RUN_WORK - 1 : Number.POSITIVE_INFINITY;
  return (trial.shown.runTax ?? Number.NaN) === tax ? trial : undefined;
}

/** What may be shown: while a search is open only what an operator would observe, the hours of the last trial's run. */
export function hoursShown(model: YoungDaly, view: View): HoursShown | undefined {
  if (!view.searching) {
    const [now, least] = [expected(model.waterfall), expected(model.leastWaterfall)];
    return { now, least, trial: undefined, mostTax: scaleOf(least) };
  }
  const trial = lastTrial(model, view);
  if (!trial) return undefined;
  const now = hoursOf(model.run, 1 / HOUR, model.run.end);
  return { now, least: undefined, trial, mostTax: trialScale(now) };
}
