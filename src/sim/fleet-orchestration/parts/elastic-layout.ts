import { type Random, random } from "../../core/random.ts";

/** The job: 100 nodes of eight GPUs, in racks of five. A replica is a copy of the model on k nodes that stand side by side. */
export const NODES = 100;
export const NODES_PER_RACK = 5;
export const GPUS_PER_NODE = 8;

export type Placement = "scattered" | "racks";

/** The draw of who fails has its own stream. */
const STREAM = 61;

/** The first so many of a shuffled row: drawn without putting back (Fisher and Yates). */
function drawn(chance: Random, from: number, count: number): number[] {
  const row: number[] = [];
  for (let i = 0; i < from; i++) row.push(i);
  for (let i = 0; i < count; i++) {
    const j = i + chance.below(from - i);
    const kept = row[i] ?? 0;
    row[i] = row[j] ?? 0;
    row[j] = kept;
  }
  return row.slice(0, count);
}

/** Who fails, from a stream: any nodes, or rack after rack until enough have failed, the last rack in part. */
export function failedFrom(chance: Random, failed: number, placement: Placement): readonly number[] {
  if (placement === "scattered") return drawn(chance, NODES, failed).sort((a, b) => a - b);
  const racks = drawn(chance, NODES / NODES_PER_RACK, Math.ceil(failed / NODES_PER_RACK));
  const nodes = racks.flatMap((rack) => Array.from({ length: NODES_PER_RACK }, (_, i) => rack * NODES_PER_RACK + i));
  return nodes.slice(0, failed).sort((a, b) => a - b);
}

export const failedNodes = (failed: number, placement: Placement, seed: number): readonly number[] =>
  failedFrom(random(seed, STREAM), failed, placement);

/** How many of the replicas of k nodes hold a failed one. @param dead in rising order */
export function brokenReplicas(dead: readonly number[], size: number): number {
  let broken = 0;
  let last = -1;
  for (const node of dead) {
    const replica = Math.floor(node / size);
    if (replica !== last) broken++;
    last = replica;
  }
  return broken;
}

/** What the job is left with. */
export interface Layout {
  /** Failed nodes, in rising order. */
  readonly dead: readonly number[];
  /** R, replicas of the whole job. */
  readonly replicas: number;
  /** Replicas that lost no node. */
  readonly whole: number;
  /** Replicas that the live nodes can form when their roles are dealt anew. */
  readonly formed: number;
  /** Nodes at work after each elastic response, by node. */
  readonly works: { readonly drop: readonly boolean[]; readonly reshard: readonly boolean[] };
  /** Whether each part of the model still lies on some live node: without it the state comes from the checkpoint. */
  readonly stateLives: boolean;
}

/** Lays the replicas over the nodes and takes the failed ones out. */
export function layoutOf(dead: readonly number[], size: number): Layout {
  const replicas = NODES / size;
  const isDead = Array.from({ length: NODES }, () => false);
  for (const node of dead) isDead[node] = true;
  const broken = new Set(dead.map((node) => Math.floor(node / size)));
  const live = NODES - dead.length;
  const formed = Math.floor(live / size);
  let dealt = formed * size;
  const parts = new Set(isDead.flatMap((gone, node) => (gone ? [] : [node % size])));
  return {
    dead,
    replicas,
    whole: replicas - broken.size,
    formed,
    works: {
      drop: isDead.map((_, node) => !broken.has(Math.floor(node / size))),
      reshard: isDead.map((gone) => !gone && dealt-- > 0),
    },
    stateLives: parts.size === size,
  };
}
