import type { NodeSet } from "./node-set.ts";

/** A gang for which nodes are being emptied. */
export interface Rescue {
  readonly job: number;
  readonly nodes: readonly number[];
  readonly by: "kill" | "migration";
  readonly until: number;
}

/** What the head of the queue is promised: these nodes, by then. */
export interface Reservation {
  readonly job: number;
  /** The shadow time (s). */
  readonly shadow: number;
  readonly nodes: NodeSet;
}
