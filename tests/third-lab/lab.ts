import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const ROOT = join(import.meta.dirname, "..", "..");

/** A lab that is here for a test alone: how many spare disks an archive keeps on its shelf. */
export const CHAPTER = "cold-storage/quiet-archive/shelf-audit";

/** Every kind of lever, a simulation in steps, a study in steps and an unseen case. */
const model = `import type { LogEntry, Model, ModelModule, Steps, Study } from "../core/model.ts";
import { namesIn, type ParamSpecs, type ParamsOf } from "../core/params.ts";
import type { OutputSpecs } from "../core/model.ts";
import { random } from "../core/random.ts";

export const params = {
  disks: { kind: "range", label: "Disks", symbol: "n", unit: "disks", min: 10, max: 100_000, default: 1000, scale: "log", whole: true, ticks: [10, 100, 1000, 10_000, 100_000] },
  spares: { kind: "range", label: "Spares on the shelf", symbol: "s", unit: "disks", min: 0, max: 100, default: 20, scale: "linear", whole: true, ticks: [0, 50, 100] },
  supplier: { kind: "choice", label: "Supplier", options: { near: "Next door", far: "Overseas" }, default: "near" },
  calls: { kind: "order", label: "Whom to call", options: { maker: "The maker", trader: "A trader" }, default: "maker,trader" },
  insured: { kind: "toggle", label: "Insured", default: false },
  without: { kind: "several", label: "Faults switched off", options: { heads: "Heads", motors: "Motors" }, default: "" },
  seed: { kind: "seed", label: "Seed", default: 3 },
} as const satisfies ParamSpecs;
type ShelfParams = ParamsOf<typeof params>;

export const outputs = {
  failuresAYear: { label: "Failures a year", style: "number" },
  weeksCovered: { label: "Weeks covered", style: "number", endless: "always" },
  shortfall: { label: "Spares short", style: "number" },
} as const satisfies OutputSpecs;

export interface Shelf extends Model<typeof outputs> {
  readonly weeks: readonly number[];
  readonly left: readonly number[];
}

/** Two in a hundred disks fail a year; each fault switched off leaves half of them. */
const RATE = 0.02;
const SLICES = 200;

export function* simulate({ disks, spares, supplier, without, insured, seed }: ShelfParams): Steps<Shelf> {
  const chance = random(seed, 1);
  const failuresAYear = (disks * RATE) / 2 ** namesIn(without).length;
  const left: number[] = [];
  const log: LogEntry[] = [];
  let shelf: number = spares;
  for (let i = 0; i < SLICES; i++) {
    if (chance.uniform() < failuresAYear / SLICES) {
      shelf--;
      log.push({ time: i * 3600, kind: "failed", text: \`A disk failed; \${Math.max(0, shelf)} spares are left.\` });
    }
    if (i % (supplier === "near" ? 20 : 60) === 0) shelf = Math.max(shelf, insured ? spares : spares - 2);
    left.push(shelf);
    if (i % 10 === 9) yield { done: (i + 1) / SLICES };
  }
  const weeksCovered = failuresAYear === 0 ? Number.POSITIVE_INFINITY : (52 * spares) / failuresAYear;
  return { failuresAYear, weeksCovered, shortfall: Math.max(0, failuresAYear - spares), weeks: left.map((_, i) => i), left, finished: true, log };
}

const scatter: Study<ShelfParams, { least: number }> = function* (values, haste) {
  const runs = haste === "moving" ? 3 : 10;
  let least = Number.POSITIVE_INFINITY;
  for (let seed = 1; seed <= runs; seed++) {
    for (const progress of [0.5, 1]) yield { done: (seed - 1 + progress) / runs };
    least = Math.min(least, values.spares);
  }
  return { least };
};
export const studies = { scatter } as const;

export const unseen = (seed: number): Partial<ShelfParams> => ({ disks: 500 + random(seed, 2).below(1000), supplier: "near" });

({ params, outputs, simulate, studies, unseen }) satisfies ModelModule<typeof params, typeof outputs, Shelf>;
`;

const charts = `import * as Plot from "@observablehq/plot";
import type { Shelf } from "../../sim/cold-storage/shelf-audit.ts";
import { type Chart, moving } from "../kit/chart.ts";

const shelf: Chart<Shelf> = {
  title: "Spares left",
  finding: ({ left }) => \`After a year \${Math.max(0, left.at(-1) ?? 0)} spares are left on the shelf.\`,
  columns: { week: { label: "Step", style: "count" }, left: { label: "Spares", style: "count" } },
  rows: ({ weeks, left }) => weeks.filter((week) => week % 20 === 0).map((week) => ({ week, left: left[week] ?? 0 })),
  frame: () => ({ height: 220, x: { domain: [0, 200], label: "Step" }, y: { domain: [-20, 100], label: "Spares" } }),
  marks: () => [moving(Plot.lineY, (model: Shelf) => ({ x: model.weeks, y: model.left }), { stroke: "var(--ink)" })],
};

const rack: Chart<Shelf> = { ...shelf, title: "Spares left, small", frame: () => ({ ...shelf.frame(0, {} as Shelf), height: 120 }) };

export const charts = { shelf, rack };
`;

const lab = `number: "99"
title: Cold Storage
subtitle: The Shelf
invariant: A shelf of spares empties with the number of disks that lean on it.
minutes: 15
order: 9
parts:
  shelf-audit: { number: 1, title: The Shelf Audit, question: How many spares does an archive need? }
`;

const track = `title: Quiet Archive
persona: Archivist
order: 1
scale: 1,000 disks
mission: Lose nothing
crisis: The Empty Shelf
presets:
  shelf-audit:
    plan: { label: The plan, params: { disks: 1000, spares: 20 } }
    large: { label: A large archive, note: Ten times the disks, params: { disks: 10000, spares: 20 } }
`;

const words = `---
title: The Shelf Audit
model: shelf-audit
part: 1
objective: Say how many spares an archive needs on its shelf.
misconception: Ten times the disks need the same shelf.
minutes: 5
standfirst: Your archive holds 1,000 disks, and a shelf of 20 spares.
levers: [disks, spares]
more: [supplier, insured, without, seed]
axis: { spares: shelf }
preset: plan
presets: [plan, large]
headline: shortfall
strip: rack
badges: [{ output: weeksCovered, atLeast: 26 }]
lock: { of: failuresAYear, right: more, choices: { same: { from: 1, to: 20 }, more: { from: 21, to: 500 } } }
transfer: { right: half }
search: { levers: [spares], known: [supplier], shows: [shortfall], target: shortfall, atMost: 0 }
failures: [{ name: emptyShelf, output: shortfall, above: 50, required: failuresAYear, available: spares }]
rubric: [One, Two, Three]
---

<Story chart="shelf">
<Step>An archive keeps $n$ disks.</Step>
<Step>Its shelf holds spares (<Cite of="mlsys"/>).</Step>
</Story>

<Predict>
<Ask>With ten times the disks, how many fail a year?</Ask>
<Choice name="same">As many</Choice>
<Choice name="more">More</Choice>
<HowMuch>How many a year?</HowMuch>
</Predict>

<Workbench>
<Claim>You predicted “<Mine of="choice"/>”. It is <Value of="failuresAYear" at="mission"/> a year.</Claim>
<Presets/>
<Levers/>
There are <Value of="failuresAYear"/> failures a year, and the shelf lasts <Value of="weeksCovered"/> weeks.

<Chart of="shelf"/>
</Workbench>

<Peeks>
<MathPeek of="How many fail">

$$
f = 0.02\\,n
$$

$n$ = <Value of="disks"/> → $f$ = <Value of="failuresAYear"/>

<Holds>Holds while disks fail alone.</Holds>
</MathPeek>
</Peeks>

<Trials>
<Claim>Find a shelf that is never short.</Claim>
<Found>More than two in a hundred.</Found>
</Trials>

<Explanation>
<Claim>Failures go with the disks.</Claim>
<Answer to="same">Ten times the disks fail ten times as often.</Answer>
<Answer to="more">Yes.</Answer>
<Transfer>
<Ask>And with half the faults?</Ask>
<Choice name="half">Half<Answer>Yes.</Answer></Choice>
<Choice name="all">All<Answer>No.</Answer></Choice>
</Transfer>
</Explanation>

<Failure of="emptyShelf"><Claim>The shelf is empty.</Claim></Failure>

<Reflect name="shelf"><Ask>What would you buy?</Ask></Reflect>

<Log><Note>One year.</Note></Log>

<Further title="How the runs scatter"><Study of="scatter"/></Further>
`;

/** The files of the lab, by their path in a project. */
export const FILES: Readonly<Record<string, string>> = {
  "src/sim/cold-storage/shelf-audit.ts": model,
  "src/components/cold-storage/shelf-audit.ts": charts,
  "src/content/cold-storage/lab.yaml": lab,
  "src/content/cold-storage/quiet-archive/track.yaml": track,
  [`src/content/${CHAPTER}.mdx`]: words,
};

export const WORDS = `src/content/${CHAPTER}.mdx`;

/** Caches of a build lie beside the packages: each copy has its own. */
function linkPackages(to: string): void {
  mkdirSync(join(to, "node_modules"));
  for (const name of readdirSync(join(ROOT, "node_modules")).filter((entry) => !/^\.(astro|vite|cache)/.test(entry)))
    symlinkSync(join(ROOT, "node_modules", name), join(to, "node_modules", name), "junction");
}

/** Copies the project to a folder of its own and lays the third lab into it. */
/** @param alone leaves out the chapters of the other labs, which a build that is to fail need not draw */
export function copyWithLab(files = FILES, { alone = false } = {}): string {
  const to = mkdtempSync(join(tmpdir(), "third-lab-"));
  for (const part of ["src", "public", "scripts", "astro.config.mjs", "package.json", "tsconfig.json"])
    if (existsSync(join(ROOT, part))) cpSync(join(ROOT, part), join(to, part), { recursive: true });
  linkPackages(to);
  const others = readdirSync(join(to, "src/content"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  if (alone) for (const { name } of others) rmSync(join(to, "src/content", name), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), text);
  }
  return to;
}

export interface Ran {
  readonly code: number;
  readonly told: string;
}

/** Runs a program in a folder, with the Node that runs this. */
export const runIn = (folder: string, args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: "1", NODE_ENV: "production", NO_COLOR: "1" };
    execFile(process.execPath, args, { cwd: folder, env, maxBuffer: 1e8 }, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, told: `${out}\n${err}` }),
    );
  });

export const build = (folder: string): Promise<Ran> => runIn(folder, ["node_modules/astro/bin/astro.mjs", "build"]);
