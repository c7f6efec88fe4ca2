/** The car's computer and its safety loop, as both chapters of the Edge Guardian take them. All in SI units. */

/** Period and deadline of the safety loop (s): issue 3 and the mission of the track. */
export const LOOP_TIME = 0.01;

/** Memory bandwidth of the car's computer (B/s), Orin class: Machine Learning Systems, vol. 2 (science.md D). */
export const MEMORY_BANDWIDTH = 200e9;

/** A copy moves each byte twice over the memory bus: it reads it and writes it. */
export const PASSES_OF_A_COPY = 2;

export const MEGABYTE = 1e6;
export const GIGABYTE = 1e9;
export const MILLISECOND = 1e-3;

/** A loop is late from a nanosecond beyond its deadline: less than that is the rounding of sums, not time. */
export const LATE = 1e-9;

/**
 * Frames without a decision in time, because one pass of the loop took so long. The loop starts on the tick of each frame. A pass
 * that ends late has missed its own frame, and every frame whose tick came while it still ran: those are dropped, not queued.
 *
 * @param passTime time from the tick until the pass is done, snapshot included (s)
 * @returns 0 up to the deadline, else the pass over the period, rounded up
 * @example framesMissed(0.2205) // 23: computing 7.2 ms and 213.3 ms of writing
 */
export const framesMissed = (passTime: number): number =>
  passTime <= LOOP_TIME + LATE ? 0 : Math.ceil((passTime - LATE) / LOOP_TIME);
