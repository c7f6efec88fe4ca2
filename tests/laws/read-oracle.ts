import { readFileSync } from "node:fs";
import * as v from "valibot";

const Oracles = v.array(
  v.object({
    id: v.string(),
    model: v.string(),
    inputs: v.unknown(),
    expected: v.record(v.string(), v.unknown()),
    tolerance: v.record(v.string(), v.number()),
  }),
);
export type Oracle = v.InferOutput<typeof Oracles>[number];

export const oracles: readonly Oracle[] = v.parse(
  Oracles,
  JSON.parse(readFileSync(new URL("../oracles.json", import.meta.url), "utf8")),
);

/** Inputs and expected numbers of one oracle in these shapes, or the test fails with what is missing. */
export function oracle<I extends v.GenericSchema, E extends v.GenericSchema>(id: string, inputs: I, expected: E) {
  const found = oracles.find((one) => one.id === id);
  if (!found) throw new Error(`There is no oracle ${id}.`);
  return {
    inputs: v.parse(inputs, found.inputs),
    expected: v.parse(expected, found.expected),
    rel: found.tolerance.rel,
  };
}
