import { tellNamed } from "../manner.ts";
import { numberOf } from "../model-values.ts";
import { ChapterElement, type Page } from "./page.ts";

/** `<lab-value of="mtbf">`: a number in prose that follows the levers. What an open search would give away says so. */
export class LabValue extends ChapterElement {
  protected start({ session, frames }: Page): void {
    const name = this.named("of");
    const { known = [], levers = [], shows = [] } = session.chapter.search ?? {};
    const inSearch = new Set([...known, ...levers, ...shows]);
    const told = () =>
      session.searching && !inSearch.has(name)
        ? "(hidden)"
        : (tellNamed(
            session.module,
            name,
            (output) => numberOf(session.model, output),
            (lever) => session.params[lever],
          ) ?? "–");
    const update = () => {
      const text = told();
      if (this.textContent !== text) this.textContent = text;
    };
    this.undoing(frames.onValues(update));
    update();
  }
}
