import type { OutputSpec } from "../../sim/core/model.ts";
import { namesIn, type ParamSpec, type ParamValue } from "../../sim/core/params.ts";
import { type Manner, tell } from "../../sim/core/quantity.ts";

/** How a lever's number is told in prose, and spoken: times in the words of the page, counts in full. */
const paramManner = (spec: ParamSpec): (Manner & { readonly factor: number }) | null => {
  if (spec.kind !== "range") return null;
  if (spec.unit === "s") return { style: "duration", factor: 1 };
  if (spec.unit === "ms") return { style: "duration", factor: 1e-3 };
  return spec.whole ? { style: "count", unit: spec.unit, factor: 1 } : { style: "number", unit: spec.unit, factor: 1 };
};

/** Significant digits of a number as it was written: leading noughts, the point and an exponent are none. */
export const digitsIn = (text: string): number => Math.max(1, text.replace(/^[-0.]+|\.|e.*$/g, "").length);

/** A lever's value in the words of the page. */
export function tellParam(spec: ParamSpec, value: ParamValue | undefined): string {
  switch (spec.kind) {
    case "range": {
      if (spec.unit === "$") return `$${value}`;
      const manner = paramManner(spec);
      // As it was set: a lever’s own number is neither rounded nor padded.
      const digits = digitsIn(String(value));
      return manner ? tell(Number(value) * manner.factor, { ...manner, digits }) : "";
    }
    case "choice":
      return spec.options[String(value)] ?? "";
    case "several": {
      const all = Object.keys(spec.options).length;
      return `${all - namesIn(String(value ?? "")).length} of ${all}`;
    }
    case "order":
      return namesIn(String(value ?? ""))
        .map((name) => spec.options[name] ?? name)
        .join(", ");
    case "toggle":
      return value ? "on" : "off";
    case "seed":
      return String(value);
  }
}

/** What a name means on a page: an output of the model or one of its levers, told in its own manner. */
export function tellNamed(
  specs: {
    readonly outputs: Readonly<Record<string, OutputSpec>>;
    readonly params: Readonly<Record<string, ParamSpec>>;
  },
  name: string,
  number: (name: string) => number,
  param: (name: string) => ParamValue | undefined,
): string | null {
  const output = specs.outputs[name];
  if (output) return tell(number(name), output);
  const spec = specs.params[name];
  return spec ? tellParam(spec, param(name)) : null;
}

/** The label, symbol and words around a value, for tables and badges. */
export const labelOf = (
  specs: {
    readonly outputs: Readonly<Record<string, OutputSpec>>;
    readonly params: Readonly<Record<string, ParamSpec>>;
  },
  name: string,
): { readonly label: string; readonly symbol: string } => {
  const spec = specs.outputs[name] ?? specs.params[name];
  return { label: spec?.label ?? name, symbol: spec?.symbol ?? "" };
};

/** The name of a failure as words: checkpointStorm is "Checkpoint storm". */
export const failureName = (name: string): string => {
  const words = name.replace(/([A-Z])/g, " $1").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** How far off a prediction is, a factor of at least 1, with digits that say something. */
export const tellOff = (factor: number): string =>
  tell(factor, { style: "times", digits: factor < 1.005 ? 0 : factor < 10 ? 2 : factor < 100 ? 1 : 0 });
