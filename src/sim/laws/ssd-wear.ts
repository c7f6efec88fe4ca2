import { requireFinite, requirePositive } from "../core/check.ts";
import { DAY, YEAR } from "../core/units.ts";

/**
 * Wear of a drive by snapshots: D = S · 86,400/τ bytes a day, D/C drive writes a day, and a life of E/(W·D). Holds for writes spread
 * evenly over the drive and nothing else written to it. Only fewer or smaller snapshots lengthen that life: when they are
 * written does not enter.
 *
 * @param options.shardBytes S, bytes of one snapshot on this drive (B)
 * @param options.interval τ, time between snapshots (s); Infinity if none is written
 * @param options.capacityBytes C, capacity of the drive (B)
 * @param options.enduranceBytes E, bytes that the maker warrants (B), e.g. its TBW
 * @param options.writeAmplification W, bytes written to flash for each byte sent, usually at least 1
 * @returns bytesPerDay D (B), driveWritesPerDay, and lifeYears in years of 365 days; a drive that is not written lives without end
 * @throws RangeError for a size that is negative or not finite, an interval, a capacity, an endurance or a write amplification not
 * above 0, or NaN
 * @see JEDEC JESD218, "terabytes written" (TBW); a drive of 7.68 TB rated for one write a day over 5 years is sold with 14,016 TBW
 * @example ssdWear({ shardBytes: 122.5e9, interval: 600, capacityBytes: 7.68e12, enduranceBytes: 14_016e12, writeAmplification: 1 }) // 2.297 writes a day, 2.18 years
 */
export function ssdWear(options: {
  readonly shardBytes: number;
  readonly interval: number;
  readonly capacityBytes: number;
  readonly enduranceBytes: number;
  readonly writeAmplification: number;
}): { readonly bytesPerDay: number; readonly driveWritesPerDay: number; readonly lifeYears: number } {
  const { shardBytes, interval, capacityBytes, enduranceBytes, writeAmplification } = options;
  requireFinite({ shardBytes, capacityBytes, enduranceBytes, writeAmplification });
  requirePositive({ interval, capacityBytes, enduranceBytes, writeAmplification });
  const bytesPerDay = shardBytes * (DAY / interval);
  return {
    bytesPerDay,
    driveWritesPerDay: bytesPerDay / capacityBytes,
    lifeYears: ((enduranceBytes / writeAmplification / bytesPerDay) * DAY) / YEAR,
  };
}
