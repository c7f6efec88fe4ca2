import type { LogEntry } from "../../core/model.ts";
import { duration, fixed, significant } from "../../core/quantity.ts";
import { HOUR } from "../../core/units.ts";
import { elapsed } from "./elapsed.ts";
import { GAMBLE_FLEET, GANG_GPUS, WATCHED } from "./gamble-fleet.ts";
import type { Setback } from "./gamble-record.ts";
import type { GambleRun } from "./gamble-run.ts";

/** So many failures are told one by one. */
const TOLD = 120;

const gpuHours = (seconds: number): string => `${significant((seconds * GANG_GPUS) / HOUR, 3)} GPU-hours`;

const WHILE: Readonly<Record<Setback["during"], string>> = {
  computing: "",
  writing: ", tearing a checkpoint",
  recovering: ", while the training recovered: the recovery starts again",
  down: ", while the training was down: one node more to replace",
};

/** "Node 1,204 in rack 241 failed (NIC); 38 min of work lost on 16,384 GPUs". */
function failed({ node, cause, lost, during }: Setback): string {
  const rack = Math.floor(node / GAMBLE_FLEET.nodesPerRack) + 1;
  const what = `Node ${fixed(node + 1, 0)} in rack ${fixed(rack, 0)} failed (${cause})${WHILE[during]}`;
  return during === "recovering" || during === "down"
    ? what
    : `${what}; ${elapsed(lost)} of work lost on ${fixed(GANG_GPUS, 0)} GPUs, ${gpuHours(lost)}`;
}

/** Recoveries are told where all nodes that broke before them were replaced. */
function recovered(setbacks: readonly Setback[], downtime: number): LogEntry[] {
  const ends = new Map<number, Setback>();
  for (const one of setbacks) if (one.back < Infinity && !ends.has(one.back)) ends.set(one.back, one);
  return [...ends.values()].map((first) => {
    const waited = Math.max(0, first.replaced - first.time - downtime);
    const late = waited > 0 ? `, ${elapsed(waited)} of that waiting for a whole node` : "";
    return {
      time: first.back,
      kind: "recovery",
      text: `The training computes again, ${elapsed(first.back - first.time)} after the failure${late}`,
    };
  });
}

/** Two days of the training in sentences. */
export function gambleLog({ training, fleet }: GambleRun): readonly LogEntry[] {
  const { setbacks, sums, settings } = training;
  const shown = setbacks.slice(0, TOLD);
  const others = fleet.occurrences.list.flatMap((one): LogEntry[] => {
    if (one.what === "kill")
      return [
        {
          time: one.time,
          kind: "rework",
          text: `${fixed(one.stopped, 0)} students’ jobs stopped to make a node whole`,
        },
      ];
    if (one.what === "migration")
      return [
        {
          time: one.time,
          kind: "recovery",
          text: `Stop-the-world: ${fixed(one.moved, 0)} jobs moved to make a node whole; for ${duration(fleet.settings.migrationTime)} every job runs at ${100 - fleet.settings.migrationTax} % of its speed`,
        },
      ];
    return [];
  });
  const told: LogEntry[] = [
    ...shown.map((one): LogEntry => ({ time: one.time, kind: "failed", text: failed(one) })),
    ...recovered(shown, settings.downtime),
    ...others.slice(0, TOLD),
  ].sort((a, b) => a.time - b.time);
  const more = setbacks.length - shown.length;
  const end = Math.min(WATCHED, fleet.now);
  if (more > 0) told.push({ time: end, kind: "failed", text: `${fixed(more, 0)} more failures` });
  const text = `Two days are over: ${elapsed(sums.useful)} of useful work stand, ${elapsed(sums.rework)} were lost`;
  return [...told, { time: end, kind: sums.useful > sums.rework ? "useful" : "failed", text }];
}
