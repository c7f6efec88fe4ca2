import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timeWaterfall } from "../../src/sim/laws/expected-time.ts";
import { dalyInterval, optimalInterval, writeTimeFor, youngInterval } from "../../src/sim/laws/young-daly.ts";

const seconds = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);

const writeTime = seconds(0.01, 1e5);
const mtbf = seconds(60, 1e9);

/** Wall-clock time per useful second, with nothing but the interval's own costs. */
const cost = (interval: number, write: number, between: number): number =>
  timeWaterfall({ interval, writeTime: write, restartTime: 0, downtime: 0, mtbf: between }).total;

/** Golden-section search in log τ: knows nothing of Lambert's function. */
function cheapest(price: (interval: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(from);
  let high = Math.log(to);
  for (let step = 0; step < 80; step++) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (price(Math.exp(left)) < price(Math.exp(right))) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

describe("Young's interval", () => {
  it("is √(2δM): 60 s and 4 h give 1314.5 s (oracle ckpt-exact-opt-60-14400)", () => {
    expect(youngInterval(60, 14400)).toBeCloseTo(1314.5341380123987, 9);
  });

  it("shrinks by √2 when the fleet doubles", () => {
    fc.assert(
      fc.property(writeTime, mtbf, (write, between) => {
        expect(youngInterval(write, between) / youngInterval(write, between / 2)).toBeCloseTo(Math.SQRT2, 12);
      }),
    );
  });

  it("halves when the fleet doubles and each shard halves with it", () => {
    fc.assert(
      fc.property(writeTime, mtbf, (write, between) => {
        expect(youngInterval(write, between) / youngInterval(write / 2, between / 2)).toBeCloseTo(2, 12);
      }),
    );
  });

  it("costs 0.5 % more than the optimum at δ/M = 0.1 and 14 % at 1 (oracle ckpt-young-validity)", () => {
    const extra = (write: number) =>
      cost(youngInterval(write, 1), write, 1) / cost(optimalInterval(write, 1), write, 1) - 1;
    expect(extra(0.1)).toBeCloseTo(0.0046832, 6);
    expect(extra(1)).toBeCloseTo(0.1417263, 6);
  });

  it("overflows to Infinity, never to NaN", () => {
    expect(youngInterval(1e200, 1e200)).toBe(Infinity);
  });
});

describe("Daly's higher-order interval", () => {
  it("gives the 117, 57 and 9.1 minutes that Daly 2006 prints under figures 3 to 5", () => {
    expect(Math.round(dalyInterval(300, 24 * 3600) / 60)).toBe(117);
    expect(Math.round(dalyInterval(300, 6 * 3600) / 60)).toBe(57);
    expect((dalyInterval(300, 15 * 60) / 60).toFixed(1)).toBe("9.1");
  });

  it("is M from δ = 2M on", () => {
    expect(dalyInterval(200, 100)).toBe(100);
    expect(dalyInterval(1e9, 100)).toBe(100);
    expect(dalyInterval(Infinity, 100)).toBe(100);
    expect(dalyInterval(199.999, 100)).toBeLessThan(100);
  });

  it("lies between the exact optimum less 1 % and Young's interval, up to δ = M/2", () => {
    fc.assert(
      fc.property(mtbf, fc.double({ min: 1e-9, max: 0.5, noNaN: true }), (between, ratio) => {
        const daly = dalyInterval(ratio * between, between);
        expect(daly).toBeLessThan(youngInterval(ratio * between, between));
        expect(daly).toBeGreaterThan(0.99 * optimalInterval(ratio * between, between));
      }),
    );
  });

  it("costs less than Young's interval wherever the two differ to a double", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1.9, noNaN: true }), (ratio) => {
        expect(cost(dalyInterval(ratio, 1), ratio, 1)).toBeLessThan(cost(youngInterval(ratio, 1), ratio, 1));
      }),
    );
  });
});

describe("the exact optimum interval", () => {
  it("is where the expected time is least, found by searching", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 5, noNaN: true }), mtbf, (ratio, between) => {
        const write = ratio * between;
        const found = cheapest((interval) => cost(interval, write, between), 1e-4 * between, 10 * between);
        expect(optimalInterval(write, between) / found).toBeCloseTo(1, 5);
      }),
    );
  });

  it("stays where it is when restarts and downtimes change", () => {
    fc.assert(
      fc.property(seconds(1, 1e5), seconds(1, 1e5), (restartTime, downtime) => {
        const price = (interval: number) =>
          timeWaterfall({ interval, writeTime: 60, restartTime, downtime, mtbf: 14400 }).total;
        expect(cheapest(price, 10, 86400) / optimalInterval(60, 14400)).toBeCloseTo(1, 5);
      }),
    );
  });

  it("satisfies (1 − τ/M) e^{(τ+δ)/M} = 1", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 5, noNaN: true }), mtbf, (ratio, between) => {
        const interval = optimalInterval(ratio * between, between);
        expect((1 - interval / between) * Math.exp(interval / between + ratio)).toBeCloseTo(1, 12);
      }),
    );
  });

  it("lies below Young's interval and below M, and above Young's less δ", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 10, noNaN: true }), mtbf, (ratio, between) => {
        const interval = optimalInterval(ratio * between, between);
        const young = youngInterval(ratio * between, between);
        expect(interval).toBeLessThan(young);
        expect(interval).toBeLessThanOrEqual(between);
        expect(interval).toBeGreaterThan((young - ratio * between) * (1 - 1e-12));
      }),
    );
  });

  it("grows with the write time and with the MTBF", () => {
    fc.assert(
      fc.property(writeTime, mtbf, fc.double({ min: 1.01, max: 10, noNaN: true }), (write, between, factor) => {
        const interval = optimalInterval(write, between);
        expect(optimalInterval(write * factor, between)).toBeGreaterThanOrEqual(interval);
        expect(optimalInterval(write, between * factor)).toBeGreaterThan(interval);
      }),
    );
  });

  it("shrinks by a factor of 0.6998 when N doubles from 8,192 to 16,384 (note of oracle ckpt-double-N-fixed-delta)", () => {
    const node = 50_000 * 3600;
    expect(optimalInterval(60, node / 16384) / optimalInterval(60, node / 8192)).toBeCloseTo(0.699823, 6);
  });

  it("comes to Young's as δ/M falls", () => {
    expect(optimalInterval(1e-6, 1e6) / youngInterval(1e-6, 1e6)).toBeCloseTo(1, 5);
  });

  it("is M when a write takes for ever", () => {
    expect(optimalInterval(1e300, 100)).toBe(100);
    expect(optimalInterval(Infinity, 100)).toBe(100);
  });
});

describe("the write time for which an interval is right", () => {
  it("is 779 s for 1 h at an MTBF of 3 h (oracle ckpt-inverse)", () => {
    expect(writeTimeFor(3600, 10800)).toBeCloseTo(779.0231675681744, 9);
  });

  it("undoes the exact optimum", () => {
    fc.assert(
      fc.property(fc.double({ min: -12, max: 0.5, noNaN: true }), mtbf, (exponent, between) => {
        const write = 10 ** exponent * between;
        expect(writeTimeFor(optimalInterval(write, between), between) / write).toBeCloseTo(1, 10);
      }),
    );
  });

  it("is undone by the exact optimum", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 0.999, noNaN: true }), mtbf, (share, between) => {
        const interval = share * between;
        expect(optimalInterval(writeTimeFor(interval, between), between) / interval).toBeCloseTo(1, 12);
      }),
    );
  });

  it("is τ²/2M for an interval far below the MTBF, where the closed form would keep no digit", () => {
    expect(writeTimeFor(1, 1e9) / (0.5e-9 * (1 + 2 / 3e9))).toBeCloseTo(1, 14);
  });
});

describe("at the ends", () => {
  const laws = { youngInterval, dalyInterval, optimalInterval };

  for (const [name, law] of Object.entries(laws)) {
    it(`${name} is 0 for a write that takes no time, at any MTBF`, () => {
      for (const between of [1e-9, 14400, 1e300, Infinity]) expect(law(0, between)).toBe(0);
    });

    it(`${name} is Infinity where nothing fails`, () => {
      for (const write of [1e-9, 60, 1e300, Infinity]) expect(law(write, Infinity)).toBe(Infinity);
    });

    it(`${name} refuses what is no time`, () => {
      for (const bad of [Number.NaN, -1, -Infinity]) {
        expect(() => law(bad, 14400)).toThrow(RangeError);
        expect(() => law(60, bad)).toThrow(RangeError);
      }
      expect(() => law(60, 0)).toThrow("mtbf must be above 0, but is 0.");
    });

    it(`${name} is never NaN or below 0`, () => {
      fc.assert(
        fc.property(
          fc.double({ min: 1e-150, noNaN: true }),
          fc.double({ min: 1e-150, noNaN: true }),
          (write, between) => {
            expect(law(write, between)).toBeGreaterThanOrEqual(0);
          },
        ),
      );
    });
  }

  it("writeTimeFor is 0 for an interval of 0, and where nothing fails", () => {
    expect(writeTimeFor(0, 100)).toBe(0);
    expect(writeTimeFor(3600, Infinity)).toBe(0);
  });

  it("writeTimeFor refuses an interval of the MTBF or more, and what is no time", () => {
    expect(() => writeTimeFor(100, 100)).toThrow("interval must be below the mtbf of 100, but is 100.");
    expect(() => writeTimeFor(101, 100)).toThrow(RangeError);
    expect(() => writeTimeFor(Infinity, Infinity)).toThrow(RangeError);
    for (const bad of [Number.NaN, -1]) {
      expect(() => writeTimeFor(bad, 100)).toThrow(RangeError);
      expect(() => writeTimeFor(10, bad)).toThrow(RangeError);
    }
  });
});
