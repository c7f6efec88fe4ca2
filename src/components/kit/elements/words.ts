import { guessName } from "../guess-name.ts";
import { plainTex } from "../plain-tex.ts";
import type { Question, ReportParts } from "../report-parts.ts";

/**
 * What a chapter's page says, for the report and the ledger: questions, choices, prompts and sources stand in its words alone,
 * so they are read off the page, be it the one in the window or one that was fetched.
 */
const tidy = (text: string | null): string => (text ?? "").replace(/\s+/g, " ");

/** A copy in which formulas are words, and from which what only explains is gone. */
function copyOf(element: Element): Element {
  const copy = element.ownerDocument.importNode(element, true);
  for (const extra of copy.querySelectorAll("small, .feedback")) extra.remove();
  // The picture of a formula reads as a heap of letters.
  for (const formula of copy.querySelectorAll(".katex"))
    formula.replaceWith(plainTex(formula.querySelector("annotation")?.textContent ?? ""));
  return copy;
}

const plain = (element: Element | null): string => (element ? tidy(copyOf(element).textContent).trim() : "");

/** The question of the lock or of the transfer, with the words of each choice; null where the page has none. */
export function questionIn(root: ParentNode, selector: string): Question | null {
  const place = root.querySelector(selector);
  if (!place) return null;
  const choices = [...place.querySelectorAll("[data-choice]")];
  const more = plain(place.querySelector(".how-much label"));
  return {
    question: [plain(place.querySelector(".ask")), more].filter(Boolean).join(" "),
    choices: Object.fromEntries(choices.map((choice) => [choice.getAttribute("data-choice") ?? "", plain(choice)])),
  };
}

/** The words of one choice of the lock, without the reason below them. */
export const choiceWords = (root: ParentNode, name: string): string =>
  questionIn(root, "lab-predict")?.choices[name] ?? name;

/** The prompts of the free texts, by name. */
const promptsIn = (root: ParentNode): Record<string, string> =>
  Object.fromEntries(
    [...root.querySelectorAll("lab-reflect, lab-guess")].map((prompt) => [
      prompt.getAttribute("name") ?? guessName(prompt.getAttribute("of") ?? ""),
      plain(prompt.querySelector(".ask")),
    ]),
  );

const sourcesIn = (root: ParentNode): string[] =>
  [...root.querySelectorAll(".sources li")].map((source) => {
    const link = source.querySelector("a")?.href;
    return link ? `${plain(source)} ${link}` : plain(source);
  });

/** All words of a page that its report tells. */
export const wordsIn = (root: ParentNode): Pick<ReportParts, "asked" | "transfer" | "prompts" | "sources"> => ({
  asked: questionIn(root, "lab-predict") ?? { question: "", choices: {} },
  transfer: questionIn(root, "lab-transfer"),
  prompts: promptsIn(root),
  sources: sourcesIn(root),
});

/** A piece of a sentence, and whether it is the reader's own. */
export interface Piece {
  readonly text: string;
  readonly mine: boolean;
}

/**
 * The page's sentence about the prediction ("You predicted …; it is …: off by …"), with the reader's own parts filled in.
 *
 * @param mine the parts by the names that `<Mine of>` takes
 * @returns its pieces; null where the page has no such sentence
 */
export function predictionIn(root: ParentNode, mine: Readonly<Record<string, string>>): readonly Piece[] | null {
  const claim = root.querySelector("lab-mine")?.closest(".claim");
  if (!claim) return null;
  const copy = copyOf(claim);
  const own = [...copy.querySelectorAll("lab-mine")].map((part) => mine[part.getAttribute("of") ?? ""] ?? "–");
  for (const part of copy.querySelectorAll("lab-mine")) part.textContent = "\u0000";
  const between = tidy(copy.textContent).trim().split("\u0000");
  return between
    .flatMap((text, i) => [{ text, mine: false }, ...(i < own.length ? [{ text: own[i] ?? "", mine: true }] : [])])
    .filter(({ text }) => text !== "");
}

/** What the explanation comes to, in one sentence; "" where the page has none. */
export const takeawayIn = (root: ParentNode): string => plain(root.querySelector('[data-part="explanation"] .claim'));
