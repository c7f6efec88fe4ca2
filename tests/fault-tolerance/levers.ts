import fc from "fast-check";
import type { RangeSpec } from "../../src/sim/core/params.ts";
import { params, type YoungDalyParams } from "../../src/sim/fault-tolerance/parts/levers.ts";

/** The levers at their defaults, but for what is given. */
export const levers = (changes: Partial<YoungDalyParams> = {}): YoungDalyParams => ({
  nodes: params.nodes.default,
  writeTime: params.writeTime.default,
  interval: params.interval.default,
  nodeMtbf: params.nodeMtbf.default,
  restartTime: params.restartTime.default,
  downtime: params.downtime.default,
  failureLaw: params.failureLaw.default,
  withoutCauses: params.withoutCauses.default,
  seed: params.seed.default,
  ...changes,
});

/** An end of a range three times in four, any number of it otherwise. */
const range = ({ min, max, whole }: RangeSpec): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(min, max) },
    { weight: 1, arbitrary: whole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true }) },
  );

/** Settings at the corners and edges of all levers. */
export const corner: fc.Arbitrary<YoungDalyParams> = fc.record({
  nodes: range(params.nodes),
  writeTime: range(params.writeTime),
  interval: range(params.interval),
  nodeMtbf: range(params.nodeMtbf),
  restartTime: range(params.restartTime),
  downtime: range(params.downtime),
  failureLaw: fc.constantFrom("exponential" as const, "weibull" as const),
  withoutCauses: fc.subarray(Object.keys(params.withoutCauses.options)).map((names) => names.join(",")),
  seed: fc.integer({ min: 1, max: 999_999 }),
});
