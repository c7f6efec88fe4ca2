/** Identical nodes that send to the store, each through a port of its own. */
export interface Senders {
  readonly count: number;
  /** The most that each node would send, or can (B/s). */
  readonly most: number;
}

/** A stream or a link counts as full within this share of its bound. */
const FULL = 1 - 1e-12;

/**
 * Max–min fair rates: all rise together until one meets its own bound, or all the store's; those stand, the rest rise on.
 *
 * @param store the most that the store can take from all (B/s)
 * @returns what each node of each kind gets (B/s)
 * @see Bertsekas & Gallager 1992, "Data Networks", 2nd ed., section 6.5.2: progressive filling
 * @example fairShares([{ count: 4, most: 25 }, { count: 2, most: 1 }], 10) // [2, 1]
 */
export function fairShares(senders: readonly Senders[], store: number): readonly number[] {
  const byBound = [...senders.entries()].filter(([, { most }]) => most > 0).sort(([, a], [, b]) => a.most - b.most);
  const shares = senders.map(() => 0);
  let left = store;
  let rising = byBound.reduce((sum, [, { count }]) => sum + count, 0);
  for (const [i, { count, most }] of byBound) {
    const even = left / rising;
    const share = most <= even / FULL ? most : even;
    shares[i] = share;
    left = Math.max(0, left - share * count);
    rising -= count;
  }
  return shares;
}
