import { spawn, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
/** What a build reads. */
const SOURCES = ["src", "public", "scripts", "package.json", "astro.config.mjs", "tsconfig.json"];

/** A line of the sources that a copy has otherwise. */
export interface Change {
  readonly file: string;
  readonly from: RegExp;
  readonly to: string;
}

/** A copy of the site, built in a folder of its own so that nobody's `dist` is touched. */
export interface Site {
  readonly folder: string;
  /** How long `npm run build` took (s). */
  readonly buildTime: number;
  readonly remove: () => Promise<void>;
}

/**
 * Copies the sources, with some lines changed, and builds them by the project's own command.
 *
 * @param from where the sources lie: another copy, so that both are of the same moment, or the working tree
 */
export async function buildCopy(changes: readonly Change[] = [], from = root): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), "fleet-labs-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    for (const name of SOURCES) await cp(join(from, name), join(folder, name), { recursive: true });
    await linkPackages(folder);
    for (const change of changes) await apply(folder, change);
    const start = performance.now();
    const built = spawnSync("npm run --silent build", { cwd: folder, shell: true, encoding: "utf8" });
    const buildTime = (performance.now() - start) / 1000;
    if (built.status !== 0) throw new Error(`The build failed:\n${built.stdout}${built.stderr}`);
    return { folder, buildTime, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Each package by itself: Astro and Vite keep their caches in node_modules, and the copy shall have its own, empty. */
async function linkPackages(folder: string): Promise<void> {
  await mkdir(join(folder, "node_modules"));
  const names = (await readdir(join(root, "node_modules"))).filter((name) => !/^\.(vite|astro)/.test(name));
  await Promise.all(
    names.map((name) => symlink(join(root, "node_modules", name), join(folder, "node_modules", name), "junction")),
  );
}

async function apply(folder: string, { file, from, to }: Change): Promise<void> {
  const place = join(folder, file);
  const text = await readFile(place, "utf8");
  if (!from.test(text)) throw new Error(`${file} has no ${from} any more: the comparison in bench/ must follow it.`);
  await writeFile(place, text.replace(from, to));
}

/** The chapters of a built site, `<lab>/<track>/<part>`; where some are asked for on the command line, these. */
export async function chaptersIn({ folder }: Site, asked: readonly string[] = askedFor()): Promise<readonly string[]> {
  const pages = await readdir(join(folder, "dist"), { recursive: true });
  const chapters = pages
    .map((page) => page.replaceAll("\\", "/"))
    .flatMap((page) => /^((?!embed\/)[^/]+\/[^/]+\/[^/]+)\/index\.html$/.exec(page)?.[1] ?? [])
    .sort();
  const wanted = chapters.filter((chapter) => asked.length === 0 || asked.some((name) => chapter.includes(name)));
  if (wanted.length === 0)
    throw new Error(`No chapter is named “${asked.join(" ")}”; there are ${chapters.join(", ")}.`);
  return wanted;
}

/** What stands on the command line with a slash is a chapter's name, or a part of it: `edge-guardian/`. */
export const askedFor = (): readonly string[] => process.argv.slice(2).filter((word) => word.includes("/"));

/** A chapter as a table names it: all labs have their tracks to themselves. */
export const shortName = (chapter: string): string => chapter.split("/").slice(1).join("/");

export interface Served {
  readonly address: string;
  readonly stop: () => void;
}

/** Serves a copy by the project's own server, with brotli, on a free port of this machine. */
export function serve({ folder }: Site): Promise<Served> {
  const server = spawn(process.execPath, ["scripts/serve.mjs"], {
    cwd: folder,
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = () => void server.kill();
  process.on("exit", stop);
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (text) => {
      said += String(text);
      const port = /localhost:(\d+)/.exec(said)?.[1];
      if (port) resolve({ address: `http://127.0.0.1:${port}/`, stop });
    });
    server.on("exit", () => reject(new Error(`The server ended: ${said}`)));
  });
}
