import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { openLedger } from "../../src/components/kit/ledger.ts";
import { LEDGER_KEY } from "../../src/components/kit/ledger-store.ts";
import { exportLedger, importLedger } from "../../src/components/kit/ledger-text.ts";
import type { ChapterRecord } from "../../src/components/kit/record.ts";
import { CHAPTER, FakeStorage, someRecord, trial } from "./stored.ts";

let storage: FakeStorage;
const open = () => openLedger(() => storage);
const OTHER = "fault-tolerance/edge-guardian/sdc-detective";

beforeEach(() => {
  storage = new FakeStorage();
});

describe("the ledger", () => {
  test("gives back what was saved, in a new page", () => {
    expect(open().load(CHAPTER)).toBeNull();
    const record = someRecord();
    expect(open().save(record)).toEqual({ ok: true, record });
    const ledger = open();
    expect(ledger.load(CHAPTER)).toEqual(record);
    expect(ledger.persistent).toBe(true);
    expect(ledger.notices).toEqual([]);
  });

  test("keeps chapters apart, whatever they are called", () => {
    const ids = [CHAPTER, "__proto__", "constructor", "toString"];
    for (const chapter of ids) open().save(someRecord({ chapter }));
    expect(
      open()
        .all()
        .map(({ chapter }) => chapter),
    ).toEqual(ids);
    expect(open().load("hasOwnProperty")).toBeNull();
  });

  test("takes a chapter out, and puts it back as it was", () => {
    const ledger = open();
    ledger.save(someRecord());
    const undo = ledger.remove(CHAPTER);
    expect(open().load(CHAPTER)).toBeNull();
    undo();
    expect(open().load(CHAPTER)).toEqual(someRecord());
  });

  test("moves to another device as a file, and says what could not be read", () => {
    const file = exportLedger([someRecord(), someRecord({ chapter: OTHER })]);
    expect(importLedger(file)).toEqual({ records: [someRecord(), someRecord({ chapter: OTHER })], notices: [] });
    const damaged = file.replace('"fairly"', '"certain"');
    expect(importLedger(damaged).records).toHaveLength(1);
    expect(importLedger(damaged).notices[0]).toContain(`“${CHAPTER}” could not be read`);
    expect(importLedger("{}").notices[0]).toContain("not a ledger");
    expect(importLedger('{"version":2}').notices[0]).toContain("later version");
  });
});

describe("storage that fails", () => {
  test("by refusing: memory holds the work, and it is said", () => {
    storage.refuses = true;
    const ledger = open();
    expect(ledger.persistent).toBe(false);
    expect(ledger.notices[0]).toContain("not saved on this device");
    const saved = ledger.save(someRecord());
    expect(saved.ok).toBe(false);
    expect(ledger.load(CHAPTER)).toEqual(someRecord());
    expect(ledger.all()).toEqual([someRecord()]);
  });

  test("by throwing at the mere touch", () => {
    const ledger = openLedger(() => {
      throw new DOMException("denied", "SecurityError");
    });
    ledger.save(someRecord());
    expect(ledger.load(CHAPTER)).toEqual(someRecord());
  });

  test("by being full: what was stored stays, memory holds the newer, and a later save catches up", () => {
    const ledger = open();
    ledger.save(someRecord());
    const before = storage.texts.get(LEDGER_KEY);
    storage.room = 10;
    const grown = someRecord({ trials: [trial(1), trial(2), trial(3)] });
    const saved = ledger.save(grown);
    expect(!saved.ok && saved.why).toContain("full");
    expect(storage.texts.get(LEDGER_KEY)).toBe(before);
    expect(ledger.load(CHAPTER)).toEqual(grown);
    expect(ledger.persistent).toBe(false);
    storage.room = 1e6;
    expect(ledger.save(grown).ok).toBe(true);
    expect(ledger.persistent).toBe(true);
    expect(open().load(CHAPTER)).toEqual(grown);
  });

  test("by being full, twice: what was typed in between stays", () => {
    const ledger = open();
    ledger.save(someRecord());
    storage.room = 10;
    const own = ledger.load(CHAPTER) ?? someRecord();
    own.texts = { reflect: { text: "Another answer.", kept: true } };
    expect(ledger.save(own).record).toBe(own);
    expect(ledger.save(own).record.texts).toEqual({ reflect: { text: "Another answer.", kept: true } });
    storage.room = 1e6;
    const again = ledger.load(CHAPTER) ?? someRecord();
    expect(ledger.save(again)).toMatchObject({ ok: true, record: { texts: own.texts } });
  });

  test("by forgetting in silence: the save reports that nothing was stored", () => {
    storage.forgets = true;
    expect(open().save(someRecord()).ok).toBe(false);
  });

  test("by a record that could not be read back: it stays in memory, and is said", () => {
    const ledger = open();
    const saved = ledger.save(someRecord({ changed: { interval: Number.POSITIVE_INFINITY } }));
    expect(!saved.ok && saved.why).toContain("outgrown");
    expect(storage.texts.size).toBe(0);
  });
});

describe("a ledger that was stored by others", () => {
  test("of a later version is left as it is", () => {
    const later = '{"version":2,"chapters":[],"more":true}';
    storage.texts.set(LEDGER_KEY, later);
    const ledger = open();
    expect(ledger.persistent).toBe(false);
    expect(ledger.notices[0]).toContain("later version");
    expect(ledger.save(someRecord()).ok).toBe(false);
    ledger.remove(CHAPTER);
    expect([...storage.texts.values()]).toEqual([later]);
    expect(ledger.all()).toEqual([]);
  });

  test("that is damaged is kept aside and said, once", () => {
    storage.texts.set(LEDGER_KEY, "{half");
    const ledger = open();
    expect(ledger.notices[0]).toContain("kept aside");
    expect(ledger.save(someRecord()).ok).toBe(true);
    expect(ledger.save(someRecord({ found: true })).ok).toBe(true);
    expect([...storage.texts.values()].filter((text) => text === "{half")).toHaveLength(1);
    expect(open().notices).toEqual([]);
  });

  test("with one damaged chapter keeps the others usable", () => {
    open().save(someRecord({ chapter: OTHER }));
    open().save(someRecord());
    const text = (storage.texts.get(LEDGER_KEY) ?? "").replace('"fairly"', '"certain"');
    storage.texts.set(LEDGER_KEY, text);
    const ledger = open();
    expect(ledger.load(OTHER)).toBeNull();
    expect(ledger.notices[0]).toContain("this chapter could not be read");
    expect(ledger.load(CHAPTER)).toEqual(someRecord());
    ledger.save(someRecord({ chapter: OTHER, found: true }));
    expect([...storage.texts.values()]).toContain(text);
    expect(open().all()).toHaveLength(2);
  });

  test("is not overwritten where it cannot be kept aside", () => {
    storage.texts.set(LEDGER_KEY, "x".repeat(90));
    storage.room = 100;
    expect(open().save(someRecord()).ok).toBe(false);
    expect(storage.texts.get(LEDGER_KEY)).toBe("x".repeat(90));
  });
});

/** A ledger's text with one thing wrong, or with all wrong. */
const whole = exportLedger([someRecord(), someRecord({ chapter: OTHER })]);
const evil = fc.constantFrom("__proto__", "constructor", "prototype", "toString", "chapters", "version");
const fields = Object.keys(someRecord());
const json = fc.oneof(fc.jsonValue(), fc.dictionary(fc.oneof(evil, fc.string()), fc.jsonValue()));
const damagedField = fc
  .tuple(fc.oneof(fc.constantFrom(...fields), evil, fc.string()), json)
  .map(([name, value]) => JSON.stringify({ version: 1, chapters: { [CHAPTER]: { ...someRecord(), [name]: value } } }));
const damagedText = fc
  .tuple(fc.nat(whole.length), fc.nat(6), fc.string({ maxLength: 3 }))
  .map(([at, cut, text]) => whole.slice(0, at) + text + whole.slice(at + cut));
const damagedLedger = fc
  .tuple(json, fc.constantFrom(CHAPTER, OTHER, "__proto__", "constructor"), json, json)
  .map(([version, id, chapter, more]) =>
    JSON.stringify({ version: typeof version === "number" ? version : 1, chapters: { [id]: chapter }, more }),
  );
const stored = fc.oneof(
  damagedField,
  damagedText,
  damagedLedger,
  fc.json(),
  fc.string({ unit: "binary" }),
  fc.constant(whole),
);

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A stored ledger without one chapter, as text; null where it is not a ledger that is written just so. */
function withoutOwn(text: string): string | null {
  const json = asJson(text);
  if (typeof json !== "object" || json === null || JSON.stringify(json) !== text || !("chapters" in json)) return null;
  const others = Object.entries(Object(json.chapters)).filter(([id]) => id !== CHAPTER);
  return JSON.stringify({ ...json, chapters: Object.fromEntries(others) });
}

/** Word for word in the storage; or in the ledger, but for this chapter's record, where that was read whole. */
const isStillThere = (before: string, own: ChapterRecord | null): boolean =>
  [...storage.texts.values()].includes(before) ||
  (before.includes(own ? JSON.stringify(own) : "") &&
    (own !== null || !before.includes(`"${CHAPTER}":`)) &&
    withoutOwn(before) !== null &&
    withoutOwn(before) === withoutOwn(storage.texts.get(LEDGER_KEY) ?? ""));

describe("10,000 stored ledgers", () => {
  test("never throw, lose nothing, and hold the new record afterwards or say why not", () => {
    fc.assert(
      fc.property(stored, (text) => {
        storage = new FakeStorage();
        storage.texts.set(LEDGER_KEY, text);
        const ledger = open();
        const record = ledger.load(CHAPTER);
        expect(record === null || record.chapter === CHAPTER).toBe(true);
        ledger.all();
        const own = record ?? someRecord();
        const first = structuredClone(record);
        own.texts = { ...own.texts, decision: { text: "Every 21 minutes.", kept: true } };
        const saved = ledger.save(own);
        expect(isStillThere(text, first)).toBe(true);
        if (saved.ok) expect(open().load(CHAPTER)).toEqual(saved.record);
        else
          expect([saved.why.length > 20, ledger.load(CHAPTER), ledger.persistent]).toEqual([true, saved.record, false]);
        const undo = ledger.remove(CHAPTER);
        expect(isStillThere(text, first)).toBe(true);
        undo();
        expect(ledger.load(CHAPTER)).toEqual(saved.record);
        expect(({} as Record<string, unknown>).x).toBeUndefined();
      }),
      { numRuns: 10_000, seed: 20261122 },
    );
  }, 240_000);
});
