import type { AnyModel, Model } from "../../sim/core/model.ts";
import { changedFrom, defaultsOf, type Params, type ParamValue, settle } from "../../sim/core/params.ts";
import { finish } from "../../sim/core/run.ts";
import type { ChapterData } from "./chapter-data.ts";
import { LeverState } from "./lever-state.ts";
import { ModelMemo, type Slow } from "./model-memo.ts";
import { type ChapterRecord, type Commitment, MOST_ACTIONS, MOST_TRIALS } from "./record.ts";
import { attemptTrials, caseSeed, runSeed, TRIALS_AN_ATTEMPT, trialOf } from "./unseen-case.ts";
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
  /** Computes a model off the page where `simulate` comes in steps; without it, straight through. */
  readonly slow?: Slow;
}

/** The one state of a page: levers, one memoised model, the record of what the reader did. */
export class Session {
  readonly module: AnyModel;
  readonly chapter: ChapterData;
  record: ChapterRecord;
  /** The unseen case is on the page: from the first trial until the reader goes back. */
  onCase = false;
  readonly #levers: LeverState;
  readonly #memo: ModelMemo;
  readonly #clock: () => number;
  readonly #held: ReadonlySet<string>;
  readonly #open: boolean;
  readonly #listeners = new Set<Listener>();
  #view: View = STILL;

  constructor({ module, chapter, record, params, clock, held = [], open = false, slow }: SessionParts) {
    this.module = module;
    this.chapter = chapter;
    this.record = record;
    this.#levers = new LeverState({ preset: record.preset, params });
    this.#memo = new ModelMemo(module, slow ?? null, (change) => this.#tell(change));
    this.#clock = clock;
    this.#held = new Set(held);
    this.#open = open;
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  /* ---- what is on the page ---- */

  /** The parameters of a preset, which "reset to the mission" returns to. */
  #missionOf(preset: string): Params {
    return defaultsOf(this.module.params, this.chapter.presets[preset]?.params ?? {});
  }

  get mission(): Params {
    return this.#missionOf(this.record.preset);
  }

  /** The reader's own levers. */
  get explored(): Params {
    return this.#levers.now.params;
  }

  /** The hidden case, while it is on the page. */
  get unseen(): Params | null {
    return this.onCase ? (this.module.unseen?.(caseSeed(this.record)) ?? null) : null;
  }

  /** The parameters shown: the reader's own, or the unseen case with the reader's levers of the search. */
  get params(): Params {
    const last = this.trials.at(-1);
    // While the search is open only a trial shows a run: turning the lever is free, and tells nothing.
    return this.#paramsAt(last?.number ?? 1, this.searching && last ? last.settings : this.#searched);
  }

  #paramsAt(trial: number, settings: Params): Params {
    const unseen = this.unseen;
    if (!unseen) return this.explored;
    return { ...this.explored, ...unseen, ...settings, seed: runSeed(this.record, trial) };
  }

  /** Where a lever stands: that of a search as the reader has it, whatever the last trial was. */
  leverAt(name: string): ParamValue | undefined {
    return this.chapter.search?.levers.includes(name) ? this.explored[name] : this.params[name];
  }

  /** The levers of the search as they stand. */
  get #searched(): Params {
    return Object.fromEntries((this.chapter.search?.levers ?? []).map((name) => [name, this.explored[name] ?? 0]));
  }

  get model(): Model {
    return this.#memo.at(this.params);
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
    const mission = this.#missionOf(this.chapter.preset);
    return Object.keys(mission).every((name) => free.has(name) || mission[name] === this.explored[name]);
  }

  /** A part of the view: the moment shown, a step of the story, a study's result. */
  show(part: Partial<View>): void {
    this.#view = { ...this.#view, ...part };
    this.#tell("studies" in part ? "study" : "time");
  }

  /** A lever whose value the search hides. */
  isHidden(name: string): boolean {
    return this.searching && name in (this.unseen ?? {}) && !this.chapter.search?.known.includes(name);
  }

  /** A lever that cannot be turned now: held by the link, or given by the case. */
  isHeld(name: string): boolean {
    return this.#held.has(name) || (this.onCase && name in (this.unseen ?? {}));
  }

  /* ---- levers ---- */

  get canUndo(): boolean {
    return this.#levers.canUndo;
  }

  get canRedo(): boolean {
    return this.#levers.canRedo;
  }

  /** One step of a drag: the model follows, nothing is recorded. */
  move(name: string, value: ParamValue): void {
    const spec = this.module.params[name];
    if (!spec || this.isHeld(name)) return;
    const settled = settle(spec, value);
    if (this.explored[name] === settled) return;
    this.#levers.move({ ...this.explored, [name]: settled });
    this.#tell("moved");
  }

  /** A lever was let go: the step can be undone, and is an action. */
  letGo(name: string): void {
    if (this.#levers.settle()) this.#settled(name, this.explored[name] ?? 0);
  }

  undo(): void {
    if (this.#levers.undo()) this.#settled("undo", true);
  }

  redo(): void {
    if (this.#levers.redo()) this.#settled("redo", true);
  }

  /** Back to the mission's preset; the way back is undo. */
  reset(): void {
    this.#lay(this.record.preset, "reset", true);
  }

  take(preset: string): void {
    if (this.chapter.presets[preset]) this.#lay(preset, "preset", preset);
  }

  #lay(preset: string, action: string, value: ParamValue): void {
    const held = Object.fromEntries([...this.#held].map((name) => [name, this.explored[name] ?? 0]));
    if (this.#levers.settle({ preset, params: { ...this.#missionOf(preset), ...held } })) this.#settled(action, value);
  }

  #settled(action: string, value: ParamValue): void {
    this.record.preset = this.#levers.now.preset;
    this.record.changed = changedFrom(this.mission, this.explored);
    this.#act(action, value);
    this.#tell("settled");
  }

  #act(name: string, value: ParamValue): void {
    if (this.record.actions.length >= MOST_ACTIONS) this.#forget();
    this.record.actions.push([Math.round(this.#clock()), name, value]);
  }

  /** Of two lettings go of one lever in a row the first changes nothing of a replay: it goes, before anything else does. */
  #forget(): void {
    const { actions } = this.record;
    const twice = actions.findIndex(([, name], i) => name in this.module.params && actions[i + 1]?.[1] === name);
    actions.splice(Math.max(0, twice), 1);
  }

  /* ---- prediction, search, defence: these are not taken back ---- */

  commit(commitment: Commitment): void {
    if (this.record.commitment) return;
    this.record.commitment = commitment;
    this.#act("commit", commitment.choice || (commitment.number ?? 0));
    this.#tell("stage");
  }

  transfer(choice: string): void {
    if (this.record.transfer) return;
    this.record.transfer = choice;
    this.#act("transfer", choice);
    this.#tell("stage");
  }

  /** The unseen case comes onto the page, or goes; the attempt is kept. */
  showCase(shown: boolean): void {
    this.onCase = shown && this.chapter.search !== null;
    this.record.searching = this.onCase && !this.record.found && !this.record.shown;
    this.#tell("trials");
    this.#tell("settled");
  }

  /**
   * Takes the levers as they stand and runs the unseen case once. The eleventh opens a new attempt with the next seed.
   *
   * @returns the trial, or null where the chapter has no search, is not open, or the search is over
   */
  runTrial(): Trial | null {
    const { search } = this.chapter;
    const { record } = this;
    const over = record.found || record.shown || record.trials.length >= MOST_TRIALS;
    if (!search || this.stage === "asked" || over) return null;
    if (this.trials.length >= TRIALS_AN_ATTEMPT) record.attempt++;
    this.onCase = true;
    const number = this.trials.length + 1;
    const model = finish(this.module.simulate(this.#paramsAt(number, this.#searched)));
    const trial = trialOf(model, { search, record, number, settings: this.#searched });
    record.trials = [...record.trials, trial];
    record.found = trial.met;
    record.searching = !trial.met;
    this.#act("trial", number);
    this.#tell("trials");
    this.#tell("settled");
    if (trial.met) this.#tell("stage");
    return this.trials.at(-1) ?? null;
  }

  /** Opens the answer after an attempt; the report says so. */
  showMe(): void {
    if (!this.chapter.search || this.record.found) return;
    this.record.shown = true;
    this.#act("show me", true);
    this.showCase(true);
    this.#tell("stage");
  }

  /** A free text as it is typed; kept once the reader says so. */
  write(name: string, text: string, kept: boolean): void {
    const before = this.record.texts[name];
    this.record.texts = { ...this.record.texts, [name]: { text, kept: kept || (before?.kept ?? false) } };
    if (kept) this.#act("keep", name);
    this.#tell("texts");
    if (kept) this.#tell("stage");
  }

  /** Takes over what another frame or tab of the chapter stored. */
  adopt(record: ChapterRecord): void {
    this.record = record;
    this.#tell("trials");
    this.#tell("texts");
    this.#tell("stage");
  }
}
