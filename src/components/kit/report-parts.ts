import type { Model, OutputSpecs } from "../../sim/core/model.ts";
import type { ParamSpecs } from "../../sim/core/params.ts";
import { tell } from "../../sim/core/quantity.ts";
import type { ChapterData } from "./chapter-data.ts";
import { tellParam } from "./manner.ts";
import type { Prediction } from "./prediction.ts";
import type { ChapterRecord } from "./record.ts";
import type { Mode } from "./url.ts";

/** A question with choices, in the page's own words. */
export interface Question {
  readonly question: string;
  /** The words of each choice by its name. */
  readonly choices: Readonly<Record<string, string>>;
}

/** A trial that was picked as evidence, with every chart's rows at its settings. */
export interface PickedTrial {
  readonly name: string;
  readonly charts: readonly { readonly title: string; readonly csv: string }[];
}

/** All that the report of one chapter is made of. What a page does not know is null or empty, and is then left out. */
export interface ReportParts {
  readonly chapter: Pick<
    ChapterData,
    | "id"
    | "title"
    | "labTitle"
    | "trackTitle"
    | "objective"
    | "version"
    | "preset"
    | "presets"
    | "rubric"
    | "search"
    | "badges"
    | "decision"
  > & {
    /** `right` is null where it is not known which choice holds. */
    readonly lock: { readonly of: string; readonly right: string | null };
    readonly transfer: ChapterData["transfer"];
  };
  readonly params: ParamSpecs;
  readonly outputs: OutputSpecs;
  readonly record: ChapterRecord;
  /** The commitment against what it is. */
  readonly prediction: Prediction | null;
  readonly asked: Question;
  readonly transfer: Question | null;
  /** The prompts of the free texts, by name. `decision` is the rationale box; all others are reflections. */
  readonly prompts: Readonly<Record<string, string>>;
  /** The model at the reader's own levers, never at the unseen case, for the badges; null where it is not at hand. */
  readonly model: Model | null;
  /** Further residual risks in the chapter's words. */
  readonly risks: readonly string[];
  /** The bibliography's lines that the chapter cites. */
  readonly sources: readonly string[];
  /** Null where it is not known under what link the chapter was done. */
  readonly mode: Mode | null;
  readonly assign: string | null;
  /** The charts' data of the trials that were picked as evidence; none where charts are not at hand. */
  readonly picked?: readonly PickedTrial[];
  /** What else the one who reads it must know of how it was made. */
  readonly notes?: readonly string[];
}

/** A table's entry by a name that may be anything. */
export const own = <T>(entries: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(entries, name) ? entries[name] : undefined;

export const output = ({ outputs }: ReportParts, name: string, value: number): string => {
  const spec = own(outputs, name);
  return spec ? tell(value, spec) : tell(value, { style: "number" });
};

export const label = ({ params, outputs }: ReportParts, name: string): string =>
  own(outputs, name)?.label ?? own(params, name)?.label ?? name;

export const setting = (parts: ReportParts, name: string, value: string | number | boolean | undefined): string => {
  const spec = own(parts.params, name);
  return spec && value !== undefined ? tellParam(spec, value) : String(value ?? "–");
};
