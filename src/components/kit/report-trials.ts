import type { ChapterRecord } from "./record.ts";
import { label, output, own, type ReportParts, setting } from "./report-parts.ts";
import { tellAll } from "./tell-all.ts";

type Trial = ChapterRecord["trials"][number];

/** The trials of one attempt as a table of words. */
export interface ReportedAttempt {
  readonly attempt: number;
  readonly seed: number;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Evidence {
  readonly summary: readonly string[];
  readonly attempts: readonly ReportedAttempt[];
}

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const namesIn = (tables: readonly Readonly<Record<string, unknown>>[]): string[] => [
  ...new Set(tables.flatMap(Object.keys)),
];

function attemptsOf(parts: ReportParts): ReportedAttempt[] {
  const byAttempt = new Map<string, Trial[]>();
  for (const trial of parts.record.trials) {
    const key = `${trial.attempt} ${trial.seed}`;
    byAttempt.set(key, [...(byAttempt.get(key) ?? []), trial]);
  }
  return [...byAttempt.values()].map((trials) => {
    const settings = namesIn(trials.map((trial) => trial.settings));
    const shown = namesIn(trials.map((trial) => trial.shown));
    return {
      attempt: trials[0]?.attempt ?? 1,
      seed: trials[0]?.seed ?? 1,
      head: ["Trial", ...[...settings, ...shown].map((name) => label(parts, name)), "Target"],
      rows: trials.map((trial) => [
        String(trial.number),
        ...settings.map((name) => setting(parts, name, own(trial.settings, name))),
        ...shown.map((name) => {
          const value = own(trial.shown, name);
          return value === undefined ? "–" : output(parts, name, value ?? Number.POSITIVE_INFINITY);
        }),
        trial.met ? "met" : "not met",
      ]),
    };
  });
}

/** The search, counted neutrally. */
export function evidenceOf(parts: ReportParts): Evidence {
  const { record, chapter } = parts;
  const attempts = attemptsOf(parts);
  const begun = new Set(record.trials.map(({ attempt }) => attempt)).size;
  const summary =
    begun === 0
      ? ["No trial was run."]
      : [`${counted(record.trials.length, "trial")} in ${counted(begun, "attempt")}.`];
  if (chapter.search)
    summary.push(
      `Target: ${label(parts, chapter.search.target)} at most ${output(parts, chapter.search.target, chapter.search.atMost)}.`,
    );
  summary.push(record.shown ? "“Show me” was used." : "“Show me” was not used.");
  return { summary, attempts };
}

/** The levers of the reader's own fleet: the preset, and what differs from it. */
export function settingsTold(parts: ReportParts): string {
  const { record, chapter } = parts;
  const preset = own(chapter.presets, record.preset)?.label ?? record.preset;
  const turned = Object.keys(record.changed).length > 0;
  return `preset “${preset}”${turned ? `; ${tellAll(parts.params, record.changed)}` : ", unchanged"}`;
}

const trialName = ([attempt, number]: readonly [number, number]): string =>
  `trial ${number}${attempt > 1 ? ` of attempt ${attempt}` : ""}`;

/** What the form of Reflect holds, in sentences. */
function formOf(parts: ReportParts): string[] {
  const { record, chapter } = parts;
  if (!record.decision) return [];
  const { choices, picks, keeps, kept } = record.decision;
  const chosen = Object.entries(choices).map(([name, option]) => {
    const rule = own(chapter.decision?.choices ?? {}, name);
    return `${rule?.label ?? name}: ${own(rule?.options ?? {}, option) ?? option}.`;
  });
  const stored = Object.entries(keeps).map(([name, value]) => {
    const told =
      own(parts.outputs, name) && typeof value !== "string" && typeof value !== "boolean"
        ? output(parts, name, value ?? Number.POSITIVE_INFINITY)
        : setting(parts, name, value ?? undefined);
    return `${label(parts, name)} ${told}`;
  });
  return [
    ...(kept || chosen.length === 0 ? [] : ["The form is a draft, not yet kept in the ledger."]),
    ...chosen,
    ...(picks.length > 0 ? [`Evidence: ${picks.map(trialName).join(", ")}.`] : []),
    ...(stored.length > 0 ? [`Stored with it: ${stored.join(", ")}.`] : []),
  ];
}

/** What the reader settled on: the form, the trial that met the target, and the own levers. */
export function decisionOf(parts: ReportParts): string[] {
  const met = parts.record.trials.find((trial) => trial.met);
  return [
    ...formOf(parts),
    ...(met
      ? [
          `On the unseen case the target was met in trial ${met.number} of attempt ${met.attempt}: ${tellAll(parts.params, met.settings)}.`,
        ]
      : []),
    `The reader’s own levers: ${settingsTold(parts)}.`,
  ];
}
