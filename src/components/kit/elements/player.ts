import { announce } from "../announce.ts";
import { Lull } from "../lull.ts";
import { firstFailure } from "../model-values.ts";
import { beatNow, clockOf, PLAY } from "../run-clock.ts";
import type { Session } from "../session.ts";
import { ChapterElement, type Page } from "./page.ts";
import { say } from "./say.ts";

/** By then (ms) the words have followed the moment. */
const FOLLOWED = 200;

/** `<lab-player>`: play, pause and scrub the moment of the run that is shown. Nothing is simulated again. */
export class LabPlayer extends ChapterElement {
  #playing = 0;

  protected start({ session, charts, maps, further, furtherMaps }: Page): void {
    const name = this.closest("[of]")?.getAttribute("of") ?? "";
    this.opened(async (onShelf) => {
      const [drawn, painted] = await Promise.all(onShelf ? [further(), furtherMaps()] : [charts, maps]);
      const chart = drawn[name] ?? painted[name];
      if (chart?.clock && this.isConnected) this.#wire(session, () => chart.clock?.(session.model, session.view) ?? 0);
    });
  }

  #wire(session: Session, length: () => number): void {
    const play = this.inside(".play", HTMLButtonElement);
    const slider = this.inside("input", HTMLInputElement);
    const moment = this.inside(".moment", HTMLElement);
    const tell = () => announce(this.closest("[of]")?.querySelector(".finding")?.textContent ?? "", "moment");
    const scrubbed = new Lull(FOLLOWED, tell);
    const speed = () => Number(this.querySelector<HTMLSelectElement>(".speed")?.value ?? 1);
    const end = () => Math.max(1, length());
    const go = (time: number) => session.show({ time: Math.min(end(), Math.max(0, time)) });
    const next = this.inside("[data-do=next]", HTMLButtonElement);
    const failures = () => session.model.log.filter(({ kind }) => kind === "failed");
    let shownAt = -1;
    const show = () => {
      const told = clockOf(end())(session.view.time);
      say(moment, told);
      const idle = session.searching && session.trials.length === 0;
      for (const control of [play, slider, next]) control.disabled = idle;
      next.hidden = failures().length < 2; // a run with one failure has no next one
      slider.setAttribute("aria-valuetext", told);
      slider.valueAsNumber = (1000 * session.view.time) / end();
    };
    const stop = () => {
      cancelAnimationFrame(this.#playing);
      this.#playing = 0;
      play.textContent = "Play";
      show();
    };
    const start = () => {
      let last = performance.now();
      play.textContent = "Pause";
      const step = (now: number) => {
        const next = session.view.time + ((now - last) / 1000) * speed() * (end() / PLAY);
        last = now;
        go(next);
        if (next >= end()) {
          stop();
          setTimeout(tell, FOLLOWED);
          return;
        }
        this.#playing = requestAnimationFrame(step);
      };
      if (session.view.time >= end()) go(0);
      this.#playing = requestAnimationFrame(step);
    };
    play.addEventListener("click", () => {
      if (!this.#playing) return start();
      stop();
      tell();
    });
    slider.addEventListener("input", () => {
      const share = slider.valueAsNumber / 1000; // to stop is to show the moment, on the slider too
      stop();
      go(share * end());
      scrubbed.stir();
    });
    next.addEventListener("click", () => {
      stop();
      const all = failures();
      go((all.find(({ time }) => time > session.view.time + 1) ?? all[0])?.time ?? 0);
      setTimeout(tell, FOLLOWED);
    });
    this.undoing(stop);
    this.follow(session, ["time", "settled", "trials"], () => {
      const now = beatNow();
      if (this.#playing && now === shownAt) return;
      shownAt = now;
      show();
    });
    this.undoing(
      session.listen((change) => {
        const own = session.chapter.opensAt;
        if (own === null && (change === "settled" || change === "trials"))
          session.show({ time: firstFailure(session.model) });
      }),
    );
  }
}
