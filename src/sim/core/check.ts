/**
 * The laws' guard: bad input throws a RangeError that names the argument, what is allowed and what came.
 * Arguments come as an object, `requirePositive({ mtbf })`, so that the name is written once. Infinity passes as a time
 * ("never") but not as a fraction or a count; NaN passes nowhere.
 */
type Named = Readonly<Record<string, number>>;

/** A model calls this some hundred times: `for … in` makes no pairs, and takes a tenth of the time of `Object.entries`. */
function demand(values: Named, holds: (value: number) => boolean, allowed: string): void {
  for (const name in values) {
    const value = values[name] ?? Number.NaN;
    if (!holds(value)) throw new RangeError(`${name} must be ${allowed}, but is ${value}.`);
  }
}

export const requireNonNegative = (values: Named): void => demand(values, (value) => value >= 0, "0 or more");

export const requirePositive = (values: Named): void => demand(values, (value) => value > 0, "above 0");

export const requireFraction = (values: Named): void =>
  demand(values, (value) => value >= 0 && value <= 1, "a fraction from 0 to 1");

/** Of nodes, say. A line drawn between whole counts is allowed: 100 GPUs on nodes of eight are 12.5 nodes. */
export const requireCount = (values: Named): void =>
  demand(values, (value) => value >= 1 && value < Infinity, "a finite count of at least 1");

export const requireFinite = (values: Named): void =>
  demand(values, (value) => value >= 0 && value < Infinity, "finite and 0 or more");
