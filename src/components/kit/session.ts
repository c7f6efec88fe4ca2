import type { AnyModel, Model } from "../../sim/core/model.ts";
import { changedFrom, defaultsOf, type Params, type ParamValue, settle } from "../../sim/core/params.ts";
import { finish, isSteps } from "../../sim/core/run.ts";
import type { ChapterData } from "./chapter-data.ts";
import { type ChapterRecord, type Commitment, MOST_ACTIONS, MOST_TRIALS } from "./record.ts";
import { STILL, type Trial, type View } from "./view.ts";

export type Stage = "asked" | "committed" | "found" | "defended";

/** What changed, so that a listener can pass over what is not its own. */
export type Change = "moved" | "settled" | "stage" | "trials" | "time" | "texts" | "study" | "computing";

export const TRIALS_AN_ATTEMPT = 10;

type Listener = (change: Change) => void;

/** Computes a model in the worker; null where it was cancelled, or a newer request came. */
export type Slow = (params: Params, onProgress: (done: number) => void) => Promise<Model | null>;

/** The one state of a page: parameters, one memoised model, the record of what the reader did. */
export class Session {
  readonly module: AnyModel;
  readonly chapter: ChapterData;
  record: ChapterRecord;
  #explored: Params;
  #memo: { params: Params; model: Model } | null = null;
  #view: View = STILL;
  #past: Params[] = [];
  #future: Params[] = [];
  #settled: Params;
  readonly #listeners = new Set<Listener>();
  readonly #clock: () => number;
  readonly #held: ReadonlySet<string>;
  readonly #open: boolean;
  readonly #slow: Slow | null;
  #asked: Params | null = null;
  /** How far a model that is slower than a frame has come, 0 to 1; null while none is on its way. */
  computing: number | null = null;

  /**
   * @param clock seconds since the chapter was first opened
   * @param held levers that the link holds fast
   * @param open everything is shown at once (demo, review, a frame without the lock)
   * @param slow computes a model off the page where `simulate` comes in steps; without it, straight through
   */
  constructor(options: {
    module: AnyModel;
    chapter: ChapterData;
    record: ChapterRecord;
    params: Params;
    clock: () => number;
    held?: readonly string[];
    open?: boolean;
    slow?: Slow;
  }) {
    this.module = options.module;
    this.chapter = options.chapter;
    this.record = options.record;
    this.#explored = options.params;
    this.#settled = options.params;
    this.#clock = options.clock;
    this.#held = new Set(options.held);
    this.#open = options.open ?? false;
    this.#slow = options.slow ?? null;
  }

  /** The parameters of the preset in force, which "reset to the mission" returns to. */
  get mission(): Params {
    return defaultsOf(this.module.params, this.chapter.presets[this.record.preset]?.params ?? {});
  }

  /** The parameters shown: the reader's own, or the unseen case with the reader's levers of the search. */
  get params(): Params {
    const unseen = this.unseen;
    if (!unseen) return this.#explored;
    const own = Object.fromEntries(
      (this.chapter.search?.levers ?? []).map((name) => [name, this.#explored[name] ?? 0]),
    );
    const last = this.attemptTrials.at(-1);
    return { ...this.#explored, ...unseen, ...own, seed: this.#runSeed(last?.number ?? 1) };
  }

  get explored(): Params {
    return this.#explored;
  }

  /** The hidden case while it is on the page: from the first trial until the reader goes back to the own fleet. */
  get unseen(): Params | null {
    return this.onCase ? (this.module.unseen?.(this.caseSeed) ?? null) : null;
  }

  onCase = false;

  get caseSeed(): number {
    return this.record.caseSeed + this.record.attempt - 1;
  }

  /** The seed of a trial's run: its own for each case and trial. */
  #runSeed(number: number): number {
    return ((this.caseSeed * 100 + number) % 999_999) + 1;
  }

  get model(): Model {
    const params = this.params;
    if (this.#memo && sameParams(this.#memo.params, params)) return this.#memo.model;
    const work = this.module.simulate(params);
    if (this.#slow && this.#memo && isSteps(work)) {
      this.#ask(params, this.#slow);
      return this.#memo.model;
    }
    const model = finish(work);
    this.#memo = { params, model };
    return model;
  }

  /** Asks for a slow model once; until it comes, and if it is cancelled, the page shows the last one. */
  #ask(params: Params, slow: Slow): void {
    if (this.#asked && sameParams(this.#asked, params)) return;
    this.#asked = params;
    this.#report(0);
    void slow(params, (done) => this.#report(done)).then((model) => {
      if (this.#asked !== params) return;
      this.#report(null);
      if (!model) return;
      this.#memo = { params, model };
      this.#tell("moved");
    });
  }

  #report(done: number | null): void {
    this.computing = done;
    this.#tell("computing");
  }

  get stage(): Stage {
    if (Object.values(this.record.texts).some(({ kept }) => kept)) return "defended";
    if (this.record.found || this.record.shown) return "found";
    return this.record.commitment || this.#open ? "committed" : "asked";
  }

  get searching(): boolean {
    return this.record.searching;
  }

  get attemptTrials(): readonly Trial[] {
    return this.record.trials
      .filter(({ attempt }) => attempt === this.record.attempt)
      .map((trial) => ({ ...trial, shown: finite(trial.shown) }));
  }

  get view(): View {
    // The prediction was made for the mission's fleet: on another it has no place.
    const prediction = this.onCase ? null : this.#view.prediction;
    return { ...this.#view, prediction, trials: this.onCase ? this.attemptTrials : [], searching: this.searching };
  }

  /** A lever whose value the search hides. */
  isHidden(name: string): boolean {
    const search = this.chapter.search;
    return this.searching && !!search && name in (this.unseen ?? {}) && !search.known.includes(name);
  }

  /** A lever that cannot be turned now: held by the link, or given by the case. */
  isHeld(name: string): boolean {
    return this.#held.has(name) || (this.onCase && name in (this.unseen ?? {}));
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
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

  /** One step of a drag: the model follows, nothing is recorded. */
  move(name: string, value: ParamValue): void {
    const spec = this.module.params[name];
    if (!spec || this.isHeld(name)) return;
    const settled = settle(spec, value);
    if (this.#explored[name] === settled) return;
    this.#explored = { ...this.#explored, [name]: settled };
    this.#tell("moved");
  }

  /** A lever was let go: the step can be undone, and is an action. */
  letGo(name: string): void {
    if (sameParams(this.#settled, this.#explored)) return;
    this.#past.push(this.#settled);
    this.#future = [];
    this.#act(name, this.#explored[name] ?? 0);
    this.#settle();
  }

  #settle(): void {
    this.#settled = this.#explored;
    this.record.changed = changedFrom(this.mission, this.#explored);
    this.#tell("settled");
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  undo(): void {
    const past = this.#past.pop();
    if (!past) return;
    this.#future.push(this.#explored);
    this.#goTo(past, "undo");
  }

  redo(): void {
    const next = this.#future.pop();
    if (!next) return;
    this.#past.push(this.#explored);
    this.#goTo(next, "redo");
  }

  #goTo(params: Params, action: string): void {
    this.#explored = params;
    this.#act(action, true);
    this.#settle();
  }

  /** Back to the mission's preset; the way back is undo. */
  reset(): void {
    this.#lay(this.mission, "reset", true);
  }

  take(preset: string): void {
    if (!this.chapter.presets[preset]) return;
    this.record.preset = preset;
    this.#lay(this.mission, "preset", preset);
  }

  #lay(params: Params, action: string, value: ParamValue): void {
    const held = Object.fromEntries([...this.#held].map((name) => [name, this.#explored[name] ?? 0]));
    this.#past.push(this.#explored);
    this.#future = [];
    this.#explored = { ...params, ...held };
    this.#act(action, value);
    this.#settle();
  }

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

  /** Opens the unseen case, or returns to it. */
  enterCase(): void {
    if (!this.chapter.search || this.onCase) return;
    this.onCase = true;
    this.record.searching = !this.record.found && !this.record.shown;
    this.#tell("trials");
    this.#tell("settled");
  }

  /** Back to the reader's own fleet; the attempt is kept. */
  leaveCase(): void {
    this.onCase = false;
    this.record.searching = false;
    this.#tell("trials");
    this.#tell("settled");
  }

  /**
   * Takes the levers as they stand and runs the unseen case once. The eleventh opens a new attempt with the next seed.
   *
   * @returns the trial, or null where the chapter has no search or it is over
   */
  runTrial(): Trial | null {
    const search = this.chapter.search;
    if (!search || this.stage === "asked" || this.record.found || this.record.shown) return null;
    if (this.record.trials.length >= MOST_TRIALS) return null;
    if (this.attemptTrials.length >= TRIALS_AN_ATTEMPT) this.record.attempt++;
    this.onCase = true;
    this.record.searching = true;
    const number = this.attemptTrials.length + 1;
    const settings = Object.fromEntries(search.levers.map((name) => [name, this.#explored[name] ?? 0]));
    const model = finish(this.module.simulate({ ...this.params, seed: this.#runSeed(number) }));
    const trial: Trial = {
      number,
      attempt: this.record.attempt,
      seed: this.caseSeed,
      settings,
      shown: Object.fromEntries(search.shows.map((name) => [name, numberOf(model, name)])),
      met: numberOf(model, search.target) <= search.atMost,
    };
    this.record.trials = [...this.record.trials, { ...trial, shown: storable(trial.shown) }];
    this.#act("trial", number);
    if (trial.met) {
      this.record.found = true;
      this.record.searching = false;
    }
    this.#tell("trials");
    this.#tell("settled");
    if (trial.met) this.#tell("stage");
    return trial;
  }

  /** Opens the answer after an attempt; the report says so. */
  showMe(): void {
    if (!this.chapter.search || this.record.found) return;
    this.record.shown = true;
    this.record.searching = false;
    this.onCase = true;
    this.#act("show me", true);
    this.#tell("trials");
    this.#tell("settled");
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

  /** Takes over what another frame of the chapter stored: commitment, trials and texts that are not here yet. */
  adopt(record: ChapterRecord): void {
    this.record = record;
    this.#tell("trials");
    this.#tell("texts");
    this.#tell("stage");
  }

  show(part: Partial<View>): void {
    this.#view = { ...this.#view, ...part };
    this.#tell("studies" in part ? "study" : "time");
  }
}

export const sameParams = (a: Params, b: Params): boolean =>
  a === b || (Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((name) => a[name] === b[name]));

/** An output of a model by its name; NaN where it has none, which the page tells as a dash. */
export const numberOf = (model: object, name: string): number => {
  const value: unknown = (model as Readonly<Record<string, unknown>>)[name];
  return typeof value === "number" ? value : Number.NaN;
};

const storable = (shown: Readonly<Record<string, number>>): Record<string, number | null> =>
  Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, Number.isFinite(value) ? value : null]));

const finite = (shown: Readonly<Record<string, number | null>>): Record<string, number> =>
  Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, value ?? Number.POSITIVE_INFINITY]));

/** The moment of a run that is worth showing first: its first failure, or its start. */
export const firstFailure = ({ log }: Model): number => log.find(({ kind }) => kind === "failed")?.time ?? 0;
