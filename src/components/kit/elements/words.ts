import type { Question } from "../report-parts.ts";

/**
 * What the page says, for the report: questions, choices, prompts and sources stand in the words of the chapter alone, so they
 * are read off the page.
 */
const plain = (element: Element | null): string => {
  const copy = element?.cloneNode(true);
  if (!(copy instanceof Element)) return "";
  for (const extra of copy.querySelectorAll("small, .feedback")) extra.remove();
  // A formula is told as it was written; its picture reads as a heap of letters.
  for (const formula of copy.querySelectorAll(".katex"))
    formula.replaceWith(`$${formula.querySelector("annotation")?.textContent ?? ""}$`);
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
};

/** The question of the lock or of the transfer, with the words of each choice; null where the page has none. */
export function questionIn(selector: string): Question | null {
  const place = document.querySelector(selector);
  if (!place) return null;
  const choices = [...place.querySelectorAll<HTMLElement>("[data-choice]")];
  const more = plain(place.querySelector(".how-much label"));
  return {
    question: [plain(place.querySelector(".ask")), more].filter(Boolean).join(" "),
    choices: Object.fromEntries(choices.map((choice) => [choice.dataset.choice ?? "", plain(choice)])),
  };
}

/** The words of one choice of the lock, without the reason below them. */
export const choiceWords = (name: string): string => questionIn("lab-predict")?.choices[name] ?? name;

/** The prompts of the free texts, by name. */
export const prompts = (): Record<string, string> =>
  Object.fromEntries(
    [...document.querySelectorAll("lab-reflect")].map((prompt) => [
      prompt.getAttribute("name") ?? "",
      plain(prompt.querySelector(".ask")),
    ]),
  );

export const citedSources = (): string[] =>
  [...document.querySelectorAll(".sources li")].map((source) => {
    const link = source.querySelector("a")?.href;
    return link ? `${plain(source)} ${link}` : plain(source);
  });
