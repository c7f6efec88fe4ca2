import type { Failure } from "../../src/sim/fleet-orchestration/parts/settings.ts";

interface SlowSettings {
  readonly nodes: number;
  readonly gang: number;
  readonly interval: number;
  readonly writeTime: number;
  readonly downtime: number;
  readonly restartTime: number;
  readonly repairTime: number;
  readonly until: number;
  readonly failures: readonly Failure[];
}

/** What a training did in a time, second by second. */
export interface SlowTraining {
  readonly failures: number;
  readonly lost: number;
  readonly saves: number;
  readonly recovery: number;
  readonly downtime: number;
  readonly nodes: readonly number[];
}

/**
 * The training again, the obvious way: a clock that ticks once a second, a list of the gang's nodes and one of when each broken node is back.
 * No students; the free node of the least number takes a broken one's place at once.
 */
export function slowTraining(settings: SlowSettings): SlowTraining {
  const { nodes, gang, interval, writeTime, downtime, restartTime, repairTime, until } = settings;
  const members = new Set(Array.from({ length: gang }, (_, node) => node));
  const backAt = new Map<number, number>();
  let [computing, down, recovering] = [0, 0, 0]; // seconds since the last checkpoint; seconds that are left of the others
  const told = { failures: 0, lost: 0, saves: 0, recovery: 0, downtime: 0 };
  const coming = [...settings.failures];
  for (let second = 0; second < until; second++) {
    for (const [node, back] of backAt) if (back <= second) backAt.delete(node);
    while ((coming[0]?.time ?? Infinity) <= second) {
      const node = coming.shift()?.nodes[0] ?? -1;
      if (backAt.has(node)) continue;
      backAt.set(node, second + repairTime);
      if (!members.delete(node)) continue;
      told.failures++;
      const free = Array.from({ length: nodes }, (_, i) => i).find((i) => !members.has(i) && !backAt.has(i));
      if (free === undefined) throw new Error("No node is free.");
      members.add(free);
      if (down > 0) continue;
      if (recovering === 0) told.lost += Math.min(computing, interval);
      [computing, down, recovering] = [0, downtime, restartTime];
    }
    if (down > 0) {
      down--;
      told.downtime++;
    } else if (recovering > 0) {
      recovering--;
      told.recovery++;
    } else if (++computing >= interval + writeTime - 1e-9) {
      computing -= interval + writeTime;
      told.saves++;
    }
  }
  return { ...told, nodes: [...members].sort((a, b) => a - b) };
}
