import * as v from "valibot";
import { type ChapterRecord, safeRecord } from "./record.ts";

/** The ledger as text: what the storage holds and what a reader exports. Chapters stay raw until one is asked for. */
export const LEDGER_VERSION = 1;

const LedgerSchema = v.looseObject({
  version: v.picklist([LEDGER_VERSION]),
  chapters: v.record(v.string(), v.unknown()),
});
const LaterSchema = v.looseObject({ version: v.pipe(v.number(), v.minValue(LEDGER_VERSION + 1)) });

export interface LedgerText {
  readonly text: string;
  /** Every entry under `chapters` as it stands, in order. A Map, since an id may be `__proto__`. */
  readonly chapters: ReadonlyMap<string, unknown>;
  /** Fields beside version and chapters, kept when the ledger is written again. */
  readonly rest: readonly (readonly [string, unknown])[];
}

export type LedgerReading = LedgerText | "later" | "damaged";

export function parseLedger(text: string): LedgerReading {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "damaged";
  }
  if (v.is(LaterSchema, json)) return "later";
  if (Array.isArray(json) || !v.is(LedgerSchema, json)) return "damaged";
  return {
    text,
    chapters: new Map(Object.entries(json.chapters)),
    rest: Object.entries(json).filter(([name]) => name !== "version" && name !== "chapters"),
  };
}

export const EMPTY_LEDGER: LedgerText = { text: "", chapters: new Map(), rest: [] };

/** The chapters in a text that a `storage` event brought; none where it is no ledger. */
export function chaptersIn(text: unknown): ReadonlyMap<string, unknown> {
  const ledger = typeof text === "string" ? parseLedger(text) : EMPTY_LEDGER;
  return typeof ledger === "string" ? new Map() : ledger.chapters;
}

/** Writes a ledger; `Object.fromEntries` makes an own property even of `__proto__`. */
export const ledgerText = ({ chapters, rest }: Pick<LedgerText, "chapters" | "rest">): string =>
  JSON.stringify({ version: LEDGER_VERSION, chapters: Object.fromEntries(chapters), ...Object.fromEntries(rest) });

/** A chapter's entry as a record, or null where it is none: not of the shape, or another chapter's. */
export const readRecord = (id: string, entry: unknown): ChapterRecord | null => {
  const record = safeRecord(entry);
  return record.success && record.output.chapter === id ? record.output : null;
};

const inOrder = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Whether two plain values say the same as JSON, whatever the order of their fields. */
export const alike = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a) === JSON.stringify(b) || JSON.stringify(a, inOrder) === JSON.stringify(b, inOrder);

/** All records as one file's text, for a reader who changes devices. */
export const exportLedger = (records: Iterable<ChapterRecord>): string =>
  ledgerText({ chapters: new Map([...records].map((record) => [record.chapter, record])), rest: [] });

/**
 * Reads a file that `exportLedger` wrote. Each record is then saved like any other, so that it merges with what is there.
 *
 * @returns the records that could be read, and a sentence for what could not
 */
export function importLedger(text: string): { records: readonly ChapterRecord[]; notices: readonly string[] } {
  const ledger = parseLedger(text);
  if (ledger === "later")
    return {
      records: [],
      notices: ["The file was written by a later version of this book. Nothing was taken from it."],
    };
  if (ledger === "damaged")
    return { records: [], notices: ["The file is not a ledger of this book. Nothing was taken from it."] };
  const records: ChapterRecord[] = [];
  const notices: string[] = [];
  for (const [id, entry] of ledger.chapters) {
    const record = readRecord(id, entry);
    if (record) records.push(record);
    else notices.push(`The file’s record of “${id.slice(0, 80)}” could not be read, and was left out.`);
  }
  return { records, notices };
}
