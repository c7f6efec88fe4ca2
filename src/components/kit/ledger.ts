import { LEDGER_KEY, LedgerStore, type Look } from "./ledger-store.ts";
import { alike, chaptersIn, readRecord } from "./ledger-text.ts";
import { DAMAGED, DAMAGED_CHAPTER, UNFIT } from "./ledger-words.ts";
import { mergeRecords } from "./merge.ts";
import type { ChapterRecord } from "./record.ts";

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

class StoredLedger implements Ledger {
  readonly #store: LedgerStore;
  readonly #target: EventTarget | undefined;
  readonly #memory = new Map<string, ChapterRecord>();
  /** For each record handed out or taken in, the stored one that is in it: what a merge starts from. */
  readonly #seen = new WeakMap<ChapterRecord, ChapterRecord>();
  readonly #notices = new Set<string>();
  persistent = true;

  constructor(storage: () => Storage, target: EventTarget | undefined) {
    this.#store = new LedgerStore(storage);
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
    const look = this.#store.look();
    if ("damaged" in look && look.damaged) this.#notices.add(DAMAGED);
    return look;
  }

  /** The stored record; a damaged one is kept aside and said. */
  #stored(chapter: string): ChapterRecord | null {
    const look = this.#look();
    if ("why" in look || !look.ledger.chapters.has(chapter)) return null;
    const record = readRecord(chapter, look.ledger.chapters.get(chapter));
    if (!record) {
      this.#notices.add(DAMAGED_CHAPTER);
      this.#store.keepAside(look.ledger.text);
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
    const why = fit && alike(fit, record) ? this.#store.write(id, fit) : UNFIT;
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
    const why = this.#store.write(chapter, undefined);
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
