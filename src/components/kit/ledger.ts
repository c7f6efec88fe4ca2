import {
  alike,
  chaptersIn,
  EMPTY_LEDGER,
  type LedgerText,
  ledgerText,
  parseLedger,
  readRecord,
} from "./ledger-text.ts";
import { DAMAGED, DAMAGED_CHAPTER, FULL, LATER, REFUSED, UNFIT } from "./ledger-words.ts";
import { mergeRecords } from "./merge.ts";
import type { ChapterRecord } from "./record.ts";

/** Where the ledger lies in `localStorage`; what could not be read is kept under `…kept.1`, `…kept.2`, … */
export const LEDGER_KEY = "fleet-labs.ledger";
const KEPT = `${LEDGER_KEY}.kept.`;
const MOST_KEPT = 100;

export type Saved =
  | { readonly ok: true; readonly record: ChapterRecord }
  | { readonly ok: false; readonly record: ChapterRecord; readonly why: string };

export interface Ledger {
  /** The record of a chapter, or null where there is none that can be read. The caller owns it and goes on from it. */
  load(chapter: string): ChapterRecord | null;
  /**
   * Stores a record and reads it back. What another tab stored meanwhile is merged in: where `record` of the answer is not
   * the one that was given, the page goes on from it. Not `ok`: memory holds it, and `why` is a sentence for the reader.
   */
  save(record: ChapterRecord): Saved;
  /** Every chapter's record that can be read. */
  all(): readonly ChapterRecord[];
  /** Takes a chapter out. @returns puts it back as it was */
  remove(chapter: string): () => void;
  /** Calls when another tab or frame of the site stored a chapter, with its id. @returns stops that */
  onChange(listener: (chapter: string) => void): () => void;
  /** What went wrong with the storage so far, in sentences for the reader. */
  readonly notices: readonly string[];
  /** False: what the reader does is lost with the page. */
  readonly persistent: boolean;
}

/** The storage as it is now; a reason where it cannot be used. */
type Look = { readonly ledger: LedgerText; readonly raw: string | null } | { readonly why: string };

class StoredLedger implements Ledger {
  readonly #storage: () => Storage;
  readonly #target: EventTarget | undefined;
  readonly #memory = new Map<string, ChapterRecord>();
  /** For each record handed out or taken in, the stored one that is in it: what a merge starts from. */
  readonly #seen = new WeakMap<ChapterRecord, ChapterRecord>();
  readonly #notices = new Set<string>();
  persistent = true;

  constructor(storage: () => Storage, target: EventTarget | undefined) {
    this.#storage = storage;
    this.#target = target;
    const look = this.#look();
    if ("why" in look) this.#fail(look.why);
  }

  get notices(): readonly string[] {
    return [...this.#notices];
  }

  #fail(why: string): string {
    this.#notices.add(why);
    this.persistent = false;
    return why;
  }

  #look(): Look {
    try {
      const raw = this.#storage().getItem(LEDGER_KEY);
      const ledger = raw === null ? EMPTY_LEDGER : parseLedger(raw);
      if (ledger === "later") return { why: LATER };
      if (ledger !== "damaged") return { ledger, raw };
      this.#notices.add(DAMAGED);
      return { ledger: EMPTY_LEDGER, raw };
    } catch {
      return { why: REFUSED };
    }
  }

  /** Puts a text under a key of its own, once, and reads it back. */
  #keepAside(text: string): boolean {
    try {
      const storage = this.#storage();
      for (let n = 1; n <= MOST_KEPT; n++) {
        const there = storage.getItem(KEPT + n);
        if (there === text) return true;
        if (there !== null) continue;
        storage.setItem(KEPT + n, text);
        return storage.getItem(KEPT + n) === text;
      }
    } catch {
      return false;
    }
    return false;
  }

  /**
   * Writes one chapter's entry (or takes it out) and leaves all else. What stood there and would not be found again in the
   * new text is kept aside first.
   *
   * @returns null, or why it was not written
   */
  #write(chapter: string, entry: ChapterRecord | undefined): string | null {
    const look = this.#look();
    if ("why" in look) return look.why;
    const { ledger, raw } = look;
    const chapters = new Map(ledger.chapters);
    const before = chapters.get(chapter);
    const faithful = raw === null || ledgerText(ledger) === raw;
    const understood = before === undefined || alike(before, readRecord(chapter, before));
    if (raw !== null && !(faithful && understood) && !this.#keepAside(raw)) return FULL;
    if (entry) chapters.set(chapter, entry);
    else chapters.delete(chapter);
    const text = ledgerText({ chapters, rest: ledger.rest });
    if (text === raw) return null;
    try {
      this.#storage().setItem(LEDGER_KEY, text);
      return this.#storage().getItem(LEDGER_KEY) === text ? null : REFUSED;
    } catch {
      return FULL;
    }
  }

  /** The stored record; a damaged one is kept aside and said. */
  #stored(chapter: string): ChapterRecord | null {
    const look = this.#look();
    if ("why" in look || !look.ledger.chapters.has(chapter)) return null;
    const record = readRecord(chapter, look.ledger.chapters.get(chapter));
    if (!record) {
      this.#notices.add(DAMAGED_CHAPTER);
      this.#keepAside(look.ledger.text);
    }
    return record;
  }

  /** Notes what a record goes out from: the stored one that it holds in it. */
  #handOut(record: ChapterRecord, base: ChapterRecord | null): ChapterRecord {
    if (base) this.#seen.set(record, structuredClone(base));
    return record;
  }

  load(chapter: string): ChapterRecord | null {
    const held = this.#memory.get(chapter);
    if (held) return this.#handOut(structuredClone(held), this.#seen.get(held) ?? null);
    const record = this.#stored(chapter);
    return record && this.#handOut(record, record);
  }

  save(own: ChapterRecord): Saved {
    const id = own.chapter;
    const stored = this.#stored(id);
    const merged = stored ? mergeRecords(this.#seen.get(own) ?? null, stored, own) : own;
    const record = alike(merged, own) ? own : merged;
    const fit = readRecord(id, JSON.parse(JSON.stringify(record)));
    const why = fit && alike(fit, record) ? this.#write(id, fit) : UNFIT;
    if (why !== null) {
      this.#memory.set(id, this.#handOut(structuredClone(record), stored));
      return { ok: false, record: this.#handOut(record, stored), why: this.#fail(why) };
    }
    this.#handOut(own, own);
    this.#memory.delete(id);
    this.persistent = this.#memory.size === 0;
    return { ok: true, record: this.#handOut(record, record) };
  }

  all(): readonly ChapterRecord[] {
    const look = this.#look();
    const records = new Map<string, ChapterRecord>();
    if (!("why" in look))
      for (const id of look.ledger.chapters.keys()) {
        const record = this.#stored(id);
        if (record) records.set(id, record);
      }
    for (const [id, record] of this.#memory) records.set(id, structuredClone(record));
    return [...records.values()];
  }

  remove(chapter: string): () => void {
    const held = this.#memory.get(chapter);
    const stored = this.#stored(chapter);
    this.#memory.delete(chapter);
    const why = this.#write(chapter, undefined);
    if (why !== null) this.#fail(why);
    return () => {
      if (held) this.#memory.set(chapter, held);
      if (stored) this.save(stored);
    };
  }

  onChange(listener: (chapter: string) => void): () => void {
    const hear = (event: Event): void => {
      if (!("key" in event) || event.key !== LEDGER_KEY || !("newValue" in event)) return;
      const [before, now] = [chaptersIn("oldValue" in event ? event.oldValue : null), chaptersIn(event.newValue)];
      for (const [id, entry] of now) if (!alike(entry, before.get(id))) listener(id);
    };
    this.#target?.addEventListener("storage", hear);
    return () => this.#target?.removeEventListener("storage", hear);
  }
}

/**
 * The ledger of this site on this device, or in memory where storage is refused. Nothing that stands in the storage is ever
 * lost to it: what cannot be read is kept aside, what a later version wrote is left alone.
 *
 * Two tabs: a save reads the storage anew, replaces its own chapter only, and merges where that moved on. The merge goes out
 * from the record object that `load` or `save` handed out, so a page goes on from that object, not from a copy: a copy's
 * texts are merged as a stranger's, which loses nothing but may keep a text twice.
 *
 * @param storage called at each access, since the mere touch of `localStorage` may throw
 * @param target where `storage` events are heard
 */
export const openLedger = (
  storage: () => Storage = () => globalThis.localStorage,
  target: EventTarget | undefined = "addEventListener" in globalThis ? globalThis : undefined,
): Ledger => new StoredLedger(storage, target);
