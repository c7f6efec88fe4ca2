import { openLedger } from "../ledger.ts";
import type { ChapterRecord } from "../record.ts";

const ledger = openLedger();

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Where a reader stands in a chapter, in a few words. */
const standing = (record: ChapterRecord | null): string => {
  if (!record?.commitment) return "Not begun.";
  const kept = Object.values(record.texts).some(({ kept }) => kept);
  if (kept) return "Defended.";
  if (record.found) return `Found in ${counted(record.attempt, "attempt", "attempts")}; next, reflect.`;
  if (record.trials.length > 0) return `${counted(record.trials.length, "trial", "trials")} run.`;
  return "Predicted; next, run a trial.";
};

/** `<lab-standing chapter="…">` on the page of a lab or a track. */
export class LabStanding extends HTMLElement {
  connectedCallback(): void {
    const update = () => {
      this.textContent = standing(ledger.load(this.getAttribute("chapter") ?? ""));
    };
    ledger.onChange(update);
    update();
  }
}

const paragraph = (text: string, name = "tool"): HTMLParagraphElement => {
  const line = document.createElement("p");
  line.className = name;
  line.textContent = text;
  return line;
};

/** `<lab-entry chapter="…">` on the ledger's page: prediction, attempts, texts as written. */
export class LabEntry extends HTMLElement {
  connectedCallback(): void {
    const id = this.getAttribute("chapter") ?? "";
    const update = () => this.#show(ledger.load(id));
    ledger.onChange(update);
    update();
    const place = document.getElementById("notices");
    if (place && place.childElementCount === 0)
      place.replaceChildren(...ledger.notices.map((notice) => paragraph(notice)));
  }

  #show(record: ChapterRecord | null): void {
    const lines = [paragraph(standing(record))];
    if (record?.commitment) {
      const { choice, number, sure } = record.commitment;
      lines.push(paragraph(`Predicted: ${choice}${number === null ? "" : `, ${number}`} (${sure}).`));
    }
    if (record && record.trials.length > 0)
      lines.push(
        paragraph(
          `${counted(record.trials.length, "trial", "trials")} in ${counted(record.attempt, "attempt", "attempts")}${record.shown ? "; the answer was shown" : ""}.`,
        ),
      );
    for (const { text } of Object.values(record?.texts ?? {})) if (text.trim()) lines.push(paragraph(text, "written"));
    this.replaceChildren(...lines);
  }
}
