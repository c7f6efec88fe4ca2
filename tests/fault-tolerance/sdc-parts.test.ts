import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { random } from "../../src/sim/core/random.ts";
import {
  CAR,
  carCost,
  frameCost,
  layerProof,
  setCost,
  timedLayer,
} from "../../src/sim/fault-tolerance/parts/sdc-cost.ts";
import { wilson } from "../../src/sim/fault-tolerance/parts/sdc-coverage.ts";
import { crc32c } from "../../src/sim/fault-tolerance/parts/sdc-crc.ts";
import { drawFault, inject } from "../../src/sim/fault-tolerance/parts/sdc-inject.ts";
import { bench, crcTells, POOL, sight, struck, unitOf } from "../../src/sim/fault-tolerance/parts/sdc-inspect.ts";
import { agree, answerOf, crossEntropy } from "../../src/sim/fault-tolerance/parts/sdc-loss.ts";
import { copyOf, memoryOf, restore, strike, wordAt } from "../../src/sim/fault-tolerance/parts/sdc-memory.ts";
import { loadNetwork } from "../../src/sim/fault-tolerance/parts/sdc-network.ts";
import { run } from "../../src/sim/fault-tolerance/parts/sdc-run.ts";
import { NETWORK_NAMES } from "../../src/sim/fault-tolerance/parts/sdc-shapes.ts";
import { BITS, flipBit, numberIn } from "../../src/sim/laws/bit-flip.ts";
import { abftOverhead } from "../../src/sim/laws/detection.ts";
import { oracle } from "../laws/read-oracle.ts";

await Promise.all(NETWORK_NAMES.map((name) => loadNetwork(name)));

const near = (value: number, truth: number, rel = 1e-9): void =>
  expect(Math.abs(value - truth)).toBeLessThanOrEqual(rel * Math.abs(truth));

describe("CRC-32C", () => {
  test("has the published check value (RFC 3720), and that of no bytes", () => {
    expect(crc32c(new TextEncoder().encode("123456789"))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(0))).toBe(0);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa); // RFC 3720, B.4: 32 bytes of zeros
  });

  /** Long division of the bits, highest power first, with both ends turned over: the polynomial as it is written. */
  const byDivision = (bytes: Uint8Array): number => {
    const bits = Array.from(bytes).flatMap((byte) => Array.from({ length: 8 }, (_, i) => (byte >> i) & 1));
    const all = [...bits, ...new Array<number>(32).fill(0)].map((bit, i) => (i < 32 ? bit ^ 1 : bit));
    let rest = 0n;
    for (const bit of all) {
      rest = (rest << 1n) | BigInt(bit);
      if (rest >> 32n) rest ^= 0x11edc6f41n;
    }
    const turned = rest.toString(2).padStart(32, "0").split("").reverse().join("");
    return (Number.parseInt(turned, 2) ^ 0xffffffff) >>> 0;
  };

  test("is the rest of a division by Castagnoli’s polynomial", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 40 }), (bytes) => {
        expect(crc32c(bytes)).toBe(byDivision(bytes));
      }),
    );
  });

  test("tells of every burst of up to 32 bits", () => {
    const bits = fc.array(fc.boolean(), { minLength: 1, maxLength: 32 }).filter((burst) => burst.includes(true));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 64 }), bits, fc.nat(), (bytes, burst, from) => {
        const hurt = bytes.slice();
        const start = from % (8 * bytes.length - 31);
        burst.forEach((flipped, i) => {
          const place = (start + i) >> 3;
          if (flipped) hurt[place] = (hurt[place] ?? 0) ^ (1 << ((start + i) & 7));
        });
        expect(crc32c(hurt)).not.toBe(crc32c(bytes));
      }),
      { numRuns: 500 },
    );
  });

  test("finds each of the 20,016 single flips in the weights of the voice gate", () => {
    const { bytes } = copyOf(bench("voice").memory);
    const written = crc32c(bytes);
    let missed = 0;
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (crc32c(bytes) === written) missed++;
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    }
    expect([8 * bytes.length, missed]).toEqual([20_016, 0]);
  });
});

describe("a weight in memory", () => {
  const formats = fc.constantFrom("bf16" as const, "fp32" as const, "int8" as const);
  const cases = formats.chain((format) =>
    fc.record({
      format: fc.constant(format),
      bytes: fc.uint8Array({ minLength: 8, maxLength: 8 }),
      bit: fc.integer({ min: 0, max: BITS[format] - 1 }),
      index: fc.integer({ min: 0, max: 64 / BITS[format] - 1 }),
    }),
  );

  test("says what its word says, in every format", () => {
    fc.assert(
      fc.property(cases, ({ format, bytes, index }) => {
        const memory = memoryOf(bytes.slice(), format);
        expect(memory.values[index]).toBe(numberIn(wordAt(memory, index), format));
      }),
      { numRuns: 2000 },
    );
  });

  test("is struck in one byte, as the law of the flip says, and twice is never", () => {
    fc.assert(
      fc.property(cases, ({ format, bytes, bit, index }) => {
        const memory = memoryOf(bytes.slice(), format);
        const value = memory.values[index] ?? 0;
        strike(memory, index, bit, "flip");
        expect(Array.from(memory.bytes).filter((byte, i) => byte !== bytes[i])).toHaveLength(1);
        if (!Number.isNaN(value)) expect(memory.values[index]).toBe(flipBit({ value, bit, format }));
        strike(memory, index, bit, "flip");
        expect(memory.bytes).toEqual(bytes);
        expect(memory.values[index]).toBe(value);
      }),
      { numRuns: 1000 },
    );
  });

  test("set is set and cleared is cleared, whatever it was", () => {
    fc.assert(
      fc.property(cases, ({ format, bytes, bit, index }) => {
        const memory = memoryOf(bytes.slice(), format);
        strike(memory, index, bit, "set");
        expect((wordAt(memory, index) >>> bit) & 1).toBe(1);
        strike(memory, index, bit, "clear");
        expect((wordAt(memory, index) >>> bit) & 1).toBe(0);
        restore(memory, memoryOf(bytes, format), index, index + 1);
        expect(memory.bytes).toEqual(bytes);
      }),
    );
  });
});

/** The same network again: words told by a DataView, one output at a time, every sum rounded to fp32 by Math.fround. */
function byHand(name: (typeof NETWORK_NAMES)[number], sample: number): number[] {
  const { network, samples } = bench(name);
  const { format } = network.shape;
  const view = new DataView(network.memory.bytes.buffer, network.memory.bytes.byteOffset);
  const float = new DataView(new ArrayBuffer(4));
  const bf16 = (value: number): number => {
    float.setFloat32(0, value);
    const word = float.getUint32(0);
    const [high, low] = [word >>> 16, word & 0xffff];
    float.setUint32(0, (high + (low > 0x8000 || (low === 0x8000 && high % 2 === 1) ? 1 : 0)) * 65_536);
    return float.getFloat32(0);
  };
  const weight = (index: number): number => {
    if (format === "int8") return view.getInt8(index);
    float.setUint32(0, view.getUint16(2 * index, true) << 16);
    return float.getFloat32(0);
  };
  let x = Array.from(samples[sample]?.input ?? []);
  if (format === "int8") x = x.map((value) => Math.round(127 * value));
  for (const layer of network.layers) {
    const { kind, columns, offset, multiplier } = layer;
    if (kind === "embedding") {
      x = x.flatMap((symbol) => Array.from({ length: columns }, (_, d) => weight(offset + symbol * columns + d)));
      continue;
    }
    const taken = [...x, format === "int8" ? 127 : 1];
    const sums = Array.from({ length: columns }, (_, column) =>
      taken.reduce((sum, value, row) => Math.fround(sum + value * weight(offset + row * columns + column)), 0),
    );
    if (layer === network.layers.at(-1)) return sums;
    x = sums.map((sum) =>
      format === "int8" ? Math.min(127, Math.max(0, Math.round(sum * multiplier))) : bf16(Math.max(0, sum)),
    );
  }
  return x;
}

describe("inference", () => {
  test.each(NETWORK_NAMES)("%s answers as it does by hand, to the last bit", (name) => {
    for (const sample of [0, 7, 63])
      expect(Array.from(bench(name).clean[sample]?.outputs ?? [])).toEqual(byHand(name, sample));
  });

  test("a loss is what the right answer lacks to certainty; NaN is without bound and answers nothing", () => {
    const logits = Float32Array.of(1, 2, 3);
    const share = Math.exp(2) / (Math.exp(1) + Math.exp(2) + Math.exp(3));
    expect(crossEntropy(logits, 1, 1)).toBeCloseTo(-Math.log(share), 12);
    expect(crossEntropy(Float32Array.of(1, Number.NaN), 1, 0)).toBe(Infinity);
    expect(answerOf(Float32Array.of(Number.NaN, -3, -2))).toBe(2);
  });
});

describe("ABFT", () => {
  test("finds 500 of 500 faults of an integer sum", () => {
    const table = bench("voice");
    const chance = random(3);
    let found = 0;
    for (let i = 0; i < 500; i++) {
      const place = i % 2 === 0 ? "compute" : "unit";
      if (inject(table, { ...drawFault(table, place, chance), place }, chance.below(POOL)).residual > 0) found++;
    }
    expect(found).toBe(500);
  });

  test("finds 500 of 500 flips of an integer weight that its input meets", () => {
    const table = bench("voice");
    const chance = random(4);
    let [found, tried] = [0, 0];
    while (tried < 500) {
      const sample = chance.below(POOL);
      const fault = drawFault(table, "memory", chance);
      const row = Math.floor(fault.weight / (table.network.layers[0]?.columns ?? 1));
      const x = row === table.network.shape.inputs ? 1 : (table.samples[sample]?.input[row] ?? 0);
      if (fault.layer !== 0 || Math.round(127 * x) === 0) continue;
      tried++;
      if (inject(table, { ...fault, place: "memory" }, sample).residual > 0) found++;
    }
    expect(found).toBe(500);
  });

  test("is silent without a fault: exactly in integers, below 2e-7 of a layer’s sum in fp32", () => {
    expect(bench("voice").noiseFloor).toBe(0);
    for (const name of ["language", "lights", "glyphs"] as const) {
      expect(bench(name).noiseFloor).toBeGreaterThan(0);
      expect(bench(name).noiseFloor).toBeLessThan(2e-7); // a few units in the last place of fp32, 6e-8
    }
  });
});

test("a struck memory is whole again afterwards", () => {
  for (const name of NETWORK_NAMES) {
    const table = bench(name);
    const whole = copyOf(table.network.memory);
    for (const place of ["memory", "torn"] as const) {
      const fault = { place, layer: 1, weight: 5, bit: 3, direction: "flip" } as const;
      struck(table, fault, (memory) => {
        expect(crcTells(table, memory, fault)).toBe(true);
      });
      expect(crcTells(table, table.memory, fault)).toBe(false);
    }
    expect(table.memory).toEqual(whole);
    expect(table.network.memory).toEqual(whole);
  }
});

describe("what it costs", () => {
  test("a frame is two operations for each weight that multiplies; a checksum is 2k + n a layer", () => {
    for (const name of NETWORK_NAMES) {
      const { layers } = bench(name).network;
      const dense = layers.filter(({ kind }) => kind === "dense");
      const { inference, abft, crc, dmr } = frameCost(name);
      expect(inference.flops).toBe(dense.reduce((sum, { rows, columns }) => sum + 2 * rows * columns, 0));
      const least = dense.reduce((sum, { rows, columns }) => sum + 2 * rows + columns, 0);
      expect(abft.flops - least).toBeGreaterThan(0); // the difference, its share and the comparison
      expect(abft.flops - least).toBeLessThanOrEqual(3 * dense.length);
      expect(crc.bytes).toBe(bench(name).memory.bytes.length);
      expect(dmr.flops).toBe(inference.flops + (layers.at(-1)?.columns ?? 0));
    }
  });

  test("ten times cheaper than a second run: the wide layer of 48 passes, one of 8 fails, by operations and by bytes", () => {
    for (const batch of [1, 16, 256]) {
      const wide = layerProof(48, batch);
      expect(Math.min(wide.flops, wide.bytes)).toBeGreaterThan(10);
    }
    expect(layerProof(8, 1).flops).toBeLessThan(10);
    expect(layerProof(8, 1).bytes).toBeLessThan(10);
  });

  test("by operations it is the law’s own ratio", () => {
    for (const width of [2, 15, 48, 4096])
      for (const batch of [1, 7])
        near(
          layerProof(width, batch).flops,
          1 / abftOverhead({ rows: batch, inner: width, columns: width, checksum: "precomputed" }),
        );
  });

  test("the network of the lights passes with ABFT as a whole; its last layer of 3 does not; a CRC in every frame does not", () => {
    const none = {
      crc: false,
      scrubPeriod: 1,
      abft: false,
      abftThreshold: 1e-5,
      dmr: "none",
      rangeGuard: false,
      nanCheck: false,
    } as const;
    const abft = setCost("lights", { ...none, abft: true });
    expect(1 / abft.flops).toBeGreaterThan(10);
    expect(1 / abft.bytes).toBeGreaterThan(10);
    const { rows, columns } = bench("lights").network.layers[2] ?? { rows: 1, columns: 1 };
    const last = abftOverhead({ rows: 1, inner: rows, columns, checksum: "precomputed" });
    expect(1 / last).toBeLessThan(10);
    expect(1 / setCost("lights", { ...none, crc: true }).bytes).toBeLessThan(1.1);
    for (const dmr of ["same", "separate"] as const) {
      const { flops, bytes, dearer } = setCost("lights", { ...none, dmr });
      expect([flops, bytes, dearer]).toEqual([1, 1, 1]);
    }
  });

  test("hash-vs-dmr-bytes: a CRC of 25 MB in every frame is 1.4 times cheaper, and ten times from a period of 8 on", () => {
    const {
      inputs,
      expected,
      rel = 0,
    } = oracle(
      "hash-vs-dmr-bytes",
      v.object({
        weights_MB: v.number(),
        activation_MB: v.number(),
        gflops: v.number(),
        peak_tflops_int8: v.number(),
        mem_GBps: v.number(),
        crc_weights_every: v.array(v.number()),
      }),
      v.object({
        inference_ms_roofline: v.number(),
        crc_ms: v.array(v.number()),
        dmr_over_crc: v.array(v.number()),
      }),
    );
    near(CAR.weights, inputs.weights_MB * 1e6);
    near(CAR.activations, inputs.activation_MB * 1e6);
    near(CAR.flops, inputs.gflops * 1e9);
    near(CAR.peak, inputs.peak_tflops_int8 * 1e12);
    near(CAR.bandwidth, inputs.mem_GBps * 1e9);
    inputs.crc_weights_every.forEach((period, i) => {
      const { frame, crc, ratio } = carCost(period);
      near(frame * 1e3, expected.inference_ms_roofline, rel);
      near(crc * 1e3, expected.crc_ms[i] ?? Number.NaN, rel);
      near(ratio, expected.dmr_over_crc[i] ?? Number.NaN, rel);
    });
    expect(carCost(1).leastPeriod).toBe(8);
    expect([carCost(7).ratio < 10, carCost(8).ratio >= 10]).toEqual([true, true]);
  });

  test("dmr-batched: both copies in one batch cost 29 % more", () => {
    const { expected } = oracle("dmr-batched", v.unknown(), v.object({ batch2_dmr_factor: v.number() }));
    near(carCost(1).batchedFactor, expected.batch2_dmr_factor);
  });

  test("what the page times is the same product, with and without its check", () => {
    const layer = timedLayer(64, 4, 1);
    expect(layer.plain()).not.toBe(0);
    expect(layer.twice()).toBe(0);
    expect(layer.checked()).toBeLessThan(1e-4);
    expect(layer.crc()).toBe(layer.crc());
  });
});

test("Wilson’s interval: 81 of 263 is 0.2553 to 0.3662 (Newcombe 1998), all of n is at least n/(n + z²)", () => {
  const [low, high] = wilson(81, 263);
  expect(low).toBeCloseTo(0.2553, 4);
  expect(high).toBeCloseTo(0.3662, 4);
  expect(wilson(20, 20)[0]).toBeCloseTo(20 / (20 + 1.959964 ** 2), 6);
  expect([wilson(0, 20)[0], wilson(20, 20)[1], ...wilson(0, 0)]).toEqual([0, 1, 0, 1]);
});

test("a checked run says the same as an unchecked one", () => {
  const { network, samples, clean } = bench("lights");
  samples.forEach(({ input }, i) => {
    expect(run(network, network.memory, input).outputs).toEqual(clean[i]?.outputs);
  });
});

test.each(NETWORK_NAMES)(
  "%s: what differs from a sound run is worked out again to the same bits, and the same is seen",
  (name) => {
    const table = bench(name);
    const { network, samples, clean } = table;
    const chance = random(11);
    let masked = 0;
    for (let n = 0; n < 400; n++) {
      const place = (["memory", "compute", "unit", "torn"] as const)[n % 4] ?? "memory";
      const fault = { ...drawFault(table, place === "torn" ? "memory" : place, chance), place };
      const sample = chance.below(POOL);
      struck(table, fault, (memory) => {
        const unit = unitOf(table, fault);
        const { run: short, ...seen } = sight(table, memory, fault, sample);
        const input = samples[sample]?.input ?? new Float32Array(0);
        const whole = run(network, memory, input, { fault: unit, checked: true });
        expect([short.outputs, short.residual, short.inRange, short.finite]).toEqual([
          whole.outputs,
          whole.residual,
          whole.inRange,
          whole.finite,
        ]);
        const again = run(network, memory, input, { fault: place === "unit" ? unit : null });
        expect(seen.sameBuffer).toBe(!agree(whole.outputs, again.outputs));
        expect(seen.outputChanged).toBe(!agree(whole.outputs, clean[sample]?.outputs ?? whole.outputs));
        expect(crcTells(table, memory, fault)).toBe(crc32c(memory.bytes) !== crc32c(network.memory.bytes));
        if (!seen.outputChanged) masked++;
      });
    }
    expect(masked, "some are masked on their way, and some are not").toBeGreaterThan(0);
    expect(masked).toBeLessThan(400);
  },
);
