import type { AnyChart } from "../chart.ts";
import { csv } from "../csv.ts";
import type { Session } from "../session.ts";
import { download } from "../share.ts";
import type { View } from "../view.ts";

/**
 * Hands a chart's rows over as they stand.
 *
 * @returns the text where a frame may refuse the download, to be shown instead; null where it came
 */
export function downloadCsv(
  chart: AnyChart,
  name: string,
  session: Session,
  { model, view }: { readonly model: object; readonly view: View },
): string | null {
  const text = csv(chart.columns, chart.rows(model, view));
  const file = { name: `${session.chapter.id.replaceAll("/", "-")}-${name}`, type: "csv" as const, text };
  return download(file, document) === "done" ? null : text;
}
