import { bytesPerWord, type Direction, faulty, type WeightMemory } from "./sdc-memory.ts";
import type { Layer, Network } from "./sdc-network.ts";
import type { Tally } from "./sdc-work.ts";

/** A unit whose result goes wrong in one bit: a sum in fp32 (float networks) or int32. */
export interface UnitFault {
  readonly layer: number;
  readonly unit: number;
  readonly bit: number;
  readonly direction: Direction;
}

export interface RunOptions {
  readonly fault?: UnitFault | null;
  /** Whether the checks run too. */
  readonly checked?: boolean;
  readonly tally?: Tally;
}

export interface Run {
  /** What the last layer sums up, as it stands in the registers. */
  readonly outputs: Float32Array | Int32Array;
  /** The largest difference of a checksum, in shares of its layer's scale; in integers none or without bound. */
  readonly residual: number;
  readonly inRange: boolean;
  readonly finite: boolean;
}

/** What the bias is multiplied by: 1, and 1 as an activation of eight bits. */
const WHOLE = 127;
/** Bytes of a row sum: float32, or int16 where the weights are int8 (fewer than 256 columns). */
const SUM_BYTES = { bf16: 4, fp32: 4, int8: 2 } as const;

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

function strikeSum(sums: Float32Array | Int32Array, { unit, bit, direction }: UnitFault): void {
  const words = new Uint32Array(sums.buffer, sums.byteOffset, sums.length);
  words[unit] = faulty(words[unit] ?? 0, bit, direction);
}

/** y = x·W, one row of weights after the other; with row sums at hand also what the y must add up to. */
function multiply(
  input: Float32Array,
  { rows, columns, offset, sums }: Layer,
  weights: Float32Array,
  output: Float32Array | Int32Array,
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

/** Infinity for what is not a number, so that no comparison lets it pass. */
const orWorse = (value: number): number => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value);

interface Verdict {
  residual: number;
  inRange: boolean;
}

/** The checks of one layer, over its sums and before they are rounded. */
function check(
  output: Float32Array | Int32Array,
  layer: Layer,
  predicted: number,
  verdict: Verdict,
  tally?: Tally,
): void {
  let sum = 0;
  for (let i = 0; i < output.length; i++) {
    const y = output[i] ?? 0;
    sum += y;
    if (!(y >= layer.low && y <= layer.high)) verdict.inRange = false;
  }
  if (layer.sums) {
    const difference = Math.abs(sum - predicted);
    const isExact = output instanceof Int32Array;
    const share = isExact ? (difference === 0 ? 0 : Number.POSITIVE_INFINITY) : orWorse(difference / layer.scale);
    verdict.residual = Math.max(verdict.residual, share);
  }
  if (!tally) return;
  tally.range.flops += 2 * output.length;
  if (layer.sums) tally.abft.flops += output.length + 2;
}

/** Numbers that the first layer takes: the looked-up rows of an embedding, or the input itself (in eight bits for int8). */
function embed(input: Float32Array, layer: Layer, weights: Float32Array, output: Float32Array): void {
  const { columns, offset } = layer;
  for (let i = 0; i < input.length; i++)
    for (let d = 0; d < columns; d++) output[i * columns + d] = weights[offset + (input[i] ?? 0) * columns + d] ?? 0;
}

/** Runs a network over weights in memory: sums in fp32 or int32, activations rounded to the network's format between layers. */
export function run(network: Network, memory: WeightMemory, input: Float32Array, options: RunOptions = {}): Run {
  const { fault = null, checked = false, tally } = options;
  const { format } = network.shape;
  const isInteger = format === "int8";
  const size = bytesPerWord(format);
  const verdict: Verdict = { residual: 0, inRange: true };
  let output: Float32Array | Int32Array = new Float32Array(0);
  let taken = new Float32Array(input.length + 1);
  taken.set(isInteger ? input.map((value) => Math.round(value * WHOLE)) : input);
  taken[input.length] = isInteger ? WHOLE : 1;

  network.layers.forEach((layer, i) => {
    output = isInteger ? new Int32Array(layer.outputs) : new Float32Array(layer.outputs);
    let predicted = 0;
    if (layer.kind === "embedding") embed(input, layer, memory.values, output as Float32Array);
    else predicted = multiply(taken, layer, memory.values, output, checked, tally);
    if (fault?.layer === i) strikeSum(output, fault);
    if (checked) check(output, layer, predicted, verdict, tally);
    if (tally) {
      const words = layer.kind === "embedding" ? layer.outputs : layer.rows * layer.columns;
      tally.inference.bytes += size * (words + (layer.kind === "dense" ? layer.rows - 1 : 0) + layer.outputs);
      if (layer.sums) tally.abft.bytes += SUM_BYTES[format] * layer.rows;
      if (layer.sums && !isInteger) tally.abft.flops += 1; // the share of its scale
    }
    if (i + 1 < network.layers.length) taken = handOn(output, layer, format);
  });
  let finite = true;
  for (const y of output) if (!Number.isFinite(y)) finite = false;
  if (tally && checked) tally.nan.flops += output.length;
  return { outputs: output, residual: verdict.residual, inRange: verdict.inRange, finite };
}

/** Activations for the next layer, and the 1 of its bias. A NaN stays one. */
function handOn(output: Float32Array | Int32Array, layer: Layer, format: string): Float32Array<ArrayBuffer> {
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
