import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readChapters } from "../../src/cli/chapters.ts";

const sim = (...args: readonly string[]) =>
  spawnSync(process.execPath, [resolve("src/cli/main.ts"), ...args], { encoding: "utf8", cwd: "/" });

test("plain Node runs the command line, from any folder", () => {
  const { status, stdout, stderr } = sim("list", "--json");
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toHaveLength(readChapters(resolve("src/content")).length);
});

test("a bad argument exits with 2", () => {
  const { status, stdout, stderr } = sim("nowhere");
  expect(status).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain("nowhere");
});

test("every chapter runs from every preset of its track", { timeout: 180_000 }, () => {
  for (const { path, presets } of readChapters(resolve("src/content"))) {
    for (const preset of Object.keys(presets)) {
      const { status, stdout } = sim(path, "--preset", preset, "--json");
      expect(status, path).toBe(0);
      expect(Object.keys(JSON.parse(stdout))).toEqual(["params", "model"]);
    }
  }
});
