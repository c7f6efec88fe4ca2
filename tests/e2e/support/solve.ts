import { join } from "node:path";
import type { AnyModel } from "../../../src/sim/core/model.ts";
import { defaultsOf, type Params, type ParamValue } from "../../../src/sim/core/params.ts";
import { finish } from "../../../src/sim/core/run.ts";
import { readChapter, type Written } from "../../kit/chapter-words.ts";

/** A chapter's file and its model, for a test that knows what a reader has to find. */
export interface Known extends Written {
  readonly path: string;
  readonly module: AnyModel;
  /** The mission's levers. */
  readonly mission: Params;
}

export async function known(path: string): Promise<Known> {
  const written = readChapter(path);
  const [lab = ""] = path.split("/");
  const file = join(import.meta.dirname, "../../../src/sim", lab, `${written.facts.model}.ts`);
  const module: AnyModel = await import(file);
  const mission = defaultsOf(module.params, written.presets[written.facts.preset]?.params) as Params;
  return { ...written, path, module, mission };
}

export const outputAt = ({ module }: Known, params: Params, name: string): number =>
  Number(Reflect.get(finish(module.simulate(params)), name));

/** As many places of a lever as a reader could tell apart. */
function places(module: AnyModel, lever: string): readonly ParamValue[] {
  const spec = module.params[lever];
  if (spec?.kind === "choice") return Object.keys(spec.options);
  if (spec?.kind !== "range") return [];
  const { min, max, scale, whole } = spec;
  const steps = whole ? Math.min(2000, max - min) : 600;
  const at = (share: number) => (scale === "log" ? min * (max / min) ** share : min + (max - min) * share);
  const all = Array.from({ length: steps + 1 }, (_, i) => Number(at(i / steps).toPrecision(4)));
  return [...new Set(whole ? all.map(Math.round) : all)].filter((value) => value >= min && value <= max);
}

/** A setting of the search's lever that meets the target on the first unseen case, and one that misses it. */
export function solve(chapter: Known): { lever: string; hit: ParamValue; miss: ParamValue } {
  const { search } = chapter.facts;
  const [lever = ""] = search?.levers ?? [];
  const unseen = chapter.module.unseen?.(1) ?? {};
  const meets = (value: ParamValue) =>
    outputAt(chapter, { ...chapter.mission, ...unseen, [lever]: value }, search?.target ?? "") <=
    (search?.atMost ?? Number.NaN);
  const tried = places(chapter.module, lever).map((value) => ({ value, met: meets(value) }));
  const hits = tried.filter(({ met }) => met);
  const hit = hits[Math.floor(hits.length / 2)]?.value;
  const miss = tried.find(({ met }) => !met)?.value;
  if (hit === undefined || miss === undefined)
    throw new Error(`${chapter.path}: no place of ${lever} meets the target, or none misses it`);
  return { lever, hit, miss };
}
