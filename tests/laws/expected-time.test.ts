import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timeWaterfall } from "../../src/sim/laws/expected-time.ts";
import { optimalInterval } from "../../src/sim/laws/young-daly.ts";

const seconds = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
const orNone = (time: fc.Arbitrary<number>) => fc.oneof(fc.constant(0), time);

/** Settings whose exponents stay within a double. */
const setting = fc.record({
  interval: seconds(1, 1e5),
  writeTime: orNone(seconds(0.01, 1e4)),
  restartTime: orNone(seconds(0.01, 1e4)),
  downtime: orNone(seconds(0.01, 1e4)),
  mtbf: seconds(1e3, 1e12),
});

/** The plan's fleet: 16,384 GPUs, M = 4 h. */
const plan = { interval: 1275, writeTime: 60, restartTime: 300, downtime: 60, mtbf: 14400 };

const near = (actual: number, expected: number, relative: number): void =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));

describe("expected time per second of useful work", () => {
  it("is the sum of its five parts", () => {
    fc.assert(
      fc.property(setting, (options) => {
        const { useful, checkpoint, rework, recovery, downtime, total } = timeWaterfall(options);
        near(useful + checkpoint + rework + recovery + downtime, total, 1e-13);
      }),
    );
  });

  it("has each part as its own formula says, where the plain formula does not cancel", () => {
    fc.assert(
      fc.property(
        setting.filter(({ interval, writeTime, mtbf }) => interval + writeTime > 0.01 * mtbf),
        ({ interval: tau, writeTime: delta, restartTime: R, downtime: D, mtbf: M }) => {
          const waterfall = timeWaterfall({ interval: tau, writeTime: delta, restartTime: R, downtime: D, mtbf: M });
          const n = Math.exp((tau + delta) / M) - 1;
          near(waterfall.checkpoint, delta / tau, 1e-12);
          near(waterfall.rework, (M * n - tau - delta) / tau, 1e-9);
          near(waterfall.recovery, (n * M * Math.expm1(R / M)) / tau, 1e-9);
          near(waterfall.downtime, (n * D * Math.exp(R / M)) / tau, 1e-9);
          near(waterfall.failures, (n * Math.exp(R / M)) / tau, 1e-9);
        },
      ),
    );
  });

  it("has an efficiency of (1 − τ*/M) e^{−R/M} M/(M+D) at the exact optimum (science of oracle ckpt-identity-5)", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 3, noNaN: true }),
        orNone(seconds(0.01, 1e4)),
        orNone(seconds(0.01, 1e4)),
        seconds(1e3, 1e9),
        (ratio, restartTime, downtime, mtbf) => {
          const writeTime = ratio * mtbf;
          const interval = optimalInterval(writeTime, mtbf);
          const { total } = timeWaterfall({ interval, writeTime, restartTime, downtime, mtbf });
          near(1 / total, ((1 - interval / mtbf) * Math.exp(-restartTime / mtbf) * mtbf) / (mtbf + downtime), 1e-9);
        },
      ),
    );
  });

  it("counts failures as wall-clock time outside downtime, over M", () => {
    fc.assert(
      fc.property(setting, (options) => {
        const { total, downtime, failures } = timeWaterfall(options);
        near(failures, (total - downtime) / options.mtbf, 1e-9);
      }),
    );
  });

  it("keeps all digits of the rework, however little: y/2! + y²/3! + … up to y = L/M = 2, nested from the last term", () => {
    fc.assert(
      fc.property(fc.double({ min: -15, max: Math.log10(2), noNaN: true }), (exponent) => {
        const y = 10 ** exponent;
        let nested = 1;
        for (let n = 30; n >= 3; n--) nested = 1 + (y / n) * nested;
        const { rework } = timeWaterfall({ interval: y, writeTime: 0, restartTime: 0, downtime: 0, mtbf: 1 });
        near(rework, (y / 2) * nested, 2e-15);
      }),
      { numRuns: 1000 },
    );
  });

  it("has no seam where the series hands over to the closed form: both give e − 2 at y = 1", () => {
    const reworkAt = (interval: number) =>
      timeWaterfall({ interval, writeTime: 0, restartTime: 0, downtime: 0, mtbf: 1 }).rework;
    near(reworkAt(1), Math.E - 2, 1e-15);
    near(reworkAt(1 - Number.EPSILON / 2), Math.E - 2, 2e-15);
  });

  it("costs about 3.4 % at twice or half the optimum, 85 % at ten times (oracle ckpt-flatness)", () => {
    const mtbf = 6000;
    const at = (factor: number) => timeWaterfall({ ...plan, mtbf, interval: factor * optimalInterval(60, mtbf) }).total;
    expect(at(2) / at(1) - 1).toBeCloseTo(0.0352762, 6);
    expect(at(0.5) / at(1) - 1).toBeCloseTo(0.0329638, 6);
    expect(at(10) / at(1) - 1).toBeCloseTo(0.8542105, 6);
  });

  it("multiplies by e^{R/M} (1 + D/M) for restarts and downtimes, whatever the interval", () => {
    fc.assert(
      fc.property(setting, (options) => {
        const { restartTime, downtime, mtbf } = options;
        const bare = timeWaterfall({ ...options, restartTime: 0, downtime: 0 }).total;
        near(timeWaterfall(options).total, bare * Math.exp(restartTime / mtbf) * (1 + downtime / mtbf), 1e-13);
      }),
    );
  });

  it("does not care in which unit time is told", () => {
    fc.assert(
      fc.property(setting, ({ interval, writeTime, restartTime, downtime, mtbf }) => {
        const inMinutes = timeWaterfall({
          interval: interval / 60,
          writeTime: writeTime / 60,
          restartTime: restartTime / 60,
          downtime: downtime / 60,
          mtbf: mtbf / 60,
        });
        near(inMinutes.total, timeWaterfall({ interval, writeTime, restartTime, downtime, mtbf }).total, 1e-12);
      }),
    );
  });
});

describe("at the ends", () => {
  const nothingFails = { rework: 0, recovery: 0, downtime: 0, failures: 0 };

  it("a fleet that never fails pays for its checkpoints alone", () => {
    expect(timeWaterfall({ ...plan, interval: 1200, mtbf: Infinity })).toEqual({
      useful: 1,
      checkpoint: 0.05,
      total: 1.05,
      ...nothingFails,
    });
  });

  it("a fleet that never fails and never writes pays nothing", () => {
    expect(timeWaterfall({ ...plan, interval: Infinity, mtbf: Infinity })).toEqual({
      useful: 1,
      checkpoint: 0,
      total: 1,
      ...nothingFails,
    });
  });

  it("comes to that as the MTBF grows", () => {
    const { rework, recovery, downtime, total } = timeWaterfall({ ...plan, mtbf: 1e15 });
    expect(rework + recovery + downtime).toBeLessThan(2e-12);
    expect(total).toBeCloseTo(1 + 60 / 1275, 11);
  });

  it("an interval of 24 h at an MTBF of a minute never ends", () => {
    const { checkpoint, rework, recovery, downtime, total, failures } = timeWaterfall({
      ...plan,
      interval: 86400,
      mtbf: 60,
    });
    expect(checkpoint).toBeCloseTo(60 / 86400, 15);
    expect([rework, recovery, downtime, total, failures]).toEqual(Array(5).fill(Infinity));
  });

  it("what takes no time costs nothing, even when there is no end of failures", () => {
    const never = timeWaterfall({ interval: 1e6, writeTime: 0, restartTime: 0, downtime: 0, mtbf: 1 });
    expect(never).toEqual({
      useful: 1,
      checkpoint: 0,
      rework: Infinity,
      recovery: 0,
      downtime: 0,
      total: Infinity,
      failures: Infinity,
    });
  });

  it("a restart that outlasts every MTBF never ends either", () => {
    expect(timeWaterfall({ ...plan, restartTime: 1e7, mtbf: 100 }).total).toBe(Infinity);
  });

  it("nothing is ever NaN or below 0", () => {
    const time = fc.double({ min: 0, noNaN: true });
    const above0 = fc.double({ min: 5e-324, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({ interval: above0, writeTime: time, restartTime: time, downtime: time, mtbf: above0 }),
        (options) => {
          for (const part of Object.values(timeWaterfall(options))) expect(part).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("refuses a time that is negative or no number, and says which", () => {
    for (const name of ["interval", "writeTime", "restartTime", "downtime", "mtbf"]) {
      for (const bad of [Number.NaN, -1, -Infinity]) {
        expect(() => timeWaterfall({ ...plan, [name]: bad })).toThrow(RangeError);
        expect(() => timeWaterfall({ ...plan, [name]: bad })).toThrow(name);
      }
    }
  });

  it("refuses an interval or an MTBF of 0", () => {
    expect(() => timeWaterfall({ ...plan, interval: 0 })).toThrow("interval must be above 0, but is 0.");
    expect(() => timeWaterfall({ ...plan, mtbf: 0 })).toThrow("mtbf must be above 0, but is 0.");
  });
});
