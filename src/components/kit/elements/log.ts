import type { LogEntry } from "../../../sim/core/model.ts";
import { duration, fixed } from "../../../sim/core/quantity.ts";
import type { Session } from "../session.ts";
import { ChapterElement, type Page } from "./page.ts";

/** How many sentences stand in sight; the rest opens. */
const IN_SIGHT = 8;

/** A run shorter than this (s) has no use for a clock of hours and minutes. */
const SHORT = 7200;

/**
 * Time in a run as a clock: 03:12, and the day before it from the second day on; in a run of minutes as its seconds, 18.8 s.
 *
 * @param end time of the run's last entry (s), where it is known
 */
export const clock = (seconds: number, end = Number.POSITIVE_INFINITY): string => {
  if (end < SHORT) return seconds < 100 ? duration(seconds) : `${fixed(seconds, 0)}\u00a0s`;
  const minute = Math.floor(seconds / 60);
  const time = `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const day = Math.floor(seconds / 86_400);
  return day > 0 ? `day ${day + 1}, ${time}` : time;
};

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
    list.replaceChildren(
      ...(idle ? [] : log.slice(0, all ? undefined : IN_SIGHT)).map((entry) => line(entry, log.at(-1)?.time ?? 0)),
    );
    if (!more) return;
    more.hidden = idle || log.length <= IN_SIGHT;
    more.textContent = all ? `Show the first ${IN_SIGHT} only` : `Show all ${log.length} entries`;
  }
}

const line = (entry: LogEntry, end: number): HTMLLIElement => {
  const item = document.createElement("li");
  item.className = entry.kind;
  const time = document.createElement("time");
  time.textContent = clock(entry.time, end);
  time.title = `${duration(entry.time)} after the start`;
  const mark = document.createElement("i");
  mark.setAttribute("aria-hidden", "true");
  const text = document.createElement("span");
  text.textContent = entry.text;
  item.append(time, mark, text);
  return item;
};
