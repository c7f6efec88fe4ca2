import { type Columns, csv } from "../csv.ts";
import { tellParam } from "../manner.ts";
import { bring } from "../model-memo.ts";
import { predictionOf } from "../prediction.ts";
import { reportOf } from "../report.ts";
import { reportJson, reportMarkdown } from "../report-text.ts";
import type { Session } from "../session.ts";
import { copy, embedSnippet, linkTo } from "../share.ts";
import { give, isoDay, print, told } from "./handed.ts";
import type { Page } from "./page.ts";
import { wordsIn } from "./words.ts";

/** The trials as rows: settings and what was shown, told in the units of the model. */
function trialsCsv({ module, record, chapter }: Session): string {
  const search = chapter.search;
  const outputs = Object.fromEntries(
    (search?.shows ?? []).flatMap((name) => {
      const output = module.outputs[name];
      return output ? [[name, output]] : [];
    }),
  );
  const levers = Object.fromEntries(
    (search?.levers ?? []).map((name) => [
      name,
      { label: module.params[name]?.label ?? name, style: "number" as const },
    ]),
  );
  const columns: Columns = {
    attempt: { label: "attempt", style: "count" },
    number: { label: "trial", style: "count" },
    seed: { label: "seed", style: "count" },
    ...levers,
    ...outputs,
    met: { label: "target met", style: "number" },
  };
  const rows = record.trials.map((trial) => ({
    attempt: trial.attempt,
    number: trial.number,
    seed: trial.seed,
    ...Object.fromEntries(
      Object.entries(trial.settings).map(([name, value]) => {
        const spec = module.params[name];
        return [name, typeof value === "number" || !spec ? Number(value) : tellParam(spec, value)];
      }),
    ),
    ...Object.fromEntries(Object.entries(trial.shown).map(([name, value]) => [name, value ?? "never"])),
    met: trial.met ? "yes" : "no",
  }));
  return csv(columns, rows);
}

/** The badges are evaluated on the reader's own settings; before the commitment they are under the sheet, here as well. */
async function report({ session, atMission, mode, assign, charts }: Page) {
  const { chapter, module, record } = session;
  // Where the charts never came, the report goes without their data.
  const drawn = record.decision?.picks.length ? await charts.catch(() => null) : null;
  if (drawn) await bring(module, session.explored);
  const picked = drawn && (await import("../picked.ts")).pickedTrials(record, chapter, module, drawn);
  return reportOf({
    ...wordsIn(document),
    chapter,
    params: module.params,
    outputs: module.outputs,
    record,
    prediction: predictionOf(session, atMission),
    model: session.stage === "asked" ? null : await session.ownModel(),
    picked: picked ?? [],
    risks: [],
    mode,
    assign,
  });
}

/** Which entry was chosen last: an earlier one that is still on its way says nothing any more. */
let chosen = 0;

/** One entry of the menu; what a frame refuses is shown as text in its place. */
export async function share(what: string, page: Page, out: HTMLElement): Promise<void> {
  const { session } = page;
  const { id, title, labTitle, trackTitle, base } = session.chapter;
  const site = `${location.origin}${base}`;
  const name = id.replaceAll("/", "-");
  const turn = ++chosen;
  const copied = async (text: string, done: string, refused: string) => {
    const handed = await copy(text, navigator.clipboard);
    if (turn === chosen) told(out, handed, done, refused, text);
  };
  out.replaceChildren();
  switch (what) {
    case "link": {
      const { link, whole } = await linkTo({ page: `${site}${id}/`, query: page.query() }, session.record);
      const done = whole
        ? "The link to this state is copied. It carries your prediction, trials and texts."
        : "The link is copied; it carries the levers only.";
      return copied(link, done, "Copy this link:");
    }
    case "embed": {
      const query = page.query();
      const snippet = embedSnippet({ site, chapter: id, query, title: `${labTitle}, ${trackTitle}: ${title}` });
      return copied(snippet, "The embed snippet is copied.", "Copy this snippet:");
    }
    case "csv":
      return give(out, { name: `${name}-trials`, type: what, text: trialsCsv(session) });
    case "md":
      return give(out, { name: `${name}-report`, type: what, text: reportMarkdown([await report(page)], today()) });
    case "json": {
      const reports = [{ report: await report(page), record: session.record }];
      return give(out, { name: `${name}-report`, type: what, text: reportJson(reports, today()) });
    }
    case "print":
      return print(out);
  }
}

const today = (): string => isoDay(new Date());
