import { JSDOM } from "jsdom";
import { afterEach, describe, expect, test, vi } from "vitest";
import { decodeFragment } from "../../src/components/kit/fragment.ts";
import { copy, download, embedSnippet, linkTo } from "../../src/components/kit/share.ts";
import { CHAPTER, someRecord } from "./stored.ts";

const page = `https://course.example/labs/${CHAPTER}/`;

describe("the link", () => {
  test("reopens exactly this state: the query first, then what the reader did", async () => {
    const { link, whole } = await linkTo({ page, query: "?p.nodes=9" }, someRecord());
    const url = new URL(link);
    expect(whole).toBe(true);
    expect(`${url.origin}${url.pathname}${url.search}`).toBe(`${page}?p.nodes=9`);
    expect(await decodeFragment(url.hash, CHAPTER)).toEqual({ ok: true, record: someRecord() });
    expect(link.length).toBeLessThan(2000);
  });

  test("is the query alone where the browser cannot pack, and says so", async () => {
    vi.stubGlobal("CompressionStream", undefined);
    expect(await linkTo({ page, query: "" }, someRecord())).toEqual({ link: page, whole: false });
    vi.unstubAllGlobals();
  });
});

test("the embed snippet is the frame of the conventions, with a link beside it, and is safe to paste", () => {
  const snippet = embedSnippet({
    site: "https://course.example/labs/",
    chapter: CHAPTER,
    query: '?p.nodes=9&only="><script>',
    title: 'Lab 07, Cloud Titan: "Young–Daly" Audit',
  });
  const { document } = new JSDOM(snippet).window;
  const frame = document.querySelector("iframe");
  expect(document.querySelector("script")).toBeNull();
  expect(frame?.getAttribute("src")).toBe(`https://course.example/labs/embed/${CHAPTER}/?p.nodes=9&only="><script>`);
  expect(frame?.title).toBe('Lab 07, Cloud Titan: "Young–Daly" Audit');
  expect(frame?.outerHTML).toContain(
    'width="100%" height="900" loading="lazy" style="border:0" allow="clipboard-write; fullscreen" allowfullscreen',
  );
  expect(document.querySelector("a")?.href).toContain(page);
});

describe("copying", () => {
  test("says done, or refused, so that the caller shows the text", async () => {
    const writeText = vi.fn(async () => undefined);
    expect(await copy("x", { writeText })).toBe("done");
    expect(writeText).toHaveBeenCalledWith("x");
    expect(await copy("x", undefined)).toBe("refused");
    expect(await copy("x", { writeText: () => Promise.reject(new DOMException("no", "NotAllowedError")) })).toBe(
      "refused",
    );
  });
});

describe("downloading", () => {
  afterEach(() => vi.restoreAllMocks());
  const file = { name: "report", type: "md", text: "# Report\n" } as const;

  test("names the file, and asks the caller to show the text in a frame, where it may be dropped in silence", () => {
    vi.spyOn(URL, "createObjectURL").mockReturnValue("#file");
    const { window } = new JSDOM("", { url: page });
    const clicked: string[] = [];
    vi.spyOn(window.HTMLElement.prototype, "click").mockImplementation(function (this: HTMLElement) {
      clicked.push(this.getAttribute("download") ?? "");
    });
    expect(download(file, window.document)).toBe("done");
    expect(clicked).toEqual(["report.md"]);
    const frame = window.document.body.appendChild(window.document.createElement("iframe"));
    if (!frame.contentDocument) throw new Error("The frame has no document.");
    expect(download(file, frame.contentDocument)).toBe("refused");
  });

  test("is refused where the browser throws", () => {
    vi.spyOn(URL, "createObjectURL").mockImplementation(() => {
      throw new DOMException("no", "SecurityError");
    });
    expect(download(file, new JSDOM("").window.document)).toBe("refused");
  });
});
