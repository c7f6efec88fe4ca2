/**
 * A lever, declared once. The page, the link, the command line and the tests read the same specification.
 * A parameter holds the unit that its label shows; `simulate` converts to SI on its first lines.
 */
export interface RangeSpec {
  readonly kind: "range";
  readonly label: string;
  readonly symbol?: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly default: number;
  readonly scale: "linear" | "log";
  /** Counts are whole; all else may be any number between the ends. */
  readonly whole?: boolean;
  /** Marks with a label under the scale, in the lever's unit. */
  readonly ticks: readonly number[];
}

export interface ChoiceSpec {
  readonly kind: "choice";
  readonly label: string;
  readonly symbol?: string;
  readonly options: Readonly<Record<string, string>>;
  readonly default: string;
  /** Presets set it, and readers do not: what it names is brought before the page opens. */
  readonly given?: true;
}

export interface ToggleSpec {
  readonly kind: "toggle";
  readonly label: string;
  readonly symbol?: string;
  readonly default: boolean;
}

/** Chance is a parameter: a whole number from 1 to 999,999. */
export interface SeedSpec {
  readonly kind: "seed";
  readonly label: string;
  readonly symbol?: string;
  readonly default: number;
}

/** Any number of named options at once: their names in the order of `options`, joined by commas; "" is none. */
export interface SeveralSpec {
  readonly kind: "several";
  readonly label: string;
  readonly symbol?: string;
  readonly options: Readonly<Record<string, string>>;
  readonly default: string;
}

/** Steps in an order of one's own: every name of `options` once, joined by commas. */
export interface OrderSpec {
  readonly kind: "order";
  readonly label: string;
  readonly symbol?: string;
  readonly options: Readonly<Record<string, string>>;
  readonly default: string;
}

export type ParamSpec = RangeSpec | ChoiceSpec | ToggleSpec | SeedSpec | SeveralSpec | OrderSpec;
export type ParamSpecs = Readonly<Record<string, ParamSpec>>;
export type ParamValue = number | string | boolean;
export type Params = Readonly<Record<string, ParamValue>>;

type ValueOf<S> = S extends { kind: "choice"; options: infer O }
  ? keyof O & string
  : S extends { kind: "toggle" }
    ? boolean
    : S extends { kind: "several" | "order" }
      ? string
      : number;

/** The typed parameters of a table of specifications. */
export type ParamsOf<S extends ParamSpecs> = { readonly [K in keyof S]: ValueOf<S[K]> };

/** The specification of what a reader may set, by a lever or a link. */
export const leverSpec = (specs: ParamSpecs, name: string): ParamSpec | undefined => {
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
  return spec?.kind === "choice" && spec.given ? undefined : spec;
};

export const LARGEST_SEED = 999_999;

export type Reading = { readonly ok: true; readonly value: ParamValue } | { readonly ok: false; readonly why: string };

const readNumber = (text: string, min: number, max: number, whole: boolean, unit: string): Reading => {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  const range = `${min} to ${max}${unit ? ` ${unit}` : ""}`;
  if (!Number.isFinite(value)) return { ok: false, why: `“${text}” is not a number; it takes ${range}` };
  if (value < min || value > max) return { ok: false, why: `${text} lies outside ${range}` };
  if (whole && !Number.isInteger(value)) return { ok: false, why: `${text} is not a whole number; it takes ${range}` };
  return { ok: true, value };
};

/** The names that a `several` or an `order` parameter holds. */
export const namesIn = (value: string): readonly string[] => (value === "" ? [] : value.split(","));

const readSeveral = (spec: SeveralSpec, text: string): Reading => {
  const unknown = namesIn(text).filter((name) => !Object.hasOwn(spec.options, name));
  if (unknown.length > 0)
    return { ok: false, why: `“${unknown[0]}” is none of ${Object.keys(spec.options).join(", ")}` };
  const named = new Set(namesIn(text));
  return {
    ok: true,
    value: Object.keys(spec.options)
      .filter((name) => named.has(name))
      .join(","),
  };
};

const readOrder = (spec: OrderSpec, text: string): Reading => {
  const all = Object.keys(spec.options);
  const named = namesIn(text);
  const isOrder = named.length === all.length && all.every((name) => named.includes(name));
  return isOrder
    ? { ok: true, value: text }
    : { ok: false, why: `“${text}” is no order of ${all.join(", ")}; it takes each once` };
};

/**
 * Reads one parameter from a text that came from outside: a link, a file, the command line.
 *
 * @returns the value in the lever's unit, or a sentence that says what was wrong
 */
export function readParam(spec: ParamSpec, text: string): Reading {
  switch (spec.kind) {
    case "range":
      return readNumber(text, spec.min, spec.max, spec.whole ?? false, spec.unit);
    case "seed":
      return readNumber(text, 1, LARGEST_SEED, true, "");
    case "choice":
      return Object.hasOwn(spec.options, text)
        ? { ok: true, value: text }
        : { ok: false, why: `“${text}” is none of ${Object.keys(spec.options).join(", ")}` };
    case "several":
      return readSeveral(spec, text);
    case "order":
      return readOrder(spec, text);
    case "toggle":
      return text === "true" || text === "false"
        ? { ok: true, value: text === "true" }
        : { ok: false, why: `“${text}” is neither true nor false` };
  }
}

/** The parameters at their defaults, with a preset laid over them. */
export const defaultsOf = (specs: ParamSpecs, preset: Params = {}): Params => ({
  ...Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default])),
  ...preset,
});

/** Brings a number from a lever into the range of its specification: clamped, and whole where it must be. */
export function settle(spec: ParamSpec, value: ParamValue): ParamValue {
  if (spec.kind === "range" && typeof value === "number") {
    const kept = Number.isFinite(value) ? Math.min(spec.max, Math.max(spec.min, value)) : spec.default;
    return spec.whole ? Math.round(kept) : Number(kept.toPrecision(9));
  }
  if (spec.kind === "seed" && typeof value === "number")
    return Math.min(LARGEST_SEED, Math.max(1, Math.round(Number.isFinite(value) ? value : spec.default)));
  return value;
}

/** The parameters that differ from a preset: what a link has to carry. */
export const changedFrom = (preset: Params, params: Params): Params =>
  Object.fromEntries(Object.entries(params).filter(([name, value]) => preset[name] !== value));

export const sameParams = (a: Params, b: Params): boolean =>
  a === b || (Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((name) => a[name] === b[name]));
