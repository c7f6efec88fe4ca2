import { defaultsOf, type ParamSpecs, type Params, type ParamValue, readParam } from "../sim/core/params.ts";
import type { Request } from "./arguments.ts";
import { BadArgument } from "./bad-argument.ts";
import type { Chapter } from "./chapters.ts";

function read(specs: ParamSpecs, model: string, name: string, text: string): ParamValue {
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
  if (!spec) throw new BadArgument(`${model} has no parameter “${name}”; it has ${Object.keys(specs).join(", ")}.`);
  const reading = readParam(spec, text);
  if (!reading.ok) throw new BadArgument(`${name}: ${reading.why}.`);
  return reading.value;
}

function presetParams({ presets, preset, path }: Chapter, asked: string | undefined): Params {
  const name = asked ?? preset;
  if (name === undefined) return {};
  const found = Object.hasOwn(presets, name) ? presets[name] : undefined;
  if (found) return found.params;
  const known = Object.keys(presets).join(", ");
  throw new BadArgument(`${path} has no preset “${name}”; it has ${known === "" ? "none" : known}.`);
}

/** Defaults, the preset over them, and over that what was set: each value read by its specification. */
export function paramsFor(chapter: Chapter, specs: ParamSpecs, { preset, settings }: Request): Params {
  const named = Object.entries(presetParams(chapter, preset)).map(([name, value]) => [name, String(value)] as const);
  const given = [...named, ...settings].map(([name, text]) => [name, read(specs, chapter.model, name, text)] as const);
  return { ...defaultsOf(specs), ...Object.fromEntries(given) };
}
