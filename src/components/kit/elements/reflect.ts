import { announce } from "../announce.ts";
import { Lull } from "../lull.ts";
import type { Session } from "../session.ts";
import { ChapterElement, type Page } from "./page.ts";

/** How long a pause in typing is (ms) before the draft is saved. */
const PAUSE = 400;

/** `<lab-reflect name="patterson">`: free text that is saved as it is typed and kept, with the form beside it, when the reader says so. */
export class LabReflect extends ChapterElement {
  /** Fields with what no one has stored yet. One without takes what another tab stored, even under the cursor. */
  readonly #typed = new Set<HTMLTextAreaElement>();

  protected start({ session }: Page): void {
    const name = this.named("name");
    const field = this.inside("textarea", HTMLTextAreaElement);
    const said = this.inside(".said", HTMLElement);
    for (const each of this.#fields) this.#saveAsTyped(each, session);
    this.inside("button.act", HTMLButtonElement).addEventListener("click", () => {
      if (field.value.trim() === "") {
        said.textContent = "There is nothing written yet.";
        announce(said.textContent);
        field.focus();
        return;
      }
      for (const each of this.#fields) if (each === field || each.value.trim() !== "") this.#save(each, session, true);
      this.querySelector("lab-decide")?.dispatchEvent(new Event("keep"));
      announce("Kept in the ledger. Three lines to hold it against are shown below.");
    });
    this.follow(session, ["texts", "stage"], () => {
      const { texts } = session.record;
      for (const each of this.#fields) {
        const stored = texts[each.dataset.text ?? ""];
        if (stored && !this.#typed.has(each) && each.value !== stored.text) each.value = stored.text;
      }
      const rubric = this.querySelector<HTMLElement>(".rubric");
      if (rubric) rubric.hidden = !texts[name]?.kept;
      if (texts[name]?.kept) said.textContent = "Kept in the ledger. You can go on writing; the newest text counts.";
    });
  }

  get #fields(): readonly HTMLTextAreaElement[] {
    return [...this.querySelectorAll("textarea")];
  }

  #save(field: HTMLTextAreaElement, session: Session, kept: boolean): void {
    const { dataset, value } = field;
    const name = dataset.text ?? "";
    this.#typed.delete(field);
    if (kept || value !== (session.record.texts[name]?.text ?? "")) session.write(name, value, kept);
  }

  #saveAsTyped(field: HTMLTextAreaElement, session: Session): void {
    const flush = () => {
      pause.end();
      if (this.#typed.has(field)) this.#save(field, session, false);
    };
    const pause = new Lull(PAUSE, flush);
    field.addEventListener("input", () => {
      this.#typed.add(field);
      pause.stir();
    });
    field.addEventListener("blur", flush);
    addEventListener("pagehide", flush);
    // Before the page takes what another tab stored: both are merged then, and neither is written over.
    addEventListener("storage", flush, { capture: true });
    document.addEventListener("visibilitychange", flush);
    this.undoing(() => removeEventListener("pagehide", flush));
    this.undoing(() => removeEventListener("storage", flush, { capture: true }));
    this.undoing(() => document.removeEventListener("visibilitychange", flush));
  }
}
