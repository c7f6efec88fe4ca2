/** Of the training, all in seconds: τ, δ, D, R, and the useful work to do. */
export interface TrainingSettings {
  readonly interval: number;
  readonly writeTime: number;
  readonly downtime: number;
  readonly restartTime: number;
  readonly work: number;
  readonly seed: number;
}

/** Computing from a safe state on, until a node breaks or the run is over. */
export interface Climb {
  readonly from: number;
  readonly to: number;
  /** Useful work that was safe at its start (s), and checkpoints that it finished. */
  readonly saved: number;
  readonly checkpoints: number;
  /** Where its last finished checkpoint ends (s): what follows is lost, if it broke off. */
  readonly safe: number;
  readonly broken: boolean;
}

/** Time in which the gang holds its nodes and computes nothing. */
export interface Stand {
  readonly state: "downtime" | "recovery";
  readonly from: number;
  readonly to: number;
}

/** A node of the gang broke. */
export interface Setback {
  readonly time: number;
  readonly node: number;
  readonly cause: string;
  /** Useful work that was computed since the last checkpoint and has to be done again (s). */
  readonly lost: number;
  readonly during: "computing" | "writing" | "recovering" | "down";
  /** When a node took its place (s), and when the gang computes again; Infinity where that is beyond the run. */
  readonly replaced: number;
  readonly back: number;
}

/** Wall time by what became of it (s); what was computed or written and is lost is rework. */
export interface Sums {
  readonly useful: number;
  readonly checkpoint: number;
  readonly rework: number;
  readonly recovery: number;
  readonly downtime: number;
}
