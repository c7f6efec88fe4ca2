import type { LogEntry } from "../../core/model.ts";
import { duration, fixed, tell } from "../../core/quantity.ts";
import type { StagingFlow } from "./async-staging-flow.ts";
import type { NodeLoss } from "./async-staging-loss.ts";
import type { StagingSettings } from "./async-staging-rates.ts";

const size = (bytes: number): string => tell(bytes, { style: "bytes", digits: 3 });
const rate = (bytesPerSecond: number): string => `${size(bytesPerSecond)}/s`;

const STARTS = {
  blockingS3: "math stops, every node sends its snapshot to the store",
  localSsd: "math stops, every node writes its snapshot to its drives",
  asyncDram: "math stops, every node copies its snapshot into its staging buffer",
} as const;

/** How the node that died stood, and what its death cost. */
function deathOf({ node, moment, safe, lost }: NodeLoss): LogEntry {
  const name = `Node ${fixed(node, 0)} died ${duration(moment)} after a snapshot began`;
  if (!Number.isFinite(lost))
    return {
      time: moment,
      kind: "failed",
      text: `${name}: each snapshot is safe later than the one before it, and what a death costs grows without end`,
    };
  const state = safe
    ? "that snapshot was in the store"
    : "that snapshot was not yet in the store and died with the node";
  return { time: moment, kind: "failed", text: `${name}; ${state}. ${duration(lost)} of work lost` };
}

/** One snapshot of the fleet, and the death of one node, in sentences. */
export function stagingLog(
  settings: StagingSettings,
  flow: StagingFlow,
  drained: boolean,
  loss: NodeLoss,
): readonly LogEntry[] {
  const { strategy, nodes, shard, storeRate, whenFull } = settings;
  const log: LogEntry[] = [
    {
      time: 0,
      kind: "checkpoint",
      text: `Snapshot of ${fixed(nodes, 0)} nodes, ${size(shard)} each: ${STARTS[strategy]}`,
    },
  ];
  const full = flow.points.find(({ buffer, hbm }) => strategy === "asyncDram" && hbm > 0 && buffer >= settings.buffer);
  if (full && flow.spilled > 0)
    log.push({
      time: full.time,
      kind: "failed",
      text: `Buffers full, ${size(full.hbm)} of each node not yet staged: ${size(flow.spilled)} of it is written through, ${rate(full.offered)} asked of a store that takes ${rate(storeRate)}`,
    });
  else if (full && whenFull === "backPressure")
    log.push({
      time: full.time,
      kind: "checkpoint",
      text: `Buffers full, ${size(full.hbm)} of each node wait: the copy goes on as fast as the drives write`,
    });
  const resumed = flow.cycles[0]?.resumed ?? flow.end;
  log.push({
    time: resumed,
    kind: "useful",
    text: `Nothing of the snapshot is left in HBM: math resumes after ${duration(resumed)}`,
  });
  log.push({
    time: flow.end,
    kind: "checkpoint",
    text: drained
      ? `The last byte is in the store after ${duration(flow.end)}: the snapshot is safe`
      : `Alone, this snapshot would be in the store after ${duration(flow.end)}`,
  });
  if (!drained)
    log.push({
      time: flow.end,
      kind: "failed",
      text: `The next snapshot came ${duration(settings.interval + resumed)} after this one began: never drained, more is staged than the store takes`,
    });
  log.push(deathOf(loss));
  return log.sort((a, b) => a.time - b.time);
}
