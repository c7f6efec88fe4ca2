import { tell } from "../../sim/core/quantity.ts";
import type { Badge } from "./chapter-data.ts";
import { guessedOf, isGuess } from "./guess-name.ts";
import { asTyped } from "./mine.ts";
import { numberOf } from "./model-values.ts";
import type { Exhibit } from "./record.ts";
import { label, output, own, type PickedTrial, type ReportParts } from "./report-parts.ts";
import { decisionOf, type Evidence, evidenceOf, settingsTold } from "./report-trials.ts";

export interface ReportedPrediction {
  readonly question: string;
  readonly answer: string;
  readonly sure: string | null;
  readonly outcome: string | null;
}

export interface ReportedText {
  readonly prompt: string;
  readonly text: string;
  readonly kept: boolean;
}

/** The report of one chapter, told: plain words by section, for Markdown and JSON alike. */
export interface Report {
  readonly chapter: string;
  readonly lab: string;
  readonly track: string;
  readonly part: string;
  readonly objective: string;
  /** Under what terms it was made: assignment, demo, review. */
  readonly terms: readonly string[];
  readonly predictions: readonly ReportedPrediction[];
  readonly evidence: Evidence;
  readonly decision: { readonly sentences: readonly string[]; readonly texts: readonly ReportedText[] };
  readonly reflections: readonly ReportedText[];
  /** Charts' rows as the reader put them into the report. */
  readonly exhibits: readonly Exhibit[];
  readonly picked: readonly PickedTrial[];
  /** The residual risk in the reader's own words. */
  readonly risk: readonly ReportedText[];
  readonly rubric: readonly string[];
  readonly residualRisk: readonly string[];
  readonly sources: readonly string[];
  readonly versions: readonly string[];
  readonly incomplete: readonly string[];
}

const SURE = { guess: "a guess", fairly: "fairly sure", sure: "sure" } as const;

/** In a demo or a review all is open before the answer. */
function termsOf({ mode, assign, notes = [] }: ReportParts): string[] {
  const terms = [...notes];
  if (assign !== null) terms.push(`Assignment ${assign}.`);
  if (mode !== null && mode !== "learn")
    terms.push(`Made in ${mode} mode: everything was open from the start, so the predictions were not made blind.`);
  return terms;
}

function predictionsOf(parts: ReportParts): ReportedPrediction[] {
  const { record, asked, transfer, chapter, prediction } = parts;
  const made: ReportedPrediction[] = [];
  if (record.commitment) {
    const { choice, number, sure } = record.commitment;
    const spec = own(parts.outputs, chapter.lock.of) ?? { style: "number" };
    const answer = [own(asked.choices, choice) ?? choice, number === null ? "" : asTyped(spec, number)];
    const truth = prediction && `It is ${output(parts, chapter.lock.of, prediction.truth)}`;
    const off = prediction?.off ? `, off by ${tell(prediction.off, { style: "times" })}` : "";
    const right = choice === chapter.lock.right ? "The choice holds." : "The choice does not hold.";
    made.push({
      question: asked.question,
      answer: answer.filter((part) => part !== "").join("; "),
      sure: SURE[sure],
      outcome:
        [choice === "" || chapter.lock.right === null ? "" : right, truth ? `${truth}${off}.` : ""]
          .filter((part) => part !== "")
          .join(" ") || null,
    });
  }
  if (record.transfer !== null && transfer)
    made.push({
      question: transfer.question,
      answer: own(transfer.choices, record.transfer) ?? record.transfer,
      sure: null,
      outcome:
        chapter.transfer &&
        (record.transfer === chapter.transfer.right ? "The choice holds." : "The choice does not hold."),
    });
  return made;
}

/** What another tab wrote is kept under the prompt's name with a suffix. */
const promptOf = ({ prompts, chapter }: ReportParts, name: string): string => {
  const [, base = name, suffix = ""] = /^(.*?)( \(other tab.*\))$/.exec(name) ?? [];
  return `${own(prompts, base) ?? (base === "risk" ? chapter.decision?.risk : null) ?? base}${suffix}`;
};

/** The rationale box, the residual risk, and all else that was written. */
type Kind = "decision" | "risk" | "reflection";
const kindOf = (name: string): Kind =>
  /^decision\b/.test(name) ? "decision" : /^risk\b/.test(name) ? "risk" : "reflection";

const textsOf = (parts: ReportParts, kind: Kind): ReportedText[] =>
  Object.entries(parts.record.texts)
    .filter(([name, { text }]) => text.trim() !== "" && kindOf(name) === kind)
    .map(([name, { text, kept }]) => ({
      prompt: promptOf(parts, name),
      text: isGuess(name) ? inItsUnit(parts, name, text) : text,
      kept: kept || isGuess(name),
    }));

/** A number that was said in passing, in the unit of what it is of. */
const inItsUnit = ({ outputs }: ReportParts, name: string, text: string): string => {
  const unit = own(outputs, guessedOf(name))?.unit;
  return unit ? `${text}\u00a0${unit}` : text;
};

const limitOf = (parts: ReportParts, { output: name, atLeast, atMost }: Badge): string =>
  [
    atLeast === undefined ? "" : `at least ${output(parts, name, atLeast)}`,
    atMost === undefined ? "" : `at most ${output(parts, name, atMost)}`,
  ]
    .filter((limit) => limit !== "")
    .join(", ");

function risksOf(parts: ReportParts): string[] {
  const { model, chapter, risks } = parts;
  if (!model) return [...risks];
  const badges = chapter.badges.map((badge) => {
    const value = numberOf(model, badge.output);
    const kept =
      value >= (badge.atLeast ?? Number.NEGATIVE_INFINITY) && value <= (badge.atMost ?? Number.POSITIVE_INFINITY);
    const told = `${label(parts, badge.output)}: ${output(parts, badge.output, value)}`;
    return `${told} (limit: ${limitOf(parts, badge)}), ${kept ? "kept" : "not kept"}.`;
  });
  const where = `Evaluated on the reader’s own settings${chapter.search ? ", not on the unseen case" : ""}: ${settingsTold(parts)}.`;
  return [...(badges.length > 0 ? [where] : []), ...badges, ...risks];
}

function versionsOf({ chapter, record, params, assign, mode }: ReportParts): string[] {
  const preset = own(chapter.presets, record.preset)?.params ?? {};
  const seed = own(record.changed, "seed") ?? own(preset, "seed") ?? own(params, "seed")?.default;
  return [
    `Model version ${chapter.version}${record.version === chapter.version ? "" : `; the record was begun with version ${record.version}`}.`,
    ...(seed === undefined ? [] : [`Seed of the run: ${seed}.`]),
    `Seed of the first unseen case: ${record.caseSeed}.`,
    `Chapter: ${chapter.id}. Preset: ${record.preset}.${mode === null ? "" : ` Mode: ${mode}.`}${assign === null ? "" : ` Assignment: ${assign}.`}`,
  ];
}

/** What the form of Reflect asks for and has not got. */
function missingInForm({ record, chapter }: ReportParts): string[] {
  const rule = chapter.decision;
  if (!rule) return [];
  const { choices = {}, picks = [] } = record.decision ?? {};
  const open = Object.entries(rule.choices).filter(([name]) => !Object.hasOwn(choices, name));
  return [
    ...open.map(([, { label }]) => `Not chosen: ${label}.`),
    ...(rule.evidence && picks.length === 0 ? ["No trial was picked as evidence."] : []),
  ];
}

function missingIn(parts: ReportParts): string[] {
  const { record, chapter, transfer, prompts } = parts;
  const missing: string[] = missingInForm(parts);
  const risk = chapter.decision?.risk;
  if (!record.commitment) missing.push("No prediction was committed.");
  if (transfer && record.transfer === null) missing.push("The second prediction was not made.");
  if (chapter.search && !record.found) missing.push("The target of the search was not met by a trial.");
  for (const [name, prompt] of Object.entries({ ...prompts, ...(risk ? { risk } : {}) })) {
    const entry = own(record.texts, name);
    if (isGuess(name)) continue;
    if (!entry || entry.text.trim() === "") missing.push(`Not answered: ${prompt}`);
    else if (!entry.kept) missing.push(`A draft, not yet kept in the ledger: ${prompt}`);
  }
  return missing;
}

/** The report of one chapter at any time; what is missing is listed, and nothing is judged but what the model judges. */
export const reportOf = (parts: ReportParts): Report => ({
  chapter: parts.chapter.id,
  lab: parts.chapter.labTitle,
  track: parts.chapter.trackTitle,
  part: parts.chapter.title,
  objective: parts.chapter.objective,
  terms: termsOf(parts),
  predictions: predictionsOf(parts),
  evidence: evidenceOf(parts),
  decision: { sentences: decisionOf(parts), texts: textsOf(parts, "decision") },
  reflections: textsOf(parts, "reflection"),
  exhibits: parts.record.exhibits,
  picked: parts.picked ?? [],
  risk: textsOf(parts, "risk"),
  rubric: parts.chapter.rubric,
  residualRisk: risksOf(parts),
  sources: parts.sources,
  versions: versionsOf(parts),
  incomplete: missingIn(parts),
});
