import { params, type StagingParams } from "../../src/sim/fault-tolerance/parts/async-staging-levers.ts";
import { cornersOf } from "./any-levers.ts";

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

/** Settings at the corners and edges of all levers. */
export const stagingCorner = cornersOf(params);
