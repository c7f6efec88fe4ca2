import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build, CHAPTER, copyWithLab, FILES, type Ran, ROOT, runIn, WORDS } from "./third-lab/lab.ts";

const folders: string[] = [];
const copy = (files = FILES, options?: { alone: boolean }): string => {
  const folder = copyWithLab(files, options);
  folders.push(folder);
  return folder;
};

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("a third lab", () => {
  let folder = "";
  let built: Ran = { code: 1, told: "" };

  beforeAll(async () => {
    folder = copy();
    built = await build(folder);
  }, 120_000);

  const page = (path: string) => readFileSync(join(folder, "dist", path, "index.html"), "utf8");

  it("adds files and edits none", () => {
    expect(Object.keys(FILES).filter((file) => existsSync(join(ROOT, file)))).toEqual([]);
    const before = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" });
    const same = before
      .filter((file) => statSync(join(ROOT, "src", file)).isFile())
      .filter((file) => !readFileSync(join(folder, "src", file)).equals(readFileSync(join(ROOT, "src", file))));
    expect(same).toEqual([]);
  });

  it("is built, with its page, its embedded page and the pages of lab and track", () => {
    expect(built.code, built.told.slice(-2000)).toBe(0);
    expect(page(CHAPTER)).toContain("The Shelf Audit");
    expect(page(`embed/${CHAPTER}`)).toContain("noindex");
    expect(page("cold-storage")).toContain("Quiet Archive");
    expect(page("cold-storage/quiet-archive")).toContain("How many spares does an archive need?");
    expect(page("")).toContain("Cold Storage");
    expect(page("ledger")).toContain(CHAPTER);
  });

  it("has its number, its chart and its formula set at build, from a simulation in steps", () => {
    const html = page(CHAPTER);
    expect(html).toMatch(/<lab-value[^>]*of="failuresAYear"[^>]*>20\.?0*<\/lab-value>/);
    expect(html).toMatch(/spares are left on the shelf\./);
    expect(html).toContain("katex-display");
    for (const lever of ["disks", "spares", "supplier", "insured", "without", "seed"])
      expect(html).toMatch(new RegExp(`<lab-lever[^>]* name="${lever}"`));
  });

  it("is listed by the command line and runs there", async () => {
    const list = await runIn(folder, ["src/cli/main.ts", "list"]);
    expect(list.told).toContain(CHAPTER);
    const run = await runIn(folder, ["src/cli/main.ts", CHAPTER, "--set", "disks=10000", "--json"]);
    expect(run.code, run.told).toBe(0);
    const { params, model } = JSON.parse(run.told.trim().split("\n")[0] ?? "");
    expect(params.disks).toBe(10_000);
    // 2 % of 10,000 disks a year.
    expect(model.failuresAYear).toBeCloseTo(200, 9);
    const study = await runIn(folder, ["src/cli/main.ts", CHAPTER, "--study", "scatter", "--json"]);
    expect(JSON.parse(study.told.trim().split("\n")[0] ?? "").study).toEqual({ scatter: { least: 20 } });
  });
});

describe("a wrong name stops the build with a sentence", () => {
  const wrong = [
    {
      what: "chart",
      from: '<Story chart="shelf">',
      to: '<Story chart="shelves">',
      told: /has no (view|chart) “shelves”/,
    },
    { what: "lever", from: "<Presets/>", to: '<Presets/><Lever name="disk"/>', told: /has no lever “disk”/ },
    {
      what: "output",
      from: '<Value of="weeksCovered"/>',
      to: '<Value of="weeks"/>',
      told: /has no (value|output) “weeks”/,
    },
    { what: "preset", from: "preset: plan", to: "preset: plane", told: /“plane” is none of its presets/ },
    { what: "source", from: 'of="mlsys"', to: 'of="mlsys1999"', told: /has no source “mlsys1999”/ },
  ];

  it.each(wrong)(
    "of a $what",
    async ({ from, to, told }) => {
      const words = FILES[WORDS] ?? "";
      expect(words).toContain(from);
      const { code, told: said } = await build(copy({ ...FILES, [WORDS]: words.replace(from, to) }, { alone: true }));
      expect(code).not.toBe(0);
      expect(said).toMatch(told);
    },
    120_000,
  );
});
