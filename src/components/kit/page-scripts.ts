import type { AnyModel } from "../../sim/core/model.ts";
import type { Views } from "../registry.ts";
import type { ChapterData } from "./chapter-data.ts";

/** What the build handed to a chapter's page: this one, or one that was fetched. */
export const chapterIn = (root: Document): ChapterData =>
  JSON.parse(root.getElementById("chapter-data")?.textContent ?? "{}");

/**
 * A chapter's model and charts in the browser. The build wrote their addresses into the page, so that no page carries the list
 * of all chapters; while developing, and where a page is older than that, the registry finds them.
 */
const registry = () => import("../registry.ts");

export const modelOf = async ({ scripts, lab, model }: ChapterData): Promise<AnyModel> =>
  scripts ? import(/* @vite-ignore */ scripts.model) : (await registry()).loadModel(lab, model);

export async function viewsOf({ scripts, lab, model }: ChapterData): Promise<Views> {
  if (!scripts) return (await registry()).loadViews(lab, model);
  for (const href of scripts.charts.filter((href) => !document.head.querySelector(`[href="${href}"]`)))
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
  return import(/* @vite-ignore */ scripts.charts[0]);
}
