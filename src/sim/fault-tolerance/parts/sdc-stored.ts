/** A trained network as `npm run train` writes it. */
export interface StoredNetwork {
  /** The weights in their format, in base64, as `bytesOf` reads them: byte by byte of all words, the highest first. */
  readonly weights: string;
  /** From the sum of an integer layer to its next activation, or to a logit; 1 in a float network. One for each layer. */
  readonly multipliers: readonly number[];
  /** Mean of Σ|y| over the calibration set, which the threshold of the checksum is a share of. One for each layer. */
  readonly scales: readonly number[];
  /** Least and greatest sum of the calibration set, widened by a quarter of their span. One for each layer. */
  readonly limits: readonly (readonly [low: number, high: number])[];
  readonly quality: Quality;
}

/** How good it is on data that it was not trained on, after rounding to its format. */
export interface Quality {
  /** Share of right answers. */
  readonly accuracy: number;
  /** Cross-entropy in nats an answer. */
  readonly loss: number;
  /** Standard deviation of the loss of a batch of 64. */
  readonly batchDeviation: number;
  /** Entropy of the answers alone, in nats: the loss of who only knows how often each comes. */
  readonly unigram: number;
  /** Share of single flips of a weight's bit at which the loss of a batch leaves its band of 3 deviations. */
  readonly rings: { readonly cleared: number; readonly set: number; readonly topSet: number };
}
