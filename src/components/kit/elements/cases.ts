import type { Params } from "../../../sim/core/params.ts";
import { fixed } from "../../../sim/core/quantity.ts";
import { announce } from "../announce.ts";
import { tellParam } from "../manner.ts";
import type { Session } from "../session.ts";
import { ChapterElement, type Page } from "./page.ts";

/** As many as a reader looks through; the rest are counted. */
const SHOWN = 12;

/** `<lab-cases study="campaign" of="escapes" count="escaped">`: cases that a study found; each can be set on the levers again. */
export class LabCases extends ChapterElement {
  #last: unknown;

  protected start({ session }: Page): void {
    this.follow(session, ["study", "stage"], () => this.#show(session));
  }

  #show(session: Session): void {
    const result = session.view.studies[this.named("study")];
    if (result === this.#last) return;
    this.#last = result;
    const found = (result ?? {}) as Readonly<Record<string, unknown>>;
    const cases = (found[this.named("of")] ?? []) as readonly Params[];
    const more = Number(found[this.named("count")] ?? cases.length) - SHOWN;
    const said = this.inside(".said", HTMLElement);
    said.textContent =
      cases.length === 0
        ? (this.dataset.none ?? "")
        : `Each opens on the bench again${more > 0 ? `; ${fixed(more, 0)} more are not shown` : ""}.`;
    // What all have in common says nothing of one.
    const apart = Object.keys(session.module.params).filter((name) => new Set(cases.map((one) => one[name])).size > 1);
    const shown = cases.slice(0, SHOWN);
    this.inside("ul", HTMLUListElement).replaceChildren(...shown.map((one) => this.#line(one, apart, session)));
  }

  #line(one: Params, apart: readonly string[], session: Session): HTMLLIElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = apart
      .flatMap((name) => {
        const spec = session.module.params[name];
        if (!spec) return [];
        const told = tellParam(spec, one[name]);
        return spec.kind === "choice" ? [told] : [`${spec.label.toLowerCase()} ${told}`];
      })
      .join(", ");
    button.addEventListener("click", () => {
      session.put(one, "case", this.named("of"));
      announce(`On the levers: ${button.textContent}.`);
    });
    const line = document.createElement("li");
    line.append(button);
    return line;
  }
}
