import * as Inputs from "@observablehq/inputs";
import { namesIn, type ParamSpec, type ParamValue, type RangeSpec } from "../../../sim/core/params.ts";
import { tellParam } from "../manner.ts";
import type { Session } from "../session.ts";
import { ChapterElement, type Page } from "./page.ts";

/** Steps of the keyboard over a scale: an arrow key is a four-hundredth, page up and down a tenth. */
const STEPS = 400;

/** What a drag gives has three digits; what is typed stays as typed. */
const rounded = (value: number): number => Number(value.toPrecision(3));

interface Control {
  readonly form: Inputs.Input<unknown>;
  /** Reads the control as a parameter. */
  read(): ParamValue;
  write(value: ParamValue): void;
}

/** A slider that announces its value and not its logarithm, with a number box beside it. */
function rangeControl(spec: RangeSpec, value: number): Control {
  const log = spec.scale === "log";
  const form = Inputs.range([spec.min, spec.max], {
    value,
    ...(spec.whole ? { step: 1 } : {}),
    ...(log ? { transform: Math.log, invert: Math.exp } : {}),
    format: (number) => String(Number(number.toPrecision(9))),
  });
  const slider = form.querySelector<HTMLInputElement>("input[type=range]");
  const box = form.querySelector<HTMLInputElement>("input[type=number]");
  let dragged = false;
  if (slider) slider.step = String((Number(slider.max) - Number(slider.min)) / STEPS);
  slider?.addEventListener("input", () => {
    dragged = true;
  });
  box?.addEventListener("input", () => {
    dragged = false;
  });
  if (box) box.step = "any";
  return {
    form,
    read: () => (dragged && !spec.whole ? rounded(form.value) : form.value),
    write(next) {
      const typing = document.activeElement === box;
      if (form.value !== next && !(typing && Number(box?.value) === next) && !(dragged && rounded(form.value) === next))
        form.value = Number(next);
    },
  };
}

function control(spec: ParamSpec, value: ParamValue): Control {
  switch (spec.kind) {
    case "range":
      return rangeControl(spec, Number(value));
    case "seed": {
      const form = Inputs.number([1, 999_999], { value: Number(value), step: 1 });
      return { form, read: () => form.value, write: (next) => (form.value = Number(next)) };
    }
    case "toggle": {
      const form = Inputs.toggle({ value: value === true });
      return { form, read: () => form.value, write: (next) => (form.value = next === true) };
    }
    case "choice": {
      const options = new Map(Object.entries(spec.options).map(([name, label]) => [label, name]));
      const form = Inputs.radio(options, { value: String(value) });
      return { form, read: () => form.value, write: (next) => (form.value = String(next)) };
    }
    case "several": {
      // The reader ticks what is there; the parameter holds what was switched off.
      const all = Object.keys(spec.options);
      const left = (off: ParamValue) => all.filter((name) => !namesIn(String(off)).includes(name));
      const form = Inputs.checkbox(new Map(Object.entries(spec.options).map(([name, label]) => [label, name])), {
        value: left(value),
      });
      return {
        form,
        read: () => all.filter((name) => !form.value.includes(name)).join(","),
        write: (next) => (form.value = left(next)),
      };
    }
  }
}

const place = (spec: RangeSpec, value: number): number => {
  const share =
    spec.scale === "log" && spec.min > 0
      ? Math.log(value / spec.min) / Math.log(spec.max / spec.min)
      : (value - spec.min) / (spec.max - spec.min);
  return Math.min(1, Math.max(0, share)) * 100;
};

/** `<lab-lever name="nodes">`: a slide rule bound to one parameter. */
export class LabLever extends ChapterElement {
  protected start({ session, frames }: Page): void {
    const name = this.named("name");
    const spec = session.module.params[name];
    const slot = this.querySelector(".control");
    if (!spec || !slot) return;
    const held = control(spec, session.params[name] ?? spec.default);
    slot.replaceChildren(held.form);
    this.#name(held.form, spec);
    held.form.addEventListener("input", () => session.move(name, held.read()));
    for (const input of held.form.querySelectorAll("input"))
      input.addEventListener("change", () => session.letGo(name));
    this.querySelector(".back")?.addEventListener("click", () => {
      session.move(name, session.mission[name] ?? spec.default);
      session.letGo(name);
      held.form.querySelector("input")?.focus();
    });
    const update = () => this.#show(session, name, spec, held);
    this.undoing(frames.onValues(update));
    this.follow(session, ["settled", "trials", "stage"], update);
    this.dataset["ready"] = "";
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
    if (spec.kind === "choice" || spec.kind === "several") {
      form.setAttribute("role", "group");
      form.setAttribute("aria-label", spec.label);
    }
  }

  #show(session: Session, name: string, spec: ParamSpec, held: Control): void {
    const value = session.params[name] ?? spec.default;
    const hidden = session.isHidden(name);
    const fast = session.isHeld(name);
    this.toggleAttribute("data-hidden", hidden);
    this.toggleAttribute("data-held", fast);
    for (const input of held.form.querySelectorAll("input")) if (input.disabled !== fast) input.disabled = fast;
    if (hidden) return;
    held.write(value);
    const told = tellParam(spec, value);
    const reading = this.querySelector(".reading");
    if (reading && reading.textContent !== told) reading.textContent = told;
    const mission = session.mission[name] ?? spec.default;
    this.toggleAttribute("data-moved", value !== mission);
    held.form.querySelector("input[type=range]")?.setAttribute("aria-valuetext", told);
    if (spec.kind !== "range") return;
    const [now, preset] = [place(spec, Number(value)), place(spec, Number(mission))];
    this.style.setProperty("--from", `${Math.min(now, preset)}%`);
    this.style.setProperty("--to", `${Math.max(now, preset)}%`);
    this.style.setProperty("--preset", `${preset}%`);
  }
}
