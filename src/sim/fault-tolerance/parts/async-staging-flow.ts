import { type Flow, flowsOf, type Held, type StagingSettings } from "./async-staging-rates.ts";

/** The fleet at a breakpoint; until the next one holdings change in straight lines, and rates stand. */
export interface Breakpoint {
  /** Time since the start of the first snapshot (s). */
  readonly time: number;
  /** Held by a node in the mean (B): not yet out of HBM, in the buffer, on the drives, in the store. */
  readonly hbm: number;
  readonly buffer: number;
  readonly drive: number;
  readonly stored: number;
  /** Asked of the store and taken by it, by the whole fleet (B/s). */
  readonly offered: number;
  readonly ingress: number;
  /** Out of HBM, and onto the drives, a node in the mean (B/s). */
  readonly copy: number;
  readonly toDrive: number;
  /** Nodes that send. */
  readonly senders: number;
}

/** A cycle: its start, the end of its math-stop, its end, and what was then not yet in the store (B a node). */
export interface Cycle {
  readonly start: number;
  readonly resumed: number;
  readonly end: number;
  readonly backlog: number;
}

export interface StagingFlow {
  readonly points: readonly Breakpoint[];
  readonly cycles: readonly Cycle[];
  /** Bytes that were written through, a node in the mean (B). */
  readonly spilled: number;
  /** When the last byte reached the store (s); where the run ends sooner, its end. */
  readonly end: number;
}

/** Less than this share of a snapshot is nothing: rounding leaves it. */
const NOTHING = 1e-10;
/** A run has at most some hundreds of breakpoints a cycle; more would be a fault of the program. */
const MOST_POINTS = 50_000;

const startOf = ({ nodes, groups }: StagingSettings): Held[] => {
  const parts = Math.min(groups, nodes);
  return Array.from({ length: parts }, (_, i) => ({
    count: Math.floor(nodes / parts) + (i < nodes % parts ? 1 : 0),
    waiting: 0,
    spill: 0,
    buffer: 0,
    drive: 0,
    stored: 0,
  }));
};

/** Seconds until a holding is empty or a buffer full, with these flows. */
function untilNext(groups: readonly Held[], flows: readonly Flow[], capacity: number): number {
  let least = Number.POSITIVE_INFINITY;
  groups.forEach((held, i) => {
    const flow = flows[i];
    if (!flow) return;
    for (const tier of ["waiting", "spill", "buffer", "drive"] as const)
      if (flow[tier] < 0 && held[tier] > 0) least = Math.min(least, held[tier] / -flow[tier]);
    if (flow.buffer > 0 && held.buffer < capacity) least = Math.min(least, (capacity - held.buffer) / flow.buffer);
  });
  return least;
}

function advance(groups: readonly Held[], flows: readonly Flow[], seconds: number, s: StagingSettings): void {
  const tiny = NOTHING * s.shard;
  groups.forEach((held, i) => {
    const flow = flows[i];
    if (!flow) return;
    for (const tier of ["waiting", "spill", "buffer", "drive", "stored"] as const) {
      const next = held[tier] + flow[tier] * seconds;
      held[tier] = next < tiny ? 0 : next;
    }
    if (flow.buffer > 0 && held.buffer > s.buffer - tiny) held.buffer = s.buffer;
  });
}

/**
 * Snapshots of the whole fleet through HBM, host DRAM, drives and store as a fluid: from breakpoint to breakpoint, exactly.
 * Math stops from the start of a snapshot until nothing of it is left in HBM, then computes for τ. What a cycle leaves undone, the
 * next one finds. Left out: reads of the drives slow their writes, and the drain shares the host's memory with the copy; both
 * would lower b and r.
 *
 * @param cycles snapshots to take, one after the other
 * @param until "drained" to go on, after the last math-stop, until all is in the store; "cycle" to end after the last τ
 */
export function stagingFlow(s: StagingSettings, cycles = 1, until: "drained" | "cycle" = "drained"): StagingFlow {
  const groups = startOf(s);
  const mean = (value: (held: Held, i: number) => number) =>
    groups.reduce((sum, held, i) => sum + held.count * value(held, i), 0) / s.nodes;
  const left = (held: Held) => held.waiting + held.spill + held.buffer + held.drive;
  const points: Breakpoint[] = [];
  const done: Cycle[] = [];
  let time = 0;
  let turn = 0;
  let spilled = 0;
  let start = 0;
  let resumed: number | null = null;

  const begin = (): void => {
    const into = s.strategy === "blockingS3" ? "spill" : "waiting";
    for (const held of groups) held[into] += s.shard;
    start = time;
    resumed = null;
  };
  const record = (flows: readonly Flow[]): void => {
    const sum = { hbm: 0, buffer: 0, drive: 0, stored: 0, offered: 0, ingress: 0, copy: 0, toDrive: 0 };
    let senders = 0;
    groups.forEach((held, i) => {
      const flow = flows[i];
      if (!flow) return;
      const { count } = held;
      sum.hbm += count * (held.waiting + held.spill);
      sum.buffer += count * held.buffer;
      sum.drive += count * held.drive;
      sum.stored += count * held.stored;
      sum.offered += count * flow.offered;
      sum.ingress += count * flow.stored;
      sum.copy += count * (s.strategy === "blockingS3" ? flow.stored : -flow.waiting);
      sum.toDrive += count * flow.toDrive;
      if (flow.stored > 0) senders += count;
    });
    points.push({
      time,
      hbm: sum.hbm / s.nodes,
      buffer: sum.buffer / s.nodes,
      drive: sum.drive / s.nodes,
      stored: sum.stored / s.nodes,
      offered: sum.offered,
      ingress: sum.ingress,
      copy: sum.copy / s.nodes,
      toDrive: sum.toDrive / s.nodes,
      senders,
    });
  };
  /** Whether the group whose turn it is has nothing more to send in its turn. */
  const rests = (held: Held | undefined): boolean =>
    held !== undefined &&
    held.waiting + held.buffer + held.drive + (s.strategy === "blockingS3" ? held.spill : 0) === 0;

  begin();
  while (points.length < MOST_POINTS) {
    for (let tries = 0; tries < groups.length && rests(groups[turn]); tries++) turn = (turn + 1) % groups.length;
    const flows = flowsOf(groups, turn, s);
    record(flows);
    const stopped = groups.some(({ waiting, spill }) => waiting + spill > 0);
    if (!stopped && resumed === null) resumed = time;
    const last = done.length === cycles - 1;
    const limit = resumed === null || (last && until === "drained") ? Number.POSITIVE_INFINITY : resumed + s.interval;
    const seconds = Math.min(untilNext(groups, flows, s.buffer), limit - time);
    if (seconds === Number.POSITIVE_INFINITY) break; // all is in the store
    spilled += mean((_, i) => flows[i]?.toSpill ?? 0) * seconds;
    advance(groups, flows, seconds, s);
    time = limit - time === seconds ? limit : time + seconds;
    if (resumed === null || time < limit) continue;
    done.push({ start, resumed, end: time, backlog: mean(left) });
    if (last) {
      record(flowsOf(groups, turn, s));
      break;
    }
    begin();
  }
  if (until === "drained") done.push({ start, resumed: resumed ?? time, end: time, backlog: 0 });
  return { points, cycles: done, spilled, end: time };
}
