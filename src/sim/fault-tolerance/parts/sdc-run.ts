import {
  check,
  embed,
  handOn,
  multiply,
  multiplyColumn,
  type Sums,
  strikeSum,
  takenIn,
  type UnitFault,
  type Verdict,
} from "./sdc-layer.ts";
import { bytesPerWord, type StoredFormat, type WeightMemory } from "./sdc-memory.ts";
import type { Layer, Network } from "./sdc-network.ts";
import type { Tally } from "./sdc-work.ts";

/** One layer of a run: what came in, what it summed up, and what its checks saw. */
interface Pass extends Verdict {
  readonly taken: Float32Array;
  readonly output: Sums;
  /** What the output should add up to, by its row sums. */
  readonly predicted: number;
}

/** A sound run of the same input, and where this one differs from it. */
export interface Since {
  readonly sound: Run;
  /** The first layer that is not the same. */
  readonly layer: number;
  /** The one column of it; null: it as a whole. */
  readonly column: number | null;
  /** Whether the weights of the layers after it are others too. */
  readonly onward: boolean;
}

export interface RunOptions {
  readonly fault?: UnitFault | null;
  /** Whether the checks run too. */
  readonly checked?: boolean;
  readonly tally?: Tally;
  /** Only what differs is worked out again, to the same bits. The sound run was checked; nothing is tallied. */
  readonly since?: Since | null;
}

export interface Run {
  readonly passes: readonly Pass[];
  /** What the last layer sums up, as it stands in the registers. */
  readonly outputs: Sums;
  /** The largest difference of a checksum, in shares of its layer's scale; in integers none or without bound. */
  readonly residual: number;
  readonly inRange: boolean;
  readonly finite: boolean;
}

/** Bytes of a row sum: float32, or int16 where the weights are int8 (fewer than 256 columns). */
const SUM_BYTES = { bf16: 4, fp32: 4, int8: 2 } as const;

/** The same numbers; what is not a number is like nothing. */
function alike(a: Float32Array, b: Float32Array | undefined): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b?.[i]) return false;
  return true;
}

/** Runs a network over weights in memory: sums in fp32 or int32, activations rounded to the network's format between layers. */
export function run(network: Network, memory: WeightMemory, input: Float32Array, options: RunOptions = {}): Run {
  const { fault = null, checked = false, tally, since = null } = options;
  const { layers, shape } = network;
  const isInteger = shape.format === "int8";
  const begin = since?.layer ?? 0;
  const passes = since ? since.sound.passes.slice(0, begin) : [];
  let taken = since?.sound.passes[begin]?.taken ?? takenIn(input, isInteger);

  for (let i = begin; i < layers.length; i++) {
    const layer = layers[i];
    if (!layer) break;
    const sound = since?.sound.passes[i];
    if (since && !since.onward && i > begin && alike(taken, sound?.taken)) {
      // What is masked here is masked in all that follows.
      passes.push(...since.sound.passes.slice(i));
      break;
    }
    const output = isInteger ? new Int32Array(layer.outputs) : new Float32Array(layer.outputs);
    let predicted = 0;
    if (layer.kind === "embedding") embed(input, layer, memory.values, output as Float32Array);
    else if (since && sound && i === begin && since.column !== null) {
      output.set(sound.output);
      multiplyColumn(taken, layer, memory.values, output, since.column);
      predicted = sound.predicted;
    } else predicted = multiply(taken, layer, memory.values, output, checked, tally);
    if (fault?.layer === i) strikeSum(output, fault);
    const verdict = checked ? check(output, layer, predicted, tally) : { residual: 0, inRange: true };
    passes.push({ taken, output, predicted, ...verdict });
    if (tally) tallyLayer(tally, layer, shape.format);
    if (i + 1 < layers.length) taken = handOn(output, layer, shape.format);
  }
  const outputs = passes.at(-1)?.output ?? new Float32Array(0);
  if (tally && checked) tally.nan.flops += outputs.length;
  return {
    passes,
    outputs,
    residual: Math.max(0, ...passes.map(({ residual }) => residual)),
    inRange: passes.every(({ inRange }) => inRange),
    finite: outputs.every((y) => Number.isFinite(y)),
  };
}

/** What a layer moves, and what its checksum reads besides. */
function tallyLayer(tally: Tally, layer: Layer, format: StoredFormat): void {
  const words = layer.kind === "embedding" ? layer.outputs : layer.rows * layer.columns;
  tally.inference.bytes +=
    bytesPerWord(format) * (words + (layer.kind === "dense" ? layer.rows - 1 : 0) + layer.outputs);
  if (layer.sums) tally.abft.bytes += SUM_BYTES[format] * layer.rows;
  if (layer.sums && format !== "int8") tally.abft.flops += 1; // the share of its scale
}
