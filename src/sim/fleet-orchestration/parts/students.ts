import { HOUR } from "../../core/units.ts";

/** Students' jobs, as the issue of Lab 08 sets them: GPUs and their shares. */
export const STUDENT_SIZES = [1, 2, 4, 8] as const;
export const STUDENT_SHARES = [0.5, 0.2, 0.2, 0.1] as const;
/** Run times are lognormal with this mean (s) and this deviation of the logarithm. */
export const STUDENT_RUN = 2 * HOUR;
export const STUDENT_SIGMA = 1;
export const STUDENT_GPUS = STUDENT_SIZES.reduce((sum, size, i) => sum + size * (STUDENT_SHARES[i] ?? 0), 0);
