import fc from "fast-check";
import type { RangeSpec } from "../../src/sim/core/params.ts";
import { params, type StagingParams } from "../../src/sim/fault-tolerance/parts/async-staging-levers.ts";

/** The levers of staging at their defaults, but for what is given. */
export const staging = (changes: Partial<StagingParams> = {}): StagingParams => ({
  strategy: params.strategy.default,
  buffer: params.buffer.default,
  interval: params.interval.default,
  drainRate: params.drainRate.default,
  groups: params.groups.default,
  storeRate: params.storeRate.default,
  modelSize: params.modelSize.default,
  nodes: params.nodes.default,
  copyRate: params.copyRate.default,
  whenFull: params.whenFull.default,
  mtbf: params.mtbf.default,
  seed: params.seed.default,
  ...changes,
});

const range = ({ min, max, whole }: RangeSpec): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(min, max) },
    { weight: 1, arbitrary: whole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true }) },
  );

/** Settings at the corners and edges of all levers. */
export const stagingCorner: fc.Arbitrary<StagingParams> = fc.record({
  strategy: fc.constantFrom("blockingS3" as const, "localSsd" as const, "asyncDram" as const),
  buffer: range(params.buffer),
  interval: range(params.interval),
  drainRate: range(params.drainRate),
  groups: range(params.groups),
  storeRate: range(params.storeRate),
  modelSize: fc.constantFrom("70B" as const, "175B" as const, "405B" as const),
  nodes: range(params.nodes),
  copyRate: range(params.copyRate),
  whenFull: fc.constantFrom("writeThrough" as const, "backPressure" as const),
  mtbf: range(params.mtbf),
  seed: fc.integer({ min: 1, max: 999_999 }),
});
