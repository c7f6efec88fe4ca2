import type { AnyModel, Model } from "../../sim/core/model.ts";
import { defaultsOf, type Params, type ParamValue } from "../../sim/core/params.ts";
import type { ChapterData } from "./chapter-data.ts";
import { LeverState } from "./lever-state.ts";
import { type Known, ModelMemo, type Slow } from "./model-memo.ts";
import type { ChapterRecord } from "./record.ts";
import { attemptTrials, caseSeed, runSeed } from "./unseen-case.ts";
import { STILL, type Trial, type View } from "./view.ts";

export type Stage = "asked" | "committed" | "found" | "defended";

/** What changed, so that a listener can pass over what is not its own. */
export type Change = "moved" | "settled" | "stage" | "trials" | "time" | "texts" | "study" | "computing";

type Listener = (change: Change) => void;

export interface SessionParts {
  readonly module: AnyModel;
  readonly chapter: ChapterData;
  readonly record: ChapterRecord;
  readonly params: Params;
  /** Seconds since the chapter was first opened. */
  readonly clock: () => number;
  /** Levers that the link holds fast. */
  readonly held?: readonly string[];
  /** Everything is shown at once: demo, review, a frame without the lock. */
  readonly open?: boolean;
  /** What a page shows until its own model is there. */
  readonly known?: Known;
  /** Computes a model off the page where `simulate` comes in steps; without it, straight through. */
  readonly slow?: Slow;
}

/** What stands on a page: the reader's levers or the unseen case, one memoised model, and the view of its charts. */
export class PageState {
  readonly module: AnyModel;
  readonly chapter: ChapterData;
  record: ChapterRecord;
  /** The unseen case is on the page: from the first trial until the reader goes back. */
  onCase = false;
  protected readonly levers: LeverState;
  readonly #memo: ModelMemo;
  protected readonly clock: () => number;
  protected readonly held: ReadonlySet<string>;
  readonly #open: boolean;
  readonly #listeners = new Set<Listener>();
  readonly #missions = new Map<string, Params>();
  #view: View = STILL;

  constructor({ module, chapter, record, params, clock, held = [], open = false, slow, known }: SessionParts) {
    this.module = module;
    this.chapter = chapter;
    this.record = record;
    this.levers = new LeverState({ preset: record.preset, params });
    this.#memo = new ModelMemo(module, slow ?? null, (change) => this.tell(change));
    if (known) this.#memo.know(known);
    this.clock = clock;
    this.held = new Set(held);
    this.#open = open;
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  protected tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  /* ---- what is on the page ---- */

  /** The parameters of a preset, which "reset to the mission" returns to. */
  missionOf(preset: string): Params {
    const known = this.#missions.get(preset);
    if (known) return known;
    const mission = defaultsOf(this.module.params, this.chapter.presets[preset]?.params ?? {});
    this.#missions.set(preset, mission);
    return mission;
  }

  get mission(): Params {
    return this.missionOf(this.record.preset);
  }

  /** The reader's own levers. */
  get explored(): Params {
    return this.levers.now.params;
  }

  /** The hidden case, while it is on the page. */
  get unseen(): Params | null {
    return this.onCase ? (this.module.unseen?.(caseSeed(this.record)) ?? null) : null;
  }

  /** The parameters shown: the reader's own, or the unseen case with the reader's levers of the search. */
  get params(): Params {
    const last = this.trials.at(-1);
    // While the search is open only a trial shows a run: turning the lever is free, and tells nothing.
    return this.paramsAt(last?.number ?? 1, this.searching && last ? last.settings : this.searched);
  }

  protected paramsAt(trial: number, settings: Params): Params {
    const unseen = this.unseen;
    if (!unseen) return this.explored;
    return { ...this.explored, ...unseen, ...settings, seed: runSeed(this.record, trial, this.chapter.search) };
  }

  /** Where a lever stands: that of a search as the reader has it, whatever the last trial was. */
  leverAt(name: string): ParamValue | undefined {
    return this.chapter.search?.levers.includes(name) ? this.explored[name] : this.params[name];
  }

  /** The levers of the search as they stand. */
  protected get searched(): Params {
    return Object.fromEntries((this.chapter.search?.levers ?? []).map((name) => [name, this.explored[name] ?? 0]));
  }

  get model(): Model {
    return this.#memo.at(this.params);
  }

  /** The model at the mission, which was known by its outputs. */
  fill(model: Model): void {
    this.#memo.fill(model);
  }

  /** The model at the reader's own levers, also while the unseen case is on the page. */
  ownModel(): Promise<Model> {
    return this.#memo.beside(this.explored);
  }

  protected foresee(params: Params): Promise<void> {
    return this.#memo.foresee(params);
  }

  protected exact(params: Params): Model {
    return this.#memo.exact(params);
  }

  get computing(): number | null {
    return this.#memo.computing;
  }

  get stage(): Stage {
    if (Object.values(this.record.texts).some(({ kept }) => kept)) return "defended";
    if (this.record.found || this.record.shown) return "found";
    return this.record.commitment || this.#open ? "committed" : "asked";
  }

  get searching(): boolean {
    return this.record.searching;
  }

  /** The trials of the attempt. */
  get trials(): readonly Trial[] {
    return attemptTrials(this.record);
  }

  get view(): View {
    // The prediction was made for the mission: on the unseen case it has no place.
    const prediction = this.onCase ? null : this.#view.prediction;
    const asked = this.#isMission;
    return { ...this.#view, prediction, asked, trials: this.onCase ? this.trials : [], searching: this.searching };
  }

  /** Whether all that the question speaks of stands as in the chapter's preset. */
  get #isMission(): boolean {
    const free = new Set(["seed", ...(this.chapter.search?.levers ?? [])]);
    const mission = this.missionOf(this.chapter.preset);
    return Object.keys(mission).every((name) => free.has(name) || mission[name] === this.explored[name]);
  }

  /** A part of the view: the moment shown, a step of the story, a study's result. */
  show(part: Partial<View>): void {
    this.#view = { ...this.#view, ...part };
    this.tell("studies" in part ? "study" : "time");
  }

  /** A lever whose value the search hides. */
  isHidden(name: string): boolean {
    return this.searching && name in (this.unseen ?? {}) && !this.chapter.search?.known.includes(name);
  }

  /** A lever that cannot be turned now: held by the link, or given by the case. */
  isHeld(name: string): boolean {
    return this.held.has(name) || (this.onCase && name in (this.unseen ?? {}));
  }
}
