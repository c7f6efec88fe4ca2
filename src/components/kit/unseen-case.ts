import type { Model } from "../../sim/core/model.ts";
import { LARGEST_SEED } from "../../sim/core/params.ts";
import type { SearchRule } from "./chapter-data.ts";
import { numberOf } from "./model-values.ts";
import type { ChapterRecord } from "./record.ts";
import type { Trial } from "./view.ts";

export const TRIALS_AN_ATTEMPT = 10;

/** The seed of the attempt's case: each attempt meets the next. */
export const caseSeed = ({ caseSeed, attempt }: ChapterRecord): number => caseSeed + attempt - 1;

/** The seed of a trial's run: its own for each case, and for each trial unless the search asks for one chance for all. */
export const runSeed = (record: ChapterRecord, number: number, search: SearchRule | null): number =>
  ((caseSeed(record) * 100 + (search?.oneSeed ? 1 : number)) % LARGEST_SEED) + 1;

/** The trials of the attempt on the page, as charts and log take them. */
export const attemptTrials = (record: ChapterRecord): readonly Trial[] =>
  record.trials
    .filter(({ attempt }) => attempt === record.attempt)
    .map((trial) => ({
      ...trial,
      shown: Object.fromEntries(
        Object.entries(trial.shown).map(([name, value]) => [name, value ?? Number.POSITIVE_INFINITY]),
      ),
    }));

/** A trial as the record keeps it: null for what has no end. */
export const trialOf = (
  model: Model,
  {
    search,
    record,
    number,
    settings,
  }: {
    readonly search: SearchRule;
    readonly record: ChapterRecord;
    readonly number: number;
    readonly settings: Trial["settings"];
  },
): ChapterRecord["trials"][number] => ({
  number,
  attempt: record.attempt,
  seed: caseSeed(record),
  settings,
  shown: Object.fromEntries(
    search.shows.map((name) => {
      const value = numberOf(model, name);
      return [name, Number.isFinite(value) ? value : null];
    }),
  ),
  // The model, not the noisy run, says whether the target is met.
  met: numberOf(model, search.target) <= search.atMost,
});
