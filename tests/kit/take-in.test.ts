import { describe, expect, test } from "vitest";
import { openLedger } from "../../src/components/kit/ledger.ts";
import { exportLedger } from "../../src/components/kit/ledger-text.ts";
import { ownSettings } from "../../src/components/kit/own-settings.ts";
import { emptyRecord } from "../../src/components/kit/record.ts";
import { takeIn, takenIn } from "../../src/components/kit/take-in.ts";
import { CHAPTER, FakeStorage, someRecord, trial } from "./stored.ts";

const ledgerWith = (storage = new FakeStorage()) => openLedger(() => storage, undefined);

describe("a ledger’s file that is taken in", () => {
  test("on an empty device is there as it was", () => {
    const ledger = ledgerWith();
    expect(takeIn(ledger, exportLedger([someRecord()]))).toEqual(["1 chapter is taken in from the file."]);
    expect(ledger.load(CHAPTER)).toEqual(someRecord());
  });

  test("leaves what stands here, and adds what the file has besides", () => {
    const own = someRecord();
    const brought = someRecord({
      changed: { interval: 60 },
      trials: [trial(1, { settings: { interval: 9 } }), trial(2), trial(3)],
      texts: { reflect: { text: "Another thought.", kept: true }, decision: { text: "9 s", kept: false } },
      found: true,
    });
    const merged = takenIn(own, brought);
    expect(merged.changed).toEqual(own.changed);
    expect(merged.trials.slice(0, 2)).toEqual(own.trials);
    expect(merged.trials.map(({ settings }) => settings.interval).sort()).toEqual([1001, 1002, 1003, 9]);
    expect(merged.texts.reflect).toEqual(own.texts.reflect);
    expect(merged.texts["reflect (other tab)"]?.text).toBe("Another thought.");
    expect(merged.texts.decision?.text).toBe("9 s");
    expect(merged.found).toBe(true);
  });

  test("twice is taken in once", () => {
    const ledger = ledgerWith();
    ledger.save(someRecord());
    const file = exportLedger([
      someRecord({ trials: [trial(1, { seed: 8 })], texts: { reflect: { text: "b", kept: true } } }),
    ]);
    takeIn(ledger, file);
    const once = ledger.load(CHAPTER);
    takeIn(ledger, file);
    expect(ledger.load(CHAPTER)).toEqual(once);
  });

  test("that answers otherwise leaves the prediction that was made here, and says so", () => {
    const ledger = ledgerWith();
    ledger.save(someRecord());
    const other = someRecord({ commitment: { choice: "half", number: 2, sure: "sure" } });
    expect(takeIn(ledger, exportLedger([other])).join(" ")).toContain("the prediction that stands here stays");
    expect(ledger.load(CHAPTER)?.commitment).toEqual(someRecord().commitment);
  });

  test("keeps the decision and the exhibits of this device, takes in what is missing, and says what it left", () => {
    const decision = (choice: string) => ({ choices: { strategy: choice }, picks: [], keeps: {}, kept: true });
    const exhibit = (of: string, where: string) => ({ of, title: "Proof", where, head: ["Found"], rows: [["9"]] });
    const own = someRecord({ decision: decision("async"), exhibits: [exhibit("proof", "Here.")] });
    const brought = someRecord({
      decision: decision("blocking"),
      exhibits: [exhibit("proof", "There."), exhibit("costs", "There.")],
    });
    const merged = takenIn(own, brought);
    expect(merged.decision).toEqual(own.decision);
    expect(merged.exhibits).toHaveLength(2);
    expect(merged.exhibits).toEqual(expect.arrayContaining([...own.exhibits, brought.exhibits[1]]));
    expect(takenIn({ ...own, decision: null }, brought).decision).toEqual(brought.decision);

    const ledger = ledgerWith();
    ledger.save(own);
    expect(takeIn(ledger, exportLedger([brought])).join(" ")).toContain("the form that stands here stays");
    expect(takeIn(ledger, exportLedger([own])).join(" ")).not.toContain("the form that stands here");
  });

  test.each([
    ["{ not JSON", "The file is not a ledger of this book. Nothing was taken from it."],
    [
      '{"version":99,"chapters":{}}',
      "The file was written by a later version of this book. Nothing was taken from it.",
    ],
    ['{"version":1,"chapters":{}}', "The file is a ledger with nothing in it."],
    ['{"version":1,"chapters":{"a/b/c":3}}', "The file’s record of “a/b/c” could not be read, and was left out."],
  ])("as %s gets a sentence, and changes nothing", (file, sentence) => {
    const ledger = ledgerWith();
    ledger.save(someRecord());
    expect(takeIn(ledger, file)).toEqual([sentence]);
    expect(ledger.load(CHAPTER)).toEqual(someRecord());
  });

  test("onto a full storage is said, and what stood there stands", () => {
    const storage = new FakeStorage();
    const ledger = ledgerWith(storage);
    ledger.save(someRecord());
    storage.room = 10;
    const brought = someRecord({ texts: { decision: { text: "long".repeat(50), kept: true } } });
    expect(takeIn(ledger, exportLedger([brought])).join(" ")).toContain("storage is full");
    expect(ledgerWith(storage).load(CHAPTER)).toEqual(someRecord());
  });

  test("does not outdo a chapter that was only opened", () => {
    const opened = emptyRecord(CHAPTER, "1.0", "plan");
    expect(takenIn(opened, someRecord())).toEqual(someRecord());
  });
});

test("a record’s own settings are the preset and the changed levers that the model still knows", () => {
  const params = {
    nodes: {
      kind: "range",
      label: "Nodes",
      unit: "",
      min: 8,
      max: 9000,
      default: 16,
      scale: "log",
      whole: true,
      ticks: [],
    },
    seed: { kind: "seed", label: "Seed", default: 1 },
  } as const;
  const chapter = { preset: "plan", presets: { plan: { label: "Plan", params: { seed: 5 } } } };
  const settings = (changed: Record<string, number>, preset = "plan") =>
    ownSettings({ preset, changed }, chapter, { params });
  expect(settings({ nodes: 64 })).toEqual({ nodes: 64, seed: 5 });
  expect(settings({ nodes: 1e9, gone: 3, constructor: 1 })).toEqual({ nodes: 16, seed: 5 });
  expect(settings({}, "constructor")).toEqual({ nodes: 16, seed: 5 });
});
