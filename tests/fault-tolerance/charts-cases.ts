import fc from "fast-check";
import type { Trial, View } from "../../src/components/kit/view.ts";
import { defaultsOf } from "../../src/sim/core/params.ts";
import { params, type simulate } from "../../src/sim/fault-tolerance/young-daly-audit.ts";

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
const trial = fc.record({
  interval: log(10, 86_400),
  runTax: fc.oneof(log(0.01, 40), fc.constant(Number.POSITIVE_INFINITY)),
});
/** Any reader. */
export const views: fc.Arbitrary<View> = fc.record({
  prediction: fc.option(log(1, 1e6)),
  trials: fc.array(trial, { maxLength: 10 }).map((made) =>
    made.map(
      ({ interval, runTax }, i): Trial => ({
        number: i + 1,
        attempt: 1,
        seed: 3,
        settings: { interval },
        shown: { runTax },
        met: false,
      }),
    ),
  ),
  searching: fc.boolean(),
  asked: fc.boolean(),
  time: fc.double({ min: 0, max: 3.6e6, noNaN: true }),
  studies: fc.constant({}),
  step: fc.integer({ min: 0, max: 4 }),
});
