import type { OutputSpec } from "../../../sim/core/model.ts";
import { tell } from "../../../sim/core/quantity.ts";
import { openLedger } from "../ledger.ts";
import type { ChapterRecord } from "../record.ts";
import { define } from "./define.ts";
import { ChapterElement, type Page } from "./page.ts";
import { say } from "./say.ts";

/** What a row needs to tell a decision: the words of its choices, and the outputs that are stored with it. */
export interface Standing {
  readonly choices: Readonly<
    Record<string, { readonly label: string; readonly options: Readonly<Record<string, string>> }>
  >;
  readonly outputs: Readonly<Record<string, OutputSpec>>;
}

const ledger = openLedger();

/** `<lab-standings>`: what the reader decided in each part of a track, side by side, with what it gave. */
class LabStandings extends ChapterElement {
  protected start({ session }: Page): void {
    const rows = [...this.querySelectorAll<HTMLElement>("tr[data-chapter]")];
    const update = (): void => {
      for (const row of rows) {
        const id = row.dataset.chapter ?? "";
        const record = id === session.chapter.id ? session.record : ledger.load(id);
        this.#tell(row, JSON.parse(row.dataset.standing ?? "{}"), record?.decision ?? null);
      }
    };
    this.undoing(ledger.onChange(update));
    this.follow(session, ["texts"], update);
  }

  #tell(row: HTMLElement, { choices, outputs }: Standing, decision: ChapterRecord["decision"]): void {
    const [chosen, gave] = row.querySelectorAll("td");
    const taken = Object.entries(choices).flatMap(([name, { label, options }]) => {
      const option = decision?.kept ? options[decision.choices[name] ?? ""] : undefined;
      return option ? [`${label}: ${option}.`] : [];
    });
    const told = Object.entries(outputs).flatMap(([name, spec]) => {
      const value = decision?.kept ? decision.keeps[name] : undefined;
      return typeof value === "number" || value === null
        ? [`${spec.label} ${tell(value ?? Number.POSITIVE_INFINITY, spec)}.`]
        : [];
    });
    say(chosen ?? null, taken.join(" ") || (decision?.kept ? "Decided in words alone." : "Not decided yet."));
    say(gave ?? null, told.join(" ") || "–");
  }
}

define({ "lab-standings": LabStandings });
