// @ts-check
// `npm run fonts`: cuts the text fonts down to the signs that an English book with numbers uses. Run by hand, result committed.
// Greek letters, relations and arrows are not in here: KaTeX's fonts are on the page anyway and have them (fonts.css).
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import subsetFont from "subset-font";

const printable = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index)).join("");
const spaces = "\u00a0\u2009"; // no-break, thin
const marks = "–—‘’“”…·•§©′″";
const figures = "×÷±−µ°²³½€";
const letters = "äåçéèíñóöøüßÖÜ"; // names in the sources
const text = printable + spaces + marks + figures + letters;

// What running text needs, and tabular figures, so that a number that changes does not push its line about.
const keepFeatures = ["kern", "liga", "lnum", "tnum"];

const serif = { package: "@fontsource/source-serif-4", licence: "source-serif-OFL.txt" };
const sans = { package: "@fontsource-variable/source-sans-3", licence: "source-sans-OFL.txt" };
const fonts = [
  { family: serif, file: "source-serif-4-latin-400-normal", to: "source-serif-400.woff2" },
  { family: serif, file: "source-serif-4-latin-400-italic", to: "source-serif-400-italic.woff2" },
  { family: sans, file: "source-sans-3-latin-wght-normal", to: "source-sans-wght.woff2" },
];

const { resolve } = createRequire(import.meta.url);
const target = join(import.meta.dirname, "..", "src", "styles", "fonts");
await mkdir(target, { recursive: true });

for (const { family, file, to } of fonts) {
  const whole = await readFile(resolve(`${family.package}/files/${file}.woff2`));
  const cut = await subsetFont(whole, text, { targetFormat: "woff2", keepFeatures });
  await writeFile(join(target, to), cut);
  // The SIL Open Font License asks to travel with the fonts.
  await copyFile(resolve(`${family.package}/LICENSE`), join(target, family.licence));
  console.log(`${to}: ${(whole.length / 1000).toFixed(1)} → ${(cut.length / 1000).toFixed(1)} kB`);
}
