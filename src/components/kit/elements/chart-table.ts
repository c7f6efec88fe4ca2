import { tell } from "../../../sim/core/quantity.ts";
import type { AnyChart } from "../chart.ts";
import type { View } from "../view.ts";

/** A chart's rows as lines of its table; the first cell names the line. */
export const tableRows = (
  chart: Pick<AnyChart, "columns" | "rows">,
  model: object,
  view: View,
): HTMLTableRowElement[] =>
  chart.rows(model, view).map((row) => {
    const line = document.createElement("tr");
    for (const [i, [name, column]] of Object.entries(chart.columns).entries()) {
      const cell = document.createElement(i === 0 ? "th" : "td");
      if (i === 0) cell.setAttribute("scope", "row");
      const value = row[name];
      cell.textContent = typeof value === "number" ? tell(value, column) : (value ?? "");
      line.append(cell);
    }
    return line;
  });
