import { requireCount } from "../core/check.ts";

/**
 * External fragmentation of a line of places, 1 − longest free run / all free. Holds where only neighbours serve together; on a
 * cluster of many small holes it is near 1 whatever the policy, so whole nodes are counted by `strandedShare`.
 *
 * @param free whether each place is free, in order
 * @returns share (fraction); 0 where nothing is free
 * @see Wilson et al. 1995, "Dynamic storage allocation: a survey and critical review", IWMM'95: external fragmentation
 * @example externalFragmentation([true, true, false, true]) // 0.3333
 */
export function externalFragmentation(free: readonly boolean[]): number {
  let all = 0;
  let run = 0;
  let longest = 0;
  for (const place of free) {
    run = place ? run + 1 : 0;
    if (place) all++;
    if (run > longest) longest = run;
  }
  return all === 0 ? 0 : 1 - longest / all;
}

/**
 * Stranded share: free GPUs on partly used nodes over all free GPUs. They serve no job that needs whole nodes.
 *
 * @param options.freePerNode free GPUs of each node
 * @param options.gpusPerNode GPUs of a node, at least 1
 * @returns share (fraction); 0 where no GPU is free
 * @throws RangeError for a node with fewer free GPUs than none or more than it has, fewer GPUs a node than one, or NaN
 * @see Weng et al. 2023, "Beware of Fragmentation", ATC'23: F_n(m) of one task that needs a whole node
 * @example strandedShare({ freePerNode: [8, 2, 0], gpusPerNode: 8 }) // 0.2
 */
export function strandedShare(options: {
  readonly freePerNode: ArrayLike<number>;
  readonly gpusPerNode: number;
}): number {
  const { freePerNode, gpusPerNode } = options;
  requireCount({ gpusPerNode });
  let all = 0;
  let stranded = 0;
  for (let node = 0; node < freePerNode.length; node++) {
    const free = freePerNode[node] ?? Number.NaN;
    if (!(free >= 0 && free <= gpusPerNode))
      throw new RangeError(`freePerNode must be from 0 to gpusPerNode, ${gpusPerNode}, but is ${free}.`);
    all += free;
    if (free < gpusPerNode) stranded += free;
  }
  return all === 0 ? 0 : stranded / all;
}
