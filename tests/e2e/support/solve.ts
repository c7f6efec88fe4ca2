import { join } from "node:path";
import type { AnyModel } from "../../../src/sim/core/model.ts";
import { defaultsOf, type Params, type ParamValue } from "../../../src/sim/core/params.ts";
import { finish, isSteps } from "../../../src/sim/core/run.ts";
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
  await module.prepare?.(mission);
  return { ...written, path, module, mission };
}

export const outputAt = ({ module }: Known, params: Params, name: string): number =>
  Number(Reflect.get(finish(module.simulate(params)), name));

/** Places of a lever: as many as a reader could tell apart where it is alone, a few where there are several. */
function places({ params }: AnyModel, lever: string, most: number): readonly ParamValue[] {
  const spec = params[lever];
  if (spec?.kind === "toggle") return [false, true];
  if (spec?.kind === "choice") return Object.keys(spec.options);
  if (spec?.kind !== "range") return [];
  const { min, max, scale, whole } = spec;
  const steps = whole ? Math.min(most, max - min) : most;
  const at = (share: number) => (scale === "log" ? min * (max / min) ** share : min + (max - min) * share);
  const all = Array.from({ length: steps + 1 }, (_, i) => Number(at(i / steps).toPrecision(4)));
  return [...new Set(whole ? all.map(Math.round) : all)].filter((value) => value >= min && value <= max);
}

/** Settings with at most two levers turned: what a reader finds who changes one thing, and then another. */
function settingsOf(module: AnyModel, levers: readonly string[]): readonly Params[] {
  // A model in steps takes a tenth of a second.
  const most = levers.length > 1 ? 40 : isSteps(module.simulate(defaultsOf(module.params))) ? 80 : 2000;
  const alone = levers.map((name) => places(module, name, most).map((value) => ({ [name]: value })));
  const pairs = alone.flatMap((ones, i) =>
    alone.slice(i + 1).flatMap((others) => ones.flatMap((one) => others.map((other) => ({ ...one, ...other })))),
  );
  return [...alone.flat(), ...pairs];
}

/** What differs from the mission: what a reader has to turn. */
const turned = (settings: Params, mission: Params): Params =>
  Object.fromEntries(Object.entries(settings).filter(([name, value]) => mission[name] !== value));

/** Levers of the search to turn from the mission: to meet the target on the first unseen case, with the fewest, and to miss it. */
export function solve(chapter: Known): { hit: Params; miss: Params } {
  const { search } = chapter.facts;
  const levers = search?.levers ?? [];
  const unseen = chapter.module.unseen?.(1) ?? {};
  const meets = (settings: Params) =>
    outputAt(chapter, { ...chapter.mission, ...unseen, ...settings }, search?.target ?? "") <=
    (search?.atMost ?? Number.NaN);
  const tried = settingsOf(chapter.module, levers)
    .map((settings) => turned(settings, chapter.mission))
    .map((settings) => ({ settings, met: meets(settings), count: Object.keys(settings).length }));
  const hits = tried.filter(({ met }) => met);
  const least = Math.min(...hits.map(({ count }) => count));
  const easy = hits.filter(({ count }) => count === least);
  const hit = easy[Math.floor(easy.length / 2)]?.settings;
  const miss = tried.find(({ met }) => !met)?.settings;
  if (!hit || !miss) throw new Error(`${chapter.path}: no setting meets the target, or none misses it`);
  return { hit, miss };
}
