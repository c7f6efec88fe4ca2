// @ts-check
// `npm test`: install what is missing, then every check, each to its end, so that one reading shows all that is wrong.
// The last line sums them up: a step without tests of its own (types, lint, build) counts as one.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { install, root, run } from "./shell.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number, names?: string[] }} Count `names` are of the failed. */

const results = join(root, "test-results");
const vitestReport = join(results, "vitest.json");
const playwrightReport = join(results, "playwright.json");

const steps = [
  { name: "types of pages and sources", command: "astro check" },
  { name: "types of tests and scripts", command: "tsc --noEmit" },
  { name: "lint", command: "biome ci" },
  { name: "build", command: "npm run --silent build" },
  {
    name: "tests in Node",
    command: `vitest run --reporter=default --reporter=json --outputFile.json="${vitestReport}"`,
    count: () => countVitest(read(vitestReport)),
  },
  { name: "a Chromium", command: "node scripts/chromium.mjs" },
  { name: "tests in Chromium", command: "playwright test", count: () => countPlaywright(read(playwrightReport)) },
];

install();
rmSync(results, { recursive: true, force: true });
mkdirSync(results);

const told = steps.map(({ name, command, count }) => {
  console.log(`\n── ${name}: ${command.split(" --reporter", 1)[0]}`);
  const start = performance.now();
  const succeeded = run(command);
  const seconds = (performance.now() - start) / 1000;
  return { name, seconds, ...judge(succeeded, count?.()) };
});

console.log("");
for (const { name, passed, failed, seconds } of told) {
  console.log(`${failed ? "✗" : "✓"} ${name.padEnd(28)} ${passed} passed, ${failed} failed  (${seconds.toFixed(0)} s)`);
}

for (const { name, names = [] } of told) for (const test of names) console.log(`  failed, ${name}: ${test}`);

/** @param {"passed" | "failed" | "skipped"} key */
const sum = (key) => told.reduce((total, step) => total + step[key], 0);
const skipped = sum("skipped");
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed${skipped ? `, ${skipped} skipped` : ""}`);
process.exitCode = sum("failed") ? 1 : 0;

/**
 * A runner that fails without a failed test (a crash, no test found, an error outside of tests) is a failure too.
 *
 * @param {boolean} succeeded
 * @param {Count} [count]
 * @returns {Count}
 */
function judge(succeeded, count = { passed: succeeded ? 1 : 0, failed: 0, skipped: 0 }) {
  return succeeded || count.failed ? count : { ...count, failed: 1 };
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/**
 * @param {any} report Vitest's JSON report
 * @returns {Count}
 */
function countVitest(report) {
  if (!report) return { passed: 0, failed: 0, skipped: 0 };
  // A file that could not even be loaded holds no tests, and is one failure.
  const broken = report.testResults.filter(
    (/** @type {any} */ file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    names: report.testResults.flatMap((/** @type {any} */ { name, status, assertionResults }) => {
      const failed = assertionResults.filter((/** @type {any} */ test) => test.status === "failed");
      const told = failed.map((/** @type {any} */ test) => `${test.fullName}: ${firstLine(test.failureMessages[0])}`);
      return status === "failed" && told.length === 0 ? [name] : told;
    }),
  };
}

/**
 * @param {any} report Playwright's JSON report
 * @returns {Count}
 */
function countPlaywright(report) {
  if (!report) return { passed: 0, failed: 0, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const specs = (/** @type {any} */ suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  const names = report.suites.flatMap(specs).filter((/** @type {any} */ spec) => !spec.ok);
  return {
    passed: expected,
    failed: unexpected + flaky,
    skipped,
    names: names.map((/** @type {any} */ { file, line, title }) => `${file}:${line} ${title}`),
  };
}

/** @param {string | undefined} text */
function firstLine(text = "") {
  return text.split("\n", 1)[0];
}
