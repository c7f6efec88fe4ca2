import { BITS, numberIn, type WordFormat } from "../../laws/bit-flip.ts";

export type StoredFormat = Exclude<WordFormat, "fp16">;
/** What a fault does to a bit: turns it round, or holds it at one value whatever it was. */
export type Direction = "flip" | "set" | "clear";

/** Weights as they lie in memory, words in little-endian order, and what each word says. */
export interface WeightMemory {
  readonly format: StoredFormat;
  readonly bytes: Uint8Array;
  /** The number in each word; a word that changes is read again. */
  readonly values: Float32Array;
}

export const bytesPerWord = (format: StoredFormat): number => BITS[format] / 8;

/** The word of one weight, as a whole number from 0. */
export function wordAt({ format, bytes }: WeightMemory, index: number): number {
  const size = bytesPerWord(format);
  let word = 0;
  for (let i = size - 1; i >= 0; i--) word = word * 256 + (bytes[index * size + i] ?? 0);
  return word;
}

const read = (memory: WeightMemory, index: number): void => {
  memory.values[index] = numberIn(wordAt(memory, index), memory.format);
};

/** All words of a format as numbers, at once: what `numberIn` says of each of them. */
function numbersIn(bytes: Uint8Array, format: StoredFormat): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const values = new Float32Array(bytes.length / bytesPerWord(format));
  const halves = new Uint32Array(values.buffer);
  for (let i = 0; i < values.length; i++) {
    if (format === "int8") values[i] = view.getInt8(i);
    // The upper half of a float32.
    else if (format === "bf16") halves[i] = view.getUint16(2 * i, true) << 16;
    else values[i] = view.getFloat32(4 * i, true);
  }
  return values;
}

export const memoryOf = (bytes: Uint8Array, format: StoredFormat): WeightMemory => ({
  format,
  bytes,
  values: numbersIn(bytes, format),
});

/** The same weights in bytes of their own. */
export const copyOf = ({ format, bytes, values }: WeightMemory): WeightMemory => ({
  format,
  bytes: bytes.slice(),
  values: values.slice(),
});

/** A word of up to 32 bits after a fault in one of them. */
export function faulty(word: number, bit: number, direction: Direction): number {
  const mask = 1 << bit;
  if (direction === "set") return (word | mask) >>> 0;
  return (direction === "clear" ? word & ~mask : word ^ mask) >>> 0;
}

/** A fault in one bit of one weight: one byte of the memory changes, or none where the bit was so already. */
export function strike(memory: WeightMemory, index: number, bit: number, direction: Direction): void {
  const place = index * bytesPerWord(memory.format) + (bit >> 3);
  memory.bytes[place] = faulty(memory.bytes[place] ?? 0, bit & 7, direction);
  read(memory, index);
}

/** A write that ended here: from this weight on, the memory is still empty. */
export function tear(memory: WeightMemory, from: number): void {
  memory.bytes.fill(0, from * bytesPerWord(memory.format));
  memory.values.fill(0, from);
}

/** Brings words from `from` to `to` (not included) back to those of a whole copy. */
export function restore(memory: WeightMemory, whole: WeightMemory, from: number, to: number): void {
  const size = bytesPerWord(memory.format);
  memory.bytes.set(whole.bytes.subarray(from * size, to * size), from * size);
  memory.values.set(whole.values.subarray(from, to), from);
}

/**
 * Words of `size` bytes from a base64 text that holds the last byte of every word first, then the last but one, and so on. Exponents
 * are alike, so a page that lays them side by side weighs a sixth less when compressed.
 */
export function bytesOf(text: string, size: number): Uint8Array {
  const planes = atob(text);
  const words = planes.length / size;
  const bytes = new Uint8Array(planes.length);
  for (let place = 0; place < size; place++)
    for (let word = 0; word < words; word++)
      bytes[word * size + place] = planes.charCodeAt((size - 1 - place) * words + word);
  return bytes;
}
