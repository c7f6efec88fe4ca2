import { DAY, days, hours } from "../../core/units.ts";
import { logSpaced } from "../../laws/checkpointing/cost-curve.ts";
import { fleetMtbf, fleetSurvival, mtbfFromRate } from "../../laws/fleet-reliability.ts";
import { GPUS_PER_SERVER } from "./checkpointed-run.ts";

/** Fleet sizes at which lines over N are drawn: the lever's range. */
export const FLEET_SIZES = logSpaced(8, 131_072, 57);

/** What becomes of a fleet with its size, as one gang and as independent nodes. */
export interface Survival {
  readonly nodes: readonly number[];
  /** MTBF of the gang, M₁/N (s). */
  readonly mtbf: readonly number[];
  /** Chance that a gang gets through a day: all N nodes survive. */
  readonly gang: readonly number[];
  /** Share of independent nodes that survive a day: the same at every N. */
  readonly independent: readonly number[];
}

/** @param nodeMtbf M₁, MTBF of one node (s) */
export function survivalLines(nodeMtbf: number): Survival {
  const one = Math.exp(-DAY / nodeMtbf);
  return {
    nodes: FLEET_SIZES,
    mtbf: FLEET_SIZES.map((nodes) => fleetMtbf(nodeMtbf, nodes)),
    gang: FLEET_SIZES.map((nodes) => fleetSurvival(one, nodes)),
    independent: FLEET_SIZES.map(() => one),
  };
}

export interface KokolisLine {
  readonly name: string;
  /** Failures per 1,000 node-days, eight GPUs a node. */
  readonly rate: number;
  readonly gpus: readonly number[];
  /** Mean time to failure of a job on so many GPUs (s). */
  readonly mttf: readonly number[];
}

export interface KokolisPoint {
  readonly name: string;
  readonly gpus: number;
  readonly mttf: number;
}

const line = (name: string, rate: number): KokolisLine => ({
  name,
  rate,
  gpus: FLEET_SIZES,
  mttf: FLEET_SIZES.map((gpus) =>
    mtbfFromRate({ failuresPerThousandNodeDays: rate, nodes: Math.max(1, gpus / GPUS_PER_SERVER) }),
  ),
});

/**
 * Two clusters' measured rates, each a line over N, and two measured job sizes that lie on neither:
 * their nodes last 42 to 48 days, where the rate of RSC-1 says 154.
 *
 * @see Kokolis et al. 2025 (HPCA), "Revisiting Reliability in Large-Scale Machine Learning Research Clusters", arXiv:2410.21680
 */
export const KOKOLIS: { readonly lines: readonly KokolisLine[]; readonly points: readonly KokolisPoint[] } = {
  lines: [line("RSC-1", 6.5), line("RSC-2", 2.34)],
  points: [
    { name: "1,024-GPU jobs, measured", gpus: 1024, mttf: hours(7.9) },
    { name: "8-GPU jobs, measured", gpus: 8, mttf: days(47.7) },
  ],
};
