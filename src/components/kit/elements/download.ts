import type { AnyChart } from "../chart.ts";
import { csv } from "../csv.ts";
import type { Session } from "../session.ts";
import { download } from "../share.ts";

/** Downloads a chart's rows as they stand; where a frame may not download, the text is shown below the chart. */
export function downloadCsv(chart: AnyChart, session: Session, below: HTMLElement): void {
  const text = csv(chart.columns, chart.rows(session.model, session.view));
  const name = `${session.chapter.id.replaceAll("/", "-")}-${below.getAttribute("of") ?? "chart"}.csv`;
  download(name, "text/csv", text);
}
