/**
 * What a piece of code did: arithmetic operations (each addition, multiplication, comparison, shift or XOR is one, float or integer) and
 * bytes that it moved to or from the memory beyond what the network itself had in hand.
 */
export interface Work {
  flops: number;
  bytes: number;
}

export const noWork = (): Work => ({ flops: 0, bytes: 0 });

/** What one frame of a network did, and each check along the way. */
export interface Tally {
  readonly inference: Work;
  readonly abft: Work;
  readonly range: Work;
  readonly nan: Work;
}

export const newTally = (): Tally => ({ inference: noWork(), abft: noWork(), range: noWork(), nan: noWork() });
