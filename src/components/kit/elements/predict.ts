import { fixed } from "../../../sim/core/quantity.ts";
import { announce } from "../announce.ts";
import type { Session } from "../session.ts";
import { ChapterElement, type Page } from "./page.ts";
import { nameChoices, say } from "./say.ts";

const SURE = ["guess", "fairly", "sure"] as const;
const COMMITTED = "Committed. It stays as it is; the page below is open.";

const asWritten = (value: number): string => (Number.isInteger(value) ? fixed(value, 0) : String(value));

/** `<lab-predict>`: the lock. What it veils opens with the commitment, and a commitment stays. */
export class LabPredict extends ChapterElement {
  /** The reader's own number, while a choice that fixes it is looked at. */
  #typed = "";

  protected start({ session, mode }: Page): void {
    const form = this.inside("form", HTMLFormElement);
    const number = this.querySelector<HTMLInputElement>("input[name=number]");
    nameChoices(this, this.querySelector("[role=radiogroup]"), "lock");
    // Never by submitting: a sandboxed frame forbids forms.
    const act = this.inside("button.act", HTMLButtonElement);
    act.addEventListener("click", () => this.#commit(session, form, number));
    act.disabled = false;
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.target instanceof HTMLButtonElement) return;
      event.preventDefault();
      this.#commit(session, form, number);
    });
    number?.addEventListener("input", () => {
      this.#typed = number.value;
    });
    form.addEventListener("change", () => this.#bounds(session, form, number));
    // What was chosen and typed while the page was still coming counts.
    this.#typed = number?.value ?? "";
    this.#bounds(session, form, number);
    this.follow(session, ["stage"], () => this.#show(session, form, number));
    if (mode !== "learn") this.#tell(`Opened without a commitment: this link is for ${mode}.`, "");
  }

  #choice(form: HTMLFormElement): string {
    return String(new FormData(form).get("choice") ?? "");
  }

  /** A number belongs to a choice: "the same" is exactly 1, more is above it. */
  #bounds(session: Session, form: HTMLFormElement, number: HTMLInputElement | null): void {
    const range = session.chapter.lock.choices[this.#choice(form)];
    this.#tell("", "");
    if (!number || !range || session.record.commitment) return;
    number.min = String(range.from);
    number.max = String(range.to);
    number.readOnly = range.from === range.to;
    number.value = number.readOnly ? String(range.from) : this.#typed;
    const told = number.readOnly
      ? `with this answer it is ${asWritten(range.from)}`
      : `a number from ${asWritten(range.from)} to ${asWritten(range.to)}`;
    say(this.querySelector("#how-much-range"), told);
  }

  #commit(session: Session, form: HTMLFormElement, number: HTMLInputElement | null): void {
    if (session.record.commitment) return;
    const choice = this.#choice(form);
    const range = session.chapter.lock.choices[choice];
    const sure = SURE.find((word) => word === new FormData(form).get("sure"));
    const value = number && number.value.trim() !== "" ? Number(number.value) : null;
    if (!range) this.#complain("Choose one of the answers first.", "choice");
    else if (number && value === null) this.#complain("Type a number.", "number");
    else if (value !== null && !(value >= range.from && value <= range.to))
      this.#complain(
        `With that answer the number lies between ${asWritten(range.from)} and ${asWritten(range.to)}.`,
        "number",
      );
    else if (!sure) this.#complain("Say how sure you are.", "sure");
    else {
      session.commit({ choice, number: value, sure });
      announce("Your prediction is kept. Workbench, charts, search and explanation are open below.");
    }
  }

  #complain(sentence: string, field: string): void {
    this.#tell(sentence, field);
    announce(sentence);
    this.querySelector<HTMLElement>(`input[name=${field}]`)?.focus();
  }

  /** @param field the name of the field that is wrong, or "" */
  #tell(sentence: string, field: string): void {
    const status = this.querySelector(".commit .said");
    say(status, sentence);
    status?.classList.toggle("wrong", field !== "");
    for (const input of this.querySelectorAll("input")) {
      const wrong = input.name === field && field !== "";
      input.toggleAttribute("aria-invalid", wrong);
      if (wrong) input.setAttribute("aria-invalid", "true");
      if (input.name === "number")
        input.setAttribute(
          "aria-describedby",
          wrong ? "how-much-text lock-said how-much-range" : "how-much-text how-much-range",
        );
    }
  }

  #show(session: Session, form: HTMLFormElement, number: HTMLInputElement | null): void {
    const { commitment } = session.record;
    if (!commitment || this.dataset.committed !== undefined) return;
    this.dataset.committed = "";
    for (const input of form.querySelectorAll<HTMLInputElement>("input[type=radio]")) {
      input.checked = input.value === (input.name === "sure" ? commitment.sure : commitment.choice);
      // Not disabled: what was committed stays readable by keyboard; it only no longer changes.
      input.addEventListener("click", (event) => event.preventDefault());
      input.addEventListener("keydown", (event) => event.key.startsWith("Arrow") && event.preventDefault());
      input.setAttribute("aria-disabled", "true");
    }
    if (number && commitment.number !== null) {
      number.value = String(commitment.number);
      number.readOnly = true;
    }
    form.querySelector("button.act")?.setAttribute("aria-disabled", "true");
    this.querySelector("[role=radiogroup]")?.setAttribute("aria-describedby", "lock-said");
    this.#tell(COMMITTED, "");
  }
}
