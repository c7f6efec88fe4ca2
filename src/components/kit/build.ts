import { type CollectionEntry, getCollection, getEntry } from "astro:content";
import { JSDOM } from "jsdom";
import type { AnyModel, Model } from "../../sim/core/model.ts";
import { defaultsOf, type Params } from "../../sim/core/params.ts";
import { finish, isSteps } from "../../sim/core/run.ts";
import { loadModel, loadViews } from "../registry.ts";
import type { AnyCellMap } from "./cell-map.ts";
import type { ChapterData } from "./chapter-data.ts";
import { type AnyChart, draw } from "./chart.ts";
import { tellNamed } from "./manner.ts";
import { firstFailure, numberOf } from "./model-values.ts";
import { STILL, type View } from "./view.ts";

/** What a model is that names no version. A report names it; a record begun with another is told so. */
const FIRST_VERSION = "1.0.0";

export interface BuiltChapter {
  readonly id: string;
  readonly entry: CollectionEntry<"chapters">;
  readonly lab: CollectionEntry<"labs">;
  readonly track: CollectionEntry<"tracks">;
  readonly module: AnyModel;
  readonly charts: Readonly<Record<string, AnyChart>>;
  readonly maps: Readonly<Record<string, AnyCellMap>>;
  /** Parameters and model at the chapter's preset: what a page without scripts shows. */
  readonly params: Params;
  readonly model: Model;
  readonly data: ChapterData;
}

const required = <T>(thing: T | undefined, sentence: string): T => {
  if (thing === undefined) throw new Error(sentence);
  return thing;
};

/** Every name that frontmatter uses must exist: a wrong one stops the build with a sentence. */
function checkNames({ id, entry, module, charts, model }: Omit<BuiltChapter, "data" | "lab" | "track" | "maps">): void {
  const { data } = entry;
  const lever = (name: string) => required(module.params[name], `${id}: model “${data.model}” has no lever “${name}”`);
  const output = (name: string) =>
    module.params[name] ?? required(module.outputs[name], `${id}: model “${data.model}” has no output “${name}”`);
  const chart = (name: string) => required(charts[name], `${id}: model “${data.model}” has no chart “${name}”`);
  for (const name of [...data.levers, ...data.more, ...Object.keys(data.axis), ...(data.search?.levers ?? [])])
    lever(name);
  for (const name of [data.strip, ...Object.values(data.axis)]) chart(name);
  for (const name of [
    data.headline,
    data.lock.of,
    ...(data.lock.marks ? [data.lock.marks] : []),
    ...data.badges.flatMap(({ output, shows = output }) => [output, shows]),
    ...data.failures.flatMap((failure) => [failure.output, failure.required, failure.available]),
    ...(data.decision?.keeps ?? []),
    ...(data.search ? [data.search.target, ...data.search.shows, ...data.search.known] : []),
  ])
    output(name);
  for (const name of Object.keys(module.outputs))
    if (typeof Reflect.get(model, name) !== "number")
      throw new Error(`${id}: model “${data.model}” computes no “${name}”`);
}

/** The choices that the words offer must be those that the frontmatter knows. */
function checkChoices({ id, entry }: Pick<BuiltChapter, "id" | "entry">): void {
  const { lock, transfer } = entry.data;
  const named = (noun: string): string[] => {
    const part = new RegExp(`<${noun}[ >][^]*?</${noun}>`).exec(entry.body ?? "")?.[0] ?? "";
    return [...part.matchAll(/<Choice name="([^"]+)"/g)].map(([, name]) => name ?? "").sort();
  };
  const same = (a: string[], b: string[]) => a.join() === [...b].sort().join();
  if (!same(named("Predict"), Object.keys(lock.choices)))
    throw new Error(
      `${id}: Predict offers ${named("Predict").join(", ")}; the lock knows ${Object.keys(lock.choices).join(", ")}`,
    );
  if (!Object.hasOwn(lock.choices, lock.right)) throw new Error(`${id}: the lock has no choice “${lock.right}”`);
  if (transfer && !named("Transfer").includes(transfer.right))
    throw new Error(`${id}: Transfer offers no choice “${transfer.right}”`);
}

/** JSON has no infinity. */
const asJson = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

async function build(id: string): Promise<BuiltChapter> {
  const entry = required(await getEntry("chapters", id), `There is no chapter “${id}”`);
  const [labId = "", trackId = ""] = id.split("/");
  const lab = required(await getEntry("labs", labId), `${id}: there is no src/content/${labId}/lab.yaml`);
  const track = required(
    await getEntry("tracks", `${labId}/${trackId}`),
    `${id}: there is no src/content/${labId}/${trackId}/track.yaml`,
  );
  const { data } = entry;
  const module = await loadModel(labId, data.model);
  const views = await loadViews(labId, data.model);
  const charts = { ...views.charts, ...(await views.further?.()) };
  const ofTrack = track.data.presets[data.model] ?? {};
  const presets = Object.fromEntries(
    data.presets.map((name) => [
      name,
      required(ofTrack[name], `${id}: the track has no preset “${name}” for ${data.model}`),
    ]),
  );
  const mission = required(presets[data.preset], `${id}: “${data.preset}” is none of its presets`);
  const params = defaultsOf(module.params, mission.params);
  const given = await module.prepare?.(params);
  const work = module.simulate(params);
  const slow = isSteps(work);
  const model = finish(work);
  checkChoices({ id, entry });
  checkNames({ id, entry, module, charts, params, model });
  return {
    id,
    entry,
    lab,
    track,
    module,
    charts,
    maps: { ...views.maps, ...(await views.furtherMaps?.()) },
    params,
    model,
    data: {
      id,
      lab: labId,
      model: data.model,
      version: module.version ?? FIRST_VERSION,
      title: data.title,
      labTitle: `Lab ${lab.data.number}`,
      trackTitle: track.data.title,
      objective: data.objective,
      preset: data.preset,
      presets,
      levers: data.levers,
      badges: data.badges,
      failures: data.failures,
      search: data.search ?? null,
      lock: data.lock,
      transfer: data.transfer ?? null,
      rubric: data.rubric,
      decision: data.decision ?? null,
      ...(given === undefined ? {} : { given }),
      opensAt: data.opensAt ?? null,
      opening: Object.keys(module.outputs).map((name) => asJson(numberOf(model, name))),
      slow,
      base: import.meta.env.BASE_URL,
    },
  };
}

const built = new Map<string, Promise<BuiltChapter>>();

/** The chapter of a page, from its address: both routes, framed and not, name lab, track and part. */
export function chapterOf(address: Readonly<Record<string, string | undefined>>): Promise<BuiltChapter> {
  const id = `${address.lab}/${address.track}/${address.part}`;
  const known = built.get(id) ?? build(id);
  built.set(id, known);
  return known;
}

export const chapterPaths = async () =>
  (await getCollection("chapters")).map(({ id }) => {
    const [lab, track, part] = id.split("/");
    return { params: { lab, track, part } };
  });

/** What a name tells at the preset: an output of the model or a lever. */
export const toldAt = ({ module, model, params, data }: BuiltChapter, name: string, noun: string): string =>
  required(
    tellNamed(
      module,
      name,
      (output) => numberOf(model, output),
      (lever) => params[lever],
    ) ?? undefined,
    `${noun}: model “${data.model}” has no value “${name}”`,
  );

const document = new JSDOM("").window.document;

/** A chart as the build draws it, for a width; one shared document serves all stills. */
export const still = (chart: AnyChart, width: number, model: object, view: View = STILL): string =>
  draw(chart, width, model, view, document).svg.outerHTML;

/** The view that a still is drawn with: nothing of a reader's, the moment of the run that is shown first. */
export const stillView = ({ model, data }: BuiltChapter): View => ({
  ...STILL,
  time: data.opensAt ?? firstFailure(model),
  step: 3,
});
