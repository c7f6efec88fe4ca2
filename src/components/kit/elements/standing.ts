import { openLedger } from "../ledger.ts";
import type { ChapterRecord } from "../record.ts";

const ledger = openLedger();

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Where a reader stands in a chapter, in a few words. */
export const standing = (record: ChapterRecord | null): string => {
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
