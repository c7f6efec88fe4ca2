import type { AnyModel } from "../../../sim/core/model.ts";
import { defaultsOf } from "../../../sim/core/params.ts";
import type { Views } from "../../registry.ts";
import { announce } from "../announce.ts";
import type { ChapterData } from "../chapter-data.ts";
import { Frames } from "../frames.ts";
import { openLedger } from "../ledger.ts";
import { computed } from "../model-memo.ts";
import { firstFailure, outlineOf } from "../model-values.ts";
import { chapterIn, modelOf, viewsOf } from "../page-scripts.ts";
import type { SessionParts } from "../page-state.ts";
import { predictionOf } from "../prediction.ts";
import { emptyRecord, isUntouched } from "../record.ts";
import { Session } from "../session.ts";
import { isShown, openAddress, type Query, readQuery } from "../url.ts";
import { drawn, uncover } from "./first-view.ts";
import { carriedBy, inWorker, orTell, paramsFor, queryOf } from "./opening.ts";
import { openPage, type Page, soon } from "./page.ts";

/** How long the levers rest (ms) before their state is stored. */
const REST = 500;

const ledger = openLedger();
const address = openAddress(window);

/** `<lab-chapter>`: the one state of a page. It reads the link and the ledger, and everything else follows it. */
export class LabChapter extends HTMLElement {
  /** Where the sentences go stands last of what a chapter needs to begin. */
  async connectedCallback(): Promise<void> {
    const waits = (id: string) => !document.getElementById(id) && document.readyState === "loading";
    while (waits("chapter-data")) await soon();
    const chapter = chapterIn(document);
    const coming = modelOf(chapter);
    if (chapter.slow) void import("../compute.ts").then(({ wake }) => wake());
    while (waits("notices")) await soon();
    // Plot takes a while to start: the levers answer before it.
    const views = drawn.then(() => viewsOf(chapter));
    const opened = coming.then((module) => this.#open(chapter, module, views));
    const fail = (fault: unknown) => {
      // Nothing will open the veil any more: what can be read may be read.
      delete this.dataset.stage;
      uncover();
      this.#notice(
        `A part of this chapter did not come (${String(fault)}). Its words and pictures stand; try to load it again.`,
      );
    };
    opened.catch(fail);
    views.catch(fail);
  }

  async #open(chapter: ChapterData, module: AnyModel, views: Promise<Views>): Promise<void> {
    const query = readQuery(address.query, module.params, Object.keys(chapter.presets));
    const { record, borrowed, notices } = await this.#record(chapter, query);
    const params = paramsFor(chapter, module, query, record);
    const mission = defaultsOf(module.params, chapter.presets[chapter.preset]?.params ?? {});
    await Promise.all([mission, params].map((needed) => module.prepare?.(needed, chapter.given)));
    const slow = inWorker(chapter, (why) => this.#notice(why));
    const atMission = outlineOf(module, chapter.opening);
    // A slow model is asked for at once; a quick one waits until the levers answer.
    const whole = (chapter.slow ? Promise.resolve() : drawn).then(() => computed(module, mission, slow));
    const session = this.#session(chapter, module, query, {
      record,
      params,
      known: { params: mission, model: atMission, outline: true },
      slow,
    });
    const brought = <T>(part: Promise<T>): Promise<T> => whole.then(() => part);
    const framed = window.parent !== window;
    const notice = (sentence: string) => this.#notice(sentence);
    const frames = new Frames();
    const page: Page = {
      session,
      frames,
      atMission,
      mission: whole,
      charts: brought(views.then(({ charts }) => charts)),
      maps: brought(views.then(({ maps }) => maps ?? {})),
      further: () => orTell(brought(views.then(({ further }) => further?.() ?? {})), notice),
      furtherMaps: () => orTell(brought(views.then(({ furtherMaps }) => furtherMaps?.() ?? {})), notice),
      framed,
      mode: query.mode,
      assign: query.assign,
      query: () => queryOf(address.query, session),
      notice,
    };
    if (!isShown(query, "lock") && session.stage === "asked")
      this.#notice(
        "This part opens when the prediction is committed: on the chapter’s own page, or in its frame beside this one.",
        `${chapter.base}${chapter.id}/#lock`,
      );
    for (const sentence of [...query.notices, ...notices, ...ledger.notices]) this.#notice(sentence);
    this.#follow(page, borrowed);
    openPage(page);
    if (framed)
      void import("../frame.ts").then(({ documentBox, tellSize }) =>
        tellSize(window, documentBox(document.documentElement)),
      );
    session.fill(await whole);
    session.show({ time: chapter.opensAt ?? firstFailure(session.model) });
  }

  /** The record to go on from: the link's where it carries one, the ledger's, or a new one. */
  async #record(chapter: ChapterData, query: Query) {
    const notices: string[] = [];
    const own = ledger.load(chapter.id);
    const carried = await carriedBy(address.fragment, chapter.id);
    if (carried && !carried.ok) notices.push(carried.why);
    if (carried?.ok) {
      if (!own || isUntouched(own)) return { record: carried.record, borrowed: false, notices };
      notices.push(
        "You see the work that the link carries. Your own work on this chapter is kept as it was; open the chapter without the link to go on with it.",
      );
      return { record: carried.record, borrowed: true, notices };
    }
    const fresh = emptyRecord(chapter.id, chapter.version, query.preset ?? chapter.preset, query.seed ?? 1);
    if (own && own.version !== chapter.version)
      notices.push(
        `Your work here was begun with version ${own.version} of the model; this is ${chapter.version}. Numbers may differ.`,
      );
    return { record: own ?? fresh, borrowed: false, notices };
  }

  #session(
    chapter: ChapterData,
    module: AnyModel,
    query: Query,
    { record, ...parts }: Pick<SessionParts, "record" | "params" | "known" | "slow">,
  ): Session {
    const begun = performance.now() / 1000 - (record.actions.at(-1)?.[0] ?? 0);
    const open = query.mode !== "learn" || (!isShown(query, "lock") && !ledger.persistent);
    const clock = () => performance.now() / 1000 - begun;
    return new Session({ module, chapter, record, ...parts, clock, held: query.held, open });
  }

  #follow(page: Page, borrowed: boolean): void {
    const { session, frames, atMission } = page;
    let shown: number | null = null;
    const stage = () => {
      this.dataset.stage = session.stage;
      this.toggleAttribute("data-committed", session.record.commitment !== null);
      this.toggleAttribute("data-searching", session.searching);
      const mark = predictionOf(session, atMission)?.mark ?? null;
      if (mark !== shown) session.show({ prediction: mark });
      shown = mark;
    };
    let rest: ReturnType<typeof setTimeout> | undefined;
    const save = () => {
      clearTimeout(rest);
      if (borrowed || isUntouched(session.record)) return;
      const saved = ledger.save(session.record);
      if (!saved.ok) this.#notice(saved.why);
      if (saved.record !== session.record) session.adopt(saved.record);
    };
    session.listen((change) => {
      // The worker is asked before the next frame is drawn.
      if (change === "moved" && session.chapter.slow) void session.model;
      if (change === "moved" || change === "settled" || change === "trials") frames.all(change === "moved");
      if (change === "stage" || change === "trials") {
        stage();
        frames.values();
      }
      if (change === "moved" || change === "time" || change === "study" || change === "computing") return;
      if (change === "settled") address.replace(queryOf(address.query, session));
      clearTimeout(rest);
      if (change === "settled") rest = setTimeout(save, REST);
      else save();
    });
    addEventListener("pagehide", save);
    if (!borrowed)
      ledger.onChange((changed) => {
        if (changed !== session.chapter.id) return;
        const theirs = isUntouched(session.record) ? ledger.load(changed) : ledger.save(session.record).record;
        if (!theirs) return;
        if (!session.record.commitment && theirs.commitment)
          announce("Committed in another part of the page: this part is open.");
        session.adopt(theirs);
      });
    session.onCase = session.record.searching;
    stage();
  }

  /** A sentence at the head of the page, once; with an address it ends in a link that leaves a frame where it is. */
  #notice(sentence: string, address?: string): void {
    const place = document.getElementById("notices");
    if (!place || [...place.children].some((line) => line.textContent?.startsWith(sentence))) return;
    const line = document.createElement("p");
    line.textContent = sentence;
    if (address) {
      const link = document.createElement("a");
      Object.assign(link, { href: address, target: "_blank", rel: "noopener", textContent: "Open the chapter" });
      line.append(" ", link);
    }
    place.append(line);
    announce(sentence);
  }
}
