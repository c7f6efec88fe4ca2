import { announce } from "../announce.ts";
import { type Columns, csv } from "../csv.ts";
import { tellParam } from "../manner.ts";
import { predictionOf } from "../prediction.ts";
import { reportOf } from "../report.ts";
import { reportJson, reportMarkdown } from "../report-text.ts";
import type { Session } from "../session.ts";
import { copy, download, embedSnippet, type Handed, linkTo } from "../share.ts";
import type { Page } from "./page.ts";
import { citedSources, prompts, questionIn } from "./words.ts";

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

function report({ session, atMission, mode, assign }: Page) {
  return reportOf({
    chapter: session.chapter,
    params: session.module.params,
    outputs: session.module.outputs,
    record: session.record,
    prediction: predictionOf(session, atMission),
    asked: questionIn("lab-predict") ?? { question: "", choices: {} },
    transfer: questionIn("lab-transfer"),
    prompts: prompts(),
    model: session.searching ? null : session.model,
    risks: [],
    sources: citedSources(),
    mode,
    assign,
  });
}

/** Shows a text that could not be handed over, selected, so that a copy is one key away. */
function show(out: HTMLElement, sentence: string, text?: string): void {
  const line = document.createElement("p");
  line.textContent = sentence;
  out.replaceChildren(line);
  announce(sentence);
  if (text === undefined) return;
  const field = document.createElement("textarea");
  field.readOnly = true;
  field.value = text;
  field.setAttribute("aria-label", sentence);
  out.append(field);
  field.focus();
  field.select();
}

const told = (out: HTMLElement, handed: Handed, done: string, refused: string, text: string): void =>
  handed === "done" ? show(out, done) : show(out, refused, text);

/** One entry of the menu; what a frame refuses is shown as text in its place. */
export async function share(what: string, page: Page, out: HTMLElement): Promise<void> {
  const { session } = page;
  const { id, title, labTitle, trackTitle, base } = session.chapter;
  const site = `${location.origin}${base}`;
  const name = id.replaceAll("/", "-");
  if (what === "link") {
    const { link, whole } = await linkTo({ page: `${site}${id}/`, query: page.query() }, session.record);
    const done = whole
      ? "The link to this state is copied. It carries your prediction, trials and texts."
      : "The link is copied; it carries the levers only.";
    return told(out, await copy(link, navigator.clipboard), done, "Copy this link:", link);
  }
  if (what === "embed") {
    const snippet = embedSnippet({
      site,
      chapter: id,
      query: page.query(),
      title: `${labTitle}, ${trackTitle}: ${title}`,
    });
    return told(
      out,
      await copy(snippet, navigator.clipboard),
      "The embed snippet is copied.",
      "Copy this snippet:",
      snippet,
    );
  }
  if (what === "print") return window.print();
  const files = {
    csv: { name: `${name}-trials`, text: () => trialsCsv(session) },
    md: { name: `${name}-report`, text: () => reportMarkdown([report(page)]) },
    json: { name: `${name}-report`, text: () => reportJson([{ report: report(page), record: session.record }]) },
  } as const;
  if (what !== "csv" && what !== "md" && what !== "json") return;
  const file = files[what];
  const text = file.text();
  told(
    out,
    download({ name: file.name, type: what, text }, document),
    `${file.name}.${what} is downloaded.`,
    "If no file comes, copy this text:",
    text,
  );
}
