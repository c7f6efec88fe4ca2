import type { StepName } from "./elastic-levers.ts";

/** How long each step takes (s). */
export type StepTimes = Readonly<Record<StepName, number>>;

/** A collective that never ends is given up after ten minutes, the default of PyTorch's process groups with NCCL (s). */
export const TIME_OUT = 600;

/** Why a step that comes before its time fails, by what it lacked. The first that is lacking is told. */
const LACKS: Readonly<Record<StepName, readonly (readonly [lacks: StepName, why: string])[]>> = {
  detect: [],
  drain: [["detect", "nobody knows yet which nodes are dead, so it waits for an answer that never comes"]],
  reform: [
    ["detect", "nobody knows yet which nodes are dead, so the new ring goes through them"],
    ["drain", "the old AllReduce still holds the links of the live nodes, and half of a sum lies in their buffers"],
  ],
  reshard: [
    ["detect", "nobody knows yet which nodes are dead, so it reads shards from a dead node"],
    ["drain", "the last step still writes to the shards that it copies, so copies of two steps are mixed"],
  ],
  resume: [
    ["detect", "nobody knows yet that nodes are dead, and the first AllReduce waits for them"],
    ["drain", "the old AllReduce is still open, and no node leaves it to begin a new step"],
    ["reform", "the ring is not whole, and the first AllReduce stops at the first dead node"],
    ["reshard", "the samples of the dead nodes are dealt to nobody, and the step never has all its gradients"],
  ],
};

export interface PlanStep {
  readonly name: StepName;
  readonly from: number;
  readonly to: number;
}

/** What became of a plan. */
export interface Execution {
  /** The steps that were done, in the order given. */
  readonly steps: readonly PlanStep[];
  /** When training goes on (s after the spike); Infinity if the plan failed. */
  readonly resumed: number;
  /** The step that failed, when it was given up, and why; null if the plan held. */
  readonly failed: { readonly name: StepName; readonly from: number; readonly to: number; readonly why: string } | null;
}

/**
 * Executes a plan from the spike on, step after step. Each step knows what must be done before it: to drain or to copy one must
 * know the dead, the ring is formed anew once the old AllReduce was left, and training goes on over a whole ring with all samples
 * dealt. Copies between two nodes go over the fabric, so resharding needs no ring.
 *
 * @param order the five steps, each once
 */
export function execute(order: readonly StepName[], times: StepTimes): Execution {
  const done = new Set<StepName>();
  const steps: PlanStep[] = [];
  let now = 0;
  for (const name of order) {
    const lack = LACKS[name].find(([before]) => !done.has(before));
    if (lack) return { steps, resumed: Infinity, failed: { name, from: now, to: now + TIME_OUT, why: lack[1] } };
    steps.push({ name, from: now, to: now + times[name] });
    now += times[name];
    done.add(name);
  }
  return { steps, resumed: now, failed: null };
}
