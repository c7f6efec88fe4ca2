import { type ParamValue, settle } from "../../../sim/core/params.ts";
import { openLedger } from "../ledger.ts";
import { tellParam } from "../manner.ts";
import { define } from "./define.ts";
import { ChapterElement, type Page } from "./page.ts";

const ledger = openLedger();

/** What the decision of another chapter keeps under a name; undefined until one was kept. */
function keptIn(chapter: string, name: string): ParamValue | undefined {
  const decision = ledger.load(chapter)?.decision;
  return decision?.kept ? (decision.keeps[name] ?? undefined) : undefined;
}

/** `<lab-handover from="…" value="interval" lever="interval">`: what a reader decided elsewhere can be set on a lever here. */
class LabHandover extends ChapterElement {
  protected start({ session }: Page): void {
    const from = this.named("from");
    const lever = this.named("lever");
    const spec = session.module.params[lever];
    const button = this.inside("button", HTMLButtonElement);
    const told = this.inside(".given", HTMLElement);
    const given = (): ParamValue | undefined => {
      const kept = keptIn(from, this.named("value"));
      return spec && kept !== undefined ? settle(spec, kept) : undefined;
    };
    const update = (): void => {
      const value = given();
      const isSet = value !== undefined && session.explored[lever] === value;
      const shown = { none: value === undefined, given: value !== undefined, set: isSet };
      for (const part of this.querySelectorAll<HTMLElement>("[data-when]"))
        part.hidden = !shown[part.dataset.when as keyof typeof shown];
      if (spec && value !== undefined) told.textContent = tellParam(spec, value);
      button.setAttribute("aria-disabled", String(isSet));
    };
    button.addEventListener("click", () => {
      const value = given();
      if (value !== undefined) session.put({ [lever]: value }, "handover", value);
    });
    this.undoing(ledger.onChange(update));
    this.follow(session, ["moved", "settled", "trials"], update);
  }
}

define({ "lab-handover": LabHandover });
