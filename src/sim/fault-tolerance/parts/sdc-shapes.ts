import type { StoredFormat } from "./sdc-memory.ts";

export type NetworkName = "language" | "lights" | "glyphs" | "voice";
export const NETWORK_NAMES = ["language", "lights", "glyphs", "voice"] as const satisfies readonly NetworkName[];

/** A matrix of weights, a row for each input; the last row of a dense layer is its bias. An embedding has a row for each symbol. */
export interface LayerShape {
  readonly kind: "embedding" | "dense";
  readonly rows: number;
  readonly columns: number;
  /** Its first weight among those of the network. */
  readonly offset: number;
  /** Numbers that it hands on. */
  readonly outputs: number;
}

export interface NetworkShape {
  readonly label: string;
  readonly format: StoredFormat;
  readonly layers: readonly LayerShape[];
  /** Symbols that come in at once, for an embedding; numbers otherwise. */
  readonly inputs: number;
  readonly classes: readonly string[];
  readonly weights: number;
}

/** The alphabet of the language model: a stop, a space, a to z. */
export const ALPHABET = ". abcdefghijklmnopqrstuvwxyz";
/** Symbols that the language model sees at once, and numbers for each. */
export const CONTEXT = 6;
const SYMBOL_WIDTH = 8;

export const SIGNS = ["exit", "water", "danger", "ticket", "doctor", "closed", "left", "right", "food", "train"];

interface Plan {
  readonly label: string;
  readonly format: StoredFormat;
  /** Widths from the inputs to the outputs. */
  readonly widths: readonly number[];
  readonly classes: readonly string[];
  readonly embedded?: { readonly symbols: number; readonly width: number };
}

function shapeOf({ label, format, widths, classes, embedded }: Plan): NetworkShape {
  const layers: LayerShape[] = [];
  const inputs = widths[0] ?? 0;
  let offset = 0;
  let before = inputs;
  if (embedded) {
    const { symbols, width } = embedded;
    before = inputs * width;
    layers.push({ kind: "embedding", rows: symbols, columns: width, offset, outputs: before });
    offset += symbols * width;
  }
  for (const columns of widths.slice(1)) {
    layers.push({ kind: "dense", rows: before + 1, columns, offset, outputs: columns });
    offset += (before + 1) * columns;
    before = columns;
  }
  return { label, format, layers, inputs, classes, weights: offset };
}

/** Each at most 10 kB in its format. The first dense layer of `lights` is wide, its last narrow: the two sides of the 10× proof. */
export const SHAPES: Readonly<Record<NetworkName, NetworkShape>> = {
  language: shapeOf({
    label: "Characters of a language",
    format: "bf16",
    widths: [CONTEXT, 48, ALPHABET.length],
    classes: [...ALPHABET],
    embedded: { symbols: ALPHABET.length, width: SYMBOL_WIDTH },
  }),
  lights: shapeOf({
    label: "Traffic lights",
    format: "bf16",
    widths: [75, 48, 16, 3],
    classes: ["red", "amber", "green"],
  }),
  glyphs: shapeOf({ label: "Glyphs of a sign", format: "bf16", widths: [64, 40, 24, SIGNS.length], classes: SIGNS }),
  voice: shapeOf({ label: "Voice or noise", format: "int8", widths: [64, 32, 12, 2], classes: ["noise", "voice"] }),
};
