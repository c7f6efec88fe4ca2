import { toldTable } from "../csv.ts";
import { withExhibit } from "../decision.ts";
import { tellAll } from "../tell-all.ts";
import { ChapterElement, type Page } from "./page.ts";

/** `<lab-keep of="proof">`: a chart's rows, as they stand now, go into the report. */
export class LabKeep extends ChapterElement {
  protected start({ session, charts, further }: Page): void {
    const of = this.named("of");
    const said = this.inside(".said", HTMLElement);
    const button = this.inside("button", HTMLButtonElement);
    button.addEventListener("click", async () => {
      const chart = (await charts)[of] ?? (await further())[of];
      if (!chart) return;
      const { head, body } = toldTable(chart.columns, chart.rows(session.model, session.view));
      const where = session.onCase ? "On the unseen case." : `${tellAll(session.module.params, session.explored)}.`;
      const exhibit = { of, title: chart.title, where, head: [...head], rows: body.map((row) => [...row]) };
      session.note({ exhibits: withExhibit(session.record, exhibit) });
    });
    this.follow(session, ["texts"], () => {
      const kept = session.record.exhibits.some((exhibit) => exhibit.of === of);
      said.textContent = kept ? "It stands in the report as it was; press again for a newer one." : "";
    });
  }
}
