import fc from "fast-check";
import type { View } from "../../src/components/kit/view.ts";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { params, type simulate } from "../../src/sim/fault-tolerance/young-daly-audit.ts";
import { anyView } from "../kit/any-chart.ts";

export type Values = Parameters<typeof simulate>[0];
export const at = (values: Partial<Values> = {}): Values => ({ ...(defaultsOf(params) as Values), ...values });
const log = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
/** Any levers. */
export const settings: fc.Arbitrary<Partial<Values>> = fc.record({
  nodes: log(8, 131_072).map(Math.round),
  writeTime: log(0.1, 3600),
  interval: log(10, 86_400),
  nodeMtbf: log(1000, 1_000_000),
  restartTime: fc.integer({ min: 0, max: 3600 }),
  downtime: fc.integer({ min: 0, max: 3600 }),
  failureLaw: fc.constantFrom("exponential" as const, "weibull" as const),
  withoutCauses: fc.constantFrom(
    "",
    "nic",
    "faulty-gpu,gpu-hbm3-memory",
    Object.keys(params.withoutCauses.options).join(","),
  ),
  seed: fc.integer({ min: 1, max: 999 }),
});
/** Any reader. */
export const views: fc.Arbitrary<View> = anyView({
  settings: fc.record({ interval: log(10, 86_400) }),
  shown: fc.record({ runTax: fc.oneof(log(0.01, 40), fc.constant(Number.POSITIVE_INFINITY)) }),
  prediction: log(1, 1e6),
});
