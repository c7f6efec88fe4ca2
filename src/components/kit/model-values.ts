import type { AnyModel, Model } from "../../sim/core/model.ts";

/** An output of a model by its name; NaN where it has none, which the page tells as a dash. */
export const numberOf = (model: object, name: string): number => {
  const value: unknown = (model as Readonly<Record<string, unknown>>)[name];
  return typeof value === "number" ? value : Number.NaN;
};

/** A model as far as its outputs are known: without its run, and without what its charts draw. */
export function outlineOf({ outputs }: AnyModel, values: readonly (number | string)[]): Model {
  const numbers = Object.keys(outputs).map((name, i) => [name, Number(values[i] ?? Number.NaN)]);
  const outline: object = { ...Object.fromEntries(numbers), finished: true, log: [] };
  return outline as Model;
}

/** The moment of a run that is worth showing first: its first failure, or its start. */
export const firstFailure = ({ log }: Model): number => log.find(({ kind }) => kind === "failed")?.time ?? 0;
