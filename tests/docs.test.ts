import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { command } from "../src/cli/command.ts";
import { PARTS, readQuery } from "../src/components/kit/query.ts";
import { embedSnippet } from "../src/components/kit/share.ts";

const README = readFileSync("README.md", "utf8");
const CONTRIBUTING = readFileSync("CONTRIBUTING.md", "utf8");

/** The files of the example lab: a path on a line of its own, and the fence below it. */
const example = new Map(
  [...CONTRIBUTING.matchAll(/^`(src\/\S+)`\n\n```\w+\n([\s\S]*?)^```$/gm)].map(([, path = "", text = ""]) => [
    path,
    text,
  ]),
);
const PART = "waiting/one-printer/busy-printer";
const MODULES = [...example.keys()].filter((path) => path.endsWith(".ts"));

describe("the lab in CONTRIBUTING", () => {
  let clone = "";

  // A tree of its own, in which that lab is the only one: nothing that exists is changed for it.
  beforeAll(() => {
    clone = mkdtempSync(join(tmpdir(), "fleet-labs-docs-"));
    for (const part of ["src/cli", "src/sim/core", "src/sim/laws", "package.json"])
      cpSync(part, join(clone, part), { recursive: true });
    symlinkSync(resolve("node_modules"), join(clone, "node_modules"), "junction");
    for (const [path, text] of example) {
      mkdirSync(dirname(join(clone, path)), { recursive: true });
      writeFileSync(join(clone, path), text);
    }
  });
  afterAll(() => rmSync(clone, { recursive: true, force: true }));

  const node = (...args: readonly string[]) => spawnSync(process.execPath, args, { cwd: clone, encoding: "utf8" });

  test("is six files, none of which is there", () => {
    expect(example.size).toBe(6);
    expect([...example.keys()].filter((path) => existsSync(path))).toEqual([]);
  });

  test("has no fault of type, under the project's own settings", () => {
    const files = new Map(MODULES.map((path) => [resolve(path), example.get(path) ?? ""]));
    const settings = ts.getParsedCommandLineOfConfigFile(
      "tsconfig.json",
      {},
      {
        ...ts.sys,
        onUnRecoverableConfigFileDiagnostic: ({ messageText }) => expect.fail(String(messageText)),
      },
    );
    const options = settings?.options ?? {};
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile } = host;
    host.fileExists = (path) => files.has(resolve(path)) || fileExists(path);
    host.directoryExists = () => true;
    host.readFile = (path) => files.get(resolve(path)) ?? readFile(path);
    const program = ts.createProgram([...files.keys()], { ...options, types: [] }, host);
    const faults = [...files.keys()].flatMap((path) => {
      const source = program.getSourceFile(path);
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    });
    expect(faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  });

  test("runs in plain Node, by the command line", () => {
    const { status, stdout, stderr } = node("src/cli/main.ts", PART, "--json");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    // M/M/1 by hand: at 24 jobs an hour of a minute each the load is 0.4, the time 60/(1 − 0.4), and 0.6/0.2 at twice the jobs.
    const { model } = JSON.parse(stdout);
    expect(model.load).toBeCloseTo(0.4, 12);
    expect(model.timeInSystem).toBeCloseTo(100, 9);
    expect(model.slowdown).toBeCloseTo(3, 9);
    expect(node("src/cli/main.ts", "list").stdout).toContain("monday");
  });

  test("passes the site's own schema, and names only what the model has", () => {
    // Astro's virtual module is there in a build alone; of it the schema needs one function.
    const config = readFileSync("src/content.config.ts", "utf8");
    writeFileSync(
      join(clone, "content.config.ts"),
      config.replace(
        /^import .* from "astro:content";$/m,
        "const defineCollection = <T>(collection: T): T => collection;",
      ),
    );
    writeFileSync(
      join(clone, "check.ts"),
      `import { readFileSync } from "node:fs";
       import { parse } from "yaml";
       import { collections } from "./content.config.ts";
       import * as model from "./src/sim/waiting/one-server.ts";
       const read = (path) => readFileSync(\`src/content/waiting/\${path}\`, "utf8");
       const chapter = parse(read("one-printer/busy-printer.mdx").split(/^---$/m)[1]);
       const files = { labs: parse(read("lab.yaml")), tracks: parse(read("one-printer/track.yaml")), chapters: chapter };
       const faults = Object.entries(files).flatMap(([name, data]) => collections[name].schema.safeParse(data).error?.issues ?? []);
       const levers = Object.keys(model.params);
       const told = Object.keys({ ...model.params, ...model.outputs });
       const named = [chapter.headline, chapter.lock.of, ...chapter.badges.map(({ output }) => output),
         ...chapter.failures.flatMap(({ output, required, available }) => [output, required, available])];
       console.log(JSON.stringify({ faults, lost: [
         ...chapter.levers.filter((name) => !levers.includes(name)),
         ...named.filter((name) => !told.includes(name)),
         ...chapter.presets.filter((name) => !(name in files.tracks.presets[chapter.model])),
       ] }));`,
    );
    const { stdout, stderr } = node("check.ts");
    expect(stdout, stderr).toBe(`${JSON.stringify({ faults: [], lost: [] })}\n`);
  });

  test("shows the charts that its words name", () => {
    const words = example.get(`src/content/${PART}.mdx`) ?? "";
    const charts = example.get("src/components/waiting/one-server.ts") ?? "";
    const named = [...words.matchAll(/<Chart of="(\w+)"|^strip: (\w+)/gm)].map(([, chart, strip]) => chart ?? strip);
    expect(named).toEqual(["oneHour", "waitingCurve"]);
    for (const name of named) expect(charts).toContain(`const ${name}: Chart<OneServer>`);
  });
});

describe("the README", () => {
  const runs = [...README.matchAll(/^```console\n\$ npm run -s sim -- (.*)\n([\s\S]*?)^```$/gm)];

  test.each(runs.map(([, args = "", shown = ""]) => [args, shown]))(
    "shows what `sim -- %s` prints",
    async (args, shown) => {
      let printed = "";
      const write = (text: string): void => {
        printed += text;
      };
      await command(args.split(" "), {
        content: resolve("src/content"),
        sim: resolve("src/sim"),
        out: write,
        err: write,
      });
      // "…" stands for lines left out.
      let from = 0;
      for (const piece of shown.split(/^…\n/m)) {
        const at = printed.indexOf(piece, from);
        expect(at, piece).toBeGreaterThanOrEqual(0);
        from = at + piece.length;
      }
    },
  );

  test("knows every key of a link, and no other", () => {
    const keys = [...README.matchAll(/^\| `([\w.<>]+)` \| .* \| `([^`]+)` \|$/gm)];
    expect(keys.map(([, key]) => key)).toEqual([
      "preset",
      "p.<lever>",
      "seed",
      "assign",
      "mode",
      "fix",
      "only",
      "hide",
      "theme",
      "links",
    ]);
    const nodes = {
      kind: "range",
      label: "",
      unit: "",
      min: 8,
      max: 1e5,
      default: 8,
      scale: "log",
      ticks: [],
    } as const;
    const link = `?${keys.map(([, , shown]) => shown).join("&")}`;
    const query = readQuery(link, { nodes, writeTime: nodes }, ["llama3"]);
    expect(query.notices).toEqual([]);
    expect(query).toMatchObject({
      preset: "llama3",
      params: { nodes: 4096 },
      seed: 7,
      assign: "hw3",
      mode: "demo",
      held: ["nodes", "writeTime"],
      only: ["workbench", "trials"],
      hide: ["log"],
      theme: "dark",
      links: false,
    });
    expect(README).toContain(
      `${PARTS.slice(0, -1)
        .map((part) => `\`${part}\``)
        .join(", ")} and \`${PARTS.at(-1)}\``,
    );
  });

  test("embeds as the menu does", () => {
    const snippet = embedSnippet({
      site: "https://example.org/",
      chapter: "fault-tolerance/cloud-titan/young-daly-audit",
      query: "?only=workbench,trials&mode=demo",
      title: "Lab 07, Cloud Titan: Young–Daly Audit",
    });
    expect(README).toContain(`\`\`\`html\n${snippet}\n\`\`\``);
  });

  test("has a picture of at most 250 kB", () => {
    expect(readFileSync("docs/workbench.png").byteLength).toBeLessThanOrEqual(250_000);
  });
});

test("no link of these pages leads nowhere", () => {
  const pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"];
  const lost = pages.flatMap((page) =>
    [...readFileSync(page, "utf8").matchAll(/\]\((?!https?:|#)([^)\s#]+)/g)]
      .map(([, path = ""]) => path)
      .filter((path) => !existsSync(join(dirname(page), path))),
  );
  expect(lost).toEqual([]);
});

test("the scripts that these pages name are there", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const named = [...`${README}${CONTRIBUTING}`.matchAll(/npm run (?:-s )?(\w+)/g)].map(([, name = ""]) => name);
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
});
