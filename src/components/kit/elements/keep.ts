import { sameParams } from "../../../sim/core/params.ts";
import { toldTable } from "../csv.ts";
import { withExhibit } from "../decision.ts";
import type { Session } from "../session.ts";
import { tellAll } from "../tell-all.ts";
import { ChapterElement, type Page } from "./page.ts";

/** `<lab-keep of="proof" study="campaign">`: a chart's rows, as they stand now, go into the report. */
export class LabKeep extends ChapterElement {
  protected start({ session, charts, further }: Page): void {
    const of = this.named("of");
    const button = this.inside("button", HTMLButtonElement);
    button.addEventListener("click", async () => {
      const chart = (await charts)[of] ?? (await further())[of];
      if (!chart || this.#whyNot(session)) return;
      const { head, body } = toldTable(chart.columns, chart.rows(session.model, session.view));
      const where = `${tellAll(session.module.params, session.explored)}.`;
      const exhibit = { of, title: chart.title, where, head: [...head], rows: body.map((row) => [...row]) };
      session.note({ exhibits: withExhibit(session.record, exhibit) });
    });
    this.follow(session, ["texts", "study", "trials", "moved", "settled"], () => {
      const kept = session.record.exhibits.some((exhibit) => exhibit.of === of);
      const why = this.#whyNot(session);
      // Still focusable, so that it can say why.
      button.setAttribute("aria-disabled", String(why !== ""));
      this.inside(".said", HTMLElement).textContent =
        why || (kept ? "It stands in the report as it was; press again for a newer one." : "");
    });
  }

  /** Why there is nothing to keep now; "" where there is. */
  #whyNot(session: Session): string {
    if (session.onCase) return "It is kept of your own settings, not of the unseen case.";
    const study = this.getAttribute("study");
    const ran = session.view.ran[study ?? ""];
    return study && !(ran && sameParams(ran, session.params)) ? "It can be kept when the simulation has run." : "";
  }
}
