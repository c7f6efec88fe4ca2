import type { ChapterRecord } from "./record.ts";

/** The address that a link is made of. */
interface Place {
  /** The page without query and fragment, "https://…/young-daly-audit/". */
  readonly page: string;
  /** "" or "?…", as `writeQuery` gives it. */
  readonly query: string;
}

/**
 * The link that reopens exactly this state. Where the record cannot be packed (an old browser, or no network for the packer), it is the link without it.
 *
 * @returns the link, and whether it carries the record
 */
export async function linkTo({ page, query }: Place, record: ChapterRecord): Promise<{ link: string; whole: boolean }> {
  try {
    const { encodeFragment } = await import("./fragment.ts");
    return { link: `${page}${query}${await encodeFragment(record)}`, whole: true };
  } catch {
    return { link: `${page}${query}`, whole: false };
  }
}

const attribute = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Higher than most hosts show at once, for those that do not listen to the frame's own size (px). */
const HEIGHT = 900;

/**
 * The snippet that puts a chapter into a course page: a frame, and a link for those whom the host does not let in.
 *
 * @param site the site's root with its base, "https://…/"
 * @param chapter `<lab>/<track>/<part>`
 * @param title the frame's accessible name, "Lab 07, Cloud Titan: Young–Daly Audit"
 */
export function embedSnippet(options: { site: string; chapter: string; query: string; title: string }): string {
  const { site, chapter, query, title } = options;
  const framed = attribute(`${site}embed/${chapter}/${query}`);
  const alone = attribute(`${site}${chapter}/${query}`);
  return [
    `<iframe src="${framed}" title="${attribute(title)}" width="100%" height="${HEIGHT}" loading="lazy" style="border:0" allow="clipboard-write; fullscreen" allowfullscreen></iframe>`,
    `<p><a href="${alone}" target="_blank" rel="noopener">Open in a new tab</a></p>`,
  ].join("\n");
}

/** `refused`: the caller shows the text, in a selected textarea. */
export type Handed = "done" | "refused";

/** Copies a text; a frame without the permission, and a page that is not secure, refuse it. */
export async function copy(text: string, clipboard: Pick<Clipboard, "writeText"> | undefined): Promise<Handed> {
  if (!clipboard) return "refused";
  try {
    await clipboard.writeText(text);
    return "done";
  } catch {
    return "refused";
  }
}

const TYPES = { csv: "text/csv", md: "text/markdown", json: "application/json" } as const;

/** How long a download may take to begin (ms) before its address is taken back. */
const LIFE = 60_000;

/**
 * Hands a text to the reader as a file. A sandboxed frame drops a download in silence, so that in any frame the caller shows
 * the text too: `refused` there, although the file may come.
 */
export function download(
  file: { readonly name: string; readonly type: keyof typeof TYPES; readonly text: string },
  document: Document,
): Handed {
  try {
    const address = URL.createObjectURL(new Blob([file.text], { type: `${TYPES[file.type]};charset=utf-8` }));
    const link = document.createElement("a");
    link.href = address;
    link.download = `${file.name}.${file.type}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), LIFE);
  } catch {
    return "refused";
  }
  const view = document.defaultView;
  return view && view.parent === view ? "done" : "refused";
}
