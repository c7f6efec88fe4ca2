import { BITS, numberIn, wordOf } from "../../laws/bit-flip.ts";
import { SUM_BITS } from "./sdc-inject.ts";
import { type Bench, type Fault, unitOf, wordBefore } from "./sdc-inspect.ts";
import type { DetectiveParams } from "./sdc-levers.ts";
import { faulty } from "./sdc-memory.ts";
import { run } from "./sdc-run.ts";

/** The word that a fault meets and what it makes of it, with what the two say. */
export interface StruckWord {
  readonly bits: number;
  readonly before: number;
  readonly after: number;
  readonly valueBefore: number;
  readonly valueAfter: number;
}

/** The fault that the levers stand for: what lies beyond the last layer, weight or bit is that last one. */
export function faultAt({ network }: Bench, values: DetectiveParams): Fault {
  const { place, direction } = values;
  const layer = Math.min(values.layer, network.layers.length) - 1;
  const { rows, columns } = network.layers[layer] ?? { rows: 1, columns: 1 };
  const bits = place === "compute" || place === "unit" ? SUM_BITS : BITS[network.shape.format];
  return {
    place,
    layer,
    weight: Math.min(values.weight, rows * columns - 1),
    bit: Math.min(values.bit, bits - 1),
    direction,
  };
}

/** No fault at all: a write that ended behind the last weight. */
export const noFault = ({ network }: Bench): Fault => ({
  place: "torn",
  layer: 0,
  weight: network.shape.weights,
  bit: 0,
  direction: "flip",
});

/** The word that a fault meets: a weight's, or the sum of a unit on this input. */
export function wordStruck(bench: Bench, fault: Fault, sample: number): StruckWord {
  const { network, samples } = bench;
  const unit = unitOf(bench, fault);
  const { format } = network.shape;
  if (!unit) {
    const before = wordBefore(bench, fault);
    const after = fault.place === "torn" ? 0 : faulty(before, fault.bit, fault.direction);
    const said = { valueBefore: numberIn(before, format), valueAfter: numberIn(after, format) };
    return { bits: BITS[format], before, after, ...said };
  }
  const upTo = { ...network, layers: network.layers.slice(0, fault.layer + 1) };
  const input = samples[sample]?.input ?? new Float32Array(network.shape.inputs);
  const { outputs } = run(upTo, network.memory, input);
  const sum = outputs[unit.unit] ?? 0;
  const isInteger = outputs instanceof Int32Array;
  const before = isInteger ? sum >>> 0 : wordOf(sum, "fp32");
  const after = faulty(before, fault.bit, fault.direction);
  const valueAfter = isInteger ? after | 0 : numberIn(after, "fp32");
  return { bits: SUM_BITS, before, after, valueBefore: sum, valueAfter };
}
