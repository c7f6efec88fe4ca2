import type { Params, ParamValue } from "../../sim/core/params.ts";

/** A run that a reader made: the levers as they stood, what was shown, and whether the target was met. */
export interface Trial {
  /** 1 to 10 within an attempt. */
  readonly number: number;
  /** 1, 2, … : the eleventh trial opens the next attempt. */
  readonly attempt: number;
  /** The seed of the unseen case that the attempt was made on. */
  readonly seed: number;
  /** The levers of the search as they stood, by name. */
  readonly settings: Readonly<Record<string, ParamValue>>;
  /** The outputs that an operator would observe, by name. */
  readonly shown: Readonly<Record<string, number>>;
  /** Whether the model, not the noisy run, says that the target is met. */
  readonly met: boolean;
}

/** What a chart may know besides the model: the reader's own marks and the moment shown. */
export interface View {
  /** The number that the reader committed to, in the unit of the output it predicts; null before. */
  readonly prediction: number | null;
  /** Whether the page stands where the question was asked: the mission, but for the levers of the search and chance. */
  readonly asked: boolean;
  /** The trials of the attempt on the page, oldest first. */
  readonly trials: readonly Trial[];
  /** True while a search is open: marks that would give the answer away are left out. */
  readonly searching: boolean;
  /** The moment of the run that is shown (s). */
  readonly time: number;
  /** Results of the model's studies by name, where ready. */
  readonly studies: Readonly<Record<string, unknown>>;
  /** The levers that a study's result was made with, by its name; null for the short run of a lever that moves. */
  readonly ran: Readonly<Record<string, Params | null>>;
  /** The scroll step of the situation that is in view, from 0. */
  readonly step: number;
}

export const STILL: View = {
  prediction: null,
  asked: true,
  trials: [],
  searching: false,
  time: 0,
  studies: {},
  ran: {},
  step: 0,
};
