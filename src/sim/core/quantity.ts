import { DAY, HOUR, MINUTE, YEAR } from "./units.ts";

/** U+00A0: a number and its unit stay on one line. */
const NBSP = "\u00a0";

/**
 * How a number is told. `duration` takes seconds and speaks in two parts at most (21 min 15 s);
 * `percent` takes a share; `times` is a ratio; `count` is whole; `dollars`, `bytes` and `number` are what they say.
 */
export type Style = "number" | "count" | "percent" | "times" | "duration" | "dollars" | "bytes";

export interface Manner {
  readonly style: Style;
  /** Digits after the point for percent and times, significant digits for number and bytes; not used by duration. */
  readonly digits?: number;
  /** Follows a number; durations, percents, times and dollars bring their own. */
  readonly unit?: string;
  /** The word for what has no end; "never" unless told. */
  readonly endless?: string;
}

/** From here `toFixed` answers in exponents. */
const LONGEST = 1e21;

/**
 * A number with a comma for thousands and a fixed count of decimals (0 to 6). By hand, because making the formatters of `Intl`
 * takes a slow phone 90 ms before the first lever answers; a test compares the two.
 */
export function fixed(value: number, digits: number): string {
  if (!(Math.abs(value) < LONGEST)) return value.toLocaleString("en-US");
  const [whole = "", ...decimals] = (value === 0 ? 0 : value).toFixed(Math.min(6, Math.max(0, digits))).split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...decimals].join(".");
}

/** A number to so many significant digits, thousands by comma, no exponent between 1e-6 and 1e15. */
export function significant(value: number, most: number): string {
  const digits = Math.max(1, most);
  if (value === 0) return "0";
  const magnitude = Math.abs(value);
  if (magnitude < 1e-6 || magnitude >= 1e15) return value.toExponential(digits - 1).replace("+", "");
  const rounded = Number(value.toPrecision(digits));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded))));
  return fixed(rounded, decimals);
}

const two = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0
    ? `${fixed(large, 0)}${NBSP}${largeUnit}`
    : `${fixed(large, 0)}${NBSP}${largeUnit}${NBSP}${fixed(small, 0)}${NBSP}${smallUnit}`;

/**
 * A time in the words of the page: 2.9 ms, 59 s, 21 min 15 s, 4 h 5 min, 12.5 days, 3.1 years.
 *
 * @param seconds a time (s), at least 0; what is not finite is for the caller
 */
export function duration(seconds: number): string {
  if (seconds === 0) return `0${NBSP}s`;
  // What would be rounded up to a thousand is told in the next unit.
  if (seconds < 9.995e-4) return `${Number((seconds * 1e6).toPrecision(3))}${NBSP}µs`;
  if (seconds < 0.9995) return `${Number((seconds * 1e3).toPrecision(3))}${NBSP}ms`;
  if (seconds < 119.5) return `${Number(seconds.toPrecision(3))}${NBSP}s`;
  const whole = Math.round(seconds);
  if (whole < HOUR) return two(Math.floor(whole / MINUTE), "min", whole % MINUTE, "s");
  const minute = Math.round(seconds / MINUTE);
  if (minute < 48 * 60) return two(Math.floor(minute / 60), "h", minute % 60, "min");
  if (seconds < YEAR) return `${significant(seconds / DAY, 3)}${NBSP}days`;
  return `${significant(seconds / YEAR, 3)}${NBSP}years`;
}

const BYTES = ["B", "kB", "MB", "GB", "TB", "PB"] as const;

const bytes = (value: number, digits: number): string => {
  if (value < 0.5) return `0${NBSP}B`;
  const power = value < 1 ? 0 : Math.min(BYTES.length - 1, Math.floor(Math.log10(value) / 3 + 1e-12));
  return `${significant(value / 1000 ** power, digits)}${NBSP}${BYTES[power]}`;
};

/** A number or a time this small is what rounding left. */
const LEAST = 1e-12;
/** Beyond it a bare number says no more than that it is large. */
const MOST_NUMBER = 1e12;
/** Beyond this many percent, years or times the digits say nothing. */
const MOST = 1e6;
const beyond = `over ${fixed(MOST, 0)}`;

const percent = (value: number, { digits = 1 }: Manner): string => {
  if (Math.abs(value) > MOST) return `${value < 0 ? "under -" : "over "}${fixed(MOST, 0)}${NBSP}%`;
  return `${Math.abs(value) >= 1e5 ? significant(value, 3) : fixed(value, digits)}${NBSP}%`;
};

/** A whole number is not padded with decimals that say nothing: 8 GPUs, not 8.00000; one decimal may stand (4.0 h). */
const isWhole = (value: number, digits: number): boolean =>
  Number.isInteger(value) && Math.abs(value) < 1e15 && digits > String(Math.abs(value)).length + 1;

/** One frame, two frames: a unit that is a word has a plural. */
const withUnit = (told: string, unit: string): string => {
  if (!unit) return told;
  return `${told}${NBSP}${told === "1" && /^[a-z]{3,}s$/i.test(unit) ? unit.slice(0, -1) : unit}`;
};

/** A quantity as the page tells it. No NaN and no Infinity ever shows: they are "–" and "never". */
export function tell(value: number, manner: Manner): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return manner.endless ?? "never";
  const { style, digits = 3, unit = "" } = manner;
  switch (style) {
    case "count":
      return withUnit(fixed(Math.round(value), 0), unit);
    case "percent":
      return percent(value * 100, manner);
    case "times":
      if (value > MOST) return `${beyond}×`;
      return `${value >= 1e4 ? significant(value, 3) : fixed(value, manner.digits ?? 2)}×`;
    case "duration":
      if (value < LEAST) return duration(0);
      return value > MOST * YEAR ? `${beyond}${NBSP}years` : duration(value);
    case "dollars":
      return `$${fixed(value, manner.digits ?? 0)}`;
    case "bytes":
      return bytes(value, digits);
    case "number":
      if (Math.abs(value) < LEAST) return withUnit("0", unit);
      if (value > MOST_NUMBER) return withUnit(`over ${fixed(MOST_NUMBER, 0)}`, unit);
      return withUnit(isWhole(value, digits) ? fixed(value, 0) : significant(value, digits), unit);
  }
}
