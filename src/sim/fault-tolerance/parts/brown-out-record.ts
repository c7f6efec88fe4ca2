import type { SupplyGap } from "./brown-out-supply.ts";

/** What became of a brown-out: a spike that needed no save, a save in one of three states, or nothing at stake: the hearable was off. */
export type Outcome = "ridden" | "finished" | "torn" | "neverBegun" | "off";
export type Phase = "work" | "save" | "boot" | "off";

export interface RunSettings {
  /** Energies of the capacitor at 3.0 V, at the comparator's threshold and at 1.8 V, over 0 V (J). */
  readonly full: number;
  readonly trigger: number;
  readonly least: number;
  readonly leakPower: number;
  /** The memory's save (J, s); null where there is none. */
  readonly save: { readonly energy: number; readonly time: number } | null;
  readonly everyFrame: boolean;
  readonly gaps: readonly SupplyGap[];
}

/** One brown-out: when the supply went, for how long, and what was lost (s). */
export interface BrownOut {
  readonly time: number;
  readonly out: number;
  readonly outcome: Outcome;
  readonly lost: number;
}

/** A moment between two of which the energy runs straight (s, J). */
export interface Vertex {
  readonly time: number;
  readonly energy: number;
}

/** A save from its beginning to its end (s); one that had never begun is the moment at which 1.8 V came. */
export interface SaveMark {
  readonly begin: number;
  readonly end: number;
  readonly outcome: "finished" | "torn" | "neverBegun";
}

/** A stretch without work, from the end of a save or from 1.8 V to the end of the boot (s). */
export interface Down {
  readonly from: number;
  readonly to: number;
}

export interface BrownOutRun {
  readonly brownOuts: readonly BrownOut[];
  readonly downs: readonly Down[];
  readonly trace: readonly Vertex[];
  readonly marks: readonly SaveMark[];
  readonly end: number;
  /** Work that is safe or still alive at the end (s), and work that was lost. */
  readonly kept: number;
  readonly lost: number;
  readonly saves: number;
  readonly torn: number;
  /** Drawn by the load and by leakage (J). */
  readonly used: number;
  /** Of that, drawn by saves, also torn ones (J). */
  readonly usedBySaves: number;
  /** Least energy left after a save that no supply helped (J); Infinity if there was none. */
  readonly leastLeft: number;
}
