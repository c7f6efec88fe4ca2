import { mineOf } from "../mine.ts";
import { type Prediction, predictionOf } from "../prediction.ts";
import type { ChapterRecord, Exhibit } from "../record.ts";
import type { Report, ReportedPrediction, ReportedText } from "../report.ts";
import type { ReportedAttempt } from "../report-trials.ts";
import { reportOn, type ToldChapter, WORDLESS } from "./ledger-book.ts";
import { standing } from "./standing.ts";
import { choiceWords, type Piece, predictionIn, takeawayIn } from "./words.ts";

export function line(pieces: string | readonly Piece[], name = ""): HTMLParagraphElement {
  const paragraph = document.createElement("p");
  if (name) paragraph.className = name;
  if (typeof pieces === "string") paragraph.textContent = pieces;
  else
    for (const { text, mine } of pieces) {
      const part = document.createElement(mine ? "mark" : "span");
      part.textContent = text;
      paragraph.append(part);
    }
  return paragraph;
}

/** A part of an entry under its own small heading; none where there is nothing to tell. */
function part(name: string, nodes: readonly Node[]): HTMLElement[] {
  if (nodes.length === 0) return [];
  const section = document.createElement("section");
  const head = document.createElement("h3");
  head.textContent = name;
  section.append(head, ...nodes);
  return [section];
}

const SURE = { guess: "It was a guess.", fairly: "You were fairly sure.", sure: "You were sure." } as const;

/** Without the page's own sentence, the question and the answer to it. */
const answered = ({ question, answer, sure, outcome }: ReportedPrediction): Piece[] => [
  { text: `${question.replace(/([^.?!])$/, "$1:")} You predicted `, mine: false },
  { text: `“${answer}”`, mine: true },
  { text: `${sure ? ` (${sure})` : ""}. ${outcome ?? ""}`, mine: false },
];

function predicted(record: ChapterRecord, report: Report, told: ToldChapter | null): HTMLElement[] {
  const [first, ...others] = report.predictions;
  if (!record.commitment) return others.concat(first ?? []).map((made) => line(answered(made)));
  const prediction = told && predictionOf({ record, chapter: told.chapter }, told.atMission);
  const words = told && prediction && wordsOf(told, prediction);
  const sure = { text: ` ${SURE[record.commitment.sure]}`, mine: false };
  return [
    ...(words ? [line([...words, sure])] : first ? [line(answered(first))] : []),
    ...others.map((made) => line(answered(made))),
  ];
}

function wordsOf({ root, module, chapter }: ToldChapter, prediction: Prediction) {
  return predictionIn(
    root,
    mineOf({ module, lock: chapter.lock, prediction, words: choiceWords(root, prediction.choice) }),
  );
}

const attemptTable = ({ attempt, seed, head, rows }: ReportedAttempt): HTMLElement =>
  tableOf(`Attempt ${attempt}, unseen case ${seed}`, head, rows);

const exhibited = ({ title, where, head, rows }: Exhibit): HTMLElement[] => [
  tableOf(title, head, rows),
  line(where, "tool"),
];

/** A table between three rules; a narrow page scrolls it. */
function tableOf(name: string, head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  const table = document.createElement("table");
  table.createCaption().textContent = name;
  const heads = table.createTHead().insertRow();
  const last = head.length - 1;
  head.forEach((text, i) => {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = text;
    cell.classList.toggle("l", i === last);
    heads.append(cell);
  });
  const body = table.createTBody();
  for (const cells of rows) {
    const row = body.insertRow();
    cells.forEach((text, i) => {
      const cell = row.insertCell();
      cell.textContent = text;
      cell.classList.toggle("l", i === last);
    });
  }
  const scroll = document.createElement("div");
  scroll.className = "scroll";
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", name);
  scroll.append(table);
  return scroll;
}

const written = ({ prompt, text, kept }: ReportedText): HTMLElement[] => [
  line(`${prompt}${kept ? "" : " (a draft, not yet kept)"}`, "tool"),
  line(text, "written"),
];

/** All that an entry tells of a record, in the words of its chapter where they came. */
export function entryView(record: ChapterRecord, told: ToldChapter | null): HTMLElement[] {
  const report = reportOn(record, told);
  const { evidence, decision, reflections } = report;
  const takeaway = told && (record.found || record.shown) ? takeawayIn(told.root) : "";
  return [
    line(standing(record), "tool"),
    ...(told ? [] : [line(WORDLESS, "tool")]),
    ...part("Predicted", predicted(record, report, told)),
    ...part("Tried", [line(evidence.summary.join(" ")), ...evidence.attempts.map(attemptTable)]),
    ...part("Decided", [
      ...decision.sentences.map((text) => line(text.replace(/^The reader’s own/, "Your own"))),
      ...decision.texts.flatMap(written),
    ]),
    ...part("Written", reflections.flatMap(written)),
    ...part("Put into the report", report.exhibits.flatMap(exhibited)),
    ...part("Residual risk", report.risk.flatMap(written)),
    ...part("To take away", takeaway ? [line(takeaway)] : []),
  ];
}
