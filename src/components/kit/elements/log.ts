import type { LogEntry } from "../../../sim/core/model.ts";
import { duration } from "../../../sim/core/quantity.ts";
import { clockOf } from "../run-clock.ts";
import type { Session } from "../session.ts";
import { ChapterElement, type Page } from "./page.ts";

/** How many sentences stand in sight; the rest opens. */
const IN_SIGHT = 8;

/** `<lab-log>`: the audit trail of the run on the page, in sentences. */
export class LabLog extends ChapterElement {
  protected start({ session }: Page): void {
    const list = this.inside("ol", HTMLOListElement);
    const more = this.querySelector("button");
    let all = false;
    const update = () => this.#write(list, more, session, all);
    more?.addEventListener("click", () => {
      all = !all;
      update();
    });
    // A slow model comes after the lever was let go.
    this.follow(session, ["settled", "trials", "stage"], update);
    this.undoing(session.listen((change) => change === "computing" && session.computing === null && update()));
  }

  #write(list: HTMLOListElement, more: HTMLButtonElement | null, session: Session, all: boolean): void {
    const { log } = session.model;
    const hides = session.chapter.search?.hidesLog ?? false;
    const idle = session.searching && (hides || session.trials.length === 0);
    const clock = clockOf(log.at(-1)?.time ?? 0);
    list.replaceChildren(...(idle ? [] : log.slice(0, all ? undefined : IN_SIGHT)).map((entry) => line(entry, clock)));
    if (!more) return;
    more.hidden = idle || log.length <= IN_SIGHT;
    more.textContent = all ? `Show the first ${IN_SIGHT} only` : `Show all ${log.length} entries`;
  }
}

const line = (entry: LogEntry, clock: (seconds: number) => string): HTMLLIElement => {
  const item = document.createElement("li");
  item.className = entry.kind;
  const time = document.createElement("time");
  time.textContent = clock(entry.time);
  time.title = `${duration(entry.time)} after the start`;
  const mark = document.createElement("i");
  mark.setAttribute("aria-hidden", "true");
  const text = document.createElement("span");
  text.textContent = entry.text;
  item.append(time, mark, text);
  return item;
};
