import fc from "fast-check";
import type { ParamSpec, ParamSpecs, ParamsOf } from "../../src/sim/core/params.ts";

/** An end of a range three times in four, any number of it otherwise; any option of a choice. */
const settingOf = (spec: ParamSpec): fc.Arbitrary<number | string | boolean> => {
  switch (spec.kind) {
    case "range": {
      const { min, max, whole } = spec;
      const within = whole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
      return fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(min, max) },
        { weight: 1, arbitrary: within as fc.Arbitrary<number> },
      );
    }
    case "seed":
      return fc.integer({ min: 1, max: 999_999 });
    case "toggle":
      return fc.boolean();
    case "choice":
      return fc.constantFrom(...Object.keys(spec.options));
    case "several":
      return fc.subarray(Object.keys(spec.options)).map((names) => names.join(","));
    case "order": {
      const all = Object.keys(spec.options);
      return fc.shuffledSubarray(all, { minLength: all.length }).map((names) => names.join(","));
    }
  }
};

/** Settings at the corners and edges of all levers of a model. */
export const cornersOf = <S extends ParamSpecs>(specs: S): fc.Arbitrary<ParamsOf<S>> =>
  fc.record(
    Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, settingOf(spec)])),
  ) as unknown as fc.Arbitrary<ParamsOf<S>>;
