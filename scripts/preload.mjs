// @ts-check
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Names in each page's head the scripts that its first lever needs: what the page's own script imports, and the chapter's
 * model. A browser would else learn of them one after another, each a round trip later. Charts are fetched too, but not yet
 * compiled: Plot takes a slow phone long, and starts when the levers answer.
 *
 * @returns {{ vite: import("vite").Plugin, integration: import("astro").AstroIntegration }} both see one list of chunks
 */
export function preload() {
  /** @type {Map<string, { imports: readonly string[], modules: readonly string[] }>} */
  const chunks = new Map();
  let base = "/";

  /** A chunk and all that it imports before it runs. @param {string} name @param {Set<string>} found */
  const needs = (name, found = new Set()) => {
    if (found.has(name) || !chunks.has(name)) return found;
    found.add(name);
    for (const next of chunks.get(name)?.imports ?? []) needs(next, found);
    return found;
  };

  /** The chunk that a source became, and what it imports. @param {string} source */
  const made = (source) => {
    const [name] = [...chunks].find(([, { modules }]) => modules.some((id) => id.endsWith(source))) ?? [];
    return name ? [...needs(name)] : [];
  };

  /** @param {readonly string[]} names */
  const links = (names) =>
    [...new Set(names)].map((name) => `<link rel="modulepreload" href="${base}${name}">`).join("");

  /** @param {string} html */
  const withLinks = (html) => {
    const [tag, script] = html.match(/<script type="module" src="[^"]*?(_astro\/[^"]+)"><\/script>/) ?? [];
    if (!tag || !script) return html;
    const own = [...needs(script)];
    const data = html.match(/id="chapter-data">(\{.*?\})<\/script>/s)?.[1];
    if (!data) return html.replace("</head>", `${links(own)}</head>`);
    const { lab, model } = JSON.parse(data);
    const simulation = made(`/src/sim/${lab}/${model}.ts`).filter((name) => !own.includes(name));
    const charts = made(`/src/components/${lab}/${model}.ts`).filter((name) => ![...own, ...simulation].includes(name));
    // The elements of a chapter wait for their own end, so its script need not wait for the page's.
    const early = tag.replace("<script", "<script async");
    const plot = charts.map(
      (name) => `<link rel="preload" as="script" crossorigin fetchpriority="low" href="${base}${name}">`,
    );
    return html.replace(tag, "").replace("</head>", `${links(own)}${early}${plot.join("")}${links(simulation)}</head>`);
  };

  return {
    vite: {
      name: "chunks-of-pages",
      applyToEnvironment: ({ name }) => name === "client",
      generateBundle(_options, bundle) {
        for (const part of Object.values(bundle))
          if (part.type === "chunk") chunks.set(part.fileName, { imports: part.imports, modules: part.moduleIds });
      },
    },
    integration: {
      name: "preload",
      hooks: {
        "astro:config:done": ({ config }) => {
          base = config.base.endsWith("/") ? config.base : `${config.base}/`;
        },
        "astro:build:done": async ({ dir, pages }) => {
          for (const { pathname } of pages) {
            const file = join(fileURLToPath(dir), pathname, pathname.endsWith("404/") ? "" : "index.html");
            const html = await readFile(file, "utf8").catch(() => null);
            if (html) await writeFile(file, withLinks(html));
          }
        },
      },
    },
  };
}
