import { announce } from "../announce.ts";
import { ChapterElement, type Page } from "./page.ts";

/** How long a pause in typing is (ms) before the draft is saved. */
const PAUSE = 400;

/** `<lab-reflect name="patterson">`: free text that is saved as it is typed and kept when the reader says so. */
export class LabReflect extends ChapterElement {
  protected start({ session }: Page): void {
    const name = this.named("name");
    const field = this.inside("textarea", HTMLTextAreaElement);
    const said = this.inside(".said", HTMLElement);
    let pause: ReturnType<typeof setTimeout> | undefined;
    const save = (kept: boolean) => {
      clearTimeout(pause);
      if (kept || field.value !== (session.record.texts[name]?.text ?? "")) session.write(name, field.value, kept);
    };
    field.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(() => save(false), PAUSE);
    });
    const flush = () => save(false);
    field.addEventListener("blur", flush);
    addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
    this.undoing(() => removeEventListener("pagehide", flush));
    this.undoing(() => document.removeEventListener("visibilitychange", flush));
    this.inside("button.act", HTMLButtonElement).addEventListener("click", () => {
      if (field.value.trim() === "") {
        said.textContent = "There is nothing written yet.";
        field.focus();
        return;
      }
      save(true);
      announce("Kept in the ledger. Three lines to hold it against are shown below.");
    });
    this.follow(session, ["texts", "stage"], () => {
      const stored = session.record.texts[name];
      if (stored && document.activeElement !== field && field.value !== stored.text) field.value = stored.text;
      const rubric = this.querySelector<HTMLElement>(".rubric");
      if (rubric) rubric.hidden = !stored?.kept;
      if (stored?.kept) said.textContent = "Kept in the ledger. You can go on writing; the newest text counts.";
    });
  }
}
