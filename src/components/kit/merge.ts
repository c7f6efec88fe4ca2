import { alike } from "./ledger-text.ts";
import type { Action, ChapterRecord, Exhibit } from "./record.ts";

type Trial = ChapterRecord["trials"][number];
type Texts = ChapterRecord["texts"];
type Text = Texts[string];

const TRIALS_AN_ATTEMPT = 10;
const MOST_ACTIONS = 5000;
const LONGEST_NAME = 80;

const keyOf = ({ attempt, number, seed }: Trial): string => `${attempt} ${number} ${seed}`;
const byOrder = (a: Trial, b: Trial): number => a.attempt - b.attempt || a.number - b.number || a.seed - b.seed;
const sameRun = (a: Trial, b: Trial): boolean =>
  alike({ ...a, number: 0, attempt: 0 }, { ...b, number: 0, attempt: 0 });

/** The first attempt from `attempt` on, and in it the next number, that no trial has taken. */
function nextPlace(trials: readonly Trial[], attempt: number): Pick<Trial, "attempt" | "number"> {
  const last = Math.max(0, ...trials.filter((trial) => trial.attempt === attempt).map(({ number }) => number));
  return last < TRIALS_AN_ATTEMPT ? { attempt, number: last + 1 } : nextPlace(trials, attempt + 1);
}

/**
 * Trials of both. Two tabs count alike, so both may have made a "trial 1": one whose place is taken by a different run goes
 * to the next free place.
 */
function mergeTrials(stored: readonly Trial[], own: readonly Trial[]): Trial[] {
  const merged = new Map(stored.map((trial) => [keyOf(trial), trial]));
  for (const trial of own) {
    const inPlace = merged.get(keyOf(trial));
    if (inPlace && (alike(inPlace, trial) || [...merged.values()].some((other) => sameRun(other, trial)))) continue;
    const placed = inPlace ? { ...trial, ...nextPlace([...merged.values(), ...own], trial.attempt) } : trial;
    merged.set(keyOf(placed), placed);
  }
  return [...merged.values()].sort(byOrder);
}

/** A free name for a text that lost its place, "decision (other tab)", or the one that holds it already. */
function besideName(texts: Texts, name: string, text: string): string {
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? " (other tab)" : ` (other tab ${n})`;
    const beside = `${name.slice(0, LONGEST_NAME - suffix.length)}${suffix}`;
    if (!Object.hasOwn(texts, beside) || texts[beside]?.text === text) return beside;
  }
}

const ofName = (texts: Texts | undefined, name: string): Text | undefined =>
  texts && Object.hasOwn(texts, name) ? texts[name] : undefined;

/**
 * Texts of both. One that only one side changed is that side's. Where both changed it, the one that holds all of the other
 * stays; else the own stays, being the newer, and the other is kept beside it.
 */
function mergeTexts(base: Texts | undefined, stored: Texts, own: Texts): Texts {
  const merged = new Map(Object.entries(stored));
  for (const [name, mine] of Object.entries(own)) {
    const theirs = ofName(stored, name);
    const before = ofName(base, name)?.text;
    const kept = mine.kept || (theirs?.kept ?? false);
    const oursAlone = !theirs || theirs.text === before || mine.text.includes(theirs.text);
    const theirsAlone = mine.text === before || theirs?.text.includes(mine.text);
    if (oursAlone || !theirsAlone) merged.set(name, { ...mine, kept });
    if (!oursAlone && !theirsAlone)
      merged.set(besideName({ ...own, ...Object.fromEntries(merged) }, name, theirs.text), theirs);
  }
  return Object.fromEntries(merged);
}

/** The own decision; a trial that was picked and had to take another place is followed there. */
function following({ decision, trials: own }: ChapterRecord, trials: readonly Trial[]): ChapterRecord["decision"] {
  if (!decision) return null;
  const at = ([attempt, number]: readonly [number, number]) =>
    own.find((trial) => trial.attempt === attempt && trial.number === number);
  const picks = decision.picks.map((place): [number, number] => {
    const mine = at(place);
    const there = mine && (trials.find((trial) => alike(trial, mine)) ?? trials.find((trial) => sameRun(trial, mine)));
    return there ? [there.attempt, there.number] : place;
  });
  return { ...decision, picks };
}

/** Of each chart its exhibit; where both sides have one, that of the side which changed it, and else the own, being the newer. */
function mergeExhibits(base: readonly Exhibit[], stored: readonly Exhibit[], own: readonly Exhibit[]): Exhibit[] {
  const before = new Map(base.map((exhibit) => [exhibit.of, exhibit]));
  const merged = new Map(stored.map((exhibit) => [exhibit.of, exhibit]));
  for (const exhibit of own) {
    const [theirs, was] = [merged.get(exhibit.of), before.get(exhibit.of)];
    if (!theirs || !was || !alike(was, exhibit)) merged.set(exhibit.of, exhibit);
  }
  return [...merged.values()];
}

/** Actions of both in the order of time. The same action twice within one second is two actions. */
function mergeActions(stored: readonly Action[], own: readonly Action[]): Action[] {
  const left = new Map<string, number>();
  for (const action of stored) left.set(JSON.stringify(action), (left.get(JSON.stringify(action)) ?? 0) + 1);
  const fresh = own.filter((action) => {
    const count = left.get(JSON.stringify(action)) ?? 0;
    left.set(JSON.stringify(action), count - 1);
    return count <= 0;
  });
  if ([...left.values()].every((count) => count <= 0)) return [...own];
  return [...stored, ...fresh].sort(([a], [b]) => a - b).slice(-MOST_ACTIONS);
}

/**
 * One record out of two that went apart, in two tabs or two frames. What a reader made is never dropped: the first
 * commitment and transfer stand, trials and texts of both stay. For what can only be one (levers, preset, decision) the
 * own side wins where it changed.
 *
 * @param base the record that both went out from; null where that is not known
 * @param stored what the ledger holds now
 * @param own what this page is about to save
 */
export function mergeRecords(base: ChapterRecord | null, stored: ChapterRecord, own: ChapterRecord): ChapterRecord {
  const turned = base === null || base.preset !== own.preset || !alike(base.changed, own.changed);
  const trials = mergeTrials(stored.trials, own.trials);
  return {
    ...own,
    preset: turned ? own.preset : stored.preset,
    changed: turned ? own.changed : stored.changed,
    commitment: stored.commitment ?? own.commitment,
    transfer: stored.transfer ?? own.transfer,
    caseSeed: stored.trials.length > 0 && stored.caseSeed !== base?.caseSeed ? stored.caseSeed : own.caseSeed,
    attempt: Math.max(stored.attempt, own.attempt, ...trials.map(({ attempt }) => attempt)),
    searching: own.searching && !stored.found && !stored.shown,
    trials,
    found: stored.found || own.found,
    shown: stored.shown || own.shown,
    texts: mergeTexts(base?.texts, stored.texts, own.texts),
    decision: alike(base?.decision ?? null, own.decision) ? stored.decision : following(own, trials),
    exhibits: mergeExhibits(base?.exhibits ?? [], stored.exhibits, own.exhibits),
    actions: mergeActions(stored.actions, own.actions),
  };
}
