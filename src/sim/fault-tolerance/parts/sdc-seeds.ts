/** Seeds of the draws: the batch of the page is seen neither in training nor in calibration. */
export const SEEDS = { training: 11, calibration: 22, validation: 33, batch: 44 } as const;
