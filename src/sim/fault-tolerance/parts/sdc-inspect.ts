import { random } from "../../core/random.ts";
import { crc32c } from "./sdc-crc.ts";
import type { Sample } from "./sdc-draw.ts";
import type { UnitFault } from "./sdc-layer.ts";
import { agree, answerOf } from "./sdc-loss.ts";
import {
  bytesPerWord,
  copyOf,
  type Direction,
  restore,
  strike,
  tear,
  type WeightMemory,
  wordAt,
} from "./sdc-memory.ts";
import { type Network, network } from "./sdc-network.ts";
import { type Run, run, type Since } from "./sdc-run.ts";
import { SEEDS } from "./sdc-seeds.ts";
import type { NetworkName } from "./sdc-shapes.ts";

/** Where a fault sits: a weight's word, one result, a unit that is wrong each time, or a write that was cut off. */
export type Place = "memory" | "compute" | "unit" | "torn";

/** A fault by its place. `weight` counts within its layer; for a result or a unit its column says which. */
export interface Fault {
  readonly place: Place;
  readonly layer: number;
  readonly weight: number;
  readonly bit: number;
  readonly direction: Direction;
}

/** Inputs that the page may show, drawn once; also the batch of its validation loss. */
export const POOL = 64;

/** A network with everything that is known of its sound runs, and a memory to strike. */
export interface Bench {
  readonly network: Network;
  readonly samples: readonly Sample[];
  readonly clean: readonly Run[];
  readonly memory: WeightMemory;
  /** The largest difference of a checksum without any fault: a threshold below it cries wolf. */
  readonly noiseFloor: number;
}

export function benchOf(sound: ReturnType<typeof network>): Bench {
  const chance = random(SEEDS.batch);
  const samples = Array.from({ length: POOL }, () => sound.draw(chance));
  const clean = samples.map(({ input }) => run(sound, sound.memory, input, { checked: true }));
  return {
    network: sound,
    samples,
    clean,
    memory: copyOf(sound.memory),
    noiseFloor: Math.max(...clean.map(({ residual }) => residual)),
  };
}

const known = new Map<NetworkName, Bench>();

export function bench(name: NetworkName): Bench {
  const found = known.get(name) ?? benchOf(network(name));
  known.set(name, found);
  return found;
}

/** The unit that a fault of compute sits in; none for a fault of memory. */
export function unitOf({ network }: Bench, { place, layer, weight, bit, direction }: Fault): UnitFault | null {
  const shape = network.layers[layer];
  if (!shape || place === "memory" || place === "torn") return null;
  return { layer, unit: shape.kind === "dense" ? weight % shape.columns : weight % shape.outputs, bit, direction };
}

/** The words of memory that a fault may change, from the first to the one after the last; a fault of compute changes none. */
function wordsOf({ network }: Bench, { place, layer, weight }: Fault): readonly [from: number, to: number] {
  const index = (network.layers[layer]?.offset ?? 0) + weight;
  if (place === "torn") return [index, network.shape.weights];
  return [index, place === "memory" ? index + 1 : index];
}

/** Runs something over weights that a fault has struck, and mends them after it. */
export function struck<R>(bench: Bench, fault: Fault, look: (memory: WeightMemory) => R): R {
  const { network, memory } = bench;
  const [index, end] = wordsOf(bench, fault);
  if (fault.place === "torn") tear(memory, index);
  if (fault.place === "memory") strike(memory, index, fault.bit, fault.direction);
  try {
    return look(memory);
  } finally {
    restore(memory, network.memory, index, end);
  }
}

/** What one frame shows of a fault to each detector, whether it is switched on or not. */
export interface Sighting {
  readonly run: Run;
  /** Whether any output differs, in any bit; whether the answer does. */
  readonly outputChanged: boolean;
  readonly answerChanged: boolean;
  readonly residual: number;
  readonly sameBuffer: boolean;
  readonly separateCopy: boolean;
  readonly range: boolean;
  readonly nan: boolean;
}

/** Where a run with this fault differs from the sound one: in one column, if it is a product; a torn write takes all from there on. */
function sinceOf({ network }: Bench, { place, layer, weight }: Fault, sound: Run): Since {
  const { kind, columns = 1 } = network.layers[layer] ?? {};
  const onward = place === "torn";
  return { sound, layer, column: kind === "dense" && !onward ? weight % columns : null, onward };
}

/**
 * Runs a frame with the fault, and tells what running it again on the same buffer and the same unit would, as DMR does: the same
 * words in the same unit come to the same sums, and a fault of one result is gone by then.
 */
export function sight(bench: Bench, memory: WeightMemory, fault: Fault, sample: number, isFirst = true): Sighting {
  const { network, samples, clean } = bench;
  const input = samples[sample]?.input ?? new Float32Array(network.shape.inputs);
  const whole = clean[sample] ?? run(network, network.memory, input, { checked: true });
  const unit = unitOf(bench, fault);
  const first = fault.place === "compute" && !isFirst ? null : unit;
  const since = sinceOf(bench, fault, whole);
  const once = run(network, memory, input, { fault: first, checked: true, since });
  const outputChanged = !agree(once.outputs, whole.outputs);
  return {
    run: once,
    outputChanged,
    answerChanged: answerOf(once.outputs) !== answerOf(whole.outputs),
    residual: once.residual,
    sameBuffer: fault.place === "compute" && outputChanged,
    // The separate copy and its own unit are sound: their run is the whole one.
    separateCopy: outputChanged,
    range: !once.inRange,
    nan: !once.finite,
  };
}

/**
 * Whether the checksum of the weights tells of a fault that has struck them. A CRC goes over to another one with each byte, so what
 * differs goes on to differ over bytes that are the same: only those that the fault may have changed are read.
 */
export function crcTells(bench: Bench, memory: WeightMemory, fault: Fault): boolean {
  const size = bytesPerWord(memory.format);
  const [from, to] = wordsOf(bench, fault);
  if (from === to) return false;
  const changed = ({ bytes }: WeightMemory) => bytes.subarray(from * size, to * size);
  return crc32c(changed(memory)) !== crc32c(changed(bench.network.memory));
}

/** The word that a fault of memory meets. */
export const wordBefore = ({ network }: Bench, { layer, weight }: Fault): number =>
  wordAt(network.memory, (network.layers[layer]?.offset ?? 0) + weight);
