import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { exponentialFrom } from "./ziggurat.ts";

/** A stream of chance. Every draw moves it on; the same seed gives the same stream everywhere. */
export interface Random {
  /** Uniform on [0, 1), 53 bits. */
  uniform(): number;
  /** Exponential with mean 1; above 0. */
  exponential(): number;
  /** Weibull of a shape, scaled to mean 1; `scale` is 1/Γ(1 + 1/shape). */
  weibull(shape: number, scale: number): number;
  /** Whole number from 0 to n − 1. */
  below(n: number): number;
}

/** MurmurHash3's finalizer: spreads neighbouring seeds over all 32 bits. */
const scramble = (seed: number): number => {
  let h = seed | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
};

/**
 * A seeded stream (xoroshiro128+). pure-rand lays the bare seed into the state, so that the first draws of seeds 1, 2, 3 …
 * are all but equal: the seed is scrambled and the first draws are thrown away.
 *
 * @param seed any whole number; only its low 32 bits count
 * @param stream a second number for independent streams of one seed
 */
export const random = (seed: number, stream = 0): Random => new Stream(seed, stream);

/** A class, not closures: thousands of streams then share one compiled form of each draw. */
class Stream implements Random {
  readonly #generator;

  constructor(seed: number, stream: number) {
    this.#generator = xoroshiro128plus(scramble(seed ^ scramble(stream + 0x9e3779b9)));
    for (let i = 0; i < 12; i++) this.#generator.next();
  }

  uniform(): number {
    return uniformFloat64(this.#generator);
  }

  exponential(): number {
    return exponentialFrom(this.#generator);
  }

  weibull(shape: number, scale: number): number {
    return scale * this.exponential() ** (1 / shape);
  }

  below(n: number): number {
    return Math.floor(this.uniform() * n);
  }
}
