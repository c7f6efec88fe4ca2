import * as Inputs from "@observablehq/inputs";
import { LARGEST_SEED, namesIn, type ParamSpec, type ParamValue } from "../../../sim/core/params.ts";
import type { Control } from "./range-control.ts";

/** A number box for a seed, a whole number from 1. */
function seedControl(value: number): Control {
  let kept = value;
  const form = Inputs.number([1, LARGEST_SEED], { value, step: 1 });
  const isSeed = (seed: unknown): seed is number =>
    typeof seed === "number" && Number.isInteger(seed) && seed >= 1 && seed <= LARGEST_SEED;
  return {
    form,
    read: () => (isSeed(form.value) ? form.value : kept),
    write(next) {
      if (form.value === next) return;
      kept = Number(next);
      form.value = kept;
    },
    mend() {
      if (isSeed(form.querySelector("input")?.valueAsNumber)) {
        kept = Number(form.value);
        return null;
      }
      form.value = kept;
      return `it takes a whole number from 1 to ${LARGEST_SEED}; it is at ${kept}.`;
    },
  };
}

/** Boxes to tick: the reader ticks what is there, and the parameter holds what was switched off. */
function severalControl(options: Readonly<Record<string, string>>, value: ParamValue): Control {
  const all = Object.keys(options);
  const left = (off: ParamValue) => all.filter((name) => !namesIn(String(off)).includes(name));
  const form = Inputs.checkbox(new Map(Object.entries(options).map(([name, label]) => [label, name])), {
    value: left(value),
  });
  return {
    form,
    read: () => all.filter((name) => !form.value.includes(name)).join(","),
    write: (next) => (form.value = left(next)),
  };
}

function toggleControl(value: ParamValue): Control {
  const form = Inputs.toggle({ value: value === true });
  return { form, read: () => form.value, write: (next) => (form.value = next === true) };
}

function choiceControl(options: Readonly<Record<string, string>>, value: ParamValue): Control {
  const byLabel = new Map(Object.entries(options).map(([name, label]) => [label, name]));
  const form = Inputs.radio(byLabel, { value: String(value) });
  return { form, read: () => form.value, write: (next) => (form.value = String(next)) };
}

/** Every control but the slide rule. */
export function rareControl(spec: ParamSpec, value: ParamValue): Control {
  switch (spec.kind) {
    case "toggle":
      return toggleControl(value);
    case "choice":
      return choiceControl(spec.options, value);
    case "several":
      return severalControl(spec.options, value);
    default:
      return seedControl(Number(value));
  }
}
