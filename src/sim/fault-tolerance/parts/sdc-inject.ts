import { type Random, random } from "../../core/random.ts";
import { BITS } from "../../laws/bit-flip.ts";
import { type Bench, bench, crcTells, type Fault, POOL, type Sighting, sight, struck } from "./sdc-inspect.ts";
import type { DetectiveParams } from "./sdc-levers.ts";
import { CLASSES, type FaultClass } from "./sdc-mixes.ts";
import type { Evidence } from "./sdc-sets.ts";
import type { NetworkName } from "./sdc-shapes.ts";

/** A fault that was tried on one input, and what could be seen of it. */
export interface Injection extends Fault, Evidence {
  readonly place: FaultClass;
  readonly input: number;
  readonly outputChanged: boolean;
  readonly answerChanged: boolean;
  readonly finite: boolean;
}

/** Bits of a sum: fp32 or int32. */
export const SUM_BITS = 32;

/** A single flip somewhere: any bit of any weight, or of any sum. An embedding looks up and sums nothing. */
export function drawFault({ network }: Bench, place: FaultClass, chance: Random): Fault {
  const { layers, shape } = network;
  const bit = chance.below(place === "memory" ? BITS[shape.format] : SUM_BITS);
  const sizes = layers.map(({ kind, rows, columns }) =>
    place === "memory" ? rows * columns : kind === "dense" ? columns : 0,
  );
  let weight = chance.below(sizes.reduce((sum, size) => sum + size, 0));
  let layer = 0;
  for (const size of sizes) {
    if (weight < size) break;
    weight -= size;
    layer++;
  }
  return { place, layer, weight, bit, direction: "flip" };
}

const DRAWN = 43;

/** “Inject Bit-Flip” at random: where the fault sits by its place, and the input that it meets, as levers. */
export function injection({ network, place }: DetectiveParams, seed: number): Partial<DetectiveParams> {
  const chance = random(seed, DRAWN);
  const { layer, weight, bit } = drawFault(bench(network), place === "torn" ? "memory" : place, chance);
  return { layer: layer + 1, weight, bit, direction: "flip", input: chance.below(POOL) };
}

/** Tries one fault on one input with every detector. */
export function inject(bench: Bench, fault: Fault & { readonly place: FaultClass }, input: number): Injection {
  const [seen, crc] = struck<[Sighting, boolean]>(bench, fault, (memory) => [
    sight(bench, memory, fault, input),
    crcTells(bench, memory, fault),
  ]);
  const { run, ...evidence } = seen;
  return { ...fault, ...evidence, input, crc, finite: run.finite };
}

/** Injections of the small sample behind the coverage that follows the levers, for each class. */
export const SAMPLED = 150;
const STREAM = 41;

let last: { readonly name: NetworkName; readonly seed: number; readonly injections: readonly Injection[] } | undefined;

/** A small campaign, the same for every set of detectors; the last one is kept. */
export function sampleOf(name: NetworkName, seed: number): readonly Injection[] {
  if (last?.name === name && last.seed === seed) return last.injections;
  const chance = random(seed, STREAM);
  const table = bench(name);
  const injections = CLASSES.flatMap((place) =>
    Array.from({ length: SAMPLED }, () =>
      inject(table, { ...drawFault(table, place, chance), place }, chance.below(POOL)),
    ),
  );
  last = { name, seed, injections };
  return injections;
}
