import type { TwoBudgets } from "../../../sim/fault-tolerance/two-budgets.ts";

/** What intervals give up of each budget: the whole time and the whole energy over the least, minus one. */
export interface Given {
  readonly interval: readonly number[];
  readonly time: readonly number[];
  readonly energy: readonly number[];
}

export const givenUp = (tax: number, least: number): number => (1 + tax) / (1 + least) - 1;

/** A column of the curve between its points, by a cubic through four of them in the logarithms: there the curves hardly bend. */
function between(column: readonly number[], place: number): number {
  const i = Math.min(column.length - 3, Math.max(1, Math.floor(place)));
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN, d = Number.NaN] = [-1, 0, 1, 2].map((k) =>
    Math.log(column[i + k] ?? Number.NaN),
  );
  const t = place - i;
  const slope = (c - a) / 2;
  const bend = a - 2.5 * b + 2 * c - d / 2;
  const turn = (d - a) / 2 + 1.5 * (b - c);
  return Math.exp(b + t * (slope + t * (bend + t * turn)));
}

/** So many intervals from one to another, even in their logarithms. */
export function givenFrom(
  { curve, leastTimeTax, leastEnergyTax }: TwoBudgets,
  from: number,
  to: number,
  points: number,
): Given {
  const { interval: all, time, energy } = curve;
  const [first = Number.NaN, last = Number.NaN] = [all[0], all.at(-1)];
  const interval = Array.from({ length: points }, (_, i) => from * (to / from) ** (i / (points - 1)));
  const given = (column: readonly number[], least: number) =>
    interval.map((tau) => {
      const place = (Math.log(tau / first) / Math.log(last / first)) * (all.length - 1);
      return Math.max(0, givenUp(between(column, place), least)); // a rounding below the least would leave the picture
    });
  return { interval, time: given(time.total, leastTimeTax), energy: given(energy.total, leastEnergyTax) };
}
