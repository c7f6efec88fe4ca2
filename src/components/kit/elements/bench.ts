import type { Session } from "../session.ts";
import { clock } from "./log.ts";
import { firstFailure } from "../session.ts";
import { ChapterElement, type Page } from "./page.ts";

/** `<lab-history>`: undo and redo of lever moves, and the way back to the mission. */
export class LabHistory extends ChapterElement {
  protected start({ session }: Page): void {
    const button = (what: string) => this.inside(`[data-do=${what}]`, HTMLButtonElement);
    const [undo, redo, reset] = [button("undo"), button("redo"), button("reset")];
    undo.addEventListener("click", () => session.undo());
    redo.addEventListener("click", () => session.redo());
    reset.addEventListener("click", () => session.reset());
    const keys = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || inText(event.target)) return;
      event.preventDefault();
      if (event.shiftKey) session.redo();
      else session.undo();
    };
    document.addEventListener("keydown", keys);
    this.undoing(() => document.removeEventListener("keydown", keys));
    this.follow(session, ["settled", "trials"], () => {
      undo.disabled = !session.canUndo;
      redo.disabled = !session.canRedo;
      reset.disabled = session.onCase;
    });
  }
}

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
        ? "The unseen fleet of your search is on the page."
        : (session.chapter.presets[session.record.preset]?.note ?? "");
    });
  }
}

/** How long a whole run takes to play (s): long enough to see each failure, short enough to wait for. */
const PLAY = 40;

/** `<lab-player>`: play, pause and scrub the moment of the run that is shown. Nothing is simulated again. */
export class LabPlayer extends ChapterElement {
  #playing = 0;

  protected start({ session, charts }: Page): void {
    const name = this.closest("lab-chart")?.getAttribute("of") ?? "";
    void charts.then((found) => {
      const chart = found[name];
      if (chart?.clock && this.isConnected) this.#wire(session, (model) => chart.clock?.(model) ?? 0);
    });
  }

  #wire(session: Session, length: (model: object) => number): void {
    const play = this.inside(".play", HTMLButtonElement);
    const slider = this.inside("input", HTMLInputElement);
    const output = this.inside("output", HTMLOutputElement);
    const end = () => Math.max(1, length(session.model));
    const go = (time: number) => session.show({ time: Math.min(end(), Math.max(0, time)) });
    const stop = () => {
      cancelAnimationFrame(this.#playing);
      this.#playing = 0;
      play.textContent = "Play";
    };
    const start = () => {
      let last = performance.now();
      play.textContent = "Pause";
      const step = (now: number) => {
        const next = session.view.time + ((now - last) / 1000) * (end() / PLAY);
        last = now;
        go(next);
        if (next >= end()) return stop();
        this.#playing = requestAnimationFrame(step);
      };
      if (session.view.time >= end()) go(0);
      this.#playing = requestAnimationFrame(step);
    };
    play.addEventListener("click", () => (this.#playing ? stop() : start()));
    slider.addEventListener("input", () => {
      stop();
      go((slider.valueAsNumber / 1000) * end());
    });
    this.querySelector("[data-do=next]")?.addEventListener("click", () => {
      stop();
      const failures = session.model.log.filter(({ kind }) => kind === "failed");
      go((failures.find(({ time }) => time > session.view.time + 1) ?? failures[0])?.time ?? 0);
    });
    this.undoing(stop);
    this.follow(session, ["time", "settled", "trials"], () => {
      const told = clock(session.view.time);
      output.textContent = told;
      slider.setAttribute("aria-valuetext", told);
      slider.valueAsNumber = (1000 * session.view.time) / end();
    });
    this.undoing(
      session.listen((change) => {
        if (change === "settled" || change === "trials") session.show({ time: firstFailure(session.model) });
      }),
    );
  }
}
