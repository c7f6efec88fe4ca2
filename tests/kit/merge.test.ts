import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { openLedger } from "../../src/components/kit/ledger.ts";
import { LEDGER_KEY } from "../../src/components/kit/ledger-store.ts";
import { mergeRecords } from "../../src/components/kit/merge.ts";
import type { ChapterRecord } from "../../src/components/kit/record.ts";
import { CHAPTER, FakeStorage, someRecord, trial } from "./stored.ts";

let storage: FakeStorage;
let here: ReturnType<typeof openLedger>;
let there: ReturnType<typeof openLedger>;

beforeEach(() => {
  storage = new FakeStorage();
  here = openLedger(() => storage);
  there = openLedger(() => storage);
});

/** Both tabs have the chapter open, from the same stored record. */
function twoTabs(record: ChapterRecord = someRecord({ commitment: null })): [ChapterRecord, ChapterRecord] {
  here.save(record);
  const [mine, theirs] = [here.load(CHAPTER), there.load(CHAPTER)];
  if (!mine || !theirs) throw new Error("The ledger lost the record.");
  return [mine, theirs];
}

const text = (words: string, kept = false) => ({ text: words, kept });

describe("two tabs of one chapter", () => {
  test("of two commitments the first stays", () => {
    const [mine, theirs] = twoTabs();
    theirs.commitment = { choice: "half", number: null, sure: "sure" };
    there.save(theirs);
    mine.commitment = { choice: "root", number: 1.4, sure: "guess" };
    const saved = here.save(mine);
    expect(saved.record.commitment?.choice).toBe("half");
    expect(saved.record).not.toBe(mine);
  });

  test("keep the trials of both, each once", () => {
    const [mine, theirs] = twoTabs();
    theirs.trials = [...theirs.trials, trial(3, { shown: { failures: 5 } })];
    there.save(theirs);
    mine.trials = [...mine.trials, trial(3, { shown: { failures: 9 } })];
    const { record } = here.save(mine);
    expect(record.trials.map(({ number, shown }) => [number, shown.failures])).toEqual([
      [1, 21],
      [2, 22],
      [3, 5],
      [4, 9],
    ]);
    expect(here.save(record).record).toBe(record);
    expect(there.save(theirs).record.trials).toHaveLength(4);
  });

  test("keep the newer decision, whose evidence follows a trial that had to move, and the exhibits of both", () => {
    const [mine, theirs] = twoTabs();
    const exhibit = (of: string, cell: string) => ({ of, title: of, where: "", head: ["A"], rows: [[cell]] });
    theirs.trials = [...theirs.trials, trial(3, { shown: { failures: 5 } })];
    theirs.exhibits = [exhibit("proof", "theirs"), exhibit("costs", "theirs")];
    there.save(theirs);
    mine.trials = [...mine.trials, trial(3, { shown: { failures: 9 } })];
    mine.decision = {
      choices: { strategy: "least" },
      picks: [
        [1, 1],
        [1, 3],
      ],
      keeps: { nodes: 8 },
      kept: true,
    };
    mine.exhibits = [exhibit("proof", "mine")];
    const { record } = here.save(mine);
    expect(record.decision?.picks).toEqual([
      [1, 1],
      [1, 4],
    ]);
    expect(record.exhibits.map(({ of, rows }) => [of, rows[0]?.[0]])).toEqual([
      ["proof", "mine"],
      ["costs", "theirs"],
    ]);
    expect(there.save(theirs).record.decision?.choices).toEqual({ strategy: "least" });
  });

  test("open a new attempt where an attempt of ten is full", () => {
    const ten = Array.from({ length: 10 }, (_, i) => trial(i + 1));
    const [mine, theirs] = twoTabs(someRecord({ trials: ten.slice(0, 9) }));
    theirs.trials = ten;
    there.save(theirs);
    mine.trials = [...ten.slice(0, 9), trial(10, { met: true })];
    const { record } = here.save(mine);
    expect(record.trials.at(-1)).toMatchObject({ attempt: 2, number: 1, met: true });
    expect(record.attempt).toBe(2);
  });

  test("never drop a text: the one that differs is kept beside", () => {
    const [mine, theirs] = twoTabs();
    theirs.texts = { ...theirs.texts, reflect: text("From the other tab.", true) };
    there.save(theirs);
    mine.texts = { ...mine.texts, reflect: text("Typed here.") };
    expect(here.save(mine).record.texts).toEqual({
      reflect: text("Typed here.", true),
      "reflect (other tab)": text("From the other tab.", true),
    });
  });

  test("let a reader delete words, and keep one copy of a text that went on", () => {
    const [mine] = twoTabs();
    mine.texts = { reflect: text("") };
    expect(here.save(mine).record.texts).toEqual({ reflect: text("", true) });
    const stranger = someRecord({ texts: { reflect: text("Typed") } });
    const { record } = here.save(stranger);
    expect(here.save(someRecord({ texts: { reflect: text("Typed on") } })).record.texts).toEqual({
      reflect: text("Typed on", true),
    });
    expect(record.texts).toEqual({ reflect: text("Typed", true) });
  });

  test("take levers from the tab that turned them", () => {
    const [mine, theirs] = twoTabs();
    theirs.changed = { nodes: 64 };
    there.save(theirs);
    mine.texts = { ...mine.texts, decision: text("x") };
    expect(here.save(mine).record.changed).toEqual({ nodes: 64 });
    const again = there.load(CHAPTER);
    if (again) again.changed = { nodes: 128 };
    if (again) there.save(again);
    mine.changed = { nodes: 256 };
    expect(here.save(mine).record.changed).toEqual({ nodes: 256 });
  });

  test("remember what either found or was shown", () => {
    const [mine, theirs] = twoTabs();
    theirs.found = true;
    there.save(theirs);
    mine.shown = true;
    mine.searching = true;
    expect(here.save(mine).record).toMatchObject({ found: true, shown: true, searching: false });
  });

  test("of different chapters do not touch one another", () => {
    here.save(someRecord());
    there.save(someRecord({ chapter: "a/b/c" }));
    here.save(someRecord({ found: true }));
    expect(there.all().map(({ chapter }) => chapter)).toEqual([CHAPTER, "a/b/c"]);
  });

  test("hear of one another by the storage event, by chapter", () => {
    const target = new EventTarget();
    const listening = openLedger(() => storage, target);
    const heard = vi.fn();
    const stop = listening.onChange(heard);
    const send = (key: string, newValue: string | null, oldValue: string | null = null) =>
      target.dispatchEvent(Object.assign(new Event("storage"), { key, newValue, oldValue }));
    here.save(someRecord());
    const one = storage.texts.get(LEDGER_KEY) ?? "";
    here.save(someRecord({ chapter: "a/b/c" }));
    const both = storage.texts.get(LEDGER_KEY) ?? "";
    send(LEDGER_KEY, both, one);
    expect(heard.mock.calls).toEqual([["a/b/c"]]);
    send("another", both, one);
    send(LEDGER_KEY, "{broken", one);
    send(LEDGER_KEY, null, one);
    expect(heard).toHaveBeenCalledOnce();
    stop();
    send(LEDGER_KEY, both);
    expect(heard).toHaveBeenCalledOnce();
  });
});

describe("any two records that went apart", () => {
  const words = fc.constantFrom("", "a", "a b", "b", "c");
  const texts = fc.dictionary(
    fc.constantFrom("reflect", "decision", "__proto__"),
    words.map((w) => text(w)),
  );
  const trials = fc
    .uniqueArray(
      fc.record({ number: fc.integer({ min: 1, max: 10 }), attempt: fc.integer({ min: 1, max: 3 }), tax: fc.nat(3) }),
      { selector: ({ number, attempt }) => `${number} ${attempt}` },
    )
    .map((made) => made.sort((a, b) => a.attempt - b.attempt || a.number - b.number));
  const record = fc.record({ texts, trials, choice: fc.option(fc.constantFrom("half", "root")) }).map((made) =>
    someRecord({
      texts: made.texts,
      attempt: Math.max(1, ...made.trials.map(({ attempt }) => attempt)),
      trials: made.trials.map(({ tax, ...place }) => trial(place.number, { ...place, shown: { tax } })),
      commitment: made.choice === null ? null : { choice: made.choice, number: null, sure: "sure" },
    }),
  );

  test("lose no words, no run and no first commitment, and merge once and for all", () => {
    fc.assert(
      fc.property(record, record, (stored, own) => {
        const merged = mergeRecords(null, stored, own);
        const kept = Object.values(merged.texts).map((entry) => entry.text);
        for (const side of [stored, own]) {
          for (const entry of Object.values(side.texts)) expect(kept.some((w) => w.includes(entry.text))).toBe(true);
          for (const run of side.trials)
            expect(merged.trials.some(({ shown }) => shown.tax === run.shown.tax)).toBe(true);
        }
        const places = merged.trials.map(({ attempt, number }) => `${attempt} ${number}`);
        expect(new Set(places).size).toBe(places.length);
        expect(merged.trials.every(({ number }) => number <= 10)).toBe(true);
        expect(merged.commitment).toEqual(stored.commitment ?? own.commitment);
        expect(mergeRecords(merged, merged, merged)).toEqual(merged);
        expect(mergeRecords(merged, stored, merged).trials).toEqual(merged.trials);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  test("settle: what a save answers is what the next save answers, the very object", () => {
    fc.assert(
      fc.property(record, record, (stored, own) => {
        storage = new FakeStorage();
        here.save(stored);
        const first = openLedger(() => storage).save(own).record;
        const ledger = openLedger(() => storage);
        const second = ledger.save(first).record;
        expect(ledger.save(second).record).toBe(second);
        expect(second).toEqual(first);
        expect(ledger.load(CHAPTER)).toEqual(second);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});
