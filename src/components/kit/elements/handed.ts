import { announce } from "../announce.ts";
import { download, type Handed } from "../share.ts";

/** Says what became of the entry just chosen; a text that could not be handed over stands there, selected, one key from a copy. */
export function show(out: HTMLElement, sentence: string, text?: string): void {
  const line = document.createElement("p");
  line.textContent = sentence;
  out.replaceChildren(line);
  announce(sentence, "handed");
  if (text === undefined) return;
  const field = document.createElement("textarea");
  field.readOnly = true;
  field.value = text;
  field.setAttribute("aria-label", sentence);
  out.append(field);
  field.focus();
  field.select();
}

export const told = (out: HTMLElement, handed: Handed, done: string, refused: string, text: string): void =>
  handed === "done" ? show(out, done) : show(out, refused, text);

/** Downloads a file, and says so; where a frame may have dropped it, its text is shown too. */
export const give = (out: HTMLElement, file: Parameters<typeof download>[0]): void =>
  told(
    out,
    download(file, document),
    `${file.name}.${file.type} is downloaded.`,
    "If no file comes, copy this text:",
    file.text,
  );

export function print(out: HTMLElement): void {
  show(out, "The print dialog is open; “Save as PDF” stands among the printers.");
  window.print();
}

/** The reader's own day, 2026-11-22. */
export const isoDay = (now: Date): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
