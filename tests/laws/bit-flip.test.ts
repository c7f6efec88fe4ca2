import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { BITS, flipBit, type WordFormat } from "../../src/sim/laws/bit-flip.ts";
import { oracle } from "./read-oracle.ts";

const orInfinite = v.union([
  v.number(),
  v.pipe(
    v.literal("inf"),
    v.transform(() => Infinity),
  ),
]);

const near = (value: number, truth: number, rel: number): void => {
  if (truth === Infinity) expect(value).toBe(Infinity);
  else expect(Math.abs(value - truth)).toBeLessThanOrEqual(rel * Math.abs(truth));
};

describe("the open oracles", () => {
  test("bitflip-bf16: each of the 16 bits of four values", () => {
    const { expected, rel = 0 } = oracle(
      "bitflip-bf16",
      v.unknown(),
      v.record(v.string(), v.object({ bits: v.string(), flipped: v.array(orInfinite) })),
    );
    expect(Object.keys(expected)).toHaveLength(4);
    for (const [value, { flipped }] of Object.entries(expected)) {
      expect(flipped).toHaveLength(16);
      for (const [bit, truth] of flipped.entries())
        near(flipBit({ value: Number(value), bit, format: "bf16" }), truth, rel);
    }
  });

  test("bitflip-fp16", () => {
    const {
      inputs,
      expected,
      rel = 0,
    } = oracle(
      "bitflip-fp16",
      v.object({ cases: v.array(v.tuple([v.string(), v.number()])) }),
      v.object({ values: v.array(orInfinite) }),
    );
    inputs.cases.forEach(([value, bit], i) => {
      near(flipBit({ value: Number(value), bit, format: "fp16" }), expected.values[i] ?? Number.NaN, rel);
    });
  });

  test("bitflip-int8", () => {
    const { inputs, expected } = oracle(
      "bitflip-int8",
      v.object({ value: v.number(), bits: v.array(v.number()) }),
      v.object({ values: v.array(v.number()) }),
    );
    expect(inputs.bits.map((bit) => flipBit({ value: inputs.value, bit, format: "int8" }))).toEqual(expected.values);
  });
});

const formats = fc.constantFrom<WordFormat>("bf16", "fp16", "fp32", "int8");
const bitOf = (format: WordFormat) => fc.integer({ min: 0, max: BITS[format] - 1 });
const anyFloat = fc.oneof(fc.double({ noNaN: true }), fc.double({ min: -4, max: 4, noNaN: true }));
const valueFor = (format: WordFormat) =>
  format === "int8" ? fc.double({ min: -200, max: 200, noNaN: true }) : anyFloat;
const flips = formats.chain((format) =>
  fc.record({ format: fc.constant(format), bit: bitOf(format), value: valueFor(format) }),
);

/** The words of a processor, told by its own DataView. */
const view = new DataView(new ArrayBuffer(4));
const float = (word: number): number => {
  view.setUint32(0, word >>> 0);
  return view.getFloat32(0);
};
const word = (value: number): number => {
  view.setFloat32(0, value);
  return view.getUint32(0);
};

describe("a flip", () => {
  test("done twice gives the rounded value back", () => {
    fc.assert(
      fc.property(flips, ({ value, bit, format }) => {
        const once = flipBit({ value, bit, format });
        if (!Number.isFinite(once)) return; // a NaN's word is not known from its value
        const twice = flipBit({ value: once, bit, format });
        const again = flipBit({ value: flipBit({ value: twice, bit, format }), bit, format });
        expect(again).toBe(twice); // it is a value of the format, at rest
        if (format === "fp32" && Math.abs(value) < 3e38) expect(twice).toBe(Math.fround(value));
        if (format === "int8") expect(Math.abs(twice - Math.min(127, Math.max(-128, value)))).toBeLessThanOrEqual(0.5);
      }),
      { numRuns: 2000 },
    );
  });

  test("of fp32 is what the processor's own word says", () => {
    fc.assert(
      fc.property(anyFloat, bitOf("fp32"), (value, bit) => {
        expect(flipBit({ value, bit, format: "fp32" })).toBe(float(word(value) ^ (1 << bit)));
      }),
      { numRuns: 2000 },
    );
  });

  test("of bf16 is that of the upper half of an fp32 word", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), bitOf("bf16"), (half, bit) => {
        const value = float(half << 16);
        if (Number.isNaN(value)) return;
        expect(flipBit({ value, bit, format: "bf16" })).toBe(float((half ^ (1 << bit)) << 16));
      }),
      { numRuns: 5000 },
    );
  });

  test("of int8 is that of an Int8Array", () => {
    for (let value = -128; value < 128; value++)
      for (let bit = 0; bit < 8; bit++)
        expect(flipBit({ value, bit, format: "int8" })).toBe(new Int8Array([value ^ (1 << bit)])[0]);
  });

  test("of fp16 follows the formula (−1)^s 2^(e−15) (1 + m/1024) for every word", () => {
    const half = (w: number): number => {
      const [sign, exponent, mantissa] = [w >> 15 ? -1 : 1, (w >> 10) & 31, w & 1023];
      if (exponent === 31) return mantissa ? Number.NaN : sign * Infinity;
      return exponent === 0 ? (sign * mantissa) / 2 ** 24 : sign * 2 ** (exponent - 15) * (1 + mantissa / 1024);
    };
    for (let w = 0; w < 65536; w += 7)
      if (!Number.isNaN(half(w)))
        for (let bit = 0; bit < 16; bit++)
          expect(flipBit({ value: half(w), bit, format: "fp16" })).toBe(half(w ^ (1 << bit)));
  });

  test("first rounds to nearest even, once and not by way of another format", () => {
    const rounded = (value: number) =>
      flipBit({ value: flipBit({ value, bit: 15, format: "bf16" }), bit: 15, format: "bf16" });
    expect(rounded(1 + 2 ** -8)).toBe(1); // a half: to the even 1.0
    expect(rounded(1 + 3 * 2 ** -8)).toBe(1 + 2 ** -6);
    expect(rounded(1 + 2 ** -8 + 2 ** -40)).toBe(1 + 2 ** -7); // by way of fp32 it would be 1.0
    expect(rounded(3.4e38)).toBe(Infinity); // the largest bf16 is 3.39e38
    expect(rounded(-1e-50)).toBe(-0);
  });

  test("from 1 to 0 never makes a float larger, whatever the bit but the sign (science.md, fault 2)", () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), fc.integer({ min: 0, max: 14 }), (value, bit) => {
        const stored = Math.abs(
          flipBit({ value: flipBit({ value, bit: 15, format: "bf16" }), bit: 15, format: "bf16" }),
        );
        const wasSet = ((word(stored) >>> 16) >> bit) & 1;
        const after = Math.abs(flipBit({ value, bit, format: "bf16" }));
        if (wasSet) expect(after).toBeLessThan(stored);
        else expect(after > stored || Number.isNaN(after)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test("refuses what is no number and no bit of the word", () => {
    expect(() => flipBit({ value: Number.NaN, bit: 0, format: "bf16" })).toThrow(RangeError);
    expect(() => flipBit({ value: Infinity, bit: 0, format: "int8" })).toThrow("finite");
    for (const bit of [-1, 16, 0.5, Number.NaN])
      expect(() => flipBit({ value: 1, bit, format: "bf16" })).toThrow("bit must be a whole number from 0 to 15");
    expect(() => flipBit({ value: 1, bit: 8, format: "int8" })).toThrow("0 to 7");
  });
});
