import { requireFinite } from "../core/check.ts";

export type WordFormat = "bf16" | "fp16" | "fp32" | "int8";

interface FloatLayout {
  readonly exponentBits: number;
  readonly mantissaBits: number;
}

/** IEEE 754-2019, table 3.5; bfloat16 is binary32 without its last 16 bits. */
const FLOATS: Readonly<Record<Exclude<WordFormat, "int8">, FloatLayout>> = {
  bf16: { exponentBits: 8, mantissaBits: 7 },
  fp16: { exponentBits: 5, mantissaBits: 10 },
  fp32: { exponentBits: 8, mantissaBits: 23 },
};

/** Bits of a word. */
export const BITS: Readonly<Record<WordFormat, number>> = { bf16: 16, fp16: 16, fp32: 32, int8: 8 };

/** To the nearest whole number, halves to the even one; for |x| < 2^52. */
const toEven = (x: number): number => {
  const below = Math.floor(x);
  const over = x - below;
  return over > 0.5 || (over === 0.5 && below % 2 !== 0) ? below + 1 : below;
};

/** The power of two of a finite number above 0: 2^e ≤ x < 2^(e+1). */
function exponentOf(x: number): number {
  const near = Math.floor(Math.log2(x)); // may be one off beside a power of two
  if (2 ** near > x) return near - 1;
  return 2 ** (near + 1) <= x ? near + 1 : near;
}

const leastExponent = ({ exponentBits }: FloatLayout): number => 2 - 2 ** (exponentBits - 1);

/** The word that holds the number nearest to a value, halves to even; what is too large is infinite. */
function encodeFloat(value: number, layout: FloatLayout): number {
  const { exponentBits, mantissaBits } = layout;
  const sign = value < 0 || Object.is(value, -0) ? 2 ** (exponentBits + mantissaBits) : 0;
  const infinite = (2 ** exponentBits - 1) * 2 ** mantissaBits;
  const size = Math.abs(value);
  if (size === 0) return sign;
  if (size === Infinity) return sign + infinite;
  const least = leastExponent(layout);
  const exponent = Math.max(exponentOf(size), least);
  // The last place is worth 2^(exponent − mantissaBits). A carry out of the mantissa goes into the exponent by itself.
  const places = toEven(size * 2 ** (mantissaBits - exponent));
  return sign + Math.min(infinite, (exponent - least) * 2 ** mantissaBits + places);
}

function decodeFloat(word: number, layout: FloatLayout): number {
  const { exponentBits, mantissaBits } = layout;
  const sign = word >= 2 ** (exponentBits + mantissaBits) ? -1 : 1;
  const mantissa = word % 2 ** mantissaBits;
  const exponent = Math.floor(word / 2 ** mantissaBits) % 2 ** exponentBits;
  if (exponent === 2 ** exponentBits - 1) return mantissa === 0 ? sign * Infinity : Number.NaN;
  const least = leastExponent(layout);
  if (exponent === 0) return sign * mantissa * 2 ** (least - mantissaBits);
  return sign * (mantissa + 2 ** mantissaBits) * 2 ** (least - mantissaBits + exponent - 1);
}

/** The word of `format` nearest to a value, as a whole number from 0. */
export function wordOf(value: number, format: WordFormat): number {
  if (format === "int8") return Math.min(127, Math.max(-128, toEven(value))) & 0xff;
  return encodeFloat(value, FLOATS[format]);
}

/** The value that a word of `format` holds. */
export const numberIn = (word: number, format: WordFormat): number =>
  format === "int8" ? (word << 24) >> 24 : decodeFloat(word, FLOATS[format]);

/** A word with one of its bits the other way round. */
export const otherWay = (word: number, bit: number): number => (word ^ (1 << bit)) >>> 0;

/**
 * The value after one bit of its word went the other way. First rounds to the format, to nearest even; what is too large for a float
 * is infinite, for int8 (two's complement) it is 127 or −128. A flip may give an infinity or NaN: the exponent of all ones.
 * In a float, a bit that goes from 1 to 0 never makes a number larger (but for the sign).
 *
 * @param options.value number that the word holds
 * @param options.bit 0 is the least significant
 * @param options.format bf16 (sign 1, exponent 8, mantissa 7 bits), fp16 (1, 5, 10), fp32 (1, 8, 23) or int8
 * @returns the value of the flipped word
 * @throws RangeError for NaN, a bit that the format does not have, or an infinite value for int8
 * @see IEEE 754-2019, section 3.4, binary interchange format encodings
 * @example flipBit({ value: 0.02, bit: 14, format: "bf16" }) // 6.81e36: the top exponent bit, 0 → 1
 */
export function flipBit(options: {
  readonly value: number;
  readonly bit: number;
  readonly format: WordFormat;
}): number {
  const { value, bit, format } = options;
  const bits = BITS[format];
  if (Number.isNaN(value)) throw new RangeError("value must be a number, but is NaN.");
  if (!Number.isInteger(bit) || bit < 0 || bit >= bits)
    throw new RangeError(`bit must be a whole number from 0 to ${bits - 1}, but is ${bit}.`);
  if (format === "int8") requireFinite({ "value of int8, without its sign,": Math.abs(value) });
  return numberIn(otherWay(wordOf(value, format), bit), format);
}
