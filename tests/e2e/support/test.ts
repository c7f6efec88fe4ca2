import { type BrowserContext, test as base, expect } from "@playwright/test";

export { expect };

/**
 * Hears what a reader never should: errors in the console, requests that fail, requests to another host.
 *
 * @returns a list that goes on growing while the context lives
 */
export function watch(context: BrowserContext, site: string): string[] {
  const faults: string[] = [];
  const isOurs = (url: string) => url.startsWith(site) || /^(data|blob|about):/.test(url);
  context.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => faults.push(`error: ${error.error().message}`));
  context.on("request", (request) => {
    if (!isOurs(request.url())) faults.push(`outside: ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) faults.push(`status ${response.status()}: ${response.url()}`);
  });
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // A page that is left gives up what it was loading.
    if (why !== "net::ERR_ABORTED") faults.push(`failed: ${request.url()} (${why})`);
  });
  return faults;
}

/** A test in which every page is watched; `allowed` names the faults that the test itself brings about. */
export const test = base.extend<{ allowed: RegExp | null; faults: string[] }>({
  allowed: [null, { option: true }],
  faults: [
    async ({ context, baseURL, allowed }, use) => {
      const faults = watch(context, baseURL ?? "");
      await use(faults);
      expect(faults.filter((fault) => !allowed?.test(fault))).toEqual([]);
    },
    { auto: true },
  ],
});
