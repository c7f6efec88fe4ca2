import { announce } from "../announce.ts";
import type { Frames } from "../frames.ts";
import type { Session } from "../session.ts";
import { keepLines } from "./keep-lines.ts";
import { ChapterElement, type Page } from "./page.ts";

/** `<lab-history>`: undo and redo of lever moves, and the way back to the mission. */
export class LabHistory extends ChapterElement {
  /** What the findings said last. */
  #heard: readonly string[] = findingsNow();

  protected start({ session, frames }: Page): void {
    const button = (what: string) => this.inside(`[data-do=${what}]`, HTMLButtonElement);
    const [undo, redo, reset, leave] = [button("undo"), button("redo"), button("reset"), button("leave")];
    undo.addEventListener("click", () => session.undo());
    redo.addEventListener("click", () => session.redo());
    reset.addEventListener("click", () => session.onCase || session.reset());
    leave.addEventListener("click", () => {
      session.showCase(false);
      undo.focus();
    });
    const keys = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || inText(event.target)) return;
      event.preventDefault();
      if (event.shiftKey) session.redo();
      else session.undo();
    };
    document.addEventListener("keydown", keys);
    this.undoing(() => document.removeEventListener("keydown", keys));
    this.follow(session, ["settled", "trials"], () => {
      // Not disabled: a button that goes dead under the hand would drop the focus.
      undo.setAttribute("aria-disabled", String(!session.canUndo));
      redo.setAttribute("aria-disabled", String(!session.canRedo));
      reset.setAttribute("aria-disabled", String(session.onCase));
      leave.hidden = !session.onCase;
    });
    this.undoing(keepLines(session));
    this.undoing(session.listen((change) => change === "settled" && this.#result(session, frames)));
  }

  /**
   * What a move did, for those who hear it: the first finding that it changed, or the headline where it changed none. Once the lever
   * rests and the words have followed; never while it is dragged.
   */
  #result(session: Session, frames: Frames): void {
    const last = session.record.actions.at(-1)?.[1];
    const before = last === "undo" ? "Undone. " : last === "redo" ? "Redone. " : last === "reset" ? "Reset. " : "";
    if (last === "trial" || last === "show me" || session.stage === "asked") return;
    const soon = () => {
      // A slow model has nothing to tell yet.
      if (session.computing !== null) return void setTimeout(soon, 150);
      frames.whenFollowed(() => {
        const findings = findingsNow();
        const finding = findings.find((one, i) => one !== this.#heard[i]) ?? headlineNow();
        this.#heard = findings;
        announce(
          session.searching ? `${before}The unseen case is on the page: run a trial.` : `${before}${finding}`,
          "result",
        );
      });
    };
    setTimeout(soon, 150);
  }
}

/** What the charts and maps of the workbench say now. */
const findingsNow = (): readonly string[] =>
  [...document.querySelectorAll("#workbench :is(lab-cell-map, lab-chart:not(.bare)) .finding")].map(
    ({ textContent }) => textContent ?? "",
  );

/** The number that the workbench is about, with its name. */
const headlineNow = (): string =>
  (document.querySelector("#workbench .headline")?.textContent ?? "").replace(/\s+/g, " ").trim();

const inText = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === "number");

/** `<lab-presets>`: the fleets of the track; taking one is a lever move that undo takes back. */
export class LabPresets extends ChapterElement {
  protected start({ session }: Page): void {
    const about = this.inside(".about", HTMLElement);
    const choices = [...this.querySelectorAll<HTMLInputElement>("input[name=preset]")];
    for (const choice of choices) choice.addEventListener("change", () => session.take(choice.value));
    this.follow(session, ["settled", "trials"], () => {
      for (const choice of choices) {
        choice.checked = !session.onCase && choice.value === session.record.preset;
        choice.disabled = session.onCase;
      }
      about.textContent = session.onCase
        ? "The unseen case of your search is on the page."
        : (session.chapter.presets[session.record.preset]?.note ?? "");
    });
  }
}
