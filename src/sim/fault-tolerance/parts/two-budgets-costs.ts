import { remember } from "../../core/remember.ts";
import { logSpaced } from "../../laws/checkpointing/cost-curve.ts";
import { timeWaterfall } from "../../laws/expected-time.ts";
import { optimalInterval } from "../../laws/young-daly.ts";

/** What the two budgets depend on besides the interval: δ, R and M (s), and the power of a write over that of work, k. */
export interface Budgets {
  readonly writeTime: number;
  readonly restartTime: number;
  readonly mtbf: number;
  readonly powerRatio: number;
}

/** Where a budget goes, in shares of what the useful work takes of it. */
export interface Shares {
  readonly saving: number;
  readonly rework: number;
  readonly boot: number;
  /** The three together: the tax. */
  readonly total: number;
}

/** A save that fits both budgets is drawn from here to here: the range of the lever (s). */
export const CURVE_INTERVALS = logSpaced(0.01, 10, 120);

/** The time tax: the waterfall without downtime. */
export function timeShares({ writeTime, restartTime, mtbf }: Budgets, interval: number): Shares {
  const { checkpoint, rework, recovery } = timeWaterfall({ interval, writeTime, restartTime, downtime: 0, mtbf });
  return { saving: checkpoint, rework, boot: recovery, total: checkpoint + rework + recovery };
}

/**
 * The energy tax, over P τ a segment. Boot and work draw P, a write draws k P. A segment is tried until it passes, and writes for
 * M (e^{δ/M} − 1) in the mean, of which δ is the save that is finished and the rest are torn ones: at any interval the same.
 *
 *     saving k δ/τ    rework (M n − L)/τ + (k − 1) (M (e^{δ/M} − 1) − δ)/τ    boot n M (e^{R/M} − 1)/τ    n = e^{(τ+δ)/M} − 1
 *
 * Derived from Daly 2006; a run event by event agrees (tests).
 */
export function energyShares(budgets: Budgets, interval: number): Shares {
  const { writeTime, mtbf, powerRatio } = budgets;
  const time = timeShares(budgets, interval);
  const torn = mtbf * Math.expm1(writeTime / mtbf) - writeTime;
  const saving = (powerRatio * writeTime) / interval;
  const rework = Math.max(0, time.rework + ((powerRatio - 1) * torn) / interval);
  return { saving, rework, boot: time.boot, total: saving + rework + time.boot };
}

/** W₀(z) for z ≥ 0, by Newton's method on w eʷ = z from above. */
function lambert(z: number): number {
  let w = Math.log1p(z);
  for (let i = 0; i < 60; i++) {
    const next = w - (w - z * Math.exp(-w)) / (w + 1);
    if (!(Math.abs(next - w) > 1e-14 * w)) return next;
    w = next;
  }
  return w;
}

/**
 * The interval of least energy. The energy of a segment is M (a e^{(τ+δ)/M} − c) P with a = e^{R/M} and c = a − (k − 1)(e^{δ/M} − 1), so
 * (1 − τ/M) a e^{(τ+δ)/M} = c: the same law as for time, with a save that seems to last δ' = δ − M ln(c/a), which is about k δ = E/P.
 * Unlike in time, the boot enters: torn saves are paid once, boots with every try.
 *
 * @returns τ_E (s); above M where torn saves cost most
 */
export function energyInterval({ writeTime, restartTime, mtbf, powerRatio }: Budgets): number {
  const dearer = (powerRatio - 1) * Math.expm1(writeTime / mtbf) * Math.exp(-restartTime / mtbf); // 1 − c/a
  if (dearer < 1) return optimalInterval(Math.max(0, writeTime - mtbf * Math.log1p(-dearer)), mtbf);
  return mtbf * (1 + lambert((dearer - 1) * Math.exp(-1 - writeTime / mtbf)));
}

/** The crossing of a function that changes its sign once between two intervals, by halving in the logarithm. */
function crossing(from: number, to: number, sign: (interval: number) => number): number {
  let [low, high] = [Math.log(from), Math.log(to)];
  const rising = sign(to) >= sign(from);
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (sign(Math.exp(middle)) >= 0 === rising) high = middle;
    else low = middle;
  }
  return Math.exp((low + high) / 2);
}

/** A golden interval's tax is within 2 % of the least, as in the other audits. */
export const GOLDEN = 0.02;
/** A tax this much above the bound is surely met so many times off the optimum: a tax falls no slower than 1/τ at its near end. */
const FAR = 1e4;

const columns = (shares: (interval: number) => Shares) => {
  const at = CURVE_INTERVALS.map(shares);
  return {
    saving: at.map(({ saving }) => saving),
    rework: at.map(({ rework }) => rework),
    boot: at.map(({ boot }) => boot),
    total: at.map(({ total }) => total),
  };
};

/** All that does not depend on the reader's interval, computed once for each case. */
export const budgetsOf = remember((writeTime: number, restartTime: number, mtbf: number, powerRatio: number) => {
  const budgets: Budgets = { writeTime, restartTime, mtbf, powerRatio };
  const timeTax = (interval: number) => timeShares(budgets, interval).total;
  const energyTax = (interval: number) => energyShares(budgets, interval).total;
  const forTime = optimalInterval(writeTime, mtbf);
  const forEnergy = energyInterval(budgets);
  const [leastTime, leastEnergy] = [timeTax(forTime), energyTax(forEnergy)];
  const bound = (1 + GOLDEN) * leastEnergy;
  const over = (interval: number) => Math.min(Number.MAX_VALUE, energyTax(interval)) - bound;
  const unequal = (interval: number) =>
    (1 + timeTax(interval)) / (1 + leastTime) - (1 + energyTax(interval)) / (1 + leastEnergy);
  return {
    budgets,
    forTime,
    forEnergy,
    leastTime,
    leastEnergy,
    timeAtEnergy: timeTax(forEnergy),
    energyAtTime: energyTax(forTime),
    balanced: crossing(forTime, forEnergy, unequal),
    goldenFrom: crossing(forEnergy / FAR, forEnergy, over),
    goldenTo: crossing(forEnergy, forEnergy * FAR, over),
    curve: {
      interval: CURVE_INTERVALS,
      time: columns((interval) => timeShares(budgets, interval)),
      energy: columns((interval) => energyShares(budgets, interval)),
    },
  };
});
