import { ringAllReduceTime } from "../../laws/ring.ts";

/** The planned batch: 36 samples for each of 100 nodes, 40 for each of 90. */
export const BATCH = 3600;

/** What a step costs, apart from how many replicas do it (s, B, B/s). */
export interface StepCosts {
  /** Computing in a step of the whole job. */
  readonly compute: number;
  readonly bytes: number;
  readonly bandwidth: number;
  readonly latency: number;
}

export interface Step {
  /** Samples in the step. */
  readonly batch: number;
  readonly compute: number;
  readonly allReduce: number;
  readonly time: number;
  /** Samples a second. */
  readonly rate: number;
}

/**
 * A step on some of the replicas. With the global batch fixed the samples are dealt to fewer, and all wait for the one that got
 * most; with the batch of each replica fixed a step computes as long as before and does less.
 */
export function stepOf(
  { compute, ...ring }: StepCosts,
  replicas: number,
  left: number,
  batch: "global" | "replica",
): Step {
  const planned = BATCH / replicas;
  const each = batch === "global" ? Math.ceil(BATCH / left) : planned;
  const samples = batch === "global" ? BATCH : planned * left;
  const computing = (compute * each) / planned;
  const allReduce = ringAllReduceTime({ ranks: left, ...ring });
  const time = computing + allReduce;
  return { batch: samples, compute: computing, allReduce, time, rate: samples / time };
}
