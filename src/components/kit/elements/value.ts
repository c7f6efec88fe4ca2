import { tellNamed } from "../manner.ts";
import { numberOf } from "../model-values.ts";
import { ChapterElement, type Page } from "./page.ts";
import { say } from "./say.ts";

/** `<lab-value of="mtbf">`: a number in prose that follows the levers. What an open search would give away says so. */
export class LabValue extends ChapterElement {
  protected start({ session, frames }: Page): void {
    const name = this.named("of");
    const { known = [], levers = [], shows = [] } = session.chapter.search ?? {};
    const given = new Set([...known, ...levers]);
    const told = () =>
      session.searching && !given.has(name) && !(shows.includes(name) && session.trials.length > 0)
        ? "(hidden)"
        : (tellNamed(
            session.module,
            name,
            (output) => numberOf(session.model, output),
            (lever) => session.leverAt(lever),
          ) ?? "–");
    const update = () => say(this, told());
    this.undoing(frames.onValues(update, this));
    update();
  }
}
