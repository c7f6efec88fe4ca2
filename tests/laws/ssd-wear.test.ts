import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { ssdWear } from "../../src/sim/laws/ssd-wear.ts";
import { oracles } from "./read-oracle.ts";

const number = v.number();
const Endurance = v.object({
  inputs: v.object({ capacity_TB: number, TBW: number, shard_TB: number, interval_s: number, WAF: number }),
  expected: v.object({ TB_per_day: number, DWPD: number, life_years: number, check_1DWPD_5y_TBW: number }),
  tolerance: v.object({ rel: number }),
});

describe("oracle nvme-endurance", () => {
  const { inputs, expected, tolerance } = v.parse(
    Endurance,
    oracles.find(({ id }) => id === "nvme-endurance"),
  );
  const drive = {
    shardBytes: inputs.shard_TB * 1e12,
    interval: inputs.interval_s,
    capacityBytes: inputs.capacity_TB * 1e12,
    enduranceBytes: inputs.TBW * 1e12,
    writeAmplification: inputs.WAF,
  };
  const wear = ssdWear(drive);
  const near = (value: number, truth: number): void =>
    expect(Math.abs(value / truth - 1)).toBeLessThanOrEqual(tolerance.rel);

  test("70B on eight nodes wears a drive out in 2.18 years", () => {
    near(wear.bytesPerDay / 1e12, expected.TB_per_day);
    near(wear.driveWritesPerDay, expected.DWPD);
    near(wear.lifeYears, expected.life_years);
  });

  test("one drive write a day for five years is the endurance on the label", () => {
    const day = ssdWear({ ...drive, shardBytes: drive.capacityBytes, interval: 86_400 });
    expect(day.driveWritesPerDay).toBe(1);
    near(day.lifeYears * 365 * inputs.capacity_TB, expected.check_1DWPD_5y_TBW);
    expect(day.lifeYears).toBeCloseTo(5, 9);
  });

  test("half as many snapshots, or half as large, last twice as long; amplified writes half as long", () => {
    near(ssdWear({ ...drive, interval: 1200 }).lifeYears, 2 * wear.lifeYears);
    near(ssdWear({ ...drive, shardBytes: drive.shardBytes / 2 }).lifeYears, 2 * wear.lifeYears);
    near(ssdWear({ ...drive, writeAmplification: 2 }).lifeYears, wear.lifeYears / 2);
  });

  test("what is never written lives without end", () => {
    const never = { bytesPerDay: 0, driveWritesPerDay: 0, lifeYears: Infinity };
    expect(ssdWear({ ...drive, interval: Infinity })).toEqual(never);
    expect(ssdWear({ ...drive, shardBytes: 0 })).toEqual(never);
  });

  test("bad input is refused with its name", () => {
    for (const name of Object.keys(drive)) {
      for (const bad of [Number.NaN, -1]) expect(() => ssdWear({ ...drive, [name]: bad })).toThrow(name);
      expect(() => ssdWear({ ...drive, [name]: Number.NaN })).toThrow(RangeError);
      if (name !== "shardBytes") expect(() => ssdWear({ ...drive, [name]: 0 })).toThrow(name);
    }
  });
});
