import { random } from "../../core/random.ts";
import { crc32c } from "./sdc-crc.ts";
import { bench } from "./sdc-inspect.ts";
import { run } from "./sdc-run.ts";
import type { DetectorSet } from "./sdc-sets.ts";
import type { NetworkName } from "./sdc-shapes.ts";
import { newTally, noWork, type Work } from "./sdc-work.ts";

/** What a frame of a network costs, and each check of it, as counted by the code that ran. */
export interface FrameCost {
  readonly inference: Work;
  readonly abft: Work;
  readonly range: Work;
  readonly nan: Work;
  /** One pass over all weights. */
  readonly crc: Work;
  /** A second run, and the comparison of its outputs. */
  readonly dmr: Work;
}

const counted = new Map<NetworkName, FrameCost>();

export function frameCost(name: NetworkName): FrameCost {
  const before = counted.get(name);
  if (before) return before;
  const { network, samples } = bench(name);
  const tally = newTally();
  const { outputs } = run(network, network.memory, samples[0]?.input ?? new Float32Array(0), { checked: true, tally });
  const crc = noWork();
  crc32c(network.memory.bytes, crc);
  const { inference } = tally;
  const dmr = { flops: inference.flops + outputs.length, bytes: inference.bytes };
  const cost = { ...tally, crc, dmr };
  counted.set(name, cost);
  return cost;
}

/** What a set of detectors adds to a frame, over what a second run adds: by operations, by bytes, and by the dearer of the two. */
export function setCost(name: NetworkName, set: DetectorSet) {
  const { abft, range, nan, crc, dmr } = frameCost(name);
  const share = (kind: keyof Work): number =>
    ((set.abft ? abft[kind] : 0) +
      (set.rangeGuard ? range[kind] : 0) +
      (set.nanCheck ? nan[kind] : 0) +
      (set.crc ? crc[kind] / set.scrubPeriod : 0) +
      (set.dmr === "none" ? 0 : dmr[kind])) /
    dmr[kind];
  const [flops, bytes] = [share("flops"), share("bytes")];
  return { flops, bytes, dearer: Math.max(flops, bytes) };
}

/** Bytes of a bf16 word and of a row sum in float32. */
const [WEIGHT, SUM] = [2, 4];

/**
 * One square layer without bias: how many times cheaper its checksum is than a second run, by operations and by bytes. Weights and
 * activations in bf16, the whole batch in one pass, so that weights and row sums are read once. A test holds it against the counts of a
 * network that runs.
 */
export function layerProof(width: number, batch: number) {
  const product = 2 * batch * width * width;
  const checks = batch * (2 * width + width);
  const moved = WEIGHT * (width * width + 2 * batch * width);
  return { flops: product / checks, bytes: moved / (SUM * width) };
}

/** The network of a whole car, modelled: 25 MB of weights and 10 MB of activations at 200 GB/s, 8.2 GFLOP at 100 TFLOP/s (oracle hash-vs-dmr-bytes). */
export const CAR = { weights: 25e6, activations: 10e6, flops: 8.2e9, bandwidth: 200e9, peak: 100e12 } as const;

/** Its times (s): a frame by the roofline, a CRC of all weights at the memory's pace spread over a period, and a second run. */
export function carCost(scrubPeriod: number) {
  const moved = CAR.weights + CAR.activations;
  const frame = Math.max(CAR.flops / CAR.peak, moved / CAR.bandwidth);
  const crc = CAR.weights / CAR.bandwidth / scrubPeriod;
  return {
    frame,
    crc,
    ratio: frame / crc,
    /** Both copies in one batch: the weights are read once, and a fault in them is shared. */
    batchedFactor: (CAR.weights + 2 * CAR.activations) / moved,
    leastPeriod: Math.ceil((10 * CAR.weights) / moved),
  };
}

/** A layer that the page can run and time: each function does its work and answers a number, so that nothing is left undone. */
export interface TimedLayer {
  plain(): number;
  twice(): number;
  checked(): number;
  /** The check alone: steadier to time than the difference of two products. */
  check(): number;
  crc(): number;
}

/** The inputs of a batch times a square layer of fp32 words; what bf16 holds is exact in them. */
export function timedLayer(width: number, batch: number, seed: number): TimedLayer {
  const chance = random(seed);
  const draw = (count: number) => Float32Array.from({ length: count }, () => chance.uniform() - 0.5);
  const [weights, inputs, output] = [draw(width * width), draw(width * batch), new Float32Array(width)];
  const bytes = new Uint8Array(weights.buffer, 0, 2 * width * width); // as many bytes as in bf16
  const sums = Float64Array.from({ length: width }, (_, row) =>
    weights.subarray(row * width, (row + 1) * width).reduce((sum, weight) => sum + weight, 0),
  );
  const product = (from: number): void => {
    output.fill(0);
    for (let row = 0; row < width; row++) {
      const x = inputs[from + row] ?? 0;
      for (let column = 0; column < width; column++)
        output[column] = (output[column] ?? 0) + x * (weights[row * width + column] ?? 0);
    }
  };
  const plain = (): number => {
    let last = 0;
    for (let i = 0; i < batch; i++) {
      product(i * width);
      last += output[width - 1] ?? 0;
    }
    return last;
  };
  const difference = (from: number): number => {
    let off = 0;
    for (let row = 0; row < width; row++) off += (inputs[from + row] ?? 0) * (sums[row] ?? 0);
    for (let column = 0; column < width; column++) off -= output[column] ?? 0;
    return Math.abs(off);
  };
  const checked = (): number => {
    let worst = 0;
    for (let i = 0; i < batch; i++) {
      product(i * width);
      worst = Math.max(worst, difference(i * width));
    }
    return worst;
  };
  const check = (): number => {
    let worst = 0;
    for (let i = 0; i < batch; i++) worst = Math.max(worst, difference(i * width));
    return worst;
  };
  return { plain, twice: () => plain() - plain(), checked, check, crc: () => crc32c(bytes) };
}
