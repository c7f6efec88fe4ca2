import { drawSamples } from "../src/sim/fault-tolerance/parts/sdc-data.ts";
import { bytesPerWord } from "../src/sim/fault-tolerance/parts/sdc-memory.ts";
import { networkOf } from "../src/sim/fault-tolerance/parts/sdc-network.ts";
import { run } from "../src/sim/fault-tolerance/parts/sdc-run.ts";
import { SEEDS } from "../src/sim/fault-tolerance/parts/sdc-seeds.ts";
import { type LayerShape, type NetworkName, SHAPES } from "../src/sim/fault-tolerance/parts/sdc-shapes.ts";
import type { StoredNetwork } from "../src/sim/fault-tolerance/parts/sdc-stored.ts";
import { wordOf } from "../src/sim/laws/bit-flip.ts";

const CALIBRATION = 2000;
const LARGEST = 127;
/** How far the range guard's limits go beyond what was seen, in shares of its span. */
const MARGIN = 0.25;
const QUIET = { accuracy: 0, loss: 0, batchDeviation: 0, unigram: 0, rings: { cleared: 0, set: 0, topSet: 0 } };

/** The highest byte of every word, then the next, in base64: what `bytesOf` reads. */
function encode(words: readonly number[], size: number): string {
  const planes = Array.from({ length: size }, (_, i) => words.map((word) => (word >>> (8 * (size - 1 - i))) & 0xff));
  return btoa(String.fromCharCode(...planes.flat()));
}

/** The largest activation that each layer hands on, over the calibration set, and 1 for the input. */
function reach(layers: readonly LayerShape[], weights: Float64Array, inputs: readonly Float32Array[]): number[] {
  const most = [1, ...layers.map(() => 0)];
  for (const input of inputs) {
    let taken: readonly number[] = Array.from(input);
    layers.forEach(({ rows, columns, offset }, i) => {
      const sums = Array.from({ length: columns }, (_, column) => {
        let sum = weights[offset + (rows - 1) * columns + column] ?? 0;
        for (let row = 0; row < rows - 1; row++)
          sum += (taken[row] ?? 0) * (weights[offset + row * columns + column] ?? 0);
        return sum;
      });
      taken = sums.map((sum) => Math.max(0, sum));
      most[i + 1] = Math.max(most[i + 1] ?? 0, ...taken);
    });
  }
  return most;
}

/** Weights in eight bits, one scale for each layer (its bias, too), and from sums to the next layer's eight bits. */
function quantize(layers: readonly LayerShape[], weights: Float64Array, inputs: readonly Float32Array[]) {
  const most = reach(layers, weights, inputs);
  const words: number[] = [];
  const multipliers = layers.map(({ rows, columns, offset }, i) => {
    const [taken, given] = [most[i] ?? 1, most[i + 1] ?? 1];
    const own = Array.from(weights.subarray(offset, offset + rows * columns), (weight, j) =>
      j < (rows - 1) * columns ? weight : weight / taken,
    );
    const scale = Math.max(...own.map(Math.abs)) / LARGEST;
    for (const weight of own) words.push(wordOf(weight / scale, "int8"));
    return (scale * taken) / (i + 1 < layers.length ? given : LARGEST);
  });
  return { words, multipliers };
}

/** A trained network in its format, with what its checks must know of sound runs. */
export function store(name: NetworkName, trained: Float64Array): StoredNetwork {
  const { format, layers } = SHAPES[name];
  const inputs = drawSamples(name, SEEDS.calibration, CALIBRATION).map(({ input }) => input);
  const { words, multipliers } =
    format === "int8"
      ? quantize(layers, trained, inputs)
      : { words: Array.from(trained, (weight) => wordOf(weight, format)), multipliers: layers.map(() => 1) };
  const bare = { weights: encode(words, bytesPerWord(format)), multipliers, scales: [], limits: [], quality: QUIET };
  return { ...bare, ...calibrate(name, bare, inputs) };
}

/** What the sums of each layer are like in sound runs: their size, and their least and greatest. */
function calibrate(name: NetworkName, stored: StoredNetwork, inputs: readonly Float32Array[]) {
  const whole = networkOf(name, stored);
  const seen = whole.layers.map(() => ({ size: 0, low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }));
  whole.layers.forEach((_, i) => {
    const upTo = { ...whole, layers: whole.layers.slice(0, i + 1) };
    const layer = seen[i];
    for (const input of inputs)
      for (const y of run(upTo, whole.memory, input).outputs) {
        if (!layer) continue;
        layer.size += Math.abs(y) / inputs.length;
        layer.low = Math.min(layer.low, y);
        layer.high = Math.max(layer.high, y);
      }
  });
  const short = (value: number): number => Number(value.toPrecision(6));
  return {
    multipliers: stored.multipliers.map(short),
    scales: seen.map(({ size }) => short(size)),
    limits: seen.map(({ low, high }): [number, number] => [
      short(low - MARGIN * (high - low)),
      short(high + MARGIN * (high - low)),
    ]),
  };
}
