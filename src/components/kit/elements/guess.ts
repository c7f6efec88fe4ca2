import { tell } from "../../../sim/core/quantity.ts";
import { announce } from "../announce.ts";
import { guessName } from "../guess-name.ts";
import { numberOf } from "../model-values.ts";
import { define } from "./define.ts";
import { ChapterElement, type Page } from "./page.ts";
import { say } from "./say.ts";

/** `<lab-guess of="leftOfFives">`: a number is said before the words below it are shown. It is kept as it was said first. */
export class LabGuess extends ChapterElement {
  protected start({ session, atMission }: Page): void {
    const of = this.named("of");
    const name = guessName(of);
    const field = this.inside("input", HTMLInputElement);
    const button = this.inside("button", HTMLButtonElement);
    const said = this.inside(".said", HTMLElement);
    const told = this.inside(".told", HTMLElement);
    const spec = session.module.outputs[of];
    const keep = () => {
      if (session.record.texts[name]) return;
      const value = field.value.trim() === "" ? Number.NaN : field.valueAsNumber;
      const inside = value >= Number(field.min) && value <= Number(field.max);
      said.classList.toggle("wrong", !inside);
      field.setAttribute("aria-invalid", String(!inside));
      if (!inside) {
        say(said, `Type a number from ${field.min} to ${field.max}.`);
        announce(said.textContent ?? "");
        return field.focus();
      }
      session.write(name, field.value.trim(), false);
      announce(said.textContent ?? "");
    };
    button.addEventListener("click", keep);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      keep();
    });
    this.follow(session, ["texts"], () => {
      const own = session.record.texts[name]?.text;
      told.hidden = own === undefined;
      if (own === undefined || !spec) return;
      field.value = own;
      field.readOnly = true;
      button.setAttribute("aria-disabled", "true");
      say(
        said,
        `You said ${own}${spec.unit ? `\u00a0${spec.unit}` : ""}; it is ${tell(numberOf(atMission, of), spec)}.`,
      );
    });
  }
}

define({ "lab-guess": LabGuess });
