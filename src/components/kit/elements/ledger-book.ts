import type { AnyModel } from "../../../sim/core/model.ts";
import { defaultsOf } from "../../../sim/core/params.ts";
import { finish } from "../../../sim/core/run.ts";
import type { ChapterData } from "../chapter-data.ts";
import { openLedger } from "../ledger.ts";
import { bring } from "../model-memo.ts";
import { ownSettings } from "../own-settings.ts";
import { chapterIn, modelOf, viewsOf } from "../page-scripts.ts";
import { pickedTrials } from "../picked.ts";
import { predictionOf } from "../prediction.ts";
import type { ChapterRecord } from "../record.ts";
import { type Report, reportOf } from "../report.ts";
import type { PickedTrial } from "../report-parts.ts";
import { wordsIn } from "./words.ts";

/** The one ledger of its page: what one entry does, the others and the whole must hear. */
export const ledger = openLedger();

const listeners = new Set<() => void>();
export function onBook(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
export function tellBook(): void {
  for (const listener of listeners) listener();
}

/** A chapter as its own page tells it. */
export interface ToldChapter {
  readonly root: Document;
  readonly chapter: ChapterData;
  readonly module: AnyModel;
  /** The model at the mission's preset. */
  readonly atMission: object;
}

const asked = new Map<string, Promise<ToldChapter | null>>();

async function read(address: string): Promise<ToldChapter> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const root = new DOMParser().parseFromString(await response.text(), "text/html");
  const chapter = chapterIn(root);
  const module = await modelOf(chapter);
  const mission = defaultsOf(module.params, chapter.presets[chapter.preset]?.params);
  await module.prepare?.(mission, chapter.given);
  await bring(module, mission);
  return { root, chapter, module, atMission: finish(module.simulate(mission)) };
}

/** The words of a chapter stand in its page alone: that page is fetched, once. Null where it did not come; the next call asks again. */
export function toldChapter(address: string): Promise<ToldChapter | null> {
  const before = asked.get(address);
  if (before) return before;
  const coming = read(address).catch(() => {
    asked.delete(address);
    return null;
  });
  asked.set(address, coming);
  return coming;
}

export const WORDLESS =
  "The chapter’s page did not come, so its questions, labels and units are missing here: names stand for them.";

/** What a record says by itself: names for words, numbers without units. */
const wordless = (record: ChapterRecord): Report =>
  reportOf({
    chapter: {
      id: record.chapter,
      title: record.chapter,
      labTitle: "Fleet Labs",
      trackTitle: record.chapter,
      objective: "",
      version: record.version,
      preset: record.preset,
      presets: {},
      rubric: [],
      search: null,
      badges: [],
      decision: null,
      lock: { of: "", right: null },
      transfer: null,
    },
    params: {},
    outputs: {},
    record,
    prediction: null,
    asked: { question: "Prediction", choices: {} },
    transfer: { question: "Second prediction", choices: {} },
    prompts: {},
    model: null,
    risks: [],
    sources: [],
    mode: null,
    assign: null,
    notes: [WORDLESS],
  });

/** The report of a record; `badges` asks for the model at the reader's own settings, which takes a run of it. */
export function reportOn(
  record: ChapterRecord,
  told: ToldChapter | null,
  { badges = false, picked = [] }: { readonly badges?: boolean; readonly picked?: readonly PickedTrial[] } = {},
): Report {
  if (!told) return wordless(record);
  const { root, chapter, module, atMission } = told;
  const open = badges && record.commitment !== null;
  return reportOf({
    ...wordsIn(root),
    chapter,
    params: module.params,
    outputs: module.outputs,
    record,
    prediction: predictionOf({ record, chapter }, atMission),
    model: open ? finish(module.simulate(ownSettings(record, chapter, module))) : null,
    picked,
    risks: [],
    mode: null,
    assign: null,
  });
}

/** The same with all that a file holds: badges, and the charts' data of the trials that were picked; charts come for these alone. */
export async function wholeReport(record: ChapterRecord, told: ToldChapter | null): Promise<Report> {
  const picks = record.decision?.picks.length ?? 0;
  const views = told && picks > 0 ? await viewsOf(told.chapter).catch(() => null) : null;
  const picked = told && views ? pickedTrials(record, told.chapter, told.module, views.charts) : [];
  return reportOn(record, told, { badges: true, picked });
}
