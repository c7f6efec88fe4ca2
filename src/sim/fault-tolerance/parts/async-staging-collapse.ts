/**
 * Collapse of goodput when too many senders meet at one port of a lossy Ethernet: an illustration, not a measurement. Each sends a
 * block at the same time; what overflows the port's buffer is lost, and a share p of the rounds then waits for TCP's least
 * retransmission timeout: goodput = n s / (n s/C + p·RTO). It does not hold for lossless fabrics (RoCE with flow control,
 * InfiniBand), where congestion spreads instead.
 *
 * @see Phanishayee et al. 2008, "Measurement and Analysis of TCP Throughput Collapse in Cluster-based Storage Systems", FAST'08
 */

/** Least retransmission timeout of TCP as shipped (s), from the same paper and pdl.cmu.edu/Incast. */
export const LEAST_TIMEOUT = 0.2;
/** One storage port of 100 Gb/s Ethernet, in B/s. An assumption of this lab. */
export const PORT_RATE = 12.5e9;
/** Block that each sender sends in a round (B): the stripe unit of 256 kB that such stores use. An assumption of this lab. */
export const BLOCK = 256e3;
/** Buffer of the switch for one port, and what is on its way in a round trip of 100 µs (B). Assumptions of this lab. */
export const PORT_BUFFER = 16e6;
export const ON_THE_WAY = PORT_RATE * 100e-6;

/** Goodput of one storage port, as a share of its rate, with n senders at once. */
export function collapsedShare(senders: number): number {
  const sent = senders * BLOCK;
  if (sent <= 0) return 1;
  const lost = Math.max(0, 1 - (PORT_BUFFER + ON_THE_WAY) / sent); // p: the share of a round that overflows
  const wire = sent / PORT_RATE;
  return wire / (wire + lost * LEAST_TIMEOUT);
}

/** Storage ports that make up an aggregate rate (B/s): at least one. */
export const storagePorts = (storeRate: number): number => Math.max(1, storeRate / PORT_RATE);

export interface Collapse {
  /** Nodes that send at once, and what the store takes of it (B/s). */
  readonly senders: readonly number[];
  readonly goodput: readonly number[];
}

const POINTS = 60;

/** The goodput of a store over the number of nodes that send at once, each at its port's rate. */
export function collapseCurve(nodes: number, nodeRate: number, storeRate: number): Collapse {
  const senders = Array.from({ length: POINTS }, (_, i) => nodes ** (i / (POINTS - 1)));
  const goodput = senders.map((n) => Math.min(n * nodeRate, storeRate * collapsedShare(n / storagePorts(storeRate))));
  return { senders, goodput };
}
