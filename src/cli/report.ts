import type { AnyModel, Model } from "../sim/core/model.ts";
import { namesIn, type ParamSpec, type Params, type ParamValue } from "../sim/core/params.ts";
import { significant, tell } from "../sim/core/quantity.ts";
import type { Chapter } from "./chapters.ts";

/** A terminal's spaces all break. */
const plain = (text: string): string => text.replaceAll("\u00a0", " ");

const aligned = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(0, ...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${label.padEnd(width)}  ${plain(value)}\n`).join("");
};

const named = (label: string, symbol: string | undefined): string => (symbol ? `${label} ${symbol}` : label);

function setting(spec: ParamSpec, value: ParamValue | undefined): string {
  switch (spec.kind) {
    case "range":
      return `${value?.toLocaleString("en-US", { maximumSignificantDigits: 9 })} ${spec.unit}`;
    case "choice":
      return spec.options[String(value)] ?? String(value);
    case "several": {
      const all = Object.keys(spec.options);
      const out = namesIn(String(value)).map((name) => spec.options[name] ?? name);
      return `${all.length - out.length} of ${all.length}${out.length > 0 ? `, without ${out.join(", ")}` : ""}`;
    }
    case "order":
      return namesIn(String(value))
        .map((name) => spec.options[name] ?? name)
        .join(", ");
    default:
      return String(value);
  }
}

/** A chapter's model in words: the levers, every output, how its run ended. */
export function report(chapter: Chapter, { params: specs, outputs }: AnyModel, params: Params, model: Model): string {
  const levers = Object.entries(specs).map(
    ([name, spec]) => [named(spec.label, spec.symbol), setting(spec, params[name])] as const,
  );
  const results = Object.entries(outputs).map(
    ([name, spec]) => [named(spec.label, spec.symbol), tell(model[name] ?? Number.NaN, spec)] as const,
  );
  const last = model.log.at(-1);
  const end = last ? `\n${plain(last.text)}.\n` : "";
  return `${chapter.title} (${chapter.path})\n\n${aligned(levers)}\n${aligned(results)}${end}`;
}

const isColumn = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "number");

/** A study's columns of numbers as a table. */
export function studyTable(name: string, result: unknown): string {
  const columns = Object.entries(typeof result === "object" && result !== null ? result : {}).filter(
    (entry): entry is [string, readonly number[]] => isColumn(entry[1]),
  );
  const [first] = columns;
  if (!first) return `\n${name}: nothing to show at these settings.\n`;
  const heads = columns.map(([head]) => head.padStart(11)).join("");
  const rows = first[1].map((_, i) =>
    columns.map(([, column]) => significant(column[i] ?? Number.NaN, 5).padStart(11)).join(""),
  );
  return `\n${name}\n${heads}\n${rows.join("\n")}\n`;
}

/** The chapters and their presets, one below the other; a star marks the preset that a chapter starts from. */
export const listing = (chapters: readonly Chapter[]): string =>
  chapters
    .map(({ path, title, model, preset, presets }) => {
      const rows = Object.entries(presets).map(
        ([name, { label }]) => [`${name === preset ? "*" : " "} ${name}`, label] as const,
      );
      return `${path}\n  ${title}; model ${model}\n${aligned(rows)}`;
    })
    .join("\n");
