import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { abftOverhead, combinedCoverage, crcEscape } from "../../src/sim/laws/detection.ts";
import { oracle } from "./read-oracle.ts";

const near = (value: number, truth: number, rel = 1e-9): void =>
  expect(Math.abs(value - truth)).toBeLessThanOrEqual(rel * Math.abs(truth));

const Sizes = v.object({ m: v.number(), k: v.number(), n: v.number() });
const Costs = v.object({
  online_one_sided: v.number(),
  weight_checksum_precomputed: v.number(),
  dmr: v.number(),
  ratio_dmr_over_pre: v.number(),
});

describe("the open oracles", () => {
  test.each(["abft-flop-4096-4096-4096", "abft-flop-1-4096-4096"])("%s", (id) => {
    const { inputs, expected } = oracle(id, Sizes, Costs);
    const sizes = { rows: inputs.m, inner: inputs.k, columns: inputs.n };
    near(abftOverhead({ ...sizes, checksum: "online" }), expected.online_one_sided);
    const pre = abftOverhead({ ...sizes, checksum: "precomputed" });
    near(pre, expected.weight_checksum_precomputed);
    near(expected.dmr / pre, expected.ratio_dmr_over_pre);
  });

  test("crc-escape", () => {
    const { inputs, expected } = oracle(
      "crc-escape",
      v.object({ bits: v.array(v.number()) }),
      v.object({ random_escape: v.array(v.number()) }),
    );
    inputs.bits.forEach((bits, i) => {
      near(crcEscape(bits), expected.random_escape[i] ?? Number.NaN, 1e-12);
    });
  });

  test("cov-compose: 98 % if they miss independently, and never less than the best alone", () => {
    const { inputs, expected } = oracle(
      "cov-compose",
      v.object({ dc: v.array(v.number()) }),
      v.object({ independent: v.number(), lower_bound: v.number() }),
    );
    near(combinedCoverage(inputs.dc), expected.independent);
    near(Math.max(...inputs.dc), expected.lower_bound);
  });
});

describe("the checksum's price", () => {
  const size = fc.integer({ min: 1, max: 20_000 });

  test("is that of counting: 2mk + mn with stored sums, mk + 2kn + mn without, over 2mkn", () => {
    fc.assert(
      fc.property(size, size, size, (m, k, n) => {
        const sizes = { rows: m, inner: k, columns: n };
        const flop = 2 * m * k * n;
        near(abftOverhead({ ...sizes, checksum: "precomputed" }), (2 * m * k + m * n) / flop);
        near(abftOverhead({ ...sizes, checksum: "online" }), (m * k + 2 * k * n + m * n) / flop);
      }),
    );
  });

  test("is a tenth of a second run from a width of 15 on (science.md A4)", () => {
    const ratio = (n: number) => 1 / abftOverhead({ rows: 1, inner: n, columns: n, checksum: "precomputed" });
    near(ratio(15), 10);
    expect(ratio(14)).toBeLessThan(10);
    expect(ratio(16)).toBeGreaterThan(10);
  });

  test("refuses what is no size", () => {
    const good = { rows: 1, inner: 1, columns: 1, checksum: "online" } as const;
    for (const bad of [0, -1, Number.NaN, Infinity])
      for (const name of ["rows", "inner", "columns"])
        expect(() => abftOverhead({ ...good, [name]: bad })).toThrow(`${name} must be a finite count`);
  });
});

describe("coverage of several", () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });

  test("lies between the best alone and the sum of all, and is 0 for none", () => {
    expect(combinedCoverage([])).toBe(0);
    fc.assert(
      fc.property(shares, (coverages) => {
        const all = combinedCoverage(coverages);
        expect(all).toBeGreaterThanOrEqual(Math.max(0, ...coverages) - 1e-12);
        expect(all).toBeLessThanOrEqual(
          Math.min(
            1,
            coverages.reduce((sum, c) => sum + c, 0),
          ) + 1e-12,
        );
      }),
    );
  });

  test("a checksum twice as long escapes with the square; refusals", () => {
    for (const bits of [0, 1, 8, 16]) near(crcEscape(2 * bits), crcEscape(bits) ** 2);
    for (const bad of [-1, Number.NaN, Infinity]) expect(() => crcEscape(bad)).toThrow("bits must be finite");
    for (const bad of [-0.1, 1.1, Number.NaN]) expect(() => combinedCoverage([0.5, bad])).toThrow("coverage must be");
  });
});
