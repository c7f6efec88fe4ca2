import { decide } from "../decision.ts";
import type { Decision } from "../record.ts";
import type { Session } from "../session.ts";
import { tellAll } from "../tell-all.ts";
import { ChapterElement, type Page } from "./page.ts";

type Trial = Session["record"]["trials"][number];

const placeOf = ({ attempt, number }: Trial): Decision["picks"][number] => [attempt, number];

/** `<lab-decide>`: the form beside the text of Reflect: choices, and trials as evidence. What is ticked is saved at once, and kept with the text. */
export class LabDecide extends ChapterElement {
  protected start({ session }: Page): void {
    const take = (kept: boolean) => void decide(session, { choices: this.#choices(), picks: this.#picks() }, kept);
    this.addEventListener("change", () => take(false));
    this.addEventListener("keep", () => take(true));
    this.follow(session, ["texts", "trials"], () => {
      this.#list(session);
      const { choices = {}, picks = [] } = session.record.decision ?? {};
      for (const input of this.#inputs("[data-choice-of]"))
        input.checked = choices[input.dataset.choiceOf ?? ""] === input.value;
      const picked = new Set(picks.map(String));
      for (const input of this.#inputs("[data-pick]")) input.checked = picked.has(input.dataset.pick ?? "");
    });
  }

  #inputs = (selector: string) => [...this.querySelectorAll<HTMLInputElement>(`input${selector}`)];

  #choices(): Decision["choices"] {
    const taken = this.#inputs("[data-choice-of]").filter(({ checked }) => checked);
    return Object.fromEntries(taken.map(({ dataset, value }) => [dataset.choiceOf ?? "", value]));
  }

  #picks(): Decision["picks"] {
    const picked = this.#inputs("[data-pick]").filter(({ checked }) => checked);
    return picked.map(({ dataset }): Decision["picks"][number] => {
      const [attempt = 0, number = 0] = (dataset.pick ?? "").split(",").map(Number);
      return [attempt, number];
    });
  }

  /** A line for each trial; those that are there stay, so that the focus does. */
  #list(session: Session): void {
    const box = this.querySelector(".picks");
    if (!box) return;
    const { trials } = session.record;
    const none = box.querySelector<HTMLElement>(".none");
    if (none) none.hidden = trials.length > 0;
    const there = new Set(this.#inputs("[data-pick]").map(({ dataset }) => dataset.pick));
    for (const trial of trials) {
      const place = String(placeOf(trial));
      if (there.has(place)) continue;
      const label = document.createElement("label");
      const input = Object.assign(document.createElement("input"), { type: "checkbox" });
      input.dataset.pick = place;
      const words = document.createElement("span");
      const attempt = trial.attempt > 1 ? ` of attempt ${trial.attempt}` : "";
      words.textContent = `Trial ${trial.number}${attempt}: ${tellAll(session.module.params, trial.settings)}${trial.met ? " (target met)" : ""}`;
      label.append(input, words);
      box.append(label);
    }
  }
}
