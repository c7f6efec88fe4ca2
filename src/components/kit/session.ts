import { changedFrom, leverSpec, type Params, type ParamValue, settle } from "../../sim/core/params.ts";
import { PageState } from "./page-state.ts";
import { type ChapterRecord, type Commitment, MOST_ACTIONS, MOST_TRIALS } from "./record.ts";
import { caseSeed, runSeed, TRIALS_AN_ATTEMPT, trialOf } from "./unseen-case.ts";
import type { Trial } from "./view.ts";

/** The one state of a page: what stands on it, and what its reader did there. */
export class Session extends PageState {
  /* ---- levers: these are taken back by undo ---- */

  get canUndo(): boolean {
    return this.levers.canUndo;
  }

  get canRedo(): boolean {
    return this.levers.canRedo;
  }

  /** One step of a drag: the model follows, nothing is recorded. */
  move(name: string, value: ParamValue): void {
    const spec = this.module.params[name];
    if (!spec || this.isHeld(name)) return;
    const settled = settle(spec, value);
    if (this.explored[name] === settled) return;
    this.levers.move({ ...this.explored, [name]: settled });
    this.tell("moved");
  }

  /** A lever was let go: the step can be undone, and is an action. */
  letGo(name: string): void {
    if (this.levers.settle()) this.#settled(name, this.explored[name] ?? 0);
  }

  undo(): void {
    if (this.levers.undo()) this.#settled("undo", true);
  }

  redo(): void {
    if (this.levers.redo()) this.#settled("redo", true);
  }

  /** Back to the mission's preset; the way back is undo. */
  reset(): void {
    this.#lay(this.record.preset, "reset", true);
  }

  take(preset: string): void {
    if (this.chapter.presets[preset]) this.#lay(preset, "preset", preset);
  }

  #lay(preset: string, action: string, value: ParamValue): void {
    const held = Object.fromEntries([...this.held].map((name) => [name, this.explored[name] ?? 0]));
    if (this.levers.settle({ preset, params: { ...this.missionOf(preset), ...held } })) this.#settled(action, value);
  }

  /** Several levers at once, as a draw or a case of a study sets them: one step of undo. */
  put(params: Params, action: string, value: ParamValue): void {
    const own = Object.entries(params).flatMap(([name, given]): [string, ParamValue][] => {
      const spec = leverSpec(this.module.params, name);
      return spec && !this.isHeld(name) ? [[name, settle(spec, given)]] : [];
    });
    const next = { ...this.explored, ...Object.fromEntries(own) };
    if (this.levers.settle({ preset: this.record.preset, params: next })) this.#settled(action, value);
  }

  #settled(action: string, value: ParamValue): void {
    this.record.preset = this.levers.now.preset;
    this.record.changed = changedFrom(this.mission, this.explored);
    this.#act(action, value);
    this.tell("settled");
  }

  #act(name: string, value: ParamValue): void {
    if (this.record.actions.length >= MOST_ACTIONS) this.#forget();
    this.record.actions.push([Math.round(this.clock()), name, value]);
  }

  /** Of two lettings go of one lever in a row the first changes nothing of a replay: it goes, before anything else does. */
  #forget(): void {
    const { actions } = this.record;
    const twice = actions.findIndex(([, name], i) => name in this.module.params && actions[i + 1]?.[1] === name);
    actions.splice(Math.max(0, twice), 1);
  }

  /* ---- prediction, search, defence: these are not ---- */

  commit(commitment: Commitment): void {
    if (this.record.commitment) return;
    this.record.commitment = commitment;
    this.#act("commit", commitment.choice || (commitment.number ?? 0));
    this.tell("stage");
  }

  transfer(choice: string): void {
    if (this.record.transfer) return;
    this.record.transfer = choice;
    this.#act("transfer", choice);
    this.tell("stage");
  }

  /** The unseen case comes onto the page, or goes; the attempt is kept. */
  showCase(shown: boolean): void {
    this.onCase = shown && this.chapter.search !== null;
    this.record.searching = this.onCase && !this.record.found && !this.record.shown;
    this.tell("trials");
    this.tell("settled");
  }

  /** Whether a trial can be run: the chapter has a search, it is open, and it is not over. */
  get mayTry(): boolean {
    const { record } = this;
    const over = record.found || record.shown || record.trials.length >= MOST_TRIALS;
    return this.chapter.search !== null && this.stage !== "asked" && !over;
  }

  /**
   * Has the next trial’s run computed in the worker, where it is slow: `runTrial` then takes no time.
   *
   * @returns the levers of the search as they stood when it was asked for
   */
  async foreseeTrial(): Promise<Params> {
    const settings = this.searched;
    const full = this.trials.length >= TRIALS_AN_ATTEMPT;
    const record = { ...this.record, attempt: this.record.attempt + (full ? 1 : 0) };
    const number = full ? 1 : this.trials.length + 1;
    const seed = runSeed(record, number, this.chapter.search);
    const unseen = this.module.unseen?.(caseSeed(record));
    await this.foresee({ ...this.explored, ...unseen, ...settings, seed });
    return settings;
  }

  /**
   * Takes the levers of the search and runs the unseen case once. The eleventh opens a new attempt with the next seed.
   *
   * @returns the trial, or null where the chapter has no search, is not open, or the search is over
   */
  runTrial(settings: Params = this.searched): Trial | null {
    const { search } = this.chapter;
    const { record } = this;
    if (!search || !this.mayTry) return null;
    if (this.trials.length >= TRIALS_AN_ATTEMPT) record.attempt++;
    this.onCase = true;
    const number = this.trials.length + 1;
    const model = this.exact(this.paramsAt(number, settings));
    const trial = trialOf(model, { search, record, number, settings });
    record.trials = [...record.trials, trial];
    record.found = trial.met;
    record.searching = !trial.met;
    this.#act("trial", number);
    this.tell("trials");
    this.tell("settled");
    if (trial.met) this.tell("stage");
    return this.trials.at(-1) ?? null;
  }

  /** Opens the answer after an attempt; the report says so. */
  showMe(): void {
    if (!this.chapter.search || this.record.found) return;
    this.record.shown = true;
    this.#act("show me", true);
    this.showCase(true);
    this.tell("stage");
  }

  /** A free text as it is typed; kept once the reader says so. */
  write(name: string, text: string, kept: boolean): void {
    const before = this.record.texts[name];
    this.record.texts = { ...this.record.texts, [name]: { text, kept: kept || (before?.kept ?? false) } };
    if (kept) this.#act("keep", name);
    this.tell("texts");
    if (kept) this.tell("stage");
  }

  /** What the reader settled on, or put into the report. */
  note(part: Partial<Pick<ChapterRecord, "decision" | "exhibits">>): void {
    Object.assign(this.record, part);
    this.tell("texts");
  }

  /** Takes over what another frame or tab of the chapter stored. */
  adopt(record: ChapterRecord): void {
    this.record = record;
    this.tell("trials");
    this.tell("texts");
    this.tell("stage");
  }
}
