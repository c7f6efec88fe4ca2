import { range } from "@observablehq/inputs";
import type { ParamValue, RangeSpec } from "../../../sim/core/params.ts";

/** A form, read and written as a parameter. */
export interface Control {
  readonly form: HTMLFormElement;
  read(): ParamValue;
  write(value: ParamValue): void;
  /** Once a value is let go: brings what was typed into range. @returns what was wrong with it, in a sentence */
  mend?(): string | null;
}

/** An arrow key goes a four-hundredth of the scale, page up and down a tenth. */
const ARROW = 1 / 400;
const PAGE = 1 / 10;
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: ARROW,
  ArrowUp: ARROW,
  ArrowLeft: -ARROW,
  ArrowDown: -ARROW,
  PageUp: PAGE,
  PageDown: -PAGE,
  Home: -1,
  End: 1,
};

/** Where a value lies on the scale, in percent. */
export const place = (spec: RangeSpec, value: number): number => {
  const share =
    spec.scale === "log" && spec.min > 0
      ? Math.log(value / spec.min) / Math.log(spec.max / spec.min)
      : (value - spec.min) / (spec.max - spec.min);
  return Math.min(1, Math.max(0, share)) * 100;
};

/** What a drag gives has three digits and meets the ends exactly; what is typed stays as typed. */
const fromDrag = (spec: RangeSpec, value: number): number => {
  const share = place(spec, value);
  if (share > 99.9) return spec.max;
  if (share < 0.1) return spec.min;
  return spec.whole ? Math.round(value) : Number(value.toPrecision(3));
};

/** A slider that goes the same way by hand and by key, announces its value and not its logarithm, and a number box beside it. */
export function rangeControl(spec: RangeSpec, value: number): Control {
  let dragged = false;
  let typing = false;
  const form = range([spec.min, spec.max], {
    value,
    ...(spec.whole ? { step: 1 } : {}),
    ...(spec.scale === "log" ? { transform: Math.log, invert: Math.exp } : {}),
    format: (number) => String(dragged ? fromDrag(spec, number) : Number(number.toPrecision(9))),
  });
  const slider = form.querySelector<HTMLInputElement>("input[type=range]");
  const box = form.querySelector<HTMLInputElement>("input[type=number]");
  if (!slider || !box) return { form, read: () => form.value, write: (next) => (form.value = Number(next)) };
  const [scaled, unscaled] = spec.scale === "log" ? [Math.log, Math.exp] : [Number, Number];
  /** A key changes what is told: it goes to a value with no more digits, and to the next of them at least. */
  const told = (next: number, way: number): number => {
    const now = fromDrag(spec, unscaled(slider.valueAsNumber));
    const there = fromDrag(spec, unscaled(next));
    const least = spec.whole ? 1 : 10 ** (Math.floor(Math.log10(Math.abs(now) || spec.max)) - 2);
    const moved = there === now ? fromDrag(spec, now + way * least) : there;
    return scaled(Math.min(spec.max, Math.max(spec.min, moved)));
  };
  slider.step = "any";
  box.step = "any";
  // Before Inputs' own listeners, which write the box.
  slider.addEventListener("input", () => ([dragged, typing] = [true, false]), { capture: true });
  box.addEventListener("input", () => ([dragged, typing] = [false, true]), { capture: true });
  slider.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [least, most] = [Number(slider.min), Number(slider.max)];
    const next = Math.min(most, Math.max(least, slider.valueAsNumber + step * (most - least)));
    slider.valueAsNumber = told(next, Math.sign(step));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    slider.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const read = () => (dragged ? fromDrag(spec, form.value) : form.value);
  return {
    form,
    read,
    write(next) {
      if (typing || read() === next) return;
      dragged = false;
      form.value = Number(next);
    },
    mend() {
      if (!typing) return null;
      typing = false;
      const typed = box.valueAsNumber;
      const kept = Number.isFinite(typed) ? Math.min(spec.max, Math.max(spec.min, typed)) : form.value;
      form.value = kept;
      if (kept === typed) return null;
      const range = `${spec.min} to ${spec.max}${spec.unit ? ` ${spec.unit}` : ""}`;
      return `it takes ${range}; it is at ${form.value}.`;
    },
  };
}
