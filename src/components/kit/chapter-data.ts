import type { ParamValue } from "../../sim/core/params.ts";

/** A promise that the header shows: an output against a limit. */
export interface Badge {
  readonly output: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Its own name and limit, in words, in place of the output’s. */
  readonly name?: string;
  readonly limit?: string;
  /** What is said where it holds and where it is broken. */
  readonly words?: readonly [holds: string, broken: string];
  /** The output that is told as its value, in place of the judged one. */
  readonly shows?: string;
}

/** A state that physics does not allow to go on: the condition, and the two outputs told against each other. */
export interface FailureRule {
  readonly name: string;
  readonly output: string;
  readonly above: number;
  readonly required: string;
  readonly available: string;
}

/** The search on an unseen case. */
export interface SearchRule {
  /** Levers that a trial takes as they stand. */
  readonly levers: readonly string[];
  /** Parameters of the case that the reader is told. */
  readonly known: readonly string[];
  /** Outputs that a trial shows. */
  readonly shows: readonly string[];
  /** The output that the model scores, and what it may be at most. */
  readonly target: string;
  readonly atMost: number;
  /** All trials of an attempt meet the same chance. */
  readonly oneSeed?: boolean;
  /** The audit trail waits until the search is over. */
  readonly hidesLog?: boolean;
}

/** The prediction: the output that its number is of, and which numbers go with which choice. */
export interface LockRule {
  readonly of: string;
  readonly right: string;
  /** The output that the prediction is marked against on a chart; `inverse`: twice the number is half the mark. */
  readonly marks?: string;
  readonly inverse: boolean;
  readonly choices: Readonly<Record<string, { readonly from: number; readonly to: number }>>;
}

export interface Preset {
  readonly label: string;
  readonly note?: string;
  readonly params: Readonly<Record<string, ParamValue>>;
}

/** The form of Reflect beside the text: what is chosen, on what evidence, and what is stored for the chapters that go on from it. */
export interface DecisionRule {
  readonly choices: Readonly<
    Record<string, { readonly label: string; readonly options: Readonly<Record<string, string>> }>
  >;
  /** Trials may be picked from the log as evidence. */
  readonly evidence: boolean;
  /** Asks for the residual risk; null: not asked. */
  readonly risk: string | null;
  /** Levers and outputs whose values are stored with it. */
  readonly keeps: readonly string[];
}

/** What the build hands to a chapter's page, as JSON: names and numbers of frontmatter and track. */
export interface ChapterData {
  /** `<lab>/<track>/<part>`. */
  readonly id: string;
  readonly lab: string;
  readonly model: string;
  readonly version: string;
  readonly title: string;
  readonly labTitle: string;
  readonly trackTitle: string;
  readonly objective: string;
  readonly preset: string;
  readonly presets: Readonly<Record<string, Preset>>;
  readonly levers: readonly string[];
  readonly badges: readonly Badge[];
  readonly failures: readonly FailureRule[];
  readonly search: SearchRule | null;
  readonly lock: LockRule;
  readonly transfer: { readonly right: string } | null;
  readonly rubric: readonly string[];
  readonly decision: DecisionRule | null;
  /** The moment of the run that is shown first (s); null: that of its first failure. */
  readonly opensAt: number | null;
  /** Addresses, written in when the site is built: the model's script, and the charts' with all that it imports. */
  readonly scripts?: { readonly model: string; readonly charts: readonly [string, ...string[]] };
  /** What the model needs before it runs, as its `prepare` brought it when the site was built. */
  readonly given?: unknown;
  /** The model's outputs at the chapter's preset, in their order, as the site was built: a number that JSON has not is its name. */
  readonly opening: readonly (number | string)[];
  /** Whether the model comes in steps, and so from the worker. */
  readonly slow: boolean;
  /** The site's base path, ending in "/". */
  readonly base: string;
}
