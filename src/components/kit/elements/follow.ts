import { announce } from "../announce.ts";
import { numberOf } from "../model-values.ts";
import { predictionOf } from "../prediction.ts";
import type { Session } from "../session.ts";
import { ChapterElement, type Page } from "./page.ts";
import { nameChoices, say } from "./say.ts";

/** `<lab-failure of="noProgress">`: shown while physics does not allow to go on; the way back is one button. */
export class LabFailure extends ChapterElement {
  #said = "";

  protected start({ session, frames }: Page): void {
    const rule = session.chapter.failures.find(({ name }) => name === this.named("of"));
    if (!rule) return;
    const number = (name: string) => {
      const lever = session.params[name];
      return typeof lever === "number" ? lever : numberOf(session.model, name);
    };
    // A lever may be in ms, where a time of the model is in s.
    const inSeconds = (name: string) => {
      const spec = session.module.params[name];
      return spec?.kind === "range" && spec.unit === "ms" ? number(name) / 1000 : number(name);
    };
    const update = () => {
      const failing = session.stage !== "asked" && !session.searching && !(number(rule.output) <= rule.above);
      const was = this.hasAttribute("data-failing");
      this.toggleAttribute("data-failing", failing);
      this.#alarm(rule.name, failing);
      const judged = session.stage !== "asked" && !session.searching;
      if (was && !failing && judged) announce("Back in working order.", "failure");
      if (!failing) return;
      // A mission may itself begin in a failure: then there is no move to take back.
      const { explored, mission } = session;
      this.#offer("undo", session.canUndo);
      this.#offer(
        "reset",
        Object.keys(mission).some((name) => mission[name] !== explored[name]),
      );
      const [required, available] = [inSeconds(rule.required), inSeconds(rule.available)];
      const most = Math.max(required, Number.isFinite(available) ? available : required);
      this.style.setProperty("--required", `${Number.isFinite(required) ? (100 * required) / most : 100}%`);
      this.style.setProperty("--available", `${Number.isFinite(available) ? (100 * available) / most : 100}%`);
    };
    this.undoing(frames.onValues(update));
    this.follow(session, ["settled", "stage", "trials"], () => {
      update();
      if (!this.hasAttribute("data-failing")) {
        this.#said = "";
        return;
      }
      const wayBack = session.canUndo ? " Control Z undoes the last move." : "";
      // Its words follow the values. What was said already is not said again.
      frames.whenFollowed(() => {
        const sentence = this.#sentence();
        if (sentence !== this.#said) announce(`${sentence}${wayBack}`, "failure");
        this.#said = sentence;
      });
    });
    this.querySelector("button[data-do=undo]")?.addEventListener("click", () =>
      this.#back(session, () => session.undo()),
    );
    this.querySelector("button[data-do=reset]")?.addEventListener("click", () =>
      this.#back(session, () => session.reset()),
    );
  }

  #sentence(): string {
    const text = (selector: string) => [...this.querySelectorAll(selector)].map((part) => part.textContent?.trim());
    const words = text(".against dd .words");
    const told = text(".against dt").map((name, i) => `${name}: ${words[i]}`);
    return `${text("h2")[0]}. ${told.join("; ")}.`;
  }

  #offer(what: string, offered: boolean): void {
    const button = this.querySelector<HTMLElement>(`button[data-do=${what}]`);
    if (button) button.hidden = !offered;
  }

  /** Beside the headline number, where the levers are, one word leads here. */
  #alarm(name: string, failing: boolean): void {
    const alarm = document.querySelector<HTMLElement>(`.alarm[data-of="${name}"]`);
    if (alarm) alarm.hidden = !failing;
  }

  /** The way back takes its own button away: focus goes to the lever that had moved. */
  #back(session: Session, step: () => void): void {
    const moved = session.record.actions.findLast(([, name]) => name in session.module.params)?.[1];
    step();
    const lever = document.querySelector<HTMLElement>(`lab-lever[name="${moved}"] input:not([disabled])`);
    (lever ?? document.querySelector<HTMLElement>("lab-lever input"))?.focus();
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

/** `<lab-transfer>`: the contrast as a second, quick prediction; the choice kept and the one that holds answer. */
export class LabTransfer extends ChapterElement {
  protected start({ session }: Page): void {
    const choices = [...this.querySelectorAll<HTMLInputElement>("input[name=choice]")];
    const keep = this.inside("button.act", HTMLButtonElement);
    const said = this.querySelector(".commit .said");
    nameChoices(this, this.querySelector("[role=radiogroup]"), "transfer");
    for (const choice of choices)
      choice.addEventListener("click", (event) => session.record.transfer !== null && event.preventDefault());
    keep.addEventListener("click", () => {
      const chosen = choices.find(({ checked }) => checked);
      if (session.record.transfer !== null) return;
      if (!chosen) {
        say(said, "Choose one of the answers first.");
        announce("Choose one of the answers first.");
        return choices[0]?.focus();
      }
      session.transfer(chosen.value);
      const feedback = [...this.querySelectorAll("[data-told] .feedback")].map((answer) => answer.textContent ?? "");
      announce(feedback.join(" "));
    });
    this.follow(session, ["stage"], () => {
      const { transfer } = session.record;
      this.toggleAttribute("data-answered", transfer !== null);
      this.toggleAttribute("data-asking", transfer === null);
      if (transfer === null) return;
      keep.setAttribute("aria-disabled", "true");
      const right = session.chapter.transfer?.right;
      say(
        said,
        transfer === right ? "Your answer holds." : "Your answer does not hold; the one that does is told as well.",
      );
      for (const choice of choices) {
        choice.checked = choice.value === transfer;
        choice.setAttribute("aria-disabled", "true");
        choice.closest(".choice")?.toggleAttribute("data-told", choice.value === transfer || choice.value === right);
      }
    });
  }
}

/** `<lab-during search="yes">`: words that stand while a search is open, or while none is: what it hid is then told of the case. */
export class LabDuring extends ChapterElement {
  protected start({ session }: Page): void {
    this.follow(session, ["trials", "stage"], () => {
      this.hidden = session.searching !== (this.named("search") === "yes");
    });
  }
}
