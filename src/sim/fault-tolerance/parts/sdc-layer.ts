import { type Direction, faulty } from "./sdc-memory.ts";
import type { Layer } from "./sdc-network.ts";
import type { Tally } from "./sdc-work.ts";

/** Sums in the registers of a unit: fp32, or int32 where the weights are int8. */
export type Sums = Float32Array | Int32Array;

/** A unit whose result goes wrong in one bit: a sum in fp32 (float networks) or int32. */
export interface UnitFault {
  readonly layer: number;
  readonly unit: number;
  readonly bit: number;
  readonly direction: Direction;
}

/** What the bias is multiplied by: 1, and 1 as an activation of eight bits. */
const WHOLE = 127;

const float = new Float32Array(1);
const word = new Uint32Array(float.buffer);

/** To bf16, halves to even, as an activation is stored; a number, an infinity or NaN stays one. */
function toBf16(value: number): number {
  float[0] = value;
  const bits = word[0] ?? 0;
  if ((bits & 0x7f800000) === 0x7f800000) return value;
  word[0] = (bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000;
  return float[0] ?? value;
}

export function strikeSum(sums: Sums, { unit, bit, direction }: UnitFault): void {
  const words = new Uint32Array(sums.buffer, sums.byteOffset, sums.length);
  words[unit] = faulty(words[unit] ?? 0, bit, direction);
}

/** y = x·W, one row of weights after the other; with row sums at hand also what the y must add up to. */
export function multiply(
  input: Float32Array,
  { rows, columns, offset, sums }: Layer,
  weights: Float32Array,
  output: Sums,
  checked: boolean,
  tally?: Tally,
): number {
  output.fill(0);
  let predicted = 0;
  for (let row = 0; row < rows; row++) {
    const x = input[row] ?? 0;
    const start = offset + row * columns;
    for (let column = 0; column < columns; column++)
      output[column] = (output[column] ?? 0) + x * (weights[start + column] ?? 0);
    if (checked && sums) predicted += x * (sums[row] ?? 0);
    if (tally) {
      tally.inference.flops += 2 * columns;
      if (checked && sums) tally.abft.flops += 2;
    }
  }
  return predicted;
}

/** One column of the same product, each sum rounded as above. */
export function multiplyColumn(
  input: Float32Array,
  { rows, columns, offset }: Layer,
  weights: Float32Array,
  output: Sums,
  column: number,
): void {
  output[column] = 0;
  for (let row = 0; row < rows; row++)
    output[column] = (output[column] ?? 0) + (input[row] ?? 0) * (weights[offset + row * columns + column] ?? 0);
}

/** Infinity for what is not a number, so that no comparison lets it pass. */
const orWorse = (value: number): number => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value);

export interface Verdict {
  /** The difference of the checksum in shares of the layer's scale; in integers none or without bound. */
  readonly residual: number;
  readonly inRange: boolean;
}

/** The checks of one layer, over its sums and before they are rounded. */
export function check(output: Sums, layer: Layer, predicted: number, tally?: Tally): Verdict {
  let sum = 0;
  let inRange = true;
  for (let i = 0; i < output.length; i++) {
    const y = output[i] ?? 0;
    sum += y;
    if (!(y >= layer.low && y <= layer.high)) inRange = false;
  }
  if (tally) tally.range.flops += 2 * output.length;
  if (!layer.sums) return { residual: 0, inRange };
  if (tally) tally.abft.flops += output.length + 2;
  const difference = Math.abs(sum - predicted);
  const isExact = output instanceof Int32Array;
  const residual = isExact ? (difference === 0 ? 0 : Number.POSITIVE_INFINITY) : orWorse(difference / layer.scale);
  return { residual, inRange };
}

/** Numbers that the first layer takes: the looked-up rows of an embedding, or the input itself (in eight bits for int8). */
export function embed(input: Float32Array, layer: Layer, weights: Float32Array, output: Float32Array): void {
  const { columns, offset } = layer;
  for (let i = 0; i < input.length; i++)
    for (let d = 0; d < columns; d++) output[i * columns + d] = weights[offset + (input[i] ?? 0) * columns + d] ?? 0;
}

/** What the first layer takes: the input in the network's format, and the 1 of its bias. */
export function takenIn(input: Float32Array, isInteger: boolean): Float32Array {
  const taken = new Float32Array(input.length + 1);
  taken.set(isInteger ? input.map((value) => Math.round(value * WHOLE)) : input);
  taken[input.length] = isInteger ? WHOLE : 1;
  return taken;
}

/** Activations for the next layer, and the 1 of its bias. A NaN stays one. */
export function handOn(output: Sums, layer: Layer, format: string): Float32Array<ArrayBuffer> {
  const next = new Float32Array(output.length + 1);
  for (let i = 0; i < output.length; i++) {
    const y = output[i] ?? 0;
    if (layer.kind === "embedding") next[i] = y;
    else if (format === "int8") next[i] = Math.min(WHOLE, Math.max(0, Math.round(y * layer.multiplier)));
    else next[i] = y < 0 ? 0 : format === "bf16" ? toBf16(y) : y;
  }
  next[output.length] = format === "int8" ? WHOLE : 1;
  return next;
}
