import type { Model } from "../../sim/core/model.ts";

/** An output of a model by its name; NaN where it has none, which the page tells as a dash. */
export const numberOf = (model: object, name: string): number => {
  const value: unknown = (model as Readonly<Record<string, unknown>>)[name];
  return typeof value === "number" ? value : Number.NaN;
};

/** The moment of a run that is worth showing first: its first failure, or its start. */
export const firstFailure = ({ log }: Model): number => log.find(({ kind }) => kind === "failed")?.time ?? 0;
