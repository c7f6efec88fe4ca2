import { tellAll } from "../tell-all.ts";
import { ChapterElement, type Page } from "./page.ts";

/** `<lab-draw of="injection">`: sets levers by the model's chance. The n-th draw of a chapter is the same for everyone. */
export class LabDraw extends ChapterElement {
  protected start({ session }: Page): void {
    const of = this.named("of");
    const said = this.inside(".said", HTMLElement);
    this.inside("button", HTMLButtonElement).addEventListener("click", () => {
      const seed = session.record.actions.filter(([, name, value]) => name === "draw" && value === of).length + 1;
      const drawn = session.module.draws?.[of]?.(session.explored, seed) ?? {};
      session.put(drawn, "draw", of);
      said.textContent = `Last drawn: ${tellAll(session.module.params, drawn)}.`;
    });
    const button = this.inside("button", HTMLButtonElement);
    this.follow(session, ["trials", "settled"], () => {
      button.disabled = session.onCase;
    });
  }
}
