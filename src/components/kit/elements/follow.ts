import { announce } from "../announce.ts";
import { numberOf } from "../model-values.ts";
import { predictionOf } from "../prediction.ts";
import { ChapterElement, type Page } from "./page.ts";

/** `<lab-failure of="noProgress">`: shown while physics does not allow to go on; the way back is one button. */
export class LabFailure extends ChapterElement {
  protected start({ session, frames }: Page): void {
    const rule = session.chapter.failures.find(({ name }) => name === this.named("of"));
    if (!rule) return;
    const number = (name: string) => {
      const lever = session.params[name];
      return typeof lever === "number" ? lever : numberOf(session.model, name);
    };
    const update = () => {
      const failing = session.stage !== "asked" && !session.searching && !(number(rule.output) <= rule.above);
      if (failing && !this.hasAttribute("data-failing"))
        announce(`${this.querySelector("h2")?.textContent ?? "A failure"}.`);
      this.toggleAttribute("data-failing", failing);
      if (!failing) return;
      const [required, available] = [number(rule.required), number(rule.available)];
      const most = Math.max(required, Number.isFinite(available) ? available : required);
      this.style.setProperty("--required", `${Number.isFinite(required) ? (100 * required) / most : 100}%`);
      this.style.setProperty("--available", `${Number.isFinite(available) ? (100 * available) / most : 100}%`);
    };
    this.undoing(frames.onValues(update));
    this.follow(session, ["stage", "trials"], update);
    this.querySelector("button[data-do=undo]")?.addEventListener("click", () =>
      this.#back(() => session.undo(), "redo"),
    );
    this.querySelector("button[data-do=reset]")?.addEventListener("click", () =>
      this.#back(() => session.reset(), "undo"),
    );
  }

  /** The way back takes its own button away: focus goes to the one that takes the step back again. */
  #back(step: () => void, to: "undo" | "redo"): void {
    step();
    document.querySelector<HTMLElement>(`lab-history [data-do=${to}]`)?.focus();
  }
}

/** `<lab-answer to="same">`: the refutation of the reader's own choice; of all of them where scripts are off. */
export class LabAnswer extends ChapterElement {
  protected start({ session, atMission }: Page): void {
    this.follow(session, ["stage"], () => {
      const prediction = predictionOf(session, atMission);
      const when = this.named("when");
      this.hidden = !prediction || prediction.choice !== this.named("to") || (when !== "" && when !== prediction.when);
    });
  }
}

/** `<lab-transfer>`: the plan's contrast as a second, quick prediction; the choice taken and the one that holds answer. */
export class LabTransfer extends ChapterElement {
  protected start({ session }: Page): void {
    const choices = [...this.querySelectorAll<HTMLInputElement>("input[name=choice]")];
    for (const choice of choices) choice.addEventListener("change", () => session.transfer(choice.value));
    this.follow(session, ["stage"], () => {
      const { transfer } = session.record;
      this.toggleAttribute("data-answered", transfer !== null);
      this.toggleAttribute("data-asking", transfer === null);
      for (const choice of choices) {
        if (transfer === null) continue;
        choice.checked = choice.value === transfer;
        choice.setAttribute("aria-disabled", "true");
        choice.addEventListener("click", (event) => event.preventDefault());
        const told = choice.value === transfer || choice.value === session.chapter.transfer?.right;
        choice.closest(".choice")?.toggleAttribute("data-told", told);
      }
    });
  }
}
