import type { ParamSpec, ParamValue } from "../../../sim/core/params.ts";
import { announce } from "../announce.ts";
import { tellParam } from "../manner.ts";
import type { Session } from "../session.ts";
import { drawn, leverAnswers, mayBegin } from "./first-view.ts";
import { ChapterElement, type Page } from "./page.ts";
import { type Control, place, rangeControl } from "./range-control.ts";
import { mark, say } from "./say.ts";
import { whenIdle } from "./when-idle.ts";

/** A slide rule is there at once; what is switched, chosen or put in order is a script of its own. */
function control(spec: ParamSpec, value: ParamValue): Control | Promise<Control> {
  if (spec.kind === "range") return rangeControl(spec, Number(value));
  if (spec.kind === "order") return import("./order-control.ts").then(({ orderControl }) => orderControl(spec, value));
  return import("./rare-controls.ts").then(({ rareControl }) => rareControl(spec, value));
}

/** `<lab-lever name="nodes">`: a slide rule bound to one parameter. */
export class LabLever extends ChapterElement {
  /** What it last showed: of a drag only the lever that moves is read and written. */
  #shown = "";

  protected start(page: Page): void {
    // The first one answers sooner when it is alone; those out of sight come when the page has nothing better to do.
    const begin = () => this.isConnected && void this.#begin(page);
    if (this.closest("details:not([open])")) whenIdle(begin);
    else if (page.session.module.params[this.named("name")]?.kind !== "range" || mayBegin()) begin();
    else void drawn.then(begin);
  }

  async #begin({ session, frames }: Page): Promise<void> {
    const name = this.named("name");
    const spec = session.module.params[name];
    const slot = this.querySelector(".control");
    if (!spec || !slot) return;
    const made = control(spec, session.leverAt(name) ?? spec.default);
    const held = made instanceof Promise ? await made : made;
    if (!this.isConnected) return;
    slot.replaceChildren(held.form);
    this.#name(held.form, spec);
    held.form.addEventListener("input", (event) => {
      session.move(name, held.read());
      // The browser's own undo in a number box is no drag: it is done at once.
      if (event instanceof InputEvent && event.inputType.startsWith("history")) session.letGo(name);
    });
    held.form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.target instanceof HTMLButtonElement) return;
      // A form that submits is blocked in a sandboxed frame; a typed number counts all the same.
      event.preventDefault();
      event.target?.dispatchEvent(new Event("change", { bubbles: true }));
    });
    held.form.addEventListener("change", () => {
      this.#complain(spec, held.mend?.() ?? null);
      session.move(name, held.read());
      session.letGo(name);
    });
    this.querySelector(".back")?.addEventListener("click", () => {
      session.move(name, session.mission[name] ?? spec.default);
      session.letGo(name);
      const controls = [...held.form.querySelectorAll<HTMLElement>("input, button")];
      controls.find((control) => control.checkVisibility({ visibilityProperty: true }))?.focus();
    });
    const update = () => this.#show(session, name, spec, held);
    this.undoing(frames.onValues(update, this));
    this.follow(session, ["settled", "trials", "stage"], update);
    this.dataset.ready = "";
    leverAnswers();
  }

  /** What was wrong with a typed number stands under the lever until the next move. */
  #complain(spec: ParamSpec, why: string | null): void {
    const line = this.querySelector(".why");
    if (line) line.textContent = why ?? "";
    if (why) announce(`${spec.label}: ${why}`);
  }

  /** Inputs names only its number box, if at all: every control says what it is and in which unit. */
  #name(form: HTMLElement, spec: ParamSpec): void {
    const unit = spec.kind === "range" && spec.unit ? `, ${spec.unit}` : "";
    form.querySelector("input[type=range]")?.setAttribute("aria-label", spec.label);
    for (const box of form.querySelectorAll("input[type=number]")) {
      box.setAttribute("aria-label", `${spec.label}${unit}`);
      box.setAttribute("inputmode", "decimal");
    }
    if (spec.kind === "toggle") form.querySelector("input")?.setAttribute("aria-label", spec.label);
    if (spec.kind === "choice" || spec.kind === "several" || spec.kind === "order") {
      form.setAttribute("role", "group");
      form.setAttribute("aria-label", spec.label);
    }
  }

  #show(session: Session, name: string, spec: ParamSpec, held: Control): void {
    const value = session.leverAt(name) ?? spec.default;
    const mission = session.mission[name] ?? spec.default;
    const hidden = session.isHidden(name);
    const fast = session.isHeld(name);
    const shown = [value, mission, hidden, fast].join();
    if (shown === this.#shown) return void (hidden || held.write(value));
    this.#shown = shown;
    this.toggleAttribute("data-hidden", hidden);
    this.toggleAttribute("data-held", fast);
    for (const part of held.form.querySelectorAll<HTMLInputElement | HTMLButtonElement>("input, button"))
      if (part.disabled !== fast) part.disabled = fast;
    if (hidden) return;
    held.write(value);
    const told = tellParam(spec, value);
    say(this.querySelector(".reading"), told);
    this.toggleAttribute("data-moved", value !== mission);
    mark(held.form.querySelector("input[type=range]"), "aria-valuetext", told);
    if (spec.kind !== "range") return;
    const [now, preset] = [place(spec, Number(value)), place(spec, Number(mission))];
    // On the marks themselves: a property of the lever would have its whole scale laid out again.
    const swipe = this.querySelector(".swipe");
    mark(swipe, "x", `${Math.min(now, preset)}%`);
    mark(swipe, "width", `${Math.abs(now - preset)}%`);
    mark(this.querySelector(".mission"), "style", `left: ${preset}%`);
  }
}
