import { type Random, random } from "../../core/random.ts";
import { remember } from "../../core/remember.ts";
import { expectedDirtyPages } from "../../laws/dirty-pages.ts";

/** Pages that the process can write to: session, context and activations. Weights are mapped from their file, never dirty, never saved. */
export const PAGES = 25_600;
/** One page of the operating system (B). */
export const PAGE_BYTES = 4096;
/** All of them: 104.9 MB (B). */
export const STATE_BYTES = PAGES * PAGE_BYTES;

export interface WriteLaw {
  /** Writes to pages per second of running (1/s). */
  readonly rate: number;
  /** Share of the writes that fall on the hot pages. */
  readonly hotShare: number;
  /** Pages in the hot set, at least 1 and fewer than all. */
  readonly hotPages: number;
}

/**
 * Dirty pages after so many writes, by the law of occupancy summed over hot and cold pages. Each gets its mean number of writes; that
 * their number is chance too is left out, which costs less than 0.1 page at the mission's 5,000 writes.
 */
export const dirtyPages = ({ hotShare, hotPages }: WriteLaw, writes: number): number =>
  expectedDirtyPages({ pages: hotPages, writes: writes * hotShare }) +
  expectedDirtyPages({ pages: PAGES - hotPages, writes: writes * (1 - hotShare) });

/** The stream of chance that the writes draw from; kills have their own. */
const WRITES_STREAM = 1;
/** Writes are drawn so many at least at a time. */
const BATCH = 65_536;

/**
 * The pages that the process writes to, one after the other. They depend on neither mode nor interval nor the rate of writing, so
 * they are drawn once, as far as some run has needed them, and a lever that does not move the hot set draws nothing. Where the hot
 * pages lie does not matter; here they are the first.
 */
export class WriteStream {
  private pages = new Uint16Array(BATCH); // 25,600 pages fit 16 bits
  private drawn = 0;
  private readonly chance: Random;
  private readonly hotShare: number;
  private readonly hotPages: number;

  constructor(seed: number, hotShare: number, hotPages: number) {
    this.chance = random(seed, WRITES_STREAM);
    this.hotShare = hotShare;
    this.hotPages = hotPages;
  }

  /** The first so many writes and perhaps more. */
  upTo(count: number): Uint16Array {
    if (count > this.pages.length) {
      const room = new Uint16Array(Math.max(count, 2 * this.pages.length));
      room.set(this.pages);
      this.pages = room;
    }
    const { pages, chance, hotShare, hotPages } = this;
    const until = count > this.drawn ? Math.min(pages.length, Math.max(count, this.drawn + BATCH)) : this.drawn;
    const hotScale = hotPages / hotShare;
    const coldScale = (PAGES - hotPages) / (1 - hotShare);
    for (let i = this.drawn; i < until; i++) {
      const u = chance.uniform(); // says hot or cold, and what is left of it, which page
      pages[i] =
        u < hotShare
          ? Math.min(hotPages - 1, Math.floor(u * hotScale)) // rounding may reach the end
          : Math.min(PAGES - 1, hotPages + Math.floor((u - hotShare) * coldScale));
    }
    this.drawn = until;
    return pages;
  }
}

export const writeStream = remember(
  (seed: number, hotShare: number, hotPages: number) => new WriteStream(seed, hotShare, hotPages),
);

/** A page table with a dirty bit a page: cleaned at once by a new number for "now". */
export class PageTable {
  private readonly marked = new Uint32Array(PAGES);
  private now = 1;
  dirty = 0;

  clean(): void {
    this.now++;
    this.dirty = 0;
  }

  /** Writes from one place of the stream to another. */
  write(pages: Uint16Array, from: number, to: number): void {
    const { marked, now } = this;
    let dirty = 0;
    for (let i = from; i < to; i++) {
      const page = pages[i] ?? 0;
      if (marked[page] !== now) {
        marked[page] = now;
        dirty++;
      }
    }
    this.dirty += dirty;
  }
}
