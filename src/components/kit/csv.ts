import { tell } from "../../sim/core/quantity.ts";
import type { Column, Row } from "./chart.ts";

/** A chart's data in words, for its table and its CSV. The columns are the chart's, in their order. */
export type Columns = Readonly<Record<string, Column>>;

type Cell = number | string | undefined;

const cellOf = (row: Row, name: string): Cell => (Object.hasOwn(row, name) ? row[name] : undefined);

/** The unit that a column's bare numbers have in a CSV. */
const unitOf = ({ style, unit = "" }: Column): string =>
  ({ duration: "s", percent: "%", times: "×", dollars: "$", bytes: "B", number: unit, count: unit })[style];

/** The column's label with its unit: "Interval (s)". */
export const heading = (column: Column): string =>
  unitOf(column) === "" ? column.label : `${column.label} (${unitOf(column)})`;

/** A share is given in percent, as the page tells it; 12 digits forget the noise of the multiplication. */
const bare = (value: number, { style }: Column): number =>
  style === "percent" ? Number((value * 100).toPrecision(12)) : value;

/** What a spreadsheet would take for a formula is given an apostrophe, which it shows as text. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function csvCell(cell: Cell, column: Column): string {
  if (typeof cell !== "number") return quoted(harmless(cell ?? ""));
  if (Number.isNaN(cell)) return "";
  return Number.isFinite(cell) ? String(bare(cell, column)) : quoted(harmless(tell(cell, column)));
}

/**
 * Rows as CSV by RFC 4180, lines ended by CRLF. Numbers are bare and whole, in the unit that the header names; what has no
 * end is told in words, what is not known is empty.
 */
export const csv = (columns: Columns, rows: readonly Row[]): string =>
  [
    Object.values(columns).map((column) => quoted(harmless(heading(column)))),
    ...rows.map((row) => Object.entries(columns).map(([name, column]) => csvCell(cellOf(row, name), column))),
  ]
    .map((cells) => `${cells.join(",")}\r\n`)
    .join("");

/** Rows as the page tells them: numbers with their units, a dash for what is not known. */
export const toldTable = (
  columns: Columns,
  rows: readonly Row[],
): { head: readonly string[]; body: readonly (readonly string[])[] } => ({
  head: Object.values(columns).map(({ label }) => label),
  body: rows.map((row) =>
    Object.entries(columns).map(([name, column]) => {
      const cell = cellOf(row, name);
      return typeof cell === "number" ? tell(cell, column) : (cell ?? "–");
    }),
  ),
});
