/** How a cluster is built: nodes are numbered rack by rack and pod by pod. */
export interface Shape {
  readonly nodes: number;
  /** Each pod is under one switch of full bisection. */
  readonly nodesPerPod: number;
  /** What fails together. */
  readonly nodesPerRack: number;
}

/** GPUs of a server; a byte holds one bit for each. */
export const GPUS_PER_NODE = 8;
/** All of a node. */
export const WHOLE = 0xff;

/** The plan's 10,000 GPUs: 1,250 servers in five pods of 250, racks of five. */
export const FLEET: Shape = { nodes: 1250, nodesPerPod: 250, nodesPerRack: 5 };

export const gpusOf = ({ nodes }: Shape): number => nodes * GPUS_PER_NODE;
export const podsOf = ({ nodes, nodesPerPod }: Shape): number => Math.ceil(nodes / nodesPerPod);

/** Bits set in each byte. */
export const BITS = Uint8Array.from({ length: 256 }, (_, byte) => {
  let count = 0;
  for (let rest = byte; rest > 0; rest &= rest - 1) count++;
  return count;
});

/** What is required of the nodes of a gang. */
export type Contiguity = "any" | "pod" | "strict";
