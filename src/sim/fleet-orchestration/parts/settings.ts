import type { Manner } from "./placement.ts";
import type { Contiguity, Shape } from "./shape.ts";

export type Policy = "fcfs" | "easy" | "bestFit" | "preemption";

/** Nodes that break at one moment, by a fault of their own or of their rack. */
export interface Failure {
  readonly time: number;
  readonly nodes: readonly number[];
}

/** How a fleet is run, times in seconds. */
export interface FleetSettings {
  readonly shape: Shape;
  readonly policy: Policy;
  /** Whether a gang may stop jobs of lower priority, and whether it may have them moved. */
  readonly preemption: boolean;
  readonly defragmentation: boolean;
  readonly contiguity: Contiguity;
  /** Work between two checkpoints of a job: what is done since is lost when it stops. */
  readonly checkpoint: number;
  readonly killTime: number;
  readonly migrationTime: number;
  /** Share of its speed that each running job loses meanwhile (whole percent). */
  readonly migrationTax: number;
  /** What a job that was stopped spends on starting again. */
  readonly restartTime: number;
  readonly failures: readonly Failure[];
  readonly repairTime: number;
  readonly from: number;
  readonly until: number;
  /** The stranded share is averaged over so much at the end. */
  readonly judgedOver: number;
  readonly sampleEvery: number;
}

/** First come, first served spreads its jobs, as Kubernetes does unless told; Best-Fit packs them. */
export const mannerOf = ({ policy }: FleetSettings): Manner => (policy === "bestFit" ? "pack" : "spread");

export const mayStop = ({ policy, preemption }: FleetSettings): boolean => preemption || policy === "preemption";
