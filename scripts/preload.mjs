// @ts-check
import { existsSync, globSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join, posix, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Names in each page's head the scripts that its first lever needs: what the page's own script imports, and the chapter's
 * model. A browser would else learn of them one after another, each a round trip later. Plot is fetched too, but not yet compiled: that
 * takes a slow phone long. What else the charts need is told in the chapter's data, and asked for when the levers answer: each request
 * before takes a slow phone from what they wait for.
 *
 * @returns {{ vite: import("vite").Plugin, integration: import("astro").AstroIntegration }} both see one list of chunks
 */
export function preload() {
  /** @type {Map<string, { imports: readonly string[], source: string, door: string | undefined }>} */
  const chunks = new Map();
  /** What stands behind a script that only hands out another's names. @type {Map<string, string>} */
  const doors = new Map();
  let base = "/";

  /** A chunk and all that it imports before it runs. @param {string} name @param {Set<string>} found */
  const needs = (name, found = new Set()) => {
    if (found.has(name) || !chunks.has(name)) return found;
    found.add(name);
    for (const next of chunks.get(name)?.imports ?? []) needs(next, found);
    return found;
  };

  /** The chunk that hands out what a source exports, and what it imports. @param {string} source */
  const made = (source) => {
    const [name] = [...chunks].find(([, chunk]) => chunk.source.endsWith(source)) ?? [];
    if (!name) throw new Error(`Preload: ${source} became no chunk of its own`);
    return [...needs(doors.get(name) ?? name)];
  };

  /** @param {readonly string[]} names */
  const links = (names) =>
    [...new Set(names)].map((name) => `<link rel="modulepreload" href="${base}${name}">`).join("");

  /** @param {string} html */
  const withLinks = (html) => {
    const [tag, script] = html.match(/<script type="module" src="[^"]*?(_astro\/[^"]+)"><\/script>/) ?? [];
    if (!tag || !script) return html;
    // A script that only imports another is a request for nothing.
    const [door, folder] = [chunks.get(script)?.door, script.slice(0, script.lastIndexOf("/") + 1)];
    const first = door ? `${folder}${door}` : script;
    const own = [...needs(first)];
    const data = html.match(/id="chapter-data">(\{.*?\})<\/script>/s)?.[1];
    if (!data) return html.replace("</head>", `${links(own)}</head>`);
    const { lab, model: name } = JSON.parse(data);
    const model = made(`/src/sim/${lab}/${name}.ts`);
    const charts = made(`/src/components/${lab}/${name}.ts`);
    const plot = charts.filter((chunk) => !own.includes(chunk) && !model.includes(chunk));
    const scripts = { model: `${base}${model[0]}`, charts: plot.map((chunk) => `${base}${chunk}`) };
    const told = html.replace(data, () => JSON.stringify({ ...JSON.parse(data), scripts }).replaceAll("<", "\\u003c"));
    // The elements of a chapter wait for their own end, so its script need not wait for the page's.
    const start = tag.replace("<script", "<script async").replace(script, first);
    const rest = model.filter((chunk) => !own.includes(chunk));
    const drawing = plot.filter((chunk) => /\/chart\.[^/]*$/.test(chunk));
    if (drawing.length !== 1)
      throw new Error(`Preload: the charts of ${lab}/${name} draw with ${drawing.length} scripts`);
    const early = `<link rel="preload" as="script" crossorigin fetchpriority="low" href="${base}${drawing[0]}">`;
    return told.replace(tag, "").replace("</head>", `${links(own)}${start}${early}${links(rest)}</head>`);
  };

  return {
    vite: {
      name: "chunks-of-pages",
      applyToEnvironment: ({ name }) => name === "client",
      // A model that shares its code hands out short names, unless it is asked for by itself: pages import it by address.
      buildStart() {
        const models = globSync("src/sim/*/*.ts").filter((file) => !/[\\/](core|laws)[\\/]/.test(file));
        for (const file of models.flatMap((model) => [model, model.replace("sim", "components")]))
          if (existsSync(file))
            this.emitFile({ type: "chunk", id: resolve(file), preserveSignature: "allow-extension" });
      },
      generateBundle(_options, bundle) {
        layInRuntime(bundle);
        for (const [door, behind] of opened(bundle)) doors.set(door, behind);
        for (const part of Object.values(bundle))
          if (part.type === "chunk")
            chunks.set(part.fileName, {
              imports: part.imports,
              source: part.facadeModuleId ?? "",
              door: /^import"\.\/([^"]+)";\s*$/.exec(part.code)?.[1],
            });
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

/**
 * A model whose charts share its code stands behind a door: a script that hands out its names and has nothing else, and so is
 * a request for nothing. What stands behind it hands out the same names itself, beside its own; what the door has from elsewhere,
 * it hands on.
 *
 * @param {import("rolldown").OutputBundle} bundle
 * @returns {[door: string, behind: string][]}
 */
function opened(bundle) {
  const exported = /export\{([^}]*)\};\s*$/;
  /** @param {string} list @returns {[inside: string, outside: string][]} */
  const namesIn = (list) =>
    list.split(",").map((name) => {
      const [inside = "", outside = inside] = name.split(" as ");
      return [inside, outside];
    });
  /** The names that a door hands out, each with where it has it from and what it is called there. @param {string} code */
  const handedOut = (code) => {
    const [, names, from] = /^export\{([^}]*)\}from"\.\/([^"]+)";\s*$/.exec(code) ?? [];
    if (names && from) return namesIn(names).map(([there, name]) => ({ from, there, name }));
    const [, imports, out] = /^((?:import\{[^}]*\}from"[^"]*";)+)export\{([^}]*)\};\s*$/.exec(code) ?? [];
    if (!imports || !out) return [];
    const known = new Map(
      [...imports.matchAll(/\{([^}]*)\}from"\.\/([^"]+)"/g)].flatMap(([, list = "", from = ""]) =>
        namesIn(list).map(([there, inside]) => [inside, { from, there }]),
      ),
    );
    return namesIn(out).flatMap(([inside, name]) => {
      const source = known.get(inside);
      return source ? [{ ...source, name }] : [];
    });
  };
  /** @param {string} file */
  const stem = (file) => posix.basename(file).split(".")[0];
  return Object.values(bundle).flatMap((part) => {
    if (part.type !== "chunk") return [];
    const names = handedOut(part.code);
    const inner = names.find(({ from }) => stem(from) === stem(part.fileName))?.from ?? names[0]?.from;
    const behind = bundle[posix.join(posix.dirname(part.fileName), inner ?? "")];
    if (!inner || behind?.type !== "chunk") return [];
    const own = exported.exec(behind.code)?.[1] ?? "";
    const inside = new Map(namesIn(own).map(([name, outside]) => [outside, name]));
    const more = names.flatMap(({ from, there, name }) => (from === inner ? [[inside.get(there), name]] : []));
    if (more.some(([name]) => !name)) return [];
    const others = names.filter(({ from }) => from !== inner);
    const handedOn = [...new Set(others.map(({ from }) => from))].map((source) => {
      const list = others.flatMap(({ from, there, name }) => (from === source ? [`${there} as ${name}`] : []));
      return `export{${list.join(",")}}from"./${source}";`;
    });
    behind.code =
      handedOn.join("") +
      behind.code.replace(exported, `export{${own},${more.map((both) => both.join(" as ")).join(",")}};`);
    return [[part.fileName, behind.fileName]];
  });
}

/**
 * What rolldown needs to hand out a module as an object is a script of a hundred bytes, and so a request for next to nothing: it is
 * laid into the few scripts that import it.
 *
 * @param {import("rolldown").OutputBundle} bundle
 */
function layInRuntime(bundle) {
  const runtime = Object.values(bundle).find(({ fileName }) => /\/rolldown-runtime[.-][^/]*$/.test(fileName));
  if (runtime?.type !== "chunk") return;
  const [whole, name] = /export\{(\w+)\};?\s*$/.exec(runtime.code) ?? [];
  if (!whole || !name) throw new Error(`Preload: ${runtime.fileName} hands out more than one name`);
  const code = runtime.code.replace(whole, `return ${name}`);
  for (const part of Object.values(bundle)) {
    if (part.type !== "chunk" || !part.imports.includes(runtime.fileName)) continue;
    const asked = new RegExp(`import\\{${name} as (\\w+)\\}from"\\./${posix.basename(runtime.fileName)}";`);
    if (!asked.test(part.code)) throw new Error(`Preload: ${part.fileName} imports ${runtime.fileName} otherwise`);
    part.code = part.code.replace(asked, (_all, own) => `var ${own}=(()=>{${code}})();`);
    part.imports = part.imports.filter((other) => other !== runtime.fileName);
  }
  delete bundle[runtime.fileName];
}
