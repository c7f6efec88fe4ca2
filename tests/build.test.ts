import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { readChapters } from "../src/cli/chapters.ts";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const BUILD_FIRST = "There is no built site in dist: `npm run build` makes it, and `npm test` does so first.";

const isBuilt = existsSync(join(dist, "index.html"));
const files = isBuilt
  ? readdirSync(dist, { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/"))
  : [];
const textOf = (file: string): string => readFileSync(join(dist, file), "utf8");
const pages = files.filter((file) => file.endsWith(".html"));
const chapters = readChapters(join(root, "src/content")).map(({ path }) => path);

/** Each page as a browser parses it, read once. */
const documents = new Map<string, Document>();
function documentOf(file: string): Document {
  const known = documents.get(file) ?? new JSDOM(textOf(file)).window.document;
  documents.set(file, known);
  return known;
}

const all = (file: string, selector: string): Element[] => [...documentOf(file).querySelectorAll(selector)];

/** What a reader sees or hears: no code, no data, no TeX beside its formula. */
function wordsOf(file: string): string {
  const copy = documentOf(file).body.cloneNode(true) as Element;
  for (const unseen of copy.querySelectorAll("script, style, annotation, template")) unseen.remove();
  return copy.textContent ?? "";
}

/** The addresses that a page makes a browser fetch by itself. */
const fetchedBy = (file: string): string[] =>
  all(file, "link[href], script[src], img[src], source[src], iframe[src], object[data], use[href], image[href]")
    .filter((element) => element.getAttribute("rel") !== "canonical")
    .map(
      (element) => element.getAttribute("src") ?? element.getAttribute("href") ?? element.getAttribute("data") ?? "",
    );

const isOutside = (address: string): boolean => /^(https?:)?\/\//.test(address);

/** The file that an address on a page leads to; null where there is none. */
function fileAt(page: string, address: string): string | null {
  const [path = ""] = address.split(/[?#]/);
  const from = `/${page}`;
  const full = path === "" ? from : posix.resolve(posix.dirname(from), path) + (path.endsWith("/") ? "/" : "");
  const places = [full.slice(1), posix.join(full, "index.html").slice(1)];
  return places.find((place) => place !== "" && files.includes(place) && /\.\w+$/.test(place)) ?? null;
}

it("the site is built", () => {
  expect(isBuilt, BUILD_FIRST).toBe(true);
  expect(pages.length).toBeGreaterThan(0);
});

describe.each(pages)("%s", (file) => {
  it("has a language, one heading of the first rank, a title and a description of its own", () => {
    expect(documentOf(file).documentElement.lang).toBe("en");
    expect(all(file, "h1")).toHaveLength(1);
    expect(documentOf(file).title.trim()).not.toBe("");
    expect(all(file, 'meta[name="description"]')[0]?.getAttribute("content")?.length).toBeGreaterThan(20);
    expect(all(file, 'meta[name="viewport"]')).toHaveLength(1);
  });

  it("fetches nothing from another host", () => {
    expect(fetchedBy(file).filter(isOutside)).toEqual([]);
    expect(textOf(file)).not.toMatch(/url\(["']?(https?:)?\/\//);
  });

  it("fetches only what was built", () => {
    const missing = fetchedBy(file).filter((address) => !/^(#|data:)/.test(address) && fileAt(file, address) === null);
    expect(missing).toEqual([]);
  });

  it("shows no number that went wrong on its way", () => {
    // In the words NaN is a term (the NaN check of Part 3); where a number is told it is a fault.
    expect(wordsOf(file)).not.toMatch(/\b(Infinity|undefined)\b|\[object/);
    const told = all(
      file,
      "lab-value, lab-badge, figcaption, td, tbody th, .reading, .headline, .against, .log li, .off",
    );
    expect(told.map(({ textContent }) => textContent).filter((text) => /NaN/.test(text ?? ""))).toEqual([]);
    const drawn = all(file, "svg").map((svg) => svg.outerHTML);
    expect(drawn.filter((svg) => /NaN|Infinity|undefined|\[object/.test(svg))).toEqual([]);
  });

  it("has each id once, and every id that it refers to", () => {
    const ids = all(file, "[id]").map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    const referring = ["aria-labelledby", "aria-describedby", "aria-controls", "for"];
    const lost = referring.flatMap((attribute) =>
      all(file, `[${attribute}]`)
        .flatMap((element) => (element.getAttribute(attribute) ?? "").split(/\s+/))
        .filter((id) => !ids.includes(id))
        .map((id) => `${attribute}=${id}`),
    );
    expect(lost).toEqual([]);
    const glyphs = all(file, "use[href^='#']").map((use) => (use.getAttribute("href") ?? "").slice(1));
    expect(glyphs.filter((id) => !ids.includes(id))).toEqual([]);
    const patterns = [...textOf(file).matchAll(/url\(#([\w-]+)\)/g)].map(([, id]) => id ?? "");
    expect([...new Set(patterns)].filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("links to pages that were built, and to places that are on them", () => {
    const lost = all(file, "a[href]")
      .map((link) => link.getAttribute("href") ?? "")
      .filter((address) => !isOutside(address) && !/^(mailto|data):/.test(address))
      .filter((address) => {
        const target = fileAt(file, address);
        const place = /#([^?]+)$/.exec(address)?.[1];
        return (
          target === null || (place !== undefined && !documentOf(target).getElementById(decodeURIComponent(place)))
        );
      });
    expect([...new Set(lost)]).toEqual([]);
  });

  it("names every picture: a caption tells what a drawing finds, or it is an ornament", () => {
    const nameless = all(file, "svg").filter((svg) => {
      if (svg.closest('[aria-hidden="true"]')) return false;
      const caption = svg.getAttribute("aria-labelledby");
      const named = caption
        ? documentOf(file).getElementById(caption)?.textContent?.trim()
        : svg.getAttribute("aria-label");
      return svg.getAttribute("role") !== "img" || !named;
    });
    expect(nameless.map((svg) => svg.outerHTML.slice(0, 120))).toEqual([]);
  });
});

describe("style sheets and scripts", () => {
  it("fetch nothing from another host", () => {
    const sheets = files.filter((file) => file.endsWith(".css"));
    expect(sheets.length).toBeGreaterThan(0);
    for (const sheet of sheets) expect(textOf(sheet), sheet).not.toMatch(/(url\(["']?|@import ["'])(https?:)?\/\//);
    for (const script of files.filter((file) => file.endsWith(".js")))
      expect(textOf(script), script).not.toMatch(/(import|fetch|importScripts|sendBeacon)\(?\s*["'`]https?:\/\//);
  });

  it("lie compressed beside themselves", () => {
    const large = files.filter(
      (file) => /\.(html|css|js)$/.test(file) && readFileSync(join(dist, file)).byteLength > 2048,
    );
    expect(large.filter((file) => !files.includes(`${file}.br`))).toEqual([]);
  });
});

describe.each(chapters)("the chapter %s", (chapter) => {
  const words = readFileSync(join(root, "src/content", `${chapter}.mdx`), "utf8");
  const body = words.replace(/^---\n[\s\S]*?\n---/, "");
  const page = `${chapter}/index.html`;
  const embed = `embed/${chapter}/index.html`;
  const display = body.match(/\$\$[\s\S]+?\$\$/g)?.length ?? 0;
  const inline = body.replaceAll(/\$\$[\s\S]+?\$\$/g, "").match(/\$[^$\n]+\$/g)?.length ?? 0;

  it("is built, with and without the site’s frame", () => {
    expect(files).toContain(page);
    expect(files).toContain(embed);
  });

  it.each([page, embed])(
    "names the scripts of its own model and charts, which hand out what the page asks of them: %s",
    (file) => {
      const { scripts } = JSON.parse(documentOf(file).getElementById("chapter-data")?.textContent ?? "{}");
      for (const name of ["params", "outputs", "simulate"])
        expect(textOf(scripts.model.slice(1))).toMatch(new RegExp(`\\bas ${name}\\b`));
      expect(textOf(scripts.charts[0].slice(1))).toMatch(/\bas charts\b/);
      expect(textOf(file)).toContain(`rel="modulepreload" href="${scripts.model}"`);
      // Of what draws the charts Plot alone is asked for before the levers answer.
      const early = scripts.charts.filter((address: string) => textOf(file).includes(`href="${address}"`));
      expect(early).toEqual([expect.stringMatching(/\/chart\.[\w-]+\.js$/)]);
    },
  );

  it.each([page, embed])("has its formulas set at build: %s", (file) => {
    expect(display).toBeGreaterThan(0);
    expect(all(file, ".katex-display")).toHaveLength(display);
    expect(textOf(file).match(/<math\b/g)).toHaveLength(display + inline);
    expect(all(file, ".katex-error")).toEqual([]);
    expect(wordsOf(file)).not.toMatch(/\$\$|\\(frac|sqrt|mathrm|tau)/);
  });

  it.each([page, embed])("has every chart drawn at build, told by its caption and as a table: %s", (file) => {
    const charts = all(file, "lab-chart");
    const named = [...body.matchAll(/<Chart of="(\w+)"/g)].map(([, name]) => name);
    for (const name of named) expect(all(file, `lab-chart[of="${name}"]:not(.bare)`)).toHaveLength(1);
    for (const chart of charts) {
      const stills = [...chart.querySelectorAll('.still svg[role="img"]')];
      expect(stills.length, chart.id).toBeGreaterThanOrEqual(2);
      for (const svg of stills) {
        const caption = documentOf(file).getElementById(svg.getAttribute("aria-labelledby") ?? "");
        expect(caption?.textContent?.trim().length, chart.id).toBeGreaterThan(20);
        expect(svg.querySelectorAll("path, line, rect, circle, text").length, chart.id).toBeGreaterThan(3);
      }
      if (!chart.classList.contains("bare"))
        expect(chart.querySelectorAll("tbody tr").length, chart.id).toBeGreaterThan(0);
    }
  });

  it("cites only sources that stand at its end", () => {
    const cited = [...new Set([...body.matchAll(/<Cite of="([^"]+)"/g)].map(([, id]) => id))];
    expect(
      all(page, ".sources li")
        .map(({ id }) => id.replace(/^source-/, ""))
        .sort(),
    ).toEqual(cited.sort());
  });

  it("its embedded page is kept out of searches and says where the page itself is", () => {
    expect(all(embed, 'meta[name="robots"]')[0]?.getAttribute("content")).toBe("noindex");
    expect(all(embed, 'link[rel="canonical"]')[0]?.getAttribute("href")).toMatch(new RegExp(`/${chapter}/$`));
    expect(all(page, 'meta[name="robots"]')).toEqual([]);
    expect(documentOf(embed).documentElement.classList.contains("framed")).toBe(true);
  });

  it("both its pages say the same words", () => {
    const main = (file: string) => all(file, "main")[0]?.textContent?.replace(/\s+/g, " ");
    expect(main(embed)).toBe(main(page));
  });
});
