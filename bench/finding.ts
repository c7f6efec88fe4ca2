/** One line of the printed table: what was measured, against what it may be. */
export interface Finding {
  readonly what: string;
  readonly measured: string;
  /** What performance.md allows; absent where the figure is only told. */
  readonly budget?: string;
  /** The figure over its budget, or over the peer's. */
  readonly margin?: string;
  /** Absent where there is no budget. */
  readonly holds?: boolean;
}

export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
  /** How it was measured, and what was left out. */
  readonly notes: readonly string[];
}

/** A figure that may be so much at most: its margin is the share of the budget that it takes. */
export const atMost = (what: string, figure: number, budget: number, tell: (figure: number) => string): Finding => ({
  what,
  measured: tell(figure),
  budget: `≤ ${tell(budget)}`,
  margin: `${percent(figure / budget)} of it`,
  holds: figure <= budget,
});

/** A figure that must be so much at least. */
export const atLeast = (what: string, figure: number, budget: number, tell: (figure: number) => string): Finding => ({
  what,
  measured: tell(figure),
  budget: `≥ ${tell(budget)}`,
  margin: `${percent(figure / budget)} of it`,
  holds: figure >= budget,
});

export const percent = (share: number): string => `${Math.round(100 * share)} %`;
export const milliseconds = (time: number): string => `${time.toFixed(1)} ms`;
export const seconds = (time: number): string => `${time.toFixed(2)} s`;
export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
export const times = (ratio: number): string =>
  `${ratio < 10 ? ratio.toFixed(2) : Math.round(ratio).toLocaleString("en-US")} ×`;

const verdict = ({ holds }: Finding): string => (holds === undefined ? "" : holds ? "holds" : "BROKEN");

/** A section as columns. */
export function tellSection({ title, findings, notes }: Section): string {
  const rows = [
    ["what", "measured", "budget", "margin", ""],
    ...findings.map((finding) => [
      finding.what,
      finding.measured,
      finding.budget ?? "",
      finding.margin ?? "",
      verdict(finding),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? "")].length))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [`── ${title}`, ...lines, ...notes.map((note) => `   ${note}`), ""].join("\n");
}
