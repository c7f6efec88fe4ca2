import type { ChapterRecord } from "../../src/components/kit/record.ts";
import { emptyRecord } from "../../src/components/kit/record.ts";

export const CHAPTER = "fault-tolerance/cloud-titan/young-daly-audit";

/** A record with something in each of its fields. */
export const someRecord = (over: Partial<ChapterRecord> = {}): ChapterRecord => ({
  ...emptyRecord(CHAPTER, "1.0", "plan", 7),
  changed: { interval: 1200, nodes: 8192 },
  commitment: { choice: "root", number: 1.41, sure: "fairly" },
  attempt: 1,
  trials: [trial(1), trial(2)],
  texts: { reflect: { text: "Twice the nodes, √2 the frequency.", kept: true } },
  actions: [
    [3, "commit", "root"],
    [40, "trial", 1],
    [55, "trial", 2],
  ],
  ...over,
});

export const trial = (
  number: number,
  over: Partial<ChapterRecord["trials"][number]> = {},
): ChapterRecord["trials"][number] => ({
  number,
  attempt: 1,
  seed: 7,
  settings: { interval: 1000 + number },
  shown: { failures: 20 + number, tax: 0.2 },
  met: false,
  ...over,
});

/** A `Storage` in memory that can be made to refuse, to be full, or to forget what it was told. */
export class FakeStorage implements Storage {
  readonly texts = new Map<string, string>();
  refuses = false;
  forgets = false;
  room = Number.POSITIVE_INFINITY;

  get length(): number {
    return this.texts.size;
  }
  key(index: number): string | null {
    return [...this.texts.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    if (this.refuses) throw new DOMException("The operation is insecure.", "SecurityError");
    return this.texts.get(key) ?? null;
  }
  setItem(key: string, text: string): void {
    if (this.refuses) throw new DOMException("The operation is insecure.", "SecurityError");
    if (this.forgets) return;
    const others = [...this.texts].filter(([name]) => name !== key).reduce((sum, [, kept]) => sum + kept.length, 0);
    if (others + text.length > this.room) throw new DOMException("Quota exceeded.", "QuotaExceededError");
    this.texts.set(key, text);
  }
  removeItem(key: string): void {
    this.texts.delete(key);
  }
  clear(): void {
    this.texts.clear();
  }
}
