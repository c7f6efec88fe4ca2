// @ts-check
// Finds a Chromium for the browser tests, or brings one. In this order: $CHROMIUM, one on the PATH, Playwright's own,
// the system's package manager. Tests run in whichever it is: what they assert holds in every current Chromium.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { run } from "./shell.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const packageManagers = [
  "apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y chromium",
  "dnf install -y chromium",
  "apk add chromium",
];

/** Whether it is there, and starts: a browser whose system libraries are missing is none. */
const starts = (/** @type {string} */ program) =>
  spawnSync(program, ["--version"], { stdio: "ignore", timeout: 30_000 }).status === 0;

/** Every place where a program of these names may lie: Playwright wants a path, no name. */
const placesOnPath = () => {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter((place) => existsSync(place));
};

/** @returns {string | undefined} the program's path */
export const findChromium = () => {
  const given = process.env.CHROMIUM;
  // A wrong path that somebody set is told, not passed over.
  if (given) {
    if (starts(given)) return given;
    throw new Error(`CHROMIUM is set to "${given}", which does not start.`);
  }
  return [...placesOnPath(), chromium.executablePath()].find(starts);
};

/** @returns {string | undefined} the program found, or brought; nothing where all ways failed */
export const bringChromium = () => {
  const found = findChromium();
  if (found) return found;

  console.log("No Chromium found: trying Playwright's download, then the system's package manager …");
  run("playwright install chromium --no-shell");
  if (starts(chromium.executablePath())) return chromium.executablePath();

  const isRoot = process.getuid?.() === 0;
  const manager = isRoot && packageManagers.find((line) => starts(line.split(" ", 1)[0] ?? ""));
  if (manager) run(manager);
  return findChromium();
};

// By itself: brings one and says which.
if (import.meta.filename === process.argv[1]) {
  const program = bringChromium();
  if (!program) {
    console.error("No Chromium could be found or installed. Install one, or set CHROMIUM to its path.");
    process.exit(1);
  }
  console.log(`Browser tests run in ${program}`);
}
