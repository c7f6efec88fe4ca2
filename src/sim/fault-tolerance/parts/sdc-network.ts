import type { DrawSample } from "./sdc-draw.ts";
import { bytesOf, bytesPerWord, memoryOf, type WeightMemory } from "./sdc-memory.ts";
import { type LayerShape, type NetworkName, type NetworkShape, SHAPES } from "./sdc-shapes.ts";
import type { Quality, StoredNetwork } from "./sdc-stored.ts";

export interface Layer extends LayerShape {
  /** Sums of the rows of whole weights, in higher precision; none for an embedding, which multiplies nothing. */
  readonly sums: Float32Array | null;
  readonly multiplier: number;
  readonly scale: number;
  readonly low: number;
  readonly high: number;
}

export interface Network {
  readonly name: NetworkName;
  readonly shape: NetworkShape;
  readonly layers: readonly Layer[];
  /** The weights as they were written; nobody changes them. */
  readonly memory: WeightMemory;
  readonly quality: Quality;
}

/** The sum of each row, taken once when the weights are known to be whole. */
export function rowSums({ values }: WeightMemory, { rows, columns, offset }: LayerShape): Float32Array {
  const sums = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) sum += values[offset + row * columns + column] ?? 0;
    sums[row] = sum;
  }
  return sums;
}

export function networkOf(name: NetworkName, stored: StoredNetwork): Network {
  const shape = SHAPES[name];
  const memory = memoryOf(bytesOf(stored.weights, bytesPerWord(shape.format)), shape.format);
  const layers = shape.layers.map((layer, i) => {
    const [low, high] = stored.limits[i] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    return {
      ...layer,
      sums: layer.kind === "dense" ? rowSums(memory, layer) : null,
      multiplier: stored.multipliers[i] ?? 1,
      scale: stored.scales[i] ?? 1,
      low,
      high,
    };
  });
  return { name, shape, layers, memory, quality: stored.quality };
}

/** A page needs one network of the four, and one kind of input: each is a file of its own. */
const STORED: Readonly<Record<NetworkName, () => Promise<StoredNetwork>>> = {
  language: async () => (await import("./sdc-weights-language.ts")).language,
  lights: async () => (await import("./sdc-weights-lights.ts")).lights,
  glyphs: async () => (await import("./sdc-weights-glyphs.ts")).glyphs,
  voice: async () => (await import("./sdc-weights-voice.ts")).voice,
};
const DRAW: Readonly<Record<NetworkName, () => Promise<DrawSample>>> = {
  language: async () => (await import("./sdc-data-language.ts")).drawCharacters,
  lights: async () => (await import("./sdc-data-lights.ts")).drawLight,
  glyphs: async () => (await import("./sdc-data-glyphs.ts")).drawGlyph,
  voice: async () => (await import("./sdc-data-voice.ts")).drawVoice,
};

const known = new Map<NetworkName, Network & { readonly draw: DrawSample }>();

/** Brings a network's weights and its inputs, once: what runs it finds them after that. @param given weights as the page carries them */
export async function loadNetwork(name: NetworkName, given?: StoredNetwork): Promise<StoredNetwork> {
  const [stored, draw] = await Promise.all([given ?? STORED[name](), DRAW[name]()]);
  if (!known.has(name)) known.set(name, { ...networkOf(name, stored), draw });
  return stored;
}

/** The trained network of a track; `loadNetwork` has brought it. */
export function network(name: NetworkName): Network & { readonly draw: DrawSample } {
  const found = known.get(name);
  if (!found) throw new Error(`The weights of the network “${name}” have not been loaded.`);
  return found;
}
