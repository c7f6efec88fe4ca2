import { fairShares } from "./async-staging-fair.ts";

export type Strategy = "blockingS3" | "localSsd" | "asyncDram";

/** A fleet and how it stages, in bytes and seconds. */
export interface StagingSettings {
  readonly strategy: Strategy;
  readonly whenFull: "writeThrough" | "backPressure";
  readonly nodes: number;
  readonly groups: number;
  /** S, bytes of one snapshot on a node; C, bytes of its staging buffer. */
  readonly shard: number;
  readonly buffer: number;
  /** b from HBM to host, r from the buffer to the drives, the node's port, the store for all (B/s). */
  readonly copyRate: number;
  readonly drainRate: number;
  readonly portRate: number;
  readonly storeRate: number;
  /** τ, computing between two snapshots (s). */
  readonly interval: number;
}

/** What one node of a group holds (B). `waiting` and `spill` are still in HBM: to be copied, or bound for the store. */
export interface Held {
  readonly count: number;
  waiting: number;
  spill: number;
  buffer: number;
  drive: number;
  stored: number;
}

/** How fast the holdings of one node of a group change (B/s), and what it sends and would send to the store. */
export interface Flow {
  readonly waiting: number;
  readonly spill: number;
  readonly buffer: number;
  readonly drive: number;
  readonly stored: number;
  /** Written to the drives, and past the full buffer (B/s). */
  readonly toDrive: number;
  readonly toSpill: number;
  /** Asked of the network, whatever it gives (B/s). */
  readonly offered: number;
}

/** Less than this share of the store's rate is rounding. */
const NOTHING_LEFT = 1e-12;

/** What moves inside a node: out of HBM, into the buffer, past it, and onto the drives. */
function inside(held: Held, s: StagingSettings) {
  const still = { copy: 0, toBuffer: 0, toSpill: 0, toDrive: held.buffer > 0 ? s.drainRate : 0 };
  if (held.waiting <= 0) return still;
  if (s.strategy === "localSsd") {
    const rate = Math.min(s.copyRate, s.drainRate);
    return { copy: rate, toBuffer: 0, toSpill: 0, toDrive: rate };
  }
  if (s.copyRate <= s.drainRate || held.buffer < s.buffer) {
    const toDrive = held.buffer > 0 ? s.drainRate : Math.min(s.copyRate, s.drainRate);
    return { copy: s.copyRate, toBuffer: s.copyRate, toSpill: 0, toDrive };
  }
  // Full: the buffer takes what leaves it. The rest of the copy is bound for the store, or waits in HBM.
  const full = { toBuffer: s.drainRate, toDrive: s.drainRate };
  return s.whenFull === "backPressure"
    ? { ...full, copy: s.drainRate, toSpill: 0 }
    : { ...full, copy: s.copyRate, toSpill: s.copyRate - s.drainRate };
}

/**
 * The flows of all groups at one moment, constant until a holding is empty or a buffer full. What was written through is sent at
 * once, by all, as fast as the port allows. Drives send in turn, each group paced at B over its nodes, and give way: they share
 * what the port and the store have left.
 *
 * @param turn the group whose drives (or, where it blocks, whose nodes) may send
 */
export function flowsOf(groups: readonly Held[], turn: number, s: StagingSettings): Flow[] {
  const blocking = s.strategy === "blockingS3";
  const direct = Math.min(s.portRate, s.copyRate);
  const insides = groups.map((held) => inside(held, s));
  const spills = groups.map(({ count, spill }, i) => {
    const most = spill > 0 ? direct : Math.min(direct, insides[i]?.toSpill ?? 0);
    return { count, most: !blocking || i === turn ? most : 0 };
  });
  const spilling = fairShares(spills, s.storeRate);
  const taken = spilling.reduce((sum, share, i) => sum + share * (spills[i]?.count ?? 0), 0);
  const wants = groups.map(({ count, drive }, i) => {
    const paced = Math.min(s.storeRate / count, s.portRate);
    const most = drive > 0 ? paced : Math.min(paced, insides[i]?.toDrive ?? 0);
    return { count, most: !blocking && i === turn ? most : 0 };
  });
  const drains = wants.map(({ count, most }, i) => ({ count, most: Math.min(most, s.portRate - (spilling[i] ?? 0)) }));
  const left = s.storeRate - taken;
  const draining = fairShares(drains, left > NOTHING_LEFT * s.storeRate ? left : 0);
  return insides.map(({ copy, toBuffer, toSpill, toDrive }, i) => {
    const spill = spilling[i] ?? 0;
    const drain = draining[i] ?? 0;
    return {
      waiting: -copy,
      spill: toSpill - spill,
      buffer: s.strategy === "asyncDram" ? toBuffer - toDrive : 0,
      drive: toDrive - drain,
      stored: drain + spill,
      toDrive,
      toSpill,
      offered: Math.min(s.portRate, (spills[i]?.most ?? 0) + (wants[i]?.most ?? 0)),
    };
  });
}
