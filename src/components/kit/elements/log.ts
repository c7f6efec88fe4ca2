import type { LogEntry } from "../../../sim/core/model.ts";
import { duration, fixed } from "../../../sim/core/quantity.ts";
import type { Session } from "../session.ts";
import { ChapterElement, type Page } from "./page.ts";

/** How many sentences stand in sight; the rest opens. */
const IN_SIGHT = 8;

/** Time in a run as a clock: 03:12, and the day before it from the second day on. */
export const clock = (seconds: number): string => {
  const minute = Math.floor(seconds / 60);
  const time = `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const day = Math.floor(seconds / 86_400);
  return day > 0 ? `day ${day + 1}, ${time}` : time;
};

/** A run shorter than this is told by its seconds: a clock would say 00:00 all along (s). */
const BRIEF = 600;

/** When an entry of a log happened: by the clock, or by the second where the whole run takes a few minutes. */
export const moment = ({ time }: LogEntry, log: readonly LogEntry[]): string =>
  (log.at(-1)?.time ?? 0) < BRIEF ? `${fixed(time, 2)}\u00a0s` : clock(time);

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
    this.follow(session, ["settled", "trials", "stage"], update);
  }

  #write(list: HTMLOListElement, more: HTMLButtonElement | null, session: Session, all: boolean): void {
    const { log } = session.model;
    const idle = session.searching && session.trials.length === 0;
    list.replaceChildren(...(idle ? [] : log.slice(0, all ? undefined : IN_SIGHT)).map((entry) => line(entry, log)));
    if (!more) return;
    more.hidden = idle || log.length <= IN_SIGHT;
    more.textContent = all ? `Show the first ${IN_SIGHT} only` : `Show all ${log.length} entries`;
  }
}

const line = (entry: LogEntry, log: readonly LogEntry[]): HTMLLIElement => {
  const item = document.createElement("li");
  item.className = entry.kind;
  const time = document.createElement("time");
  time.textContent = moment(entry, log);
  time.title = `${duration(entry.time)} after the start`;
  const mark = document.createElement("i");
  mark.setAttribute("aria-hidden", "true");
  const text = document.createElement("span");
  text.textContent = entry.text;
  item.append(time, mark, text);
  return item;
};
