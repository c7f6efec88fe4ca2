import type { AnyModel } from "../sim/core/model.ts";
import type { AnyCellMap } from "./kit/cell-map.ts";
import type { AnyChart } from "./kit/chart.ts";

type Charts = Readonly<Record<string, AnyChart>>;

type Maps = Readonly<Record<string, AnyCellMap>>;

/** What `components/<lab>/<model>.ts` exports: charts and maps in sight, and those that come when a Further section is opened. */
export interface Views {
  readonly charts: Charts;
  readonly maps?: Maps;
  further?(): Promise<Charts>;
  furtherMaps?(): Promise<Maps>;
}

/** Finds models and charts by their folders: the only file that globs. A new lab adds folders and no line here. */
const models = import.meta.glob<AnyModel>(["../sim/*/*.ts", "!../sim/core/**", "!../sim/laws/**"]);
const views = import.meta.glob<Views>(["./*/*.ts", "!./kit/**"]);

const labsOf = (paths: readonly string[]): readonly string[] =>
  paths.map((path) => path.split("/").slice(-2).join("/"));

/** `<lab>/<model>.ts` of every file that could be a model or a set of charts, for the test that compares both finders. */
export const foundModels = labsOf(Object.keys(models));

/**
 * The model `<lab>/<model>`. Its own types are forgotten here, in the one cast of the site: what a lever or a link hands to
 * `simulate` has passed the model's own `params`.
 *
 * @throws Error with a sentence where there is no such model
 */
export async function loadModel(lab: string, model: string): Promise<AnyModel> {
  const load = models[`../sim/${lab}/${model}.ts`];
  if (!load) throw new Error(`Model: there is no src/sim/${lab}/${model}.ts`);
  return load();
}

/** The charts of a model; none where the lab draws none for it. */
export const loadViews = async (lab: string, model: string): Promise<Views> =>
  (await views[`./${lab}/${model}.ts`]?.()) ?? { charts: {} };
