import type { Response } from "./elastic-levers.ts";
import type { Execution } from "./elastic-plan.ts";

/** Start the job again and load the checkpoint: 180 s to restart, 36 s to load, 120 s to warm up (s). */
export const RESTART = 336;

/** What a job does for a time, and how much of its full throughput is new work. */
export interface Phase {
  readonly doing:
    | "detect"
    | "drain"
    | "reform"
    | "reshard"
    | "resume"
    | "stalled"
    | "repair"
    | "spares"
    | "restart"
    | "redo"
    | "shrunk"
    | "full";
  readonly from: number;
  /** Infinity for the last one, at full throughput. */
  readonly to: number;
  readonly share: number;
}

export interface Run {
  readonly phases: readonly Phase[];
  /** When new work is done again, be it with less (s after the spike). */
  readonly running: number;
  /** When the job is whole again (s). */
  readonly whole: number;
  /** Seconds of full throughput that are lost until then. */
  readonly lost: number;
}

export interface Situation {
  readonly detection: number;
  /** When the failed nodes are back (s). */
  readonly repaired: number;
  /** Work since the last checkpoint, done again by whoever starts from it (s). */
  readonly sinceSave: number;
  /** When the spares run (s), or null where there are too few. */
  readonly spares: number | null;
}

/** Phases laid end to end, from the spike on; those that take no time are left out. */
function laid(parts: readonly (readonly [doing: Phase["doing"], to: number, share?: number])[]): Run {
  const phases: Phase[] = [];
  let now = 0;
  for (const [doing, to, share = 0] of parts) {
    if (to <= now) continue;
    phases.push({ doing, from: now, to, share });
    now = to;
  }
  phases.push({ doing: "full", from: now, to: Infinity, share: 1 });
  return {
    phases,
    running: phases.find(({ share }) => share > 0)?.from ?? now,
    whole: now,
    lost: phases.reduce((sum, { from, to, share }) => (to === Infinity ? sum : sum + (1 - share) * (to - from)), 0),
  };
}

/** Nothing failed: the job goes on as it was. */
export const UNHURT: Run = laid([]);

const untilRepair = (repaired: number, sinceSave: number) =>
  [
    ["repair", repaired],
    ["restart", repaired + RESTART],
    ["redo", repaired + RESTART + sinceSave],
  ] as const;

/** The whole gang stops, and starts from its checkpoint when the nodes are back. */
export const waitRun = ({ detection, repaired, sinceSave }: Situation): Run =>
  laid([["detect", Math.min(detection, repaired)], ...untilRepair(repaired, sinceSave)]);

/** Spares take the places of the failed nodes; where they are too few the gang waits as if there were none. */
export function spareRun(situation: Situation): Run {
  const { detection, spares, sinceSave } = situation;
  if (spares === null) return waitRun(situation);
  return laid([
    ["detect", Math.min(detection, spares)],
    ["spares", spares],
    ["redo", spares + sinceSave],
  ]);
}

/**
 * The job goes on with a share of its throughput until the repair. Without a live copy of each part of the model it starts from its
 * checkpoint; with nothing left, or with a plan that fails, it waits for the repair.
 */
export function elasticRun(
  { steps, resumed, failed }: Execution,
  { repaired, sinceSave }: Situation,
  { share, stateLives }: { readonly share: number; readonly stateLives: boolean },
): Run {
  const done = steps.map(({ name, to }) => [name, to] as const);
  if (failed) {
    const given = Math.max(failed.to, repaired);
    return laid([...done, ["stalled", failed.to], ...untilRepair(given, sinceSave)]);
  }
  if (share === 0) {
    // Nobody is left to form a ring or to deal samples to: the plan ends before either.
    const end = done.findIndex(([name]) => name === "reform" || name === "reshard");
    return laid([...done.slice(0, end), ...untilRepair(repaired, sinceSave)]);
  }
  const again = stateLives ? resumed : resumed + sinceSave / share;
  return laid([...done, ["redo", again], ["shrunk", repaired, share]]);
}

export type Runs = Readonly<Record<Response, Run>>;

/** New work done from one moment to another, in seconds of full throughput. */
export const workBetween = ({ phases }: Run, from: number, to: number): number =>
  phases.reduce((sum, phase) => {
    const length = Math.min(to, phase.to) - Math.max(from, phase.from);
    return length > 0 ? sum + phase.share * length : sum;
  }, 0);

/** What a run does at a moment. */
export const phaseAt = ({ phases }: Run, time: number): Phase | undefined =>
  phases.find(({ to }) => time < to) ?? phases.at(-1);
