import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { expectedDirtyPages, resumeTime } from "../../src/sim/laws/dirty-pages.ts";
import { oracles as all } from "./read-oracle.ts";

const numbers = v.array(v.number());
const Dirty = v.object({
  id: v.string(),
  model: v.literal("mobile.dirty"),
  inputs: v.object({ pages: v.number(), random_writes: v.number(), page_bytes: v.number() }),
  expected: v.object({ distinct: v.number(), delta_MB: v.number() }),
  tolerance: v.object({ rel: v.number() }),
});
const Resume = v.object({
  id: v.string(),
  model: v.literal("mobile.resume"),
  inputs: v.object({ budget_ms: v.number(), fixed_ms: v.number(), read_MBps: numbers, state_MB: numbers }),
  expected: v.object({ ms: v.array(numbers), max_state_MB: numbers }),
  tolerance: v.object({ rel: v.number() }),
});
const Ours = v.variant("model", [Dirty, Resume]);

const oracles = all.filter(({ model }) => model.startsWith("mobile.")).map((oracle) => v.parse(Ours, oracle));

const near = (value: number, truth: number, rel: number): void =>
  expect(Math.abs(value - truth)).toBeLessThanOrEqual(rel * Math.abs(truth));

describe("the oracles of the Mobile Nomad", () => {
  it("are three", () => {
    expect(oracles.map(({ id }) => id)).toEqual(["dirty-pages-5000", "dirty-pages-200000", "resume-100ms"]);
  });

  for (const oracle of oracles)
    it(`${oracle.id} (${oracle.model}) is met`, () => {
      const { rel } = oracle.tolerance;
      if (oracle.model === "mobile.dirty") {
        const { pages, random_writes: writes, page_bytes } = oracle.inputs;
        const distinct = expectedDirtyPages({ pages, writes });
        near(distinct, oracle.expected.distinct, rel);
        near((distinct * page_bytes) / 1e6, oracle.expected.delta_MB, rel);
        return;
      }
      const { budget_ms, fixed_ms, read_MBps, state_MB } = oracle.inputs;
      const back = (bytes: number, readRate: number) => resumeTime({ fixedTime: fixed_ms / 1000, bytes, readRate });
      read_MBps.forEach((rate, i) => {
        state_MB.forEach((megabytes, j) => {
          near(back(megabytes * 1e6, rate * 1e6) * 1000, oracle.expected.ms[i]?.[j] ?? Number.NaN, rel);
        });
        const most = (oracle.expected.max_state_MB[i] ?? Number.NaN) * 1e6;
        near(back(most, rate * 1e6), budget_ms / 1000, rel);
      });
    });
});

describe("dirty pages", () => {
  it("follow the recurrence of one more write: it meets a clean page with the chance of clean pages over all", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 2000 }), (pages, writes) => {
        let dirty = 0;
        for (let i = 0; i < writes; i++) dirty += (pages - dirty) / pages;
        expect(expectedDirtyPages({ pages, writes })).toBeCloseTo(dirty, 8);
      }),
    );
  });

  it("are never more than the writes or the pages, and grow with the writes", () => {
    const pages = fc.integer({ min: 1, max: 1_000_000 });
    const writes = fc.double({ min: 1, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(pages, writes, (P, n) => {
        const dirty = expectedDirtyPages({ pages: P, writes: n });
        expect(dirty).toBeGreaterThan(0);
        expect(dirty).toBeLessThanOrEqual(Math.min(P, n) * (1 + 1e-12));
        expect(expectedDirtyPages({ pages: P, writes: 2 * n })).toBeGreaterThanOrEqual(dirty);
      }),
    );
  });

  it("do not halve when the writes halve: of 200,000 writes on 25,600 pages, half leave 98 % as many (misconception 5b)", () => {
    const at = (writes: number) => expectedDirtyPages({ pages: 25_600, writes });
    expect(at(100_000) / at(200_000)).toBeGreaterThan(0.97);
  });

  it("have their ends: no write, one page, writes without end", () => {
    expect(expectedDirtyPages({ pages: 25_600, writes: 0 })).toBe(0);
    expect(expectedDirtyPages({ pages: 1, writes: 0 })).toBe(0);
    expect(expectedDirtyPages({ pages: 1, writes: 3 })).toBe(1);
    expect(expectedDirtyPages({ pages: 25_600, writes: Infinity })).toBe(25_600);
    expect(expectedDirtyPages({ pages: 25_600, writes: 1 })).toBeCloseTo(1, 12);
  });

  it("refuse what is no count", () => {
    for (const bad of [Number.NaN, 0, -1, Infinity])
      expect(() => expectedDirtyPages({ pages: bad, writes: 1 })).toThrow("pages must be a finite count of at least 1");
    for (const bad of [Number.NaN, -1])
      expect(() => expectedDirtyPages({ pages: 1, writes: bad })).toThrow("writes must be 0 or more");
  });
});

describe("the time to resume", () => {
  it("is the fixed time where nothing is read, and where reading is free", () => {
    expect(resumeTime({ fixedTime: 0.03, bytes: 0, readRate: 2100e6 })).toBe(0.03);
    expect(resumeTime({ fixedTime: 0.03, bytes: 1e9, readRate: Infinity })).toBe(0.03);
  });

  it("is not bandwidth alone: twice the rate does not halve it (misconception 5c)", () => {
    const at = (readRate: number) => resumeTime({ fixedTime: 0.03, bytes: 105e6, readRate });
    expect(at(4200e6) / at(2100e6)).toBeCloseTo(55 / 80, 12);
  });

  it("refuses what is no time, size or rate", () => {
    const good = { fixedTime: 0.03, bytes: 1, readRate: 1 };
    for (const bad of [Number.NaN, -1]) {
      expect(() => resumeTime({ ...good, fixedTime: bad })).toThrow(RangeError);
      expect(() => resumeTime({ ...good, bytes: bad })).toThrow(RangeError);
      expect(() => resumeTime({ ...good, readRate: bad })).toThrow(RangeError);
    }
    expect(() => resumeTime({ ...good, readRate: 0 })).toThrow("readRate must be above 0");
    expect(() => resumeTime({ ...good, bytes: Infinity })).toThrow("bytes must be finite");
  });
});
