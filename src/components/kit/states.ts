/** What a second of the wall clock goes into. Never a state without its label or texture: in dark some pairs of colours are close. */
export interface State {
  readonly name: string;
  /** Of areas and lines. */
  readonly colour: string;
  /** Of words: the same hue at 4.5:1 and more. */
  readonly shade: string;
  /** A page-wide pattern laid over the colour. */
  readonly texture?: string;
}

export type StateName = "useful" | "checkpoint" | "rework" | "recovery" | "downtime";

export const STATES: Readonly<Record<StateName, State>> = {
  useful: { name: "useful", colour: "var(--useful)", shade: "var(--w-useful)" },
  checkpoint: { name: "checkpoint", colour: "var(--checkpoint)", shade: "var(--w-checkpoint)" },
  rework: { name: "rework", colour: "var(--rework)", shade: "var(--w-rework)", texture: "url(#hatch)" },
  recovery: { name: "recovery", colour: "var(--recovery)", shade: "var(--w-recovery)", texture: "url(#dots)" },
  downtime: { name: "downtime", colour: "var(--downtime)", shade: "var(--w-downtime)" },
};

/** In the order in which an hour is stacked. */
export const STATE_NAMES: readonly StateName[] = ["useful", "checkpoint", "rework", "recovery", "downtime"];

/** The parts of the tax. */
export const TAXED: readonly StateName[] = ["checkpoint", "rework", "recovery", "downtime"];
