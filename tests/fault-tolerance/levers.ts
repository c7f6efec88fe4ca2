import { params, type YoungDalyParams } from "../../src/sim/fault-tolerance/parts/levers.ts";
import { cornersOf } from "./any-levers.ts";

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

/** Settings at the corners and edges of all levers. */
export const corner = cornersOf(params);
