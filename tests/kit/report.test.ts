import { createMarkdownProcessor } from "@astrojs/markdown-remark";
import fc from "fast-check";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { guessName } from "../../src/components/kit/guess-name.ts";
import { escaped, quotation, table } from "../../src/components/kit/markdown.ts";
import { emptyRecord } from "../../src/components/kit/record.ts";
import { reportOf } from "../../src/components/kit/report.ts";
import type { ReportParts } from "../../src/components/kit/report-parts.ts";
import { reportJson, reportMarkdown } from "../../src/components/kit/report-text.ts";
import type { Model } from "../../src/sim/core/model.ts";
import { CHAPTER, someRecord, trial } from "./stored.ts";

const parts: ReportParts = {
  chapter: {
    id: CHAPTER,
    title: "Young–Daly Audit",
    labTitle: "Lab 07, Fault Tolerance",
    trackTitle: "Cloud Titan",
    objective: "Calculate the optimal checkpoint interval.",
    version: "1.1",
    preset: "plan",
    presets: { plan: { label: "The plan’s fleet", params: { nodes: 16_384, seed: 5 } } },
    rubric: ["Names P_fleet."],
    badges: [{ output: "tax", atMost: 0.1 }],
    search: { levers: ["interval"], known: [], shows: ["tax"], target: "overLeast", atMost: 0.02 },
    lock: { of: "ratio", right: "root" },
    transfer: { right: "twice" },
    decision: {
      choices: { strategy: { label: "Strategy", options: { often: "Save often", seldom: "Save | seldom" } } },
      evidence: true,
      risk: "What can still go wrong?",
      keeps: ["nodes", "tax"],
    },
  },
  params: {
    nodes: {
      kind: "range",
      label: "Nodes",
      unit: "",
      min: 8,
      max: 131_072,
      default: 1024,
      scale: "log",
      whole: true,
      ticks: [],
    },
    interval: {
      kind: "range",
      label: "Interval",
      unit: "s",
      min: 10,
      max: 86_400,
      default: 600,
      scale: "log",
      ticks: [],
    },
    seed: { kind: "seed", label: "Seed", default: 1 },
  },
  outputs: {
    ratio: { label: "Frequency ratio", style: "times" },
    tax: { label: "Tax", style: "percent" },
    overLeast: { label: "Over the least", style: "percent" },
    failures: { label: "Failures", style: "number", digits: 2 },
  },
  record: someRecord({
    transfer: "same",
    attempt: 2,
    found: true,
    trials: [trial(1), trial(2, { shown: { failures: 22, tax: null } }), trial(1, { attempt: 2, seed: 8, met: true })],
    texts: {
      reflect: { text: "A gang of 16,384.\n\n# Not a heading", kept: true },
      decision: { text: "21 min", kept: false },
      risk: { text: "A rack fails whole.", kept: true },
    },
    decision: {
      choices: { strategy: "seldom" },
      picks: [[2, 1]],
      keeps: { nodes: 16_384, tax: null },
      kept: true,
    },
    exhibits: [
      {
        of: "proof",
        title: "The proof",
        where: "Nodes 16,384.",
        head: ["Class", "Found"],
        rows: [["a weight", "1 | 2"]],
      },
    ],
  }),
  prediction: {
    choice: "root",
    right: true,
    number: 1.5,
    truth: Math.SQRT2,
    mark: null,
    off: 1.5 / Math.SQRT2,
    when: "over",
  },
  asked: { question: "If N doubles, how often?", choices: { root: "More often, by √2", half: "Twice as often" } },
  transfer: { question: "And with shards of 1/N?", choices: { same: "As often", twice: "Twice" } },
  prompts: { reflect: "Patterson asks: whose failure?", decision: "Which interval, and why?" },
  model: { tax: 0.125, finished: true, log: [] } as unknown as Model, // the one output that the badge names
  risks: [],
  picked: [{ name: "Trial 1 of attempt 2", charts: [{ title: "The curve", csv: "Interval (s)\r\n1```2\r\n" }] }],
  sources: ["Young, 1974."],
  mode: "learn",
  assign: null,
};

const DAY = "2026-11-22";

/** The lines under a heading. */
const under = (markdown: string, heading: string): string =>
  (markdown.split(`### ${heading}\n\n`)[1] ?? "").split("\n\n### ")[0]?.trim() ?? "";

describe("a report", () => {
  const markdown = reportMarkdown(
    [reportOf({ ...parts, record: { ...parts.record, commitment: { choice: "root", number: 1.5, sure: "fairly" } } })],
    DAY,
  );

  test("has its sections in the order that an instructor reads", () => {
    expect([...markdown.matchAll(/^#+ (.*)$/gm)].map(([, name]) => name)).toEqual([
      "Fleet Labs: report",
      "Lab 07, Fault Tolerance: Young–Daly Audit",
      "Predictions",
      "Evidence",
      "Decision",
      "Reflections",
      "Exhibits",
      "Residual risk",
      "Sources",
      "Versions",
      "Incomplete",
      "Data of the trials that were picked",
    ]);
  });

  test("tells each prediction as made, how sure, what it is and how far off", () => {
    expect(under(markdown, "Predictions")).toBe(
      [
        "**If N doubles, how often?**\n",
        "- Predicted: More often, by √2; 1.5×",
        "- How sure: fairly sure",
        "- The choice holds. It is 1.41×, off by 1.06×.\n",
        "**And with shards of 1/N?**\n",
        "- Predicted: As often",
        "- The choice does not hold.",
      ].join("\n"),
    );
  });

  test("tells trials by attempt, neutrally, in the units of the page, and never Infinity", () => {
    expect(under(markdown, "Evidence").replaceAll("\u00a0", " ")).toBe(
      [
        "- 3 trials in 2 attempts.",
        "- Target: Over the least at most 2.0 %.",
        "- “Show me” was not used.\n",
        "Attempt 1, case of seed 7:\n",
        "| Trial | Interval | Failures | Tax | Target |",
        "| --- | --- | --- | --- | --- |",
        "| 1 | 16 min 41 s | 21 | 20.0 % | not met |",
        "| 2 | 16 min 42 s | 22 | never | not met |\n",
        "Attempt 2, case of seed 8:\n",
        "| Trial | Interval | Failures | Tax | Target |",
        "| --- | --- | --- | --- | --- |",
        "| 1 | 16 min 41 s | 21 | 20.0 % | met |",
      ].join("\n"),
    );
  });

  test("tells decision, risk, versions, and what is missing", () => {
    const plain = markdown.replaceAll("\u00a0", " ");
    expect(under(plain, "Decision")).toContain("met in trial 1 of attempt 2: Interval 16 min 41 s.");
    expect(under(plain, "Decision")).toContain("preset “The plan’s fleet”; Interval 20 min, Nodes 8,192.");
    expect(under(plain, "Decision")).toContain("**Which interval, and why?** (draft)\n\n> 21 min");
    expect(under(plain, "Decision")).toContain(
      "- Strategy: Save \\| seldom.\n- Evidence: trial 1 of attempt 2.\n- Stored with it: Nodes 16,384, Tax never.",
    );
    expect(under(plain, "Reflections")).toContain("- Names P\\_fleet.");
    expect(under(plain, "Exhibits")).toBe(
      "**The proof**\n\nNodes 16,384.\n\n| Class | Found |\n| --- | --- |\n| a weight | 1 \\| 2 |",
    );
    expect(under(plain, "Data of the trials that were picked")).toBe(
      "**Trial 1 of attempt 2**\n\nThe curve\n\n````csv\nInterval (s)\n1```2\n````",
    );
    expect(under(plain, "Residual risk")).toBe(
      [
        "**What can still go wrong?**\n",
        "> A rack fails whole.  \n",
        "- Evaluated on the reader’s own settings, not on the unseen case: preset “The plan’s fleet”; Interval 20 min, Nodes 8,192.",
        "- Tax: 12.5 % (limit: at most 10.0 %), not kept.",
      ].join("\n"),
    );
    expect(under(plain, "Versions")).toContain("Model version 1.1; the record was begun with version 1.0.");
    expect(under(plain, "Versions")).toContain("Seed of the run: 5.");
    expect(under(plain, "Incomplete")).toBe("- A draft, not yet kept in the ledger: Which interval, and why?");
  });

  test("tells a number that was said in passing as it was said: no draft, and nothing is missing without it", () => {
    const prompts = { ...parts.prompts, [guessName("left")]: "How many are left?" };
    const said = {
      ...parts.record,
      texts: { ...parts.record.texts, [guessName("left")]: { text: "90", kept: false } },
    };
    const told = reportMarkdown([reportOf({ ...parts, prompts, record: said })], DAY);
    expect(under(told, "Reflections")).toContain("**How many are left?**\n\n> 90");
    expect(under(reportMarkdown([reportOf({ ...parts, prompts })], DAY), "Incomplete")).not.toContain(
      "How many are left",
    );
  });

  test("of nothing done lists all that is missing, and can be had all the same", () => {
    const record = emptyRecord(CHAPTER, "1.1", "plan");
    const text = reportMarkdown([reportOf({ ...parts, record, prediction: null })], DAY);
    expect(under(text, "Evidence")).toContain("No trial was run.");
    expect(under(text, "Incomplete").split("\n")).toEqual([
      "- Not chosen: Strategy.",
      "- No trial was picked as evidence.",
      "- No prediction was committed.",
      "- The second prediction was not made.",
      "- The target of the search was not met by a trial.",
      "- Not answered: Patterson asks: whose failure?",
      "- Not answered: Which interval, and why?",
      "- Not answered: What can still go wrong?",
    ]);
    expect(reportMarkdown([], DAY)).toContain("Nothing was done yet.");
  });

  test("says when it was made in a demo or review, for which assignment, and that “Show me” was used", () => {
    const record = { ...parts.record, shown: true };
    const text = reportMarkdown([reportOf({ ...parts, record, mode: "review", assign: "hw_3" })], DAY);
    expect(text).toContain("- Assignment hw\\_3.\n- Made in review mode");
    expect(text).toContain("- “Show me” was used.");
  });

  test("has its date, and a line for the name that the site does not know", () => {
    expect(markdown).toMatch(/^# Fleet Labs: report\n\nName: (\\_)+\n\nDate: 2026-11-22\n\n## /);
  });

  test("from the ledger claims no mode that nobody noted, and says what was not to be had", () => {
    const note = "The words did not come.";
    const lock = { of: "ratio", right: null };
    const chapter = { ...parts.chapter, lock };
    const text = reportMarkdown([reportOf({ ...parts, chapter, mode: null, notes: [note] })], DAY);
    expect(text).toContain(`- ${note}`);
    expect(text).not.toContain("Mode:");
    expect(under(text, "Predictions").split("**And")[0]).not.toContain("The choice");
  });

  test("as JSON carries the record, so that it can be replayed", () => {
    const report = reportOf(parts);
    const data = JSON.parse(reportJson([{ report, record: parts.record }], DAY));
    expect(data).toEqual({
      format: "fleet-labs-report",
      version: 1,
      date: DAY,
      reports: [{ report, record: parts.record }],
    });
  });

  test("takes names that mean something to JavaScript for names", () => {
    const texts = JSON.parse('{"__proto__":{"text":"a","kept":true},"constructor":{"text":"b","kept":true}}');
    const odd = someRecord({
      preset: "constructor",
      commitment: { choice: "toString", number: null, sure: "guess" },
      transfer: "valueOf",
      changed: { constructor: 3 } as never,
      trials: [trial(1, { settings: { constructor: 1 } as never, shown: { toString: 2 } as never })],
      texts,
    });
    const text = reportMarkdown([reportOf({ ...parts, record: odd })], DAY);
    expect(text).toContain("Predicted: toString");
    expect(text).not.toContain("[native code]");
  });
});

describe("a reader’s text in Markdown", () => {
  test.each([
    ["# heading", "\\# heading"],
    ["<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"],
    ["1. item", "1\\. item"],
    ["- item", "\\- item"],
    ["a | b", "a \\| b"],
    ["*x* _y_ `z` [l](u)", "\\*x\\* \\_y\\_ \\`z\\` \\[l\\](u)"],
    ["    code", "code"],
    ["---", "\\---"],
    ["\\# x", "\\\\# x"],
    ["&lt; $x$ ~~y~~", "\\&lt; \\$x\\$ \\~\\~y\\~\\~"],
    ["2.5 h at 3 % - fine.", "2.5 h at 3 % - fine."],
    ["-0.5 is less", "-0.5 is less"],
    ["===", "\\==="],
  ])("%s stays what it was typed as", (typed, written) => {
    expect(escaped(typed)).toBe(written);
  });

  test("keeps its lines and paragraphs within the quotation", () => {
    expect(quotation("one\ntwo\r\n\r\n# three\n")).toBe("> one  \n> two  \n>\n> \\# three  ");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const line of quotation(text).split("\n")) expect(line).toMatch(/^>/);
        expect(quotation(text)).not.toMatch(/(^|[^\\])(\\\\)*[<|`*]/);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  test("is only words once Markdown is made of it", async () => {
    const markdown = await createMarkdownProcessor({ syntaxHighlight: false, smartypants: false });
    const { body } = new JSDOM("").window.document;
    const marks = fc.array(
      fc.constantFrom(..."#*_`<>[]()!|~&$-+=1.: \\\nabc\"'/".split(""), "    ", "\n\n", "[x]: y", "&amp;", "<b>"),
    );
    await fc.assert(
      fc.asyncProperty(marks, async (letters) => {
        const typed = letters.join("");
        const { code } = await markdown.render(quotation(typed));
        body.innerHTML = code;
        for (const element of body.querySelectorAll("*")) expect(["BLOCKQUOTE", "P", "BR"]).toContain(element.tagName);
        expect(body.textContent.replace(/\s+/g, "")).toBe(typed.replace(/\s+/g, ""));
      }),
      { numRuns: 1000, seed: 7 },
    );
  });

  test("never breaks out of a table’s cell", () => {
    expect(table(["A"], [["x|y\nz"]])).toBe("| A |\n| --- |\n| x\\|y z |");
  });
});
