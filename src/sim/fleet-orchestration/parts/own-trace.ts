import type { OutputSpecs, OwnFindings, Steps } from "../../core/model.ts";
import { duration, fixed } from "../../core/quantity.ts";
import { between } from "../../core/run.ts";
import { readingSwf, type SwfTrace } from "../../core/swf.ts";
import { type AuditParams, params } from "./audit-levers.ts";
import { type Replay, replay } from "./replay.ts";
import type { Policy } from "./settings.ts";
import { FLEET, GPUS_PER_NODE, gpusOf, type Shape } from "./shape.ts";

/** Those that differ: the jobs of a trace are of one priority, so that Preemption is strict order. */
const POLICIES: readonly Policy[] = ["fcfs", "easy", "bestFit"];
const nameOf = (policy: Policy): string =>
  `${params.policy.options[policy]}${policy === "fcfs" ? `, and ${params.policy.options.preemption}` : ""}`;

/** The share of the work that reading is, roughly. */
const READING = 0.1;

/** A larger machine would take more memory than a page should. */
const MOST_GPUS = 100_000;

const wait = (label: string) => ({ label, style: "duration", digits: 3 }) as const;
const columns = {
  policy: { label: "Scheduling policy", style: "number" },
  meanWait: wait("Wait, mean"),
  medianWait: wait("Wait, p50"),
  longWait: wait("Wait, p95"),
  makespan: wait("Makespan"),
  utilization: { label: "Utilization", style: "percent", digits: 1 },
} as const satisfies OutputSpecs;

const many = (value: number, one: string, more = `${one}s`): string => `${fixed(value, 0)} ${value === 1 ? one : more}`;

/** Nodes of eight for all processors that the header names; the lab's cluster where it names none. */
function shapeOf({ processors }: SwfTrace): Shape {
  if (processors === undefined) return FLEET;
  if (processors > MOST_GPUS)
    throw new RangeError(
      `the header names ${fixed(processors, 0)} processors, and at most ${fixed(MOST_GPUS, 0)} are played here.`,
    );
  return { ...FLEET, nodes: Math.max(1, Math.ceil(processors / GPUS_PER_NODE)) };
}

function finding(waits: readonly number[], jobs: number, shape: Shape): string {
  const least = Math.min(...waits);
  const best = POLICIES.filter((_, i) => waits[i] === least);
  const where = `${many(jobs, "job")} on ${many(shape.nodes, "node")} of eight GPUs ${jobs === 1 ? "waits" : "wait"}`;
  if (best.length === POLICIES.length) return `${where} ${duration(least)} in the mean under every policy.`;
  return `${where} least under ${best.map((policy) => params.policy.options[policy]).join(" and ")}: ${duration(least)} in the mean.`;
}

type Levers = Pick<AuditParams, "contiguity" | "defragmentation">;

/** How the levers stood: they may move on while the table stands. */
const leversOf = ({ contiguity, defragmentation }: Levers): string =>
  `Placed as the levers stood: contiguous means ${params.contiguity.options[contiguity].toLowerCase()}, and defragmentation is ${defragmentation ? "on" : "off"}.`;

function noticesOf(
  { notices, bad, unread, processors }: SwfTrace,
  { tooLarge }: Replay,
  shape: Shape,
  levers: string,
): readonly string[] {
  const machine =
    processors === undefined
      ? `The header names no processors: it is played on the lab’s ${fixed(gpusOf(shape), 0)} GPUs.`
      : `The header names ${many(processors, "processor")}: it is played on as many GPUs, ${GPUS_PER_NODE} a node.`;
  const large =
    tooLarge === 0
      ? []
      : [`${many(tooLarge, "job")} asked for more than there is and ${tooLarge === 1 ? "was" : "were"} left out.`];
  const left =
    unread === 0 ? [] : [`${many(unread, "line")} could not be read and ${unread === 1 ? "was" : "were"} left out:`];
  return [levers, machine, ...notices, ...large, ...left, ...bad.map(({ why }) => why)];
}

/**
 * Plays a trace in the Standard Workload Format under every policy, with the levers' reading of contiguous and their switch for migration, on a
 * cluster that is empty at first.
 *
 * @throws RangeError where there is no job to play, or too large a machine
 */
export function* ownTrace(
  { contiguity, defragmentation }: Levers,
  _haste: "moving" | "resting",
  _now?: () => number,
  text = "",
): Steps<OwnFindings> {
  const read = yield* between(readingSwf(text), 0, READING);
  const jobs = read.trace.size.length;
  if (jobs === 0)
    throw new RangeError(
      `no line of it is a job. ${read.bad[0]?.why ?? (text.trim() === "" ? "It is empty." : "It holds comments only.")}`,
    );
  const shape = shapeOf(read);
  const played: Replay[] = [];
  const share = (1 - READING) / POLICIES.length;
  for (const [i, policy] of POLICIES.entries()) {
    const steps = replay(read.trace, { policy, contiguity, defragmentation }, shape);
    played.push(yield* between(steps, READING + i * share, READING + (i + 1) * share));
  }
  const [first] = played;
  if (!first || first.played.length === 0) throw new RangeError("every job of it asks for more than there is.");
  return {
    finding: finding(
      played.map(({ meanWait }) => meanWait),
      first.played.length,
      shape,
    ),
    columns,
    rows: played.map(({ meanWait, medianWait, longWait, makespan, utilization }, i) => ({
      policy: nameOf(POLICIES[i] ?? "fcfs"),
      meanWait,
      medianWait,
      longWait,
      makespan,
      utilization,
    })),
    notices: noticesOf(read, first, shape, leversOf({ contiguity, defragmentation })),
  };
}
