import { type ParamSpec, type ParamValue, readParam, settle } from "../../../sim/core/params.ts";
import { openLedger } from "../ledger.ts";
import { tellParam } from "../manner.ts";
import { define } from "./define.ts";
import { ChapterElement, type Page } from "./page.ts";

const ledger = openLedger();

/** What the decision of another chapter keeps under a name; undefined until one was kept, or where it is no number that a lever could take. */
function keptIn(chapter: string, name: string, spec: ParamSpec | undefined): ParamValue | undefined {
  const decision = ledger.load(chapter)?.decision;
  const kept = decision?.kept ? decision.keeps[name] : undefined;
  if (!spec || kept === undefined || kept === null) return undefined;
  if (spec.kind === "range") return typeof kept === "number" && Number.isFinite(kept) ? kept : undefined;
  return readParam(spec, String(kept)).ok ? kept : undefined;
}

/** `<lab-handover from="…" value="interval" lever="interval">`: what a reader decided elsewhere can be set on a lever here. */
class LabHandover extends ChapterElement {
  protected start({ session }: Page): void {
    const from = this.named("from");
    const lever = this.named("lever");
    const spec = session.module.params[lever];
    const button = this.inside("button", HTMLButtonElement);
    const told = this.inside(".given", HTMLElement);
    let kept: ParamValue | undefined;
    const given = (): ParamValue | undefined => (spec && kept !== undefined ? settle(spec, kept) : undefined);
    const update = (): void => {
      const value = given();
      const isSet = value !== undefined && session.explored[lever] === value;
      const shown = { none: value === undefined, given: value !== undefined, set: isSet };
      for (const part of this.querySelectorAll<HTMLElement>("[data-when]"))
        part.hidden = !shown[part.dataset.when as keyof typeof shown];
      if (spec && kept !== undefined && value !== undefined) {
        const ends = value === kept ? "" : `, and here the lever ends at ${tellParam(spec, value)}`;
        told.textContent = `${tellParam(spec, kept)}${ends}`;
      }
      button.setAttribute("aria-disabled", String(isSet || session.isHeld(lever)));
    };
    const look = (): void => {
      kept = keptIn(from, this.named("value"), spec);
      update();
    };
    button.addEventListener("click", () => {
      const value = given();
      if (value !== undefined) session.put({ [lever]: value }, "handover", value);
    });
    this.undoing(ledger.onChange(look));
    look();
    this.follow(session, ["moved", "settled", "trials"], update);
  }
}

define({ "lab-handover": LabHandover });
