import type { Params, ParamValue } from "../../../sim/core/params.ts";
import { announce } from "../announce.ts";
import { labelOf, tellNamed } from "../manner.ts";
import type { Session } from "../session.ts";
import { caseSeed, TRIALS_AN_ATTEMPT } from "../unseen-case.ts";
import type { Trial } from "../view.ts";
import { ChapterElement, type Page } from "./page.ts";
import { say } from "./say.ts";

/** `<lab-trials>`: the search on an unseen case, ten trials an attempt, and its log. */
export class LabTrials extends ChapterElement {
  #running = false;

  protected start(page: Page): void {
    const { session } = page;
    // A double click is one trial.
    this.#button("run")?.addEventListener("click", (event) => event.detail > 1 || void this.#run(page));
    this.#button("show")?.addEventListener("click", () => session.showMe());
    this.#button("leave")?.addEventListener("click", () =>
      session.onCase ? session.showCase(false) : session.showCase(true),
    );
    const keys = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void this.#run(page);
    };
    document.addEventListener("keydown", keys);
    this.undoing(() => document.removeEventListener("keydown", keys));
    this.follow(session, ["trials", "stage", "settled"], () => this.#show(page));
  }

  #button(what: string): HTMLButtonElement | null {
    return this.querySelector<HTMLButtonElement>(`[data-do=${what}]`);
  }

  async #run({ session, notice }: Page): Promise<void> {
    if (this.#running) return;
    let settings: Params | undefined;
    if (session.mayTry) {
      // Set at once: a second click is no second trial.
      this.#running = true;
      this.#button("run")?.setAttribute("aria-busy", "true");
      try {
        settings = await session.foreseeTrial();
      } catch {
        return notice("The trial could not be run. Try it again.");
      } finally {
        this.#running = false;
        this.#button("run")?.removeAttribute("aria-busy");
      }
    }
    const trial = session.runTrial(settings);
    if (trial) this.#announce(session, trial);
    else if (session.stage === "asked") announce("Commit to a prediction first: the trials open with it.");
  }

  #announce(session: Session, trial: Trial): void {
    const left = TRIALS_AN_ATTEMPT - trial.number;
    const shown = this.#cells(session, trial).filter(({ name }) => name in trial.shown);
    const told = shown.map(({ name, text }) => `${labelOf(session.module, name).label} ${text}`);
    const more = left === 0 ? "the attempt is over" : left === 1 ? "1 trial left" : `${left} trials left`;
    const verdict = trial.met ? "the target is met" : `missed; ${more}`;
    announce(`Trial ${trial.number}: ${verdict}. ${told.join(", ")}.`, "trial");
  }

  /** Settings and what was shown, in the words of the page. */
  #cells(session: Session, trial: Trial): { name: string; text: string }[] {
    const tell = (name: string, value: ParamValue) => ({
      name,
      text:
        tellNamed(
          session.module,
          name,
          () => Number(value),
          () => value,
        ) ?? "–",
    });
    return [...Object.entries(trial.settings), ...Object.entries(trial.shown)].map(([name, value]) =>
      tell(name, value),
    );
  }

  #show({ session, assign }: Page): void {
    const { record } = session;
    const trials = session.trials;
    const over = record.found || record.shown;
    const run = this.#button("run");
    const had = document.activeElement;
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
    if (leave) {
      leave.classList.toggle("quiet", !(over && session.onCase));
      // The button that was pressed may be gone: hiding it drops the focus, which stays in its row.
      if (had instanceof HTMLElement && this.contains(had) && had.hidden) leave.focus();
    }
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
        const head = document.createElement("th");
        head.scope = "row";
        head.textContent = String(trial.number);
        row.append(head);
        // Where the table is wider than the page, what counts is in sight.
        const verdict = row.insertCell();
        verdict.className = "l";
        verdict.innerHTML = `<span class="status ${trial.met ? "holds" : "broken"}"><svg viewBox="0 0 14 14" aria-hidden="true"><use href="#glyph-${trial.met ? "holds" : "broken"}"/></svg>${trial.met ? "met" : "missed"}</span>`;
        for (const { text } of this.#cells(session, trial)) row.insertCell().textContent = text;
        return row;
      }),
    );
  }

  #places(trials: readonly Trial[]): void {
    this.querySelectorAll(".places li").forEach((place, i) => {
      const trial = trials[i];
      place.className = trial ? (trial.met ? "met" : "missed") : "";
      say(place.querySelector(".sr"), trial ? (trial.met ? ", met" : ", missed") : ", to come");
    });
  }

  /** What is known of the unseen case. */
  #case(session: Session): void {
    const list = this.querySelector<HTMLElement>(".case");
    const unseen = session.module.unseen?.(caseSeed(session.record));
    const known = session.chapter.search?.known ?? [];
    if (!list || !unseen) return;
    // What the case leaves as it is stands where the reader has it.
    const at = (name: string) => unseen[name] ?? session.explored[name];
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
            // An output may have the name of the lever that it repeats.
            () => Number(at(name) ?? Number.NaN),
            at,
          ) ?? "–";
        pair.append(term, told);
        return pair;
      }),
    );
  }

  #say({ record }: Session, trials: readonly Trial[]): void {
    const left = TRIALS_AN_ATTEMPT - trials.length;
    const attempts = record.attempt === 1 ? "1 attempt" : `${record.attempt} attempts`;
    const told = record.found
      ? `Found in trial ${trials.length} of attempt ${record.attempt}.`
      : record.shown
        ? `Shown after ${attempts}.`
        : left <= 0
          ? "Ten trials are made. The next opens a new attempt on another unseen case; this one stays in the report."
          : `Attempt ${record.attempt}, ${left === 1 ? "1 trial" : `${left} trials`} left.`;
    if (trials.length > 0) say(this.querySelector(".commit .said"), told);
  }
}
