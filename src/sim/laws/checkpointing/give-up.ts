import { hours } from "../../core/units.ts";

/** Useful work of the seeded run (s). */
export const RUN_WORK = hours(100);
/** A run or a replica that takes longer than this many times its useful work is given up: it counts as not finished. */
export const GIVE_UP = 50;
/** The seeded run is given up after so many failures too, so that the heaviest setting of the levers still follows a drag. */
export const MOST_FAILURES = 5000;
