import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Params, ParamValue } from "../sim/core/params.ts";

/** A named starting point of a model's levers. */
export interface Preset {
  readonly label: string;
  readonly params: Params;
}

/** A chapter as its folders tell it: `content/<lab>/<track>/<part>.mdx` and the presets of its track. */
export interface Chapter {
  /** `<lab>/<track>/<part>`. */
  readonly path: string;
  readonly lab: string;
  readonly title: string;
  readonly model: string;
  /** The preset it starts from; undefined where its track has none for the model. */
  readonly preset: string | undefined;
  readonly presets: Readonly<Record<string, Preset>>;
}

type Table = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Table =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const table = (value: unknown): Table => (isTable(value) ? value : {});

const isValue = (value: unknown): value is ParamValue =>
  typeof value === "number" || typeof value === "string" || typeof value === "boolean";

const folders = (path: string): readonly string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const yamlFile = (path: string): Table => (existsSync(path) ? table(parse(readFileSync(path, "utf8"))) : {});

/** What stands between the two lines of dashes at the head of a chapter. */
function frontmatter(path: string): Table {
  const head = /^---\r?\n([\s\S]*?)\r?\n---/.exec(readFileSync(path, "utf8"));
  return table(parse(head?.[1] ?? ""));
}

function presetOf(value: unknown, name: string): Preset {
  const { label, params } = table(value);
  const kept = Object.entries(table(params)).filter((entry): entry is [string, ParamValue] => isValue(entry[1]));
  return { label: typeof label === "string" ? label : name, params: Object.fromEntries(kept) };
}

const presetsOf = (track: Table, model: string): Readonly<Record<string, Preset>> =>
  Object.fromEntries(
    Object.entries(table(table(track.presets)[model])).map(([name, value]) => [name, presetOf(value, name)]),
  );

const place = (facts: Table, name: "order" | "part"): number => {
  const value = facts[name];
  return typeof value === "number" ? value : Number.POSITIVE_INFINITY;
};

interface Placed {
  readonly chapter: Chapter;
  readonly at: readonly number[];
}

function chaptersOf(content: string, lab: string, track: string): readonly Placed[] {
  const labFacts = yamlFile(join(content, lab, "lab.yaml"));
  const facts = yamlFile(join(content, lab, track, "track.yaml"));
  const files = readdirSync(join(content, lab, track)).filter((file) => file.endsWith(".mdx"));
  return files.sort().flatMap((file) => {
    const words = frontmatter(join(content, lab, track, file));
    const { title, model, preset } = words;
    if (typeof model !== "string") return [];
    const part = file.slice(0, -".mdx".length);
    const presets = presetsOf(facts, model);
    const chapter: Chapter = {
      path: `${lab}/${track}/${part}`,
      lab,
      title: typeof title === "string" ? title : part,
      model,
      preset: typeof preset === "string" ? preset : Object.keys(presets)[0],
      presets,
    };
    return [{ chapter, at: [place(labFacts, "order"), place(facts, "order"), place(words, "part")] }];
  });
}

const byPlace = (a: Placed, b: Placed): number => {
  const i = a.at.findIndex((value, index) => value !== b.at[index]);
  return i < 0 ? 0 : (a.at[i] ?? 0) - (b.at[i] ?? 0);
};

/** All chapters under a content folder, in the order of labs, tracks and parts. Found by reading the folders: there is no list. */
export const readChapters = (content: string): readonly Chapter[] =>
  folders(content)
    .flatMap((lab) => folders(join(content, lab)).flatMap((track) => chaptersOf(content, lab, track)))
    .sort(byPlace)
    .map(({ chapter }) => chapter);
