import { tellNamed } from "../manner.ts";
import { numberOf } from "../model-values.ts";
import { ChapterElement, type Page } from "./page.ts";
import { mark, say } from "./say.ts";

/** `<lab-badge of="timeRatio">`: a promise of the header, in words and shape. */
export class LabBadge extends ChapterElement {
  protected start({ session, frames }: Page): void {
    const name = this.named("of");
    const rule = session.chapter.badges.find(({ output }) => output === name);
    const value = this.inside(".value", HTMLElement);
    const status = this.inside(".status", HTMLElement);
    if (!rule) return;
    const update = () => {
      const closed = session.stage === "asked" || session.onCase;
      const number = numberOf(session.model, name);
      const holds =
        number >= (rule.atLeast ?? Number.NEGATIVE_INFINITY) && number <= (rule.atMost ?? Number.POSITIVE_INFINITY);
      const word = closed ? "unknown" : holds ? "holds" : "broken";
      const shown = numberOf(session.model, rule.shows ?? name);
      const told = tellNamed(
        session.module,
        rule.shows ?? name,
        () => shown,
        () => shown,
      );
      say(value, closed ? "" : (told ?? ""));
      mark(status, "class", `status ${word}`);
      const said = this.querySelector(".word");
      say(
        said,
        !closed
          ? (rule.words?.[holds ? 0 : 1] ?? word)
          : session.onCase
            ? "not judged on the unseen case"
            : "not run yet",
      );
    };
    this.undoing(frames.onValues(update, this));
    this.follow(session, ["stage", "trials"], update);
  }
}
