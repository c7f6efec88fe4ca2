import type { Params } from "../../../sim/core/params.ts";
import { announce } from "../announce.ts";
import type { Session } from "../session.ts";
import { tellAll } from "../tell-all.ts";
import { ChapterElement, type Page } from "./page.ts";

/** As many as a reader looks through; the rest are counted. */
const SHOWN = 12;

/** `<lab-cases study="campaign" of="escapes">`: cases that a study found; each can be set on the levers again. */
export class LabCases extends ChapterElement {
  #last: unknown;

  protected start({ session }: Page): void {
    this.follow(session, ["study", "stage"], () => this.#show(session));
  }

  #show(session: Session): void {
    const result = session.view.studies[this.named("study")];
    if (result === this.#last) return;
    this.#last = result;
    const cases = (result as Readonly<Record<string, readonly Params[]>> | undefined)?.[this.named("of")] ?? [];
    const more = cases.length - SHOWN;
    const said = this.inside(".said", HTMLElement);
    said.textContent =
      cases.length === 0
        ? (this.dataset.none ?? "")
        : `Each opens on the bench again${more > 0 ? `; ${more} more are not shown` : ""}.`;
    this.inside("ul", HTMLUListElement).replaceChildren(
      ...cases.slice(0, SHOWN).map((one) => this.#line(one, session)),
    );
  }

  #line(one: Params, session: Session): HTMLLIElement {
    const button = document.createElement("button");
    button.type = "button";
    const own = Object.entries(one).filter(([name]) => name in session.module.params);
    button.textContent = tellAll(session.module.params, Object.fromEntries(own));
    button.addEventListener("click", () => {
      session.put(one, "case", this.named("of"));
      announce(`On the levers: ${button.textContent}.`);
    });
    const line = document.createElement("li");
    line.append(button);
    return line;
  }
}
