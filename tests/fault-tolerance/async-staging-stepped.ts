import type { StagingSettings } from "../../src/sim/fault-tolerance/parts/async-staging-rates.ts";

/**
 * One snapshot in fixed steps, node by node, in words of its own: the second method for the flow simulation.
 * Each node in a step: copies what fits, spills or waits for the rest, writes to its drives; then the store takes its bytes, first
 * what was written through, an even part to each (asked again while some is left), then what the group whose turn it is may drain.
 */
export function steppedSnapshot(s: StagingSettings, step: number) {
  const size = Math.floor(s.nodes / s.groups);
  const large = s.nodes % s.groups;
  const groupOf = (node: number) =>
    node < large * (size + 1) ? Math.floor(node / (size + 1)) : large + Math.floor((node - large * (size + 1)) / size);
  const nodes = Array.from({ length: s.nodes }, (_, i) => ({
    group: groupOf(i),
    waiting: s.strategy === "blockingS3" ? 0 : s.shard,
    direct: s.strategy === "blockingS3" ? s.shard : 0,
    buffer: 0,
    drive: 0,
    sent: 0,
  }));
  const total = s.nodes * s.shard;
  let [time, stop, stored, spilled, peak] = [0, 0, 0, 0, 0];
  while (stored < total * (1 - 1e-6)) {
    for (const node of nodes) {
      node.sent = 0;
      const write = s.drainRate * step;
      if (s.strategy === "localSsd") {
        const moved = Math.min(node.waiting, write, s.copyRate * step);
        node.waiting -= moved;
        node.drive += moved;
        continue;
      }
      const room = s.buffer - node.buffer + write;
      const asked = Math.min(node.waiting, s.copyRate * step);
      const staged = Math.min(asked, room);
      const over = s.whenFull === "writeThrough" ? asked - staged : 0;
      node.waiting -= staged + over;
      node.direct += over;
      spilled += over / s.nodes;
      node.buffer += staged;
      const written = Math.min(node.buffer, write);
      node.buffer -= written;
      node.drive += written;
      peak = Math.max(peak, node.buffer);
    }
    const turn = Math.min(
      ...nodes
        .filter((n) => n.waiting + n.buffer + n.drive + (s.strategy === "blockingS3" ? n.direct : 0) > 1e-9 * s.shard)
        .map(({ group }) => group),
    );
    let left = s.storeRate * step;
    const take = (which: "direct" | "drive", most: number, from: typeof nodes): void => {
      for (let pass = 0; pass < 4; pass++) {
        const open = from.filter((n) => n[which] > 0 && n.sent < most);
        const even = open.length > 0 ? left / open.length : 0;
        for (const node of open) {
          const moved = Math.min(node[which], even, most - node.sent);
          node[which] -= moved;
          node.sent += moved;
          left -= moved;
          stored += moved;
        }
      }
    };
    const ours = nodes.filter(({ group }) => group === turn);
    take("direct", Math.min(s.portRate, s.copyRate) * step, s.strategy === "blockingS3" ? ours : nodes);
    take("drive", s.portRate * step, ours);
    time += step;
    if (nodes.some((n) => n.waiting + n.direct > 1e-9 * s.shard)) stop = time;
  }
  return { stop, end: time, spilled, peak };
}
