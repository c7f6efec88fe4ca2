import { alike, EMPTY_LEDGER, type LedgerText, ledgerText, parseLedger, readRecord } from "./ledger-text.ts";
import { FULL, LATER, REFUSED } from "./ledger-words.ts";
import { type ChapterRecord, ofToday } from "./record.ts";

/** Where the ledger lies in the storage; what could not be read is kept under `…kept.1`, `…kept.2`, … */
export const LEDGER_KEY = "fleet-labs.ledger";
const KEPT = `${LEDGER_KEY}.kept.`;
const MOST_KEPT = 100;

/** The ledger as it lies in the storage now; a reason where the storage cannot be used. */
export type Look =
  | { readonly ledger: LedgerText; readonly raw: string | null; readonly damaged: boolean }
  | { readonly why: string };

/** The text in the storage: read anew at each look, written a chapter at a time, and never lost. */
export class LedgerStore {
  readonly #storage: () => Storage;

  /** @param storage called at each access, since the mere touch of it may throw */
  constructor(storage: () => Storage) {
    this.#storage = storage;
  }

  look(): Look {
    try {
      const raw = this.#storage().getItem(LEDGER_KEY);
      const ledger = raw === null ? EMPTY_LEDGER : parseLedger(raw);
      if (ledger === "later") return { why: LATER };
      return ledger === "damaged" ? { ledger: EMPTY_LEDGER, raw, damaged: true } : { ledger, raw, damaged: false };
    } catch {
      return { why: REFUSED };
    }
  }

  /** Puts a text under a key of its own, once, and reads it back. */
  keepAside(text: string): boolean {
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
  write(chapter: string, entry: ChapterRecord | undefined): string | null {
    const look = this.look();
    if ("why" in look) return look.why;
    const { ledger, raw } = look;
    const chapters = new Map(ledger.chapters);
    const before = chapters.get(chapter);
    const faithful = raw === null || ledgerText(ledger) === raw;
    const understood = before === undefined || alike(ofToday(before), readRecord(chapter, before));
    if (raw !== null && !(faithful && understood) && !this.keepAside(raw)) return FULL;
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
}
