import { numberOf } from "./model-values.ts";
import type { Session } from "./session.ts";

/** The commitment held against the model at the mission's preset: what was asked is settled there, not where a lever stands. */
export interface Prediction {
  readonly choice: string;
  readonly right: boolean;
  readonly number: number | null;
  readonly truth: number;
  /** Where the number lies on the chart, in the unit of the output that it is marked against. */
  readonly mark: number | null;
  /** How far off, as a ratio of at least 1. */
  readonly off: number | null;
  readonly when: "near" | "over" | "under";
}

/** Within a twentieth is as near as a slide rule. */
const NEAR = 1.05;

export function predictionOf(session: Session, atMission: object): Prediction | null {
  const { commitment } = session.record;
  if (!commitment) return null;
  const { lock } = session.chapter;
  const truth = numberOf(atMission, lock.of);
  const { number } = commitment;
  const ratio = number === null ? null : number / truth;
  const off = ratio === null ? null : Math.max(ratio, 1 / ratio);
  const place = lock.marks ? numberOf(atMission, lock.marks) : null;
  return {
    choice: commitment.choice,
    right: commitment.choice === lock.right,
    number,
    truth,
    mark: place === null || ratio === null ? null : lock.inverse ? place / ratio : place * ratio,
    off,
    when: off === null || off <= NEAR ? "near" : number !== null && number > truth ? "over" : "under",
  };
}
