import type { Stage } from "../page-state.ts";
import type { Session } from "../session.ts";
import { drawn } from "./first-view.ts";
import { ChapterElement, type Page } from "./page.ts";

interface Step {
  readonly text: string;
  /** The part of the page; "" for what comes after the chapter. */
  readonly to: string;
}

const NEXT: Readonly<Record<Stage, Step>> = {
  asked: { text: "commit a prediction", to: "lock" },
  committed: { text: "run a trial", to: "trials" },
  found: { text: "reflect", to: "reflect" },
  defended: { text: "", to: "" },
};

/** `<lab-next>`: the one next step, always in sight. */
export class LabNext extends ChapterElement {
  protected start({ session }: Page): void {
    const link = this.inside("a", HTMLAnchorElement);
    const own = { text: link.textContent ?? "", to: link.getAttribute("href") ?? "" };
    const update = () => {
      const step = stepOf(session);
      link.textContent = step.to ? step.text : own.text;
      const gone = step.to !== "" && !document.getElementById(step.to)?.checkVisibility();
      link.href = gone
        ? `${session.chapter.base}${session.chapter.id}/#${step.to}`
        : step.to
          ? `#${step.to}`
          : (this.dataset.after ?? own.to);
      if (!step.to) link.textContent = this.dataset.afterText ?? "see your ledger";
    };
    // Before that the parts of the page are not laid out, and none of them is in sight.
    void drawn.then(() => this.isConnected && this.follow(session, ["stage", "trials", "texts", "settled"], update));
  }
}

/** The one thing to do now: turn a lever before the search, leave the unseen case after it. */
function stepOf(session: Session): Step {
  const { stage, record, chapter, onCase } = session;
  if (
    stage === "committed" &&
    record.trials.length === 0 &&
    !record.actions.some(([, name]) => name in session.module.params)
  )
    return { text: "turn a lever", to: "workbench" };
  if (stage === "committed" && !chapter.search) return NEXT.found;
  if (stage === "found" && onCase) return { text: "go back to your own settings", to: "trials" };
  return NEXT[stage];
}
