import { announce } from "../announce.ts";
import type { Session } from "../session.ts";
import { ChapterElement, type Page } from "./page.ts";

const SURE = ["guess", "fairly", "sure"] as const;

/** `<lab-predict>`: the lock. What it veils opens with the commitment, and a commitment stays. */
export class LabPredict extends ChapterElement {
  protected start({ session, mode }: Page): void {
    const form = this.inside("form", HTMLFormElement);
    const number = this.querySelector<HTMLInputElement>("input[name=number]");
    // Never by submitting: a sandboxed frame forbids forms.
    this.inside("button.act", HTMLButtonElement).addEventListener("click", () => this.#commit(session, form, number));
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.target instanceof HTMLButtonElement) return;
      event.preventDefault();
      this.#commit(session, form, number);
    });
    form.addEventListener("change", () => this.#bounds(session, form, number));
    this.follow(session, ["stage"], () => this.#show(session, form, number));
    if (mode !== "learn") this.#say(`Opened without a commitment: this link is for ${mode}.`);
  }

  /** A number belongs to a choice: "the same" is exactly 1, more is above it. */
  #bounds(session: Session, form: HTMLFormElement, number: HTMLInputElement | null): void {
    const choice = String(new FormData(form).get("choice") ?? "");
    const range = session.chapter.lock.choices[choice];
    if (!number || !range) return;
    number.min = String(range.from);
    number.max = String(range.to);
    const fixed = range.from === range.to;
    number.readOnly = fixed;
    if (fixed) number.value = String(range.from);
    else if (number.value !== "" && Number(number.value) === 1) number.value = "";
    this.#say("");
  }

  #commit(session: Session, form: HTMLFormElement, number: HTMLInputElement | null): void {
    const data = new FormData(form);
    const choice = String(data.get("choice") ?? "");
    const range = session.chapter.lock.choices[choice];
    const sure = SURE.find((word) => word === data.get("sure"));
    const value = number ? Number(number.value) : null;
    const fits =
      !number || (number.value.trim() !== "" && range && value !== null && value >= range.from && value <= range.to);
    if (!range) this.#complain("Choose one of the answers first.", "input[name=choice]");
    else if (!fits)
      this.#complain(`With that answer the number lies between ${range.from} and ${range.to}.`, "input[name=number]");
    else if (!sure) this.#complain("Say how sure you are.", "input[name=sure]");
    else {
      session.commit({ choice, number: value, sure });
      announce("Your prediction is kept. Workbench, charts, search and explanation are open below.");
    }
  }

  #complain(sentence: string, selector: string): void {
    this.#say(sentence);
    announce(sentence);
    this.querySelector<HTMLElement>(selector)?.focus();
  }

  #say(sentence: string): void {
    const status = this.querySelector(".commit .said");
    if (status) status.textContent = sentence;
  }

  #show(session: Session, form: HTMLFormElement, number: HTMLInputElement | null): void {
    const { commitment } = session.record;
    if (!commitment) return;
    for (const input of form.querySelectorAll("input")) {
      if (input.name === "choice") input.checked = input.value === commitment.choice;
      if (input.name === "sure") input.checked = input.value === commitment.sure;
      // Not disabled: what was committed stays readable by keyboard; it only no longer changes.
      if (input.type === "radio") input.addEventListener("click", keep);
      input.setAttribute("aria-disabled", "true");
    }
    if (number && commitment.number !== null) {
      number.value = String(commitment.number);
      number.readOnly = true;
    }
    this.dataset.committed = "";
    const button = form.querySelector<HTMLButtonElement>("button.act");
    if (button) button.setAttribute("aria-disabled", "true");
    this.#say("Committed. It stays as it is; the page below is open.");
  }
}

const keep = (event: Event): void => event.preventDefault();
