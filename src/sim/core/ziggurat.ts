/**
 * Exponential draws by the ziggurat: the area under e^{−x} is covered by 256 layers of equal area, one of which a single draw of 32 bits
 * picks, with a place in it. In 98.9 % of cases the place lies under the curve for certain, and no logarithm is taken.
 * A place in a layer has 24 bits, so draws are told apart to about 5e-7 of the mean.
 *
 * @see Marsaglia & Tsang 2000, "The Ziggurat Method for Generating Random Variables", J. Stat. Softw. 5(8)
 */
const LAYERS = 256;
/** Where the lowest layer's tail begins, and the area of each layer, for 256 of them (Marsaglia & Tsang 2000, section 2). */
const TAIL = 7.697_117_470_131_05;
const AREA = 0.003_949_659_822_581_557;
const PLACES = 2 ** 24;

/** Right ends of the layers from the lowest up; the lowest one's is that of a rectangle with its area. */
const ends = new Float64Array(LAYERS + 1);
/** The curve at those ends. */
const heights = new Float64Array(LAYERS + 1);

ends[0] = AREA / Math.exp(-TAIL);
for (let i = 1, end = TAIL; i < LAYERS; i++) {
  ends[i] = end;
  heights[i] = Math.exp(-end);
  end = -Math.log(Math.exp(-end) + AREA / end);
}
heights[LAYERS] = 1;

/** Gives 32 random bits as a whole number. */
export interface Bits {
  next(): number;
}

/** One exponential draw with mean 1. */
export function exponentialFrom(bits: Bits): number {
  for (let base = 0; ; ) {
    const draw = bits.next();
    const layer = draw >>> 24;
    const x = (((draw & (PLACES - 1)) + 0.5) / PLACES) * (ends[layer] ?? 0);
    if (x < (ends[layer + 1] ?? 0)) return base + x;
    if (layer === 0) {
      base += TAIL; // what remains beyond the tail's start is exponential again
      continue;
    }
    const low = heights[layer] ?? 0;
    const height = low + ((bits.next() >>> 0) / 2 ** 32) * ((heights[layer + 1] ?? 0) - low);
    if (height < Math.exp(-x)) return base + x;
  }
}
