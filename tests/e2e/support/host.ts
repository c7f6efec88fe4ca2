import type { Page } from "@playwright/test";

const HOST = "/host-of-a-course/";

interface Frame {
  readonly src: string;
  readonly sandbox?: string;
}

const frameOf = ({ src, sandbox }: Frame): string =>
  `<iframe src="${src.replaceAll("&", "&amp;")}" title="A chapter" width="800" height="900"${sandbox === undefined ? "" : ` sandbox="${sandbox}"`}></iframe>`;

/** Opens a page of a course that frames chapters, keeps what they send and answers as H5P's host does. */
export async function openHost(page: Page, frames: readonly Frame[], { h5p = false } = {}): Promise<void> {
  const script = `
    window.heard = [];
    addEventListener("message", ({ data, source }) => {
      window.heard.push(data);
      if (!${h5p} || data?.context !== "h5p") return;
      if (data.action === "hello") source.postMessage({ context: "h5p", action: "hello" }, "*");
      if (data.action === "prepareResize") source.postMessage({ context: "h5p", action: "resizePrepared" }, "*");
    });`;
  await page.route(`**${HOST}`, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><html lang="en"><title>A course</title><link rel="icon" href="data:,"><script>${script}</script>${frames.map(frameOf).join("\n")}`,
    }),
  );
  await page.goto(HOST);
}

/** What the frames sent so far. */
export const heardBy = (page: Page): Promise<unknown[]> => page.evaluate(() => Reflect.get(window, "heard"));
