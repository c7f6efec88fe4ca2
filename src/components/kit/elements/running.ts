import type { Stage } from "../session.ts";
import { ChapterElement, type Page } from "./page.ts";

const NEXT: Readonly<Record<Stage, { readonly text: string; readonly to: string }>> = {
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
    this.follow(session, ["stage", "trials", "texts"], () => {
      const search = session.chapter.search !== null;
      const stage = session.stage === "committed" && !search ? "found" : session.stage;
      const step = NEXT[stage];
      link.textContent = step.to ? step.text : own.text;
      link.href = step.to ? `#${step.to}` : (this.dataset.after ?? own.to);
      if (!step.to) link.textContent = this.dataset.afterText ?? "see your ledger";
    });
  }
}
