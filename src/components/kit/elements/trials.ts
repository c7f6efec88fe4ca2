import { announce } from "../announce.ts";
import { labelOf, tellNamed } from "../manner.ts";
import type { Session } from "../session.ts";
import { caseSeed, TRIALS_AN_ATTEMPT } from "../unseen-case.ts";
import type { Trial } from "../view.ts";
import { ChapterElement, type Page } from "./page.ts";

/** `<lab-trials>`: the search on an unseen case, ten trials an attempt, and its log. */
export class LabTrials extends ChapterElement {
  protected start(page: Page): void {
    const { session } = page;
    // A double click is one trial.
    this.#button("run")?.addEventListener("click", (event) => event.detail > 1 || this.#run(session));
    this.#button("show")?.addEventListener("click", () => session.showMe());
    this.#button("leave")?.addEventListener("click", () =>
      session.onCase ? session.showCase(false) : session.showCase(true),
    );
    const keys = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.#run(session);
    };
    document.addEventListener("keydown", keys);
    this.undoing(() => document.removeEventListener("keydown", keys));
    this.follow(session, ["trials", "stage", "settled"], () => this.#show(page));
  }

  #button(what: string): HTMLButtonElement | null {
    return this.querySelector<HTMLButtonElement>(`[data-do=${what}]`);
  }

  #run(session: Session): void {
    const trial = session.runTrial();
    if (!trial) {
      if (session.stage === "asked") announce("Commit to a prediction first: the trials open with it.");
      return;
    }
    const left = TRIALS_AN_ATTEMPT - trial.number;
    announce(
      `Trial ${trial.number}: ${this.#told(session, trial).join(", ")}. ${
        trial.met
          ? "The target is met."
          : `The target is missed; ${left === 0 ? "the attempt is over" : `${left} left`}.`
      }`,
    );
  }

  #told(session: Session, trial: Trial): string[] {
    const tell = (name: string, value: unknown) =>
      tellNamed(
        session.module,
        name,
        () => Number(value),
        () => Number(value),
      ) ?? "–";
    return [
      ...Object.entries(trial.settings).map(([name, value]) => tell(name, value)),
      ...Object.entries(trial.shown).map(([name, value]) => tell(name, value)),
    ];
  }

  #show({ session, assign }: Page): void {
    const { record } = session;
    const trials = session.trials;
    const over = record.found || record.shown;
    const run = this.#button("run");
    const focused = this.querySelector(".commit")?.contains(document.activeElement) ?? false;
    if (run) {
      const spent = trials.length >= TRIALS_AN_ATTEMPT;
      run.hidden = over;
      run.textContent = spent ? `Open attempt ${record.attempt + 1}` : `Run trial ${trials.length + 1}`;
    }
    const show = this.#button("show");
    if (show) show.hidden = over || assign !== null || record.trials.length < TRIALS_AN_ATTEMPT;
    const leave = this.#button("leave");
    if (leave) {
      leave.hidden = record.trials.length === 0;
      leave.textContent = session.onCase
        ? "Back to my own settings"
        : over
          ? "Look at the unseen case"
          : "Go on with the search";
    }
    // The button that was pressed may be gone: focus stays in its row.
    if (focused && document.activeElement instanceof HTMLElement && document.activeElement.hidden) leave?.focus();
    this.#table(session, trials);
    this.#places(trials);
    this.#case(session);
    this.#say(session, trials);
  }

  #table(session: Session, trials: readonly Trial[]): void {
    const body = this.querySelector("tbody");
    if (!body || (trials.length === 0 && body.querySelector(".none"))) return;
    body.replaceChildren(
      ...trials.map((trial, i) => {
        const row = document.createElement("tr");
        row.className = i === trials.length - 1 ? "now" : "";
        for (const text of [String(trial.number), ...this.#told(session, trial)]) row.insertCell().textContent = text;
        const verdict = row.insertCell();
        verdict.className = "l";
        verdict.innerHTML = `<span class="status ${trial.met ? "holds" : "broken"}"><svg viewBox="0 0 14 14" aria-hidden="true"><use href="#glyph-${trial.met ? "holds" : "broken"}"/></svg>${trial.met ? "met" : "missed"}</span>`;
        return row;
      }),
    );
  }

  #places(trials: readonly Trial[]): void {
    this.querySelectorAll(".places li").forEach((place, i) => {
      const trial = trials[i];
      place.className = trial ? (trial.met ? "met" : "missed") : "";
    });
  }

  /** What is known of the unseen case. */
  #case(session: Session): void {
    const list = this.querySelector<HTMLElement>(".case");
    const unseen = session.module.unseen?.(caseSeed(session.record));
    const known = session.chapter.search?.known ?? [];
    if (!list || !unseen) return;
    list.hidden = false;
    list.replaceChildren(
      ...known.map((name) => {
        const pair = document.createElement("div");
        const term = document.createElement("dt");
        term.textContent = labelOf(session.module, name).label;
        const told = document.createElement("dd");
        told.textContent =
          tellNamed(
            session.module,
            name,
            () => Number.NaN,
            (lever) => unseen[lever],
          ) ?? "–";
        pair.append(term, told);
        return pair;
      }),
    );
  }

  #say(session: Session, trials: readonly Trial[]): void {
    const { record } = session;
    const said = this.querySelector(".commit .said");
    if (!said) return;
    if (record.found) said.textContent = `Found in trial ${trials.length} of attempt ${record.attempt}.`;
    else if (record.shown)
      said.textContent = `Shown after ${record.attempt} ${record.attempt === 1 ? "attempt" : "attempts"}.`;
    else if (trials.length >= TRIALS_AN_ATTEMPT)
      said.textContent =
        "Ten trials are made. The next opens a new attempt on another unseen case; this one stays in the report.";
    else if (trials.length > 0)
      said.textContent = `Attempt ${record.attempt}, ${TRIALS_AN_ATTEMPT - trials.length} trials left.`;
  }
}
