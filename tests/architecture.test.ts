import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { readChapters } from "../src/cli/chapters.ts";
import { foundModels } from "../src/components/registry.ts";

const root = join(import.meta.dirname, "..");

const filesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) =>
    `${folder}/${file}`.replaceAll("\\", "/"),
  );

const textOf = (file: string): string => readFileSync(join(root, file), "utf8");

/** What a file brings in: `import` and `export … from`, types too, and `import()` of a fixed name. */
interface Imported {
  /** A path from the project's root, or a package. */
  readonly from: string;
  readonly asWritten: string;
}

/** Reads each file once. */
function once<T>(read: (file: string) => T): (file: string) => T {
  const known = new Map<string, T>();
  return (file) => {
    const value = known.get(file) ?? read(file);
    known.set(file, value);
    return value;
  };
}

const source = once((file) => ts.createSourceFile(file, script(file), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS));

/** The code of an Astro page: between its dashes, and in its script elements. */
function script(file: string): string {
  const text = textOf(file);
  if (!file.endsWith(".astro")) return text;
  const head = /^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? "";
  const scripts = [...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code]) => code ?? "");
  return [head, ...scripts].join("\n");
}

function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  for (const child of children) yield* nodesOf(child);
}

function specifierOf(node: ts.Node): string | null {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier)
    return ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : null;
  const [first] = ts.isCallExpression(node) ? node.arguments : [];
  if (!ts.isCallExpression(node) || !first || !ts.isStringLiteral(first)) return null;
  return node.expression.kind === ts.SyntaxKind.ImportKeyword ? first.text : null;
}

const importsOf = (file: string): Imported[] =>
  [...nodesOf(source(file))].flatMap((node) => {
    const asWritten = specifierOf(node);
    if (asWritten === null) return [];
    const from = asWritten.startsWith(".")
      ? normalize(join(dirname(file), asWritten.replace(/\?url$/, ""))).replaceAll("\\", "/")
      : asWritten;
    return [{ from, asWritten }];
  });

/** Code without comments and strings: what it does, not what it says. */
const codeOf = once((file) => {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, script(file));
  const parts: string[] = [];
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    const isText = token === ts.SyntaxKind.StringLiteral || token === ts.SyntaxKind.NoSubstitutionTemplateLiteral;
    parts.push(isText ? '""' : scanner.getTokenText());
  }
  return parts.join(" ");
});

const all = filesUnder("src");
const code = all.filter((file) => /\.(ts|astro)$/.test(file));
const typescript = all.filter((file) => file.endsWith(".ts"));
const imports = new Map(code.map((file) => [file, importsOf(file)]));
const within = (folder: string) => (file: string) => file.startsWith(folder);
const isOurs = ({ from }: Imported) => from.startsWith("src/");

/** The folders that a lab owns. */
const labs = [...new Set(all.flatMap((file) => /^src\/content\/([^/]+)\//.exec(file)?.[1] ?? []))];
const labOf = (file: string): string | null =>
  labs.find((lab) => ["sim", "components", "content"].some((folder) => file.startsWith(`src/${folder}/${lab}/`))) ??
  null;

/** Every import that a rule forbids, as "file → what". */
const offences = (files: readonly string[], forbids: (imported: Imported, file: string) => boolean): string[] =>
  files.flatMap((file) =>
    (imports.get(file) ?? [])
      .filter((imported) => forbids(imported, file))
      .map(({ asWritten }) => `${file} → ${asWritten}`),
  );

describe("imports go one way", () => {
  const layers: readonly { readonly folder: string; readonly may: readonly RegExp[] }[] = [
    { folder: "src/sim/core/", may: [/^src\/sim\/core\//, /^pure-rand/] },
    { folder: "src/sim/laws/", may: [/^src\/sim\/(core|laws)\//] },
    ...labs.flatMap((lab) => [
      { folder: `src/sim/${lab}/`, may: [/^src\/sim\/(core|laws)\//, new RegExp(`^src/sim/${lab}/`)] },
      {
        folder: `src/components/${lab}/`,
        may: [
          /^src\/sim\/(core|laws)\//,
          new RegExp(`^src/(sim|components)/${lab}/`),
          /^src\/components\/kit\/[^/]+\.ts$/,
          /^@observablehq\/plot$/,
        ],
      },
    ]),
    { folder: "src/cli/", may: [/^src\/(cli|sim\/core)\//, /^node:/, /^yaml$/] },
  ];

  it.each(layers)("$folder takes only what lies below it", ({ folder, may }) => {
    const files = code.filter(within(folder));
    expect(files.length).toBeGreaterThan(0);
    expect(offences(files, ({ from }) => !may.some((pattern) => pattern.test(from)))).toEqual([]);
  });

  it("the kit stands beside the views: it takes the core, itself and the registry", () => {
    const forbids = (imported: Imported) =>
      isOurs(imported) && !/^src\/(sim\/core\/|components\/kit\/|components\/registry\.ts$)/.test(imported.from);
    expect(offences(code.filter(within("src/components/kit/")), forbids)).toEqual([]);
  });

  it("nothing below the pages takes a page or a layout", () => {
    const below = code.filter((file) => !/^src\/(pages|layouts)\//.test(file));
    expect(offences(below, ({ from }) => /^src\/(pages|layouts)\//.test(from))).toEqual([]);
  });

  it("a lab never takes another lab", () => {
    const owned = code.filter((file) => labOf(file) !== null);
    expect(owned.length).toBeGreaterThan(0);
    const forbids = ({ from }: Imported, file: string) => labOf(from) !== null && labOf(from) !== labOf(file);
    expect(offences(owned, forbids)).toEqual([]);
  });

  it("no import comes round to where it began", () => {
    const known = new Set(code);
    const next = (file: string) => (imports.get(file) ?? []).map(({ from }) => from).filter((from) => known.has(from));
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) {
        cycles.push([...path.slice(path.indexOf(file)), file].join(" → "));
        return;
      }
      if (done.has(file)) return;
      for (const target of next(file)) walk(target, [...path, file]);
      done.add(file);
    };
    for (const file of code) walk(file, []);
    expect(cycles).toEqual([]);
  });

  it("every relative import leads to a file", () => {
    const known = new Set(all);
    expect(offences(code, (imported) => isOurs(imported) && !known.has(imported.from))).toEqual([]);
  });
});

describe("the house knows no lab", () => {
  const names = [
    ...labs,
    ...all.flatMap((file) => /^src\/content\/[^/]+\/([^/]+)\//.exec(file)?.[1] ?? []),
    ...all.flatMap((file) => /^src\/content\/[^/]+\/[^/]+\/([^/]+)\.mdx$/.exec(file)?.[1] ?? []),
    ...all.flatMap((file) => /^src\/sim\/(?!core|laws)[^/]+\/([^/]+)\.ts$/.exec(file)?.[1] ?? []),
  ];
  const unique = [...new Set(names)];
  // Not the command line: its help shows one chapter as the example.
  const shared = code.filter(
    (file) => labOf(file) === null && /^src\/(components|layouts|pages|sim\/core)\/|^src\/[^/]+\.ts$/.test(file),
  );

  it.each(unique)("no file that labs share says “%s”, be it in a string or in code", (name) => {
    const saying = shared.filter((file) => {
      const strings = [...nodesOf(source(file))].some(
        (node) => (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) && node.text.includes(name),
      );
      const markup = file.endsWith(".astro") && textOf(file).includes(name);
      return strings || markup;
    });
    expect(saying).toEqual([]);
  });

  it("no style sheet names one", () => {
    const sheets = all.filter((file) => file.endsWith(".css"));
    expect(sheets.filter((file) => unique.some((name) => textOf(file).includes(name)))).toEqual([]);
  });
});

describe("one door each", () => {
  const doing = (pattern: RegExp) => code.filter((file) => pattern.test(codeOf(file)));
  const taking = (name: string) =>
    code.filter((file) => imports.get(file)?.some(({ from }) => from === name || from.startsWith(`${name}/`)));

  it("only the registry globs", () => {
    expect(doing(/import \. meta \. glob\b/)).toEqual(["src/components/registry.ts"]);
  });

  it("only url.ts writes the address bar", () => {
    const writes =
      /\b(replaceState|pushState)\b|\blocation \. (search|hash|href|assign|replace) (=(?! =)|\()|\blocation =(?! =)/;
    expect(doing(writes)).toEqual(["src/components/kit/url.ts"]);
  });

  it("only ledger.ts touches the storage", () => {
    expect(doing(/\b(localStorage|sessionStorage|indexedDB)\b|\bdocument \. cookie\b/)).toEqual([
      "src/components/kit/ledger.ts",
    ]);
  });

  it("only the lever takes Inputs", () => {
    const doors = /^src\/components\/kit\/elements\/(lever|[a-z]+-controls?)\.ts$/;
    expect(taking("@observablehq/inputs").filter((file) => !doors.test(file))).toEqual([]);
  });

  it("only charts, and what draws them, take Plot", () => {
    const doors =
      /^src\/components\/kit\/(chart|build|elements\/chart|plot-parts|place-labels|plot-[\w-]+|[\w-]+-mark)\.ts$/;
    const others = taking("@observablehq/plot").filter((file) => labOf(file) === null && !doors.test(file));
    expect(others).toEqual([]);
  });

  it("only the record of a link, the ledger and what reads from outside use a schema", () => {
    expect(taking("valibot").filter((file) => !within("src/components/kit/")(file))).toEqual([]);
  });
});

describe("the simulation is arithmetic", () => {
  const sim = typescript.filter(within("src/sim/"));

  it.each([
    ["the page", /\b(document|window|navigator|HTMLElement|localStorage|self) \.|\bnew (Worker|DOMParser)\b/],
    ["the clock", /\bDate \. now\b|\bnew Date\b|\bperformance \. now\b|\bDate \( \)/],
    ["chance that no seed sets", /\bMath \. random\b|\bcrypto \./],
    ["the machine", /\bprocess \.|\brequire \(|\bglobalThis\b/],
    ["the network or a timer", /\b(fetch|setTimeout|setInterval|requestAnimationFrame) \(/],
    ["the console", /\bconsole \./],
  ])("it knows nothing of %s", (_, pattern) => {
    expect(sim.filter((file) => pattern.test(codeOf(file)))).toEqual([]);
  });

  it("Node runs it as it is: relative imports end in .ts", () => {
    const loose = ({ asWritten }: Imported) => asWritten.startsWith(".") && !asWritten.endsWith(".ts");
    expect(offences([...sim, ...typescript.filter(within("src/cli/"))], loose)).toEqual([]);
  });

  it("and no syntax stays that types alone cannot be stripped of", () => {
    const kinds = (node: ts.Node) =>
      ts.isEnumDeclaration(node) ||
      ts.isModuleDeclaration(node) ||
      (ts.isParameter(node) && (ts.getModifiers(node)?.length ?? 0) > 0);
    expect(sim.filter((file) => [...nodesOf(source(file))].some(kinds))).toEqual([]);
  });
});

describe("the style that a machine can see", () => {
  const scripts = typescript.filter((file) => !file.endsWith(".d.ts"));
  const using = (files: readonly string[], uses: (node: ts.Node) => boolean) =>
    files.filter((file) => [...nodesOf(source(file))].some(uses));

  it("no default export in the simulation and the kit", () => {
    const files = scripts.filter((file) => /^src\/(sim|components)\//.test(file));
    const isDefault = (node: ts.Node) =>
      ts.isExportAssignment(node) ||
      (ts.canHaveModifiers(node) &&
        (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword));
    expect(using(files, isDefault)).toEqual([]);
  });

  it("no any, and no ! that silences a null", () => {
    expect(using(code, (node) => node.kind === ts.SyntaxKind.AnyKeyword)).toEqual([]);
    expect(using(code, ts.isNonNullExpression)).toEqual([]);
  });

  it("no file is longer than 200 lines", () => {
    const lines = (file: string) => textOf(file).trimEnd().split("\n").length;
    const long = typescript.filter((file) => lines(file) > 200);
    expect(long.map((file) => `${file}: ${lines(file)} lines`)).toEqual([]);
  });

  it("files are named for what they hold, in one manner", () => {
    const odd = code.filter((file) => {
      const name = file.split("/").at(-1) ?? "";
      if (file.startsWith("src/pages/")) return false;
      return name.endsWith(".astro")
        ? !/^[A-Z][A-Za-z]*\.astro$/.test(name)
        : !/^[a-z0-9]+([-.][a-z0-9]+)*\.ts$/.test(name);
    });
    expect(odd).toEqual([]);
    expect(code.filter((file) => /\/(utils?|helpers?|common|manager)\b/.test(file))).toEqual([]);
  });
});

describe("models are found, not listed", () => {
  /** `<lab>/<model>` of every file that the folders of the simulation hold at that depth. */
  const byFolder = all.flatMap((file) => /^src\/sim\/(?!core\/|laws\/)([^/]+\/[^/]+\.ts)$/.exec(file)?.[1] ?? []);

  it("the registry of the page finds the models that lie in the folders", () => {
    expect(byFolder.length).toBeGreaterThan(0);
    expect([...foundModels].sort()).toEqual([...byFolder].sort());
  });

  it("the command line’s chapters name models that the registry finds too", () => {
    const chapters = readChapters(join(root, "src/content"));
    const words = all.filter((file) => /^src\/content\/[^/]+\/[^/]+\/[^/]+\.mdx$/.test(file));
    expect(chapters.map(({ path }) => `src/content/${path}.mdx`).sort()).toEqual([...words].sort());
    for (const { lab, model } of chapters) expect(foundModels).toContain(`${lab}/${model}.ts`);
  });

  it("each model has its charts under the same stem, and its tests", () => {
    const tests = new Set(filesUnder("tests"));
    for (const model of byFolder) expect(tests).toContain(`tests/${model.replace(/\.ts$/, ".test.ts")}`);
    for (const model of byFolder) expect(all).toContain(`src/components/${model}`);
  });
});
