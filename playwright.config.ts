import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/chromium.mjs";

const quiet = [
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];
// Chromium refuses its sandbox to root, as which containers and many CI machines run.
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const executablePath = findChromium();

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/browser",
  snapshotPathTemplate: "tests/e2e/reports/{arg}{ext}",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  retries: 0,
  timeout: 60_000,
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  // The project's own server on a free port, which it prints and Playwright hands to all workers as SITE_PORT.
  webServer: {
    command: "node scripts/serve.mjs",
    env: { PORT: "0" },
    wait: { stdout: /http:\/\/localhost:(?<site_port>\d+)/ },
  },
  use: {
    baseURL: `http://localhost:${process.env.SITE_PORT}`,
    launchOptions: { ...(executablePath && { executablePath }), args: [...quiet, ...sandbox] },
  },
});
