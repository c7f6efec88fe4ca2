import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readChapters } from "../src/cli/chapters.ts";
import type { AnyModel } from "../src/sim/core/model.ts";
import { defaultsOf, type Params } from "../src/sim/core/params.ts";
import { finish } from "../src/sim/core/run.ts";
import { prose, readChapter, readContent, wordsIn } from "./kit/chapter-words.ts";

/** What holds for the words of every chapter, whatever its lab; the figures of each have a test of their own. */
const chapters = readChapters(join(import.meta.dirname, "../src/content"));
const sources: object = parse(readContent("sources.yaml"));
const allCited = new Set<string>();

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
const named = (words: string, pattern: RegExp): string[] => [...words.matchAll(pattern)].map(([, name = ""]) => name);

const written = await Promise.all(
  chapters.map(async ({ path, lab, model }) => {
    const module: AnyModel = await import(`../src/sim/${lab}/${model}.ts`);
    const words = readChapter(path);
    await module.prepare?.({ ...defaultsOf(module.params), ...words.presets[words.facts.preset]?.params } as Params);
    return { path, module, ...words };
  }),
);
for (const { body } of written) for (const name of named(body, /<Cite of="(\w+)"/g)) allCited.add(name);

describe.each(written)("$path", ({ module, facts, body, text, track, presets, sections }) => {
  const { params, outputs } = module;
  const mission = { ...defaultsOf(params), ...presets[facts.preset]?.params } as Params;
  const [story = "", predict = "", explanation = "", bench = ""] = ["Story", "Predict", "Explanation", "Workbench"].map(
    (noun) => sections(noun)[0] ?? "",
  );

  it("tells the situation in at most 250 words and four steps", () => {
    expect(wordsIn(story)).toBeGreaterThan(20);
    expect(wordsIn(story)).toBeLessThanOrEqual(250);
    expect(sections("Step", story).length).toBeLessThanOrEqual(4);
  });

  it("explains in at most 500 words: of refutations and feedback a reader is shown one each", () => {
    const refutations = explanation.match(/<Answer to[\s\S]*?<\/Answer>/g) ?? [];
    const feedback = explanation.match(/<Answer>[\s\S]*?<\/Answer>/g) ?? [];
    const unread = (answers: readonly string[]) => {
      const counts = answers.map(wordsIn);
      return total(counts) - Math.max(0, ...counts);
    };
    expect(refutations.length).toBeGreaterThanOrEqual(Object.keys(facts.lock.choices).length);
    expect(wordsIn(explanation) - unread(refutations) - unread(feedback)).toBeLessThanOrEqual(500);
  });

  it("fits 15 minutes with ten trials, outside what is closed", () => {
    const open = ["Further", "Peeks"]
      .flatMap((noun) => sections(noun))
      .reduce((left, part) => left.replace(part, ""), body);
    const words = wordsIn(`${facts.standfirst} ${facts.objective} ${open}`);
    expect(words / 180 + (facts.search ? 10 * 0.4 : 0)).toBeLessThanOrEqual(15);
  });

  it("keeps a number and its unit on one line", () => {
    const loose = /\d (?:%|(?:h|s|ms|µs|min|hours?|minutes|seconds|days|MB|GB|TB|kB|KB|µF|µJ|mW|V|FPS)\b)/g;
    expect(`${facts.standfirst} ${body} ${track}`.match(loose) ?? []).toEqual([]);
  });

  it("writes no exclamation mark, one spelling, and never speaks of a plan", () => {
    const said = `${text} ${facts.rubric} ${Object.values(presets).map(({ label, note }) => `${label} ${note ?? ""}`)}`;
    expect(said).not.toContain("!");
    expect(said).not.toMatch(/\b(grey|neighbour|colour|behaviour|modelled|labelled|centre|optimis|minimis|favour)/i);
    expect(said).not.toMatch(/\bplan\b/i);
  });

  it("calls its own preset the mission's, and lists all presets of its track", () => {
    expect(Object.keys(presets)).toEqual(facts.presets);
    expect(presets[facts.preset]?.label).toMatch(/^The mission’s /);
  });

  it("names only outputs, levers, failures and sources that exist", () => {
    const known = new Set([...Object.keys(outputs), ...Object.keys(params)]);
    expect(named(body, /<Value of="(\w+)"/g).filter((name) => !known.has(name))).toEqual([]);
    const levers = [...facts.levers, ...(facts.more ?? []), ...named(body, /<Lever name="(\w+)"/g)];
    expect(levers.filter((name) => !Object.hasOwn(params, name))).toEqual([]);
    expect(named(body, /<Cite of="(\w+)"/g).filter((name) => !Object.hasOwn(sources, name))).toEqual([]);
    expect(named(body, /<Failure of="(\w+)"/g)).toEqual(facts.failures.map(({ name }) => name));
  });

  it("has on the pages before the lock no formula of the answer and no live number", () => {
    expect(`${facts.standfirst} ${facts.objective} ${story} ${predict}`).not.toMatch(
      /√|\\sqrt|<Value|<Mine|invariant/i,
    );
    expect(predict).not.toMatch(/<Chart/);
  });

  it("gives each choice of the lock a reason and an answer", () => {
    const choices = sections("Choice", predict);
    expect(choices.map((choice) => named(choice, /name="(\w+)"/g)[0])).toEqual(Object.keys(facts.lock.choices));
    for (const choice of choices) expect(sections("small", choice)).toHaveLength(1);
    const answered = named(explanation, /<Answer to="(\w+)"/g);
    expect([...new Set(answered)].sort()).toEqual(Object.keys(facts.lock.choices).sort());
  });

  it("takes the true number for the right choice and for no other", () => {
    const truth = Number(Reflect.get(finish(module.simulate(mission)), facts.lock.of));
    const holds = Object.entries(facts.lock.choices)
      .filter(([, { from, to }]) => from <= truth && truth <= to)
      .map(([name]) => name);
    expect(holds).toEqual([facts.lock.right]);
  });

  it("asks for transfer, and gives its right choice", () => {
    const [transfer = ""] = sections("Transfer");
    expect(facts.transfer && transfer).toContain(`name="${facts.transfer?.right}"`);
  });

  it("speaks in the explanation of the mission alone, whatever is on the page", () => {
    expect(explanation.match(/<Value (?:(?!at="mission")[^>])*>/g) ?? []).toEqual([]);
  });

  it("tells the reader in a search what the page shows, and averages at other times only", () => {
    if (!facts.search) return;
    const during = sections("During", bench);
    const inSearch = during.filter((words) => words.includes('search="yes"'));
    expect(inSearch.length).toBeGreaterThan(0);
    const { known, levers, shows, target } = facts.search;
    const told: readonly string[] = [...known, ...levers, ...shows];
    expect([...levers, ...known].filter((name) => !Object.hasOwn(params, name))).toEqual([]);
    expect([...shows, target].filter((name) => !Object.hasOwn(outputs, name))).toEqual([]);
    // A failure shows only while no search is open.
    const elsewhere = [...during, ...sections("Failure", bench)];
    const always = elsewhere.reduce((left, words) => left.replace(words, ""), bench);
    const live = named(`${inSearch} ${always}`, /<Value of="(\w+)"(?! at="mission")/g);
    expect(live.filter((name) => !told.includes(name))).toEqual([]);
  });

  it("has three lines of rubric, and a note beside a prompt in a living person's name", () => {
    expect(facts.rubric).toHaveLength(3);
    const [reflect = ""] = sections("Reflect");
    if (/Patterson|Dean/.test(prose(reflect))) expect(prose(reflect)).toContain("not a quotation");
  });
});

it("every source is cited by some chapter", () => {
  expect(Object.keys(sources).filter((name) => !allCited.has(name))).toEqual([]);
});
