import { fixed } from "../../../sim/core/quantity.ts";
import type { YoungDaly } from "../../../sim/fault-tolerance/young-daly-audit.ts";

/** How many GPUs the gang has: M₁/M, which is N. NaN where every cause is switched off and nothing fails. */
export const nodesOf = ({ survival, mtbf }: YoungDaly): number =>
  Math.round(((survival.mtbf[0] ?? 0) * (survival.nodes[0] ?? 0)) / mtbf);

export const gpusInWords = (nodes: number): string => (Number.isFinite(nodes) ? `${fixed(nodes, 0)} GPUs` : "all GPUs");

/** M₁, the mean time between failures of one GPU (s), with the causes that are switched off taken out. */
export const gpuMtbfOf = ({ survival }: YoungDaly): number => (survival.mtbf[0] ?? 0) * (survival.nodes[0] ?? 0);
