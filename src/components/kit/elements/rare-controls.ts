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

/** The controls that stand in closed disclosures alone. */
export const rareControl = (spec: ParamSpec, value: ParamValue): Control =>
  spec.kind === "several" ? severalControl(spec.options, value) : seedControl(Number(value));
