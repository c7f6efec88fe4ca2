import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  anyFault,
  effectiveTimeRatio,
  firstFailure,
  fleetMtbf,
  fleetSurvival,
  mtbfFromRate,
  sparesFor,
} from "../../src/sim/laws/fleet-reliability.ts";

const DAY = 86_400;
const nodes = fc.integer({ min: 1, max: 200_000 });
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const notTimes = [Number.NaN, -1, -Infinity];
const notFractions = [Number.NaN, -0.01, 1.01, Infinity];
const notCounts = [Number.NaN, -1, 0, 0.5, Infinity];

describe("the MTBF of a fleet", () => {
  it("is 5 h for 10,000 GPUs of 50,000 h (Machine Learning Systems, volume 2)", () => {
    expect(fleetMtbf(50_000 * 3600, 10_000)).toBe(5 * 3600);
  });

  it("is the node's own for a fleet of one, and halves when the fleet doubles", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e12, noNaN: true }), nodes, (nodeMtbf, count) => {
        expect(fleetMtbf(nodeMtbf, 1)).toBe(nodeMtbf);
        expect(fleetMtbf(nodeMtbf, 2 * count) / fleetMtbf(nodeMtbf, count)).toBeCloseTo(0.5, 14);
      }),
    );
  });

  it("never fails if its nodes never fail", () => {
    expect(fleetMtbf(Infinity, 16_384)).toBe(Infinity);
  });

  it("refuses what is no time above 0, and fleets without a node", () => {
    for (const bad of [...notTimes, 0]) expect(() => fleetMtbf(bad, 8)).toThrow(RangeError);
    for (const bad of notCounts) expect(() => fleetMtbf(3600, bad)).toThrow(RangeError);
    expect(() => fleetMtbf(3600, 0)).toThrow("nodes must be a finite count of at least 1, but is 0.");
  });
});

describe("the survival of a fleet", () => {
  it("is one in five for 16,384 nodes of 0.9999 (oracle pfleet-0.9999-16384)", () => {
    expect(fleetSurvival(0.9999, 16_384)).toBeCloseTo(0.19427474208559026, 12);
  });

  it("is e^{−N·failure} for nodes that seldom fail", () => {
    expect(fleetSurvival(1 - 1e-9, 100_000) / Math.exp(-1e-4)).toBeCloseTo(1, 10);
  });

  it("is certain or impossible if each node's is, and the node's own for a fleet of one", () => {
    fc.assert(
      fc.property(fraction, nodes, (p, count) => {
        expect(fleetSurvival(1, count)).toBe(1);
        expect(fleetSurvival(0, count)).toBe(0);
        expect(fleetSurvival(p, 1)).toBe(p);
      }),
    );
  });

  it("is never above the node's own and falls with the fleet", () => {
    fc.assert(
      fc.property(fraction, nodes, (p, count) => {
        expect(fleetSurvival(p, count)).toBeLessThanOrEqual(p);
        expect(fleetSurvival(p, count + 1)).toBeLessThanOrEqual(fleetSurvival(p, count));
      }),
    );
  });

  it("refuses what is no fraction, and fleets without a node", () => {
    for (const bad of notFractions) expect(() => fleetSurvival(bad, 8)).toThrow(RangeError);
    for (const bad of notCounts) expect(() => fleetSurvival(0.9, bad)).toThrow(RangeError);
  });
});

describe("the first failure of a fleet that is all new", () => {
  it("is the MTBF of the fleet when nodes have no memory", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e12, noNaN: true }), nodes, (meanLife, count) => {
        expect(firstFailure({ shape: 1, meanLife, nodes: count }) / fleetMtbf(meanLife, count)).toBeCloseTo(1, 12);
      }),
    );
  });

  it("comes 19 times sooner than μ/N for 1,000 nodes of shape 0.7", () => {
    expect(0.001 / firstFailure({ shape: 0.7, meanLife: 1, nodes: 1000 })).toBeCloseTo(19.3, 1);
  });

  it("is the mean of the least life: the integral of S(t)^N, by Simpson's rule", () => {
    for (const { shape, count, gamma } of [
      { shape: 0.5, count: 7, gamma: 2 }, // Γ(1 + 1/0.5) = 2!
      { shape: 2, count: 7, gamma: Math.sqrt(Math.PI) / 2 }, // Γ(1.5)
    ]) {
      // t = v³ tames the start; S(t) = exp(−(t Γ)^k) for a mean life of 1.
      const integrand = (v: number) => Math.exp(-count * (v ** 3 * gamma) ** shape) * 3 * v ** 2;
      const steps = 20_000;
      const width = 6 / steps;
      let sum = 0;
      for (let i = 0; i <= steps; i++) sum += integrand(i * width) * (i === 0 || i === steps ? 1 : i % 2 === 0 ? 2 : 4);
      expect(firstFailure({ shape, meanLife: 1, nodes: count })).toBeCloseTo((sum * width) / 3, 8);
    }
  });

  it("never comes if no node ever fails", () => {
    expect(firstFailure({ shape: 0.001, meanLife: Infinity, nodes: 100_000 })).toBe(Infinity);
  });

  it("refuses shapes and lives not above 0, and fleets without a node", () => {
    const good = { shape: 0.7, meanLife: 1, nodes: 8 };
    for (const bad of [...notTimes, 0]) {
      expect(() => firstFailure({ ...good, shape: bad })).toThrow("shape must be");
      expect(() => firstFailure({ ...good, meanLife: bad })).toThrow("meanLife must be");
    }
    for (const bad of notCounts) expect(() => firstFailure({ ...good, nodes: bad })).toThrow("nodes must be");
  });
});

describe("the MTBF from a measured rate", () => {
  it("is Kokolis' 1.8 h at 16,384 and 0.23 h at 131,072 GPUs in nodes of eight (arXiv:2410.21680)", () => {
    const hoursAt = (gpus: number) => mtbfFromRate({ failuresPerThousandNodeDays: 6.5, nodes: gpus / 8 }) / 3600;
    expect(hoursAt(16_384).toFixed(1)).toBe("1.8");
    expect(hoursAt(131_072).toFixed(2)).toBe("0.23");
  });

  it("is the MTBF of a fleet of such nodes", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1000, noNaN: true }), nodes, (rate, count) => {
        const law = mtbfFromRate({ failuresPerThousandNodeDays: rate, nodes: count });
        expect(law / fleetMtbf((1000 * DAY) / rate, count)).toBeCloseTo(1, 12);
      }),
    );
  });

  it("is Infinity where nothing fails", () => {
    expect(mtbfFromRate({ failuresPerThousandNodeDays: 0, nodes: 2048 })).toBe(Infinity);
  });

  it("refuses a rate that is negative or endless, and fleets without a node", () => {
    for (const bad of [...notTimes, Infinity]) {
      expect(() => mtbfFromRate({ failuresPerThousandNodeDays: bad, nodes: 8 })).toThrow("failuresPerThousandNodeDays");
    }
    for (const bad of notCounts) {
      expect(() => mtbfFromRate({ failuresPerThousandNodeDays: 6.5, nodes: bad })).toThrow("nodes");
    }
  });
});

describe("Kokolis' effective training time ratio", () => {
  const job = { nodes: 2000, failuresPerNodeDay: 0.005, restartTime: 300, interval: 300, writeTime: 0 };

  it("is 0.93 for 16,000 GPUs that write every 5 minutes (arXiv:2410.21680)", () => {
    expect(effectiveTimeRatio({ ...job, failuresPerNodeDay: 0.0065 }).toFixed(2)).toBe("0.93");
  });

  it("is the share left by checkpoints alone where nothing fails", () => {
    expect(effectiveTimeRatio({ ...job, failuresPerNodeDay: 0, interval: 600, writeTime: 60 })).toBeCloseTo(
      1 / 1.1,
      14,
    );
    expect(effectiveTimeRatio({ ...job, failuresPerNodeDay: 0, interval: Infinity, writeTime: 60 })).toBe(1);
  });

  it("is 0, not below, where the loss is more than all", () => {
    expect(effectiveTimeRatio({ ...job, interval: DAY })).toBe(0);
    expect(effectiveTimeRatio({ ...job, interval: Infinity })).toBe(0);
  });

  it("is a fraction, whatever the job", () => {
    const time = fc.double({ min: 0, noNaN: true });
    const rate = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(
        nodes,
        rate,
        time,
        fc.double({ min: 5e-324, noNaN: true }),
        time,
        (count, failuresPerNodeDay, restart, interval, write) => {
          const ratio = effectiveTimeRatio({
            nodes: count,
            failuresPerNodeDay,
            restartTime: restart,
            interval,
            writeTime: write,
          });
          expect(ratio).toBeGreaterThanOrEqual(0);
          expect(ratio).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it("falls with slower restarts and slower writes", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1000, noNaN: true }), (more) => {
        const ratio = effectiveTimeRatio(job);
        expect(effectiveTimeRatio({ ...job, restartTime: 300 + more })).toBeLessThan(ratio);
        expect(effectiveTimeRatio({ ...job, writeTime: more })).toBeLessThan(ratio);
      }),
    );
  });

  it("refuses bad input, and says which", () => {
    for (const name of ["failuresPerNodeDay", "restartTime", "interval", "writeTime"]) {
      for (const bad of notTimes) expect(() => effectiveTimeRatio({ ...job, [name]: bad })).toThrow(name);
    }
    for (const bad of notCounts) expect(() => effectiveTimeRatio({ ...job, nodes: bad })).toThrow("nodes");
    expect(() => effectiveTimeRatio({ ...job, interval: 0 })).toThrow(RangeError);
  });
});

describe("any fault among many devices", () => {
  it("is 63 % for a thousand devices of one in a thousand (oracle sdc-fleet-prob)", () => {
    expect(anyFault(0.001, 1000)).toBeCloseTo(0.6323045752290363, 12);
  });

  it("is what survival leaves", () => {
    fc.assert(
      fc.property(fraction, nodes, (rate, devices) => {
        expect(anyFault(rate, devices)).toBeCloseTo(1 - fleetSurvival(1 - rate, devices), 9);
      }),
    );
  });

  it("keeps its digits where 1 − (1 − rate)^devices keeps none: rate · devices for the smallest rates", () => {
    expect(anyFault(1e-20, 1000) / 1e-17).toBeCloseTo(1, 14);
  });

  it("is 0 without devices or faults, certain where each is faulty, and the rate for one device", () => {
    expect(anyFault(0.5, 0)).toBe(0);
    expect(anyFault(1, 0)).toBe(0);
    expect(anyFault(0, 1000)).toBe(0);
    expect(anyFault(1, 1000)).toBe(1);
    expect(anyFault(0.125, 1)).toBeCloseTo(0.125, 15);
  });

  it("refuses what is no fraction, and what is no count", () => {
    for (const bad of notFractions) expect(() => anyFault(bad, 8)).toThrow("rate must be a fraction from 0 to 1");
    for (const bad of [Number.NaN, -1, Infinity]) expect(() => anyFault(0.1, bad)).toThrow("devices must be");
  });
});

describe("spares for a confidence", () => {
  const spares = (meanInRepair: number, confidence: number) => sparesFor({ meanInRepair, confidence });

  it("are 15 for 7.76 nodes in repair at 99 %", () => {
    expect(spares(7.76, 0.99)).toBe(15);
  });

  it("agree with scipy.stats.poisson.ppf and, for the last column, mpmath at 40 digits", () => {
    const confidences = [0.5, 0.99, 0.999999, 1 - 2 ** -53];
    const counts = (mean: number) => confidences.map((confidence) => spares(mean, confidence));
    expect(counts(0.001)).toEqual([0, 0, 1, 4]);
    expect(counts(1)).toEqual([1, 4, 9, 17]);
    expect(counts(7.76)).toEqual([8, 15, 24, 40]);
    expect(counts(745)).toEqual([745, 809, 878, 980]);
    expect(counts(1e4)).toEqual([10_000, 10_233, 10_479, 10_832]);
    expect(spares(1e6, 0.999999)).toBe(1_004_757);
  });

  it("are the smallest number that suffices, by adding up e^{−m} mᵏ/k!", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 500, noNaN: true }),
        fc.double({ min: 0.01, max: 0.9999, noNaN: true }),
        (mean, confidence) => {
          const k = spares(mean, confidence);
          let term = Math.exp(-mean);
          let below = 0;
          for (let i = 0; i < k; i++) {
            below += term;
            term *= mean / (i + 1);
          }
          expect(below).toBeLessThan(confidence + 1e-12);
          expect(below + term).toBeGreaterThan(confidence - 1e-12);
        },
      ),
    );
  });

  it("agree with mpmath at 40 digits for confidences near 0 too", () => {
    expect([0.01, 1e-6, 1e-20].map((confidence) => spares(745, confidence))).toEqual([682, 619, 507]);
  });

  it("grow slower than the fleet: m + 2.33 √m at 99 %, within one, for large m", () => {
    for (const mean of [1e4, 1e6, 1e8]) {
      const normal = mean + 2.3263479 * Math.sqrt(mean) + (2.3263479 ** 2 + 2) / 6 - 0.5; // Cornish–Fisher
      expect(Math.abs(spares(mean, 0.99) - normal)).toBeLessThan(1.5);
    }
  });

  it("never fall as the mean or the confidence grows", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2000, noNaN: true }), fraction, fraction, (mean, one, other) => {
        expect(spares(mean, Math.max(one, other))).toBeGreaterThanOrEqual(spares(mean, Math.min(one, other)));
        expect(spares(mean * 1.1, one)).toBeGreaterThanOrEqual(spares(mean, one));
      }),
    );
  });

  it("are none where nothing is in repair or nothing is asked, and without end for certainty", () => {
    expect(spares(0, 1)).toBe(0);
    expect(spares(0, 0.99)).toBe(0);
    expect(spares(745, 0)).toBe(0);
    expect(spares(7.76, 1)).toBe(Infinity);
  });

  it("refuse a mean that is negative or endless, and what is no fraction", () => {
    for (const bad of [Number.NaN, -1, Infinity]) expect(() => spares(bad, 0.99)).toThrow("meanInRepair must be");
    for (const bad of notFractions) expect(() => spares(7.76, bad)).toThrow("confidence must be");
  });
});
