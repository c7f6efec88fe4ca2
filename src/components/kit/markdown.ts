/** Words that a reader or a link brought, made harmless in Markdown and in the HTML that it may become. */

/** Marks that mean something anywhere in a line. A backslash before punctuation is that punctuation in every Markdown. */
const INLINE = /[\\`*_[\]<>|~&$]/g;

/** Marks that mean something at the beginning of a line: headings, lists, rules, "1." and setext underlines. */
const OPENING = /^(?:[#=]|[+-](?=[\s+-]|$)|\d+(?=[.)](?:\s|$)))/;

const escapeLine = (line: string): string =>
  line
    .trim()
    .replace(INLINE, "\\$&")
    .replace(OPENING, (mark) => (/^\d/.test(mark) ? `${mark}\\` : `\\${mark}`));

const LINE_ENDS = /\r\n|[\r\n\u2028\u2029]/;

/** One line of plain words: line ends become spaces. */
export const escaped = (text: string): string => escapeLine(text.split(LINE_ENDS).join(" "));

/** A reader's text as a quotation, its lines and paragraphs kept. Two spaces at a line's end keep the break. */
export const quotation = (text: string): string =>
  text
    .trim()
    .split(LINE_ENDS)
    .map((line) => `> ${escapeLine(line)}  `.trimEnd().replace(/^>(.+)$/, ">$1  "))
    .join("\n");

/** A table; the cells are escaped here. */
export const table = (head: readonly string[], body: readonly (readonly string[])[]): string =>
  [head.map(escaped), head.map(() => "---"), ...body.map((row) => row.map(escaped))]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");

export const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");

/** Text as it stands, in a fence that is longer than any within it. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([marks]) => marks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.replaceAll("\r\n", "\n").trimEnd()}\n${fence}`;
}
