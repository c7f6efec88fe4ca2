import type { ParamSpecs, Params, ParamsOf } from "./params.ts";
import type { Manner } from "./quantity.ts";

/** A number that prose, a badge, a trial, a peek or a CSV may name. It stands in the model under the same name. */
export interface OutputSpec extends Manner {
  readonly label: string;
  readonly symbol?: string;
}

export type OutputSpecs = Readonly<Record<string, OutputSpec>>;

/** How far a long computation has come, as a share from 0 to 1. */
export interface Progress {
  readonly done: number;
}

/** A computation in steps: it yields its progress and returns its result. Only `run()` steps it. */
export type Steps<R> = Generator<Progress, R>;

/** A line of the audit trail: what happened in the run, when, in a sentence. */
export interface LogEntry {
  /** Time in the run (s). */
  readonly time: number;
  readonly kind: "useful" | "checkpoint" | "rework" | "recovery" | "downtime" | "failed";
  readonly text: string;
}

/** What each model has besides its own parts: every output by name, and whether its run came to an end. */
export type Model<O extends OutputSpecs = OutputSpecs> = { readonly [K in keyof O]: number } & {
  readonly finished: boolean;
  readonly log: readonly LogEntry[];
};

/**
 * A longer computation on the same parameters, for example a Monte Carlo. It runs in the worker, beside the model.
 * `haste` asks for the quick form while a lever moves and for the full one at rest. `now` is the clock of who steps it (ms):
 * the simulation has none of its own. `text` is what a reader brought, a file of their own.
 */
export type Study<P, R> = (params: P, haste: "moving" | "resting", now?: () => number, text?: string) => Steps<R>;

/** What a study of a reader's own text finds: a table, and in sentences what was changed or left out of the text. */
export interface OwnFindings {
  readonly finding: string;
  readonly columns: OutputSpecs;
  readonly rows: readonly Readonly<Record<string, number | string>>[];
  readonly notices: readonly string[];
}

/** A study that comes when it is asked for: a page whose worker runs it never needs its code. */
export interface LaterStudy<P, R> {
  load(): Promise<Study<P, R>>;
}

/** The study of a model by its name; undefined where there is none. */
export async function studyOf({ studies = {} }: AnyModel, name: string): Promise<Study<Params, unknown> | undefined> {
  const study = Object.hasOwn(studies, name) ? studies[name] : undefined;
  return typeof study === "object" ? study.load() : study;
}

/**
 * What a file in `sim/<lab>/` exports to be a model. The parameters of a track come from its presets.
 * `unseen` draws the hidden case of a search from a seed: all parameters that the case sets.
 */
export interface ModelModule<
  S extends ParamSpecs = ParamSpecs,
  O extends OutputSpecs = OutputSpecs,
  M extends Model<O> = Model<O>,
> {
  readonly version?: string;
  readonly params: S;
  readonly outputs: O;
  /**
   * Brings what a run at these parameters needs and the module leaves out (weights of a network), and returns it as plain data: a
   * page that was built with it hands it over as `given`, and nothing is fetched. Awaited before any run.
   */
  prepare?(params: ParamsOf<S>, given?: unknown): Promise<unknown>;
  simulate(params: ParamsOf<S>): M | Steps<M>;
  readonly studies?: Readonly<Record<string, Study<ParamsOf<S>, unknown> | LaterStudy<ParamsOf<S>, unknown>>>;
  /** Settings by chance, from a seed: a fault drawn at random. */
  readonly draws?: Readonly<Record<string, (params: ParamsOf<S>, seed: number) => Partial<ParamsOf<S>>>>;
  unseen?(seed: number): Partial<ParamsOf<S>>;
}

/** A model whose own types are forgotten: what the registry hands to the page and to the command line. */
export interface AnyModel {
  /** Goes up when the same parameters give other numbers; "1.0.0" where it is not told. */
  readonly version?: string;
  readonly params: ParamSpecs;
  readonly outputs: OutputSpecs;
  prepare?(params: Params, given?: unknown): Promise<unknown>;
  simulate(params: Params): Model | Steps<Model>;
  readonly studies?: Readonly<Record<string, Study<Params, unknown> | LaterStudy<Params, unknown>>>;
  readonly draws?: Readonly<Record<string, (params: Params, seed: number) => Params>>;
  unseen?(seed: number): Params;
}
