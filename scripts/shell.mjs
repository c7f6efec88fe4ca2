// @ts-check
// What every command begins with: the packages of the lock file, and a shell in which their programs come first.
// It runs before anything is installed, under whatever Node is there (20.11 or later), so it imports nothing but Node's own.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

// On Windows the variable is called Path.
const pathName = Object.keys(process.env).find((name) => name.toLowerCase() === "path") ?? "PATH";

/** The environment of every command: the pinned Node and the installed programs first, no telemetry. */
export const environment = {
  ...process.env,
  [pathName]: `${join(root, "node_modules", ".bin")}${delimiter}${process.env[pathName] ?? ""}`,
  ASTRO_TELEMETRY_DISABLED: "1",
};

/**
 * Runs a command line in the project's folder, its output where ours goes.
 *
 * @param {string} command
 * @returns {boolean} whether it succeeded
 */
export const run = (command) =>
  spawnSync(command, { cwd: root, env: environment, shell: true, stdio: "inherit" }).status === 0;

/** npm writes the second file as its last act: without it, or with a newer lock file, the packages are not those locked. */
const isInstalled = () => {
  const lock = join(root, "package-lock.json");
  const installed = join(root, "node_modules", ".package-lock.json");
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
};

/** Installs the locked packages where they are absent or older than the lock file; ends the process where that fails. */
export const install = () => {
  if (isInstalled()) return;
  console.log("Installing the packages of package-lock.json (once, about half a minute) …");
  // Errors only: npm would warn that packages want a newer Node than the one that is only here to fetch it.
  if (!run("npm ci --include=dev --loglevel=error")) {
    console.error("The packages could not be installed: see npm's message above.");
    process.exit(1);
  }
};
