import { random } from "../../core/random.ts";
import type { AuditParams } from "./audit-levers.ts";

/** Draws of the search's cluster come from their own stream. */
const STREAM = 98;

const GANGS = [100, 115, 125, 140] as const;
const LOADS = [72, 74, 76, 78] as const;
/** What the gang is allowed and what a migration takes (min): at times the one is shorter than the other. */
const SLAS = [5, 10, 20] as const;
const MIGRATIONS = [4, 8, 15] as const;

/** The cluster of the search: another day, another gang. All is told but the students’ load, the time of a migration, and the day’s own chance. */
export function hiddenAudit(seed: number): Partial<AuditParams> {
  const chance = random(seed, STREAM);
  const pick = <T>(from: readonly [T, ...T[]]): T => from[chance.below(from.length)] ?? from[0];
  return {
    busy: 7600 + 100 * chance.below(6),
    gangNodes: pick(GANGS),
    load: pick(LOADS),
    sla: pick(SLAS),
    migrationTime: pick(MIGRATIONS),
    migrationTax: 10,
    contiguity: "any",
    workload: "students",
    failureRate: 2.34,
    repairTime: 4,
    rackShare: 10,
    seed: 1 + chance.below(999_999),
  };
}
