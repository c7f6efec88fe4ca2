import { escaped, fenced, list, quotation, table } from "./markdown.ts";
import type { ChapterRecord } from "./record.ts";
import type { Report, ReportedText } from "./report.ts";

/** Reports as files: Markdown to read, JSON to grade. All that came from a reader or a link is escaped. */

const section = (name: string, blocks: readonly string[]): string[] =>
  blocks.length === 0 ? [] : [`### ${name}`, ...blocks];

const sentences = (lines: readonly string[]): string[] => (lines.length === 0 ? [] : [list(lines.map(escaped))]);

const written = (texts: readonly ReportedText[]): string[] =>
  texts.flatMap(({ prompt, text, kept }) => [`**${escaped(prompt)}**${kept ? "" : " (draft)"}`, quotation(text)]);

function blocksOf(report: Report): string[] {
  return [
    `## ${escaped(report.lab)}: ${escaped(report.part)}`,
    `${escaped(report.track)}. ${escaped(report.objective)}`,
    ...sentences(report.terms),
    ...section(
      "Predictions",
      report.predictions.flatMap(({ question, answer, sure, outcome }) => [
        `**${escaped(question)}**`,
        list([
          `Predicted: ${escaped(answer)}`,
          ...(sure ? [`How sure: ${sure}`] : []),
          ...(outcome ? [escaped(outcome)] : []),
        ]),
      ]),
    ),
    ...section("Evidence", [
      ...sentences(report.evidence.summary),
      ...report.evidence.attempts.flatMap(({ attempt, seed, head, rows }) => [
        `Attempt ${attempt}, case of seed ${seed}:`,
        table(head, rows),
      ]),
    ]),
    ...section("Decision", [...sentences(report.decision.sentences), ...written(report.decision.texts)]),
    ...section("Reflections", [
      ...written(report.reflections),
      ...(report.reflections.length > 0 && report.rubric.length > 0
        ? ["To hold the answers against:", ...sentences(report.rubric)]
        : []),
    ]),
    ...section(
      "Exhibits",
      report.exhibits.flatMap(({ title, where, head, rows }) => [
        `**${escaped(title)}**`,
        escaped(where),
        table(head, rows),
      ]),
    ),
    ...section("Residual risk", [...written(report.risk), ...sentences(report.residualRisk)]),
    ...section("Sources", sentences(report.sources)),
    ...section("Versions", sentences(report.versions)),
    ...section("Incomplete", sentences(report.incomplete)),
    ...section(
      "Data of the trials that were picked",
      report.picked.flatMap(({ name, charts }) => [
        `**${escaped(name)}**`,
        ...charts.flatMap(({ title, csv }) => [escaped(title), fenced(csv, "csv")]),
      ]),
    ),
  ];
}

/** To be filled in by hand: the site knows no names. */
const NAME = `Name: ${"\\_".repeat(32)}`;

/**
 * One chapter's report, or many in one file.
 *
 * @param day when it was made, as an ISO day
 */
export const reportMarkdown = (reports: readonly Report[], day: string): string =>
  `${[
    "# Fleet Labs: report",
    NAME,
    `Date: ${day}`,
    ...(reports.length === 0 ? ["Nothing was done yet."] : reports.flatMap(blocksOf)),
  ].join("\n\n")}\n`;

interface Reported {
  readonly report: Report;
  readonly record: ChapterRecord;
}

/** The same as data, with the records themselves: the same actions replayed give the same model. */
export const reportJson = (reports: readonly Reported[], day: string): string =>
  `${JSON.stringify({ format: "fleet-labs-report", version: 1, date: day, reports }, null, 2)}\n`;
