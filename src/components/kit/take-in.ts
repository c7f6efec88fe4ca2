import type { Ledger } from "./ledger.ts";
import { alike, importLedger } from "./ledger-text.ts";
import { mergeRecords } from "./merge.ts";
import { type ChapterRecord, isUntouched } from "./record.ts";

/**
 * A record from a file beside the one on this device. Here the own side stands where only one can: commitment, transfer,
 * levers, the places of trials, the text under its own name, the decision, each chart's exhibit. What the file has
 * besides is added.
 */
export function takenIn(own: ChapterRecord, brought: ChapterRecord): ChapterRecord {
  if (isUntouched(own)) return brought;
  const first = mergeRecords(null, own, brought);
  const last = mergeRecords(null, brought, own);
  const moved = Object.keys(own.changed).length > 0 || own.preset !== brought.preset;
  return {
    ...first,
    version: own.version,
    preset: own.preset,
    changed: moved ? own.changed : brought.changed,
    texts: last.texts,
    decision: own.decision ?? first.decision,
    exhibits: last.exhibits,
    searching: own.searching && !first.found && !first.shown,
  };
}

/** Two answers to one question: the file's cannot stand beside this device's. */
const differs = <T>(own: T | null, brought: T | null): boolean =>
  own !== null && brought !== null && !alike(own, brought);

/**
 * Takes a ledger's file in, chapter by chapter; nothing that stood on this device goes.
 *
 * @returns what was done, and what was not, in sentences for the reader
 */
export function takeIn(ledger: Ledger, text: string): readonly string[] {
  const { records, notices } = importLedger(text);
  const sentences: string[] = [];
  let taken = 0;
  for (const brought of records) {
    const own = ledger.load(brought.chapter);
    if (own && differs(own.decision, brought.decision))
      sentences.push(
        `The file decides ${brought.chapter} otherwise than this device: the form that stands here stays, and the file’s is in the file alone.`,
      );
    if (own && (differs(own.commitment, brought.commitment) || differs(own.transfer, brought.transfer)))
      sentences.push(
        `The file answers ${brought.chapter} otherwise than this device: the prediction that stands here stays, and the file’s is in the file alone.`,
      );
    // The loaded object goes on, so that the ledger knows what the merge started from.
    const saved = ledger.save(own ? Object.assign(own, takenIn(own, brought)) : brought);
    if (saved.ok) taken++;
    else sentences.push(saved.why);
  }
  const done = taken === 0 ? [] : [`${taken} ${taken === 1 ? "chapter is" : "chapters are"} taken in from the file.`];
  const empty = records.length === 0 && notices.length === 0 ? ["The file is a ledger with nothing in it."] : [];
  return [...done, ...empty, ...notices, ...new Set(sentences)];
}
