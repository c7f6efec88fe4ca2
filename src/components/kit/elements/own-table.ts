import type { OwnFindings } from "../../../sim/core/model.ts";
import { toldTable } from "../csv.ts";

/** Beyond so many, notices are counted and no longer told one by one. */
const TOLD = 20;

const made = <K extends keyof HTMLElementTagNameMap>(tag: K, text: string): HTMLElementTagNameMap[K] =>
  Object.assign(document.createElement(tag), { textContent: text });

function tableOf({ columns, rows, finding }: OwnFindings): HTMLElement {
  const { head, body } = toldTable(columns, rows);
  const table = document.createElement("table");
  Object.assign(table.createCaption(), { className: "sr", textContent: finding });
  const heads = table.createTHead().insertRow();
  for (const label of head) {
    const cell = made("th", label);
    cell.scope = "col";
    heads.append(cell);
  }
  const lines = table.createTBody();
  for (const cells of body) {
    const line = lines.insertRow();
    for (const [i, cell] of cells.entries()) {
      if (i > 0) line.insertCell().textContent = cell;
      else line.append(Object.assign(made("th", cell), { scope: "row" }));
    }
  }
  const scroll = document.createElement("div");
  scroll.className = "scroll";
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", "What was found in your file");
  scroll.append(table);
  return scroll;
}

/** What a study found in a reader's own file: table, CSV, and each notice. */
export function ownTable(findings: OwnFindings, hand: () => void): HTMLElement[] {
  const links = document.createElement("div");
  links.className = "links";
  const button = made("button", "CSV");
  button.type = "button";
  button.className = "csv";
  button.addEventListener("click", hand);
  links.append(button);
  const notices = document.createElement("ul");
  const more = findings.notices.length - TOLD;
  notices.append(
    ...findings.notices.slice(0, TOLD).map((notice) => made("li", notice)),
    ...(more > 0 ? [made("li", `And ${more} more.`)] : []),
  );
  const finding = made("b", findings.finding);
  finding.className = "finding";
  return [finding, tableOf(findings), links, notices];
}
