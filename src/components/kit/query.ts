import {
  changedFrom,
  defaultsOf,
  leverSpec,
  type ParamSpecs,
  type Params,
  type ParamValue,
  readParam,
} from "../../sim/core/params.ts";
import { LinkReader } from "./link-reader.ts";

/** The parts of a chapter that a link may name in `only` and `hide`. */
export const PARTS = ["situation", "lock", "workbench", "trials", "peek", "explanation", "reflect", "log"] as const;
export type Part = (typeof PARTS)[number];

const MODES = ["learn", "demo", "review"] as const;
export type Mode = (typeof MODES)[number];

const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** What an instructor set by a link, typed. What was not given, or could not be read, is at its default. */
export interface Query {
  /** Null: the chapter's own. */
  readonly preset: string | null;
  /** Only what the link gives; `seed=` is in it too where the model has a seed. */
  readonly params: Params;
  /** The seed of the first unseen case; null where the link gives none. */
  readonly seed: number | null;
  /** The assignment's id, which takes "Show me" away and stands on the report. */
  readonly assign: string | null;
  readonly mode: Mode;
  /** Levers held fast. */
  readonly held: readonly string[];
  /** Null: all parts. */
  readonly only: readonly Part[] | null;
  readonly hide: readonly Part[];
  /** Null: as the device has it. */
  readonly theme: Theme | null;
  /** False: no links that lead away from the page. */
  readonly links: boolean;
  /** A sentence for each value that was not taken, for the reader. */
  readonly notices: readonly string[];
}

/** Whether the link leaves a part on the page. */
export const isShown = ({ only, hide }: Pick<Query, "only" | "hide">, part: Part): boolean =>
  (only === null || only.includes(part)) && !hide.includes(part);

/** The name of the parameter that `seed=` sets beside the unseen case. */
const SEED = "seed";
const seedOf = (specs: ParamSpecs) => (Object.hasOwn(specs, SEED) && specs[SEED]?.kind === "seed" ? specs[SEED] : null);
const SEED_ALONE = { kind: "seed", label: "Seed", default: 1 } as const;

const ASSIGNMENT = /^[\p{L}\p{N} ._:-]{1,80}$/u;
function readParams(reader: LinkReader, specs: ParamSpecs): [string, ParamValue][] {
  const given: [string, ParamValue][] = [];
  for (const key of reader.keys()) {
    if (!key.startsWith("p.")) continue;
    const name = key.slice(2);
    const text = reader.text(key) ?? "";
    const spec = leverSpec(specs, name);
    if (!spec) {
      reader.tell(key, text, "this chapter has no lever of that name", "It changes nothing.");
      continue;
    }
    const reading = readParam(spec, text);
    if (reading.ok) given.push([name, reading.value]);
    else reader.tell(key, text, reading.why, "The preset’s value stands.");
  }
  return given;
}

function readSeed(reader: LinkReader): number | null {
  const text = reader.text(SEED);
  if (text === null) return null;
  const reading = readParam(SEED_ALONE, text);
  if (reading.ok) return Number(reading.value);
  reader.tell(SEED, text, reading.why, "The preset’s seed stands.");
  return null;
}

function readAssignment(reader: LinkReader): string | null {
  const text = reader.text("assign");
  if (text === null || ASSIGNMENT.test(text)) return text;
  reader.tell(
    "assign",
    text,
    "an assignment’s id has 1 to 80 letters, digits, spaces or . _ : -",
    "The page is no assignment.",
  );
  return null;
}

/**
 * Reads what an instructor's link sets. It never throws: a bad value gives a notice and the default, an unknown `p.` name
 * a notice, and keys that are not ours (an LMS adds its own) are passed over in silence.
 *
 * `seed=7` is the seed of the first unseen case and, where the model has a parameter `seed`, of its run; `p.seed=3` beside
 * it sets the run alone.
 *
 * @param presets names of the chapter's presets
 * @example readQuery("?p.nodes=4096&mode=demo", specs, ["plan"]) // { params: { nodes: 4096 }, mode: "demo", … }
 */
export function readQuery(search: string, specs: ParamSpecs, presets: readonly string[]): Query {
  const reader = new LinkReader(search);
  const seed = readSeed(reader);
  const forRun: [string, ParamValue][] = seed !== null && seedOf(specs) ? [[SEED, seed]] : [];
  return {
    preset: reader.oneOf("preset", presets, "The chapter’s own preset stands."),
    params: Object.fromEntries([...forRun, ...readParams(reader, specs)]),
    seed,
    assign: readAssignment(reader),
    mode: reader.oneOf("mode", MODES, "The page opens to learn.") ?? "learn",
    held: reader.several("fix", Object.keys(specs), "No lever is held.") ?? [],
    only: reader.several("only", PARTS, "All parts are shown."),
    hide: reader.several("hide", PARTS, "No part is hidden.") ?? [],
    theme: reader.oneOf("theme", THEMES, "The device’s theme stands."),
    links: reader.oneOf("links", ["0", "1"], "Links are shown.") !== "0",
    notices: reader.notices,
  };
}

/** The parameters that a chapter opens with: the model's defaults, the preset's, the link's. */
export const openingParams = (
  query: Pick<Query, "preset" | "params">,
  specs: ParamSpecs,
  presets: Readonly<Record<string, { readonly params: Params }>>,
  ownPreset: string,
): Params => ({ ...defaultsOf(specs, presets[query.preset ?? ownPreset]?.params), ...query.params });

/**
 * The query that reopens these levers: the preset where it is not the chapter's own, each parameter that differs from it,
 * and all that the instructor's link set besides. `p.` names that the chapter does not know are left out.
 *
 * @param search the query as it stands
 * @param state `mission`: the parameters of the preset in force
 * @returns "" or "?…"
 */
export function writeQuery(
  search: string,
  specs: ParamSpecs,
  state: { readonly preset: string; readonly ownPreset: string; readonly mission: Params; readonly params: Params },
): string {
  const query = new URLSearchParams(search);
  for (const key of new Set(query.keys())) if (key === "preset" || key.startsWith("p.")) query.delete(key);
  if (state.preset !== state.ownPreset) query.set("preset", state.preset);
  const { seed } = readQuery(search, specs, []);
  const opened = seed !== null && seedOf(specs) ? { ...state.mission, [SEED]: seed } : state.mission;
  for (const [name, value] of Object.entries(changedFrom(opened, state.params))) query.set(`p.${name}`, String(value));
  const text = query.toString().replaceAll("%2C", ",");
  return text === "" ? "" : `?${text}`;
}
