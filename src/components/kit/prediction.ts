import type { ChapterData } from "./chapter-data.ts";
import { numberOf } from "./model-values.ts";
import type { ChapterRecord } from "./record.ts";

/** The commitment held against the model at the mission's preset: what was asked is settled there, not where a lever stands. */
export interface Prediction {
  readonly choice: string;
  readonly right: boolean;
  readonly number: number | null;
  readonly truth: number;
  /** Where the number lies on the chart, in the unit of the output that it is marked against. */
  readonly mark: number | null;
  /** How far off, as a ratio of at least 1; null where it has no ratio, as of a predicted 0. */
  readonly off: number | null;
  readonly when: "near" | "over" | "under";
}

/** Within an eighth is near: as good as a rule of thumb. */
const NEAR = 1.12;

/** What a commitment is held against: a session has both, and so has an entry of the ledger. */
interface Committed {
  readonly record: Pick<ChapterRecord, "commitment">;
  readonly chapter: Pick<ChapterData, "lock">;
}

export function predictionOf({ record, chapter }: Committed, atMission: object): Prediction | null {
  const { commitment } = record;
  if (!commitment) return null;
  const { lock } = chapter;
  const truth = numberOf(atMission, lock.of);
  const { number } = commitment;
  const ratio = number === null ? null : number / truth;
  const off = ratio !== null && ratio > 0 && Number.isFinite(ratio) ? Math.max(ratio, 1 / ratio) : null;
  const place = lock.marks ? numberOf(atMission, lock.marks) : null;
  // Marked against itself a number stands where it is, also where the truth is 0.
  const own = lock.marks === lock.of && !lock.inverse;
  return {
    choice: commitment.choice,
    right: commitment.choice === lock.right,
    number,
    truth,
    mark: own ? number : place === null || ratio === null ? null : lock.inverse ? place / ratio : place * ratio,
    off,
    when: number === null || number === truth || (off ?? Infinity) <= NEAR ? "near" : number > truth ? "over" : "under",
  };
}
