import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ParamValue } from "../../src/sim/core/params.ts";

const CONTENT = new URL("../../src/content/", import.meta.url);
export const readContent = (path: string): string => readFileSync(new URL(path, CONTENT), "utf8");

/** The words of some MDX: formulas and values gone, tags dropped, spaces alike. */
export const prose = (mdx: string): string =>
  mdx
    .replace(/\$\$[\s\S]*?\$\$/g, " ")
    .replace(/\$[^$]*\$/g, " ◇ ")
    .replace(/<(Value|Mine)\b[^>]*\/>/g, " ◇ ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\*/g, "")
    .replace(/\s+/g, " ");

/** A formula or a live value counts as one word. */
export const wordsIn = (mdx: string): number =>
  prose(mdx)
    .split(" ")
    .filter((word) => /[\p{L}\p{N}◇]/u.test(word)).length;

/** The frontmatter, as the build's schema has it. */
export interface Facts {
  readonly title: string;
  readonly model: string;
  readonly objective: string;
  readonly misconception: string;
  readonly minutes: number;
  readonly standfirst: string;
  readonly levers: readonly string[];
  readonly more?: readonly string[];
  readonly preset: string;
  readonly presets: readonly string[];
  readonly headline: string;
  readonly badges: readonly {
    readonly output: string;
    readonly atLeast?: number;
    readonly atMost?: number;
    readonly words?: readonly string[];
  }[];
  readonly lock: {
    readonly of: string;
    readonly right: string;
    readonly marks?: string;
    readonly choices: Readonly<Record<string, { readonly from: number; readonly to: number }>>;
  };
  readonly transfer?: { readonly right: string };
  readonly search?: {
    readonly levers: readonly string[];
    readonly known: readonly string[];
    readonly shows: readonly string[];
    readonly target: string;
    readonly atMost: number;
  };
  readonly failures: readonly {
    readonly name: string;
    readonly output: string;
    readonly above: number;
    readonly required: string;
    readonly available: string;
  }[];
  readonly rubric: readonly string[];
}

export interface PresetWords {
  readonly label: string;
  readonly note?: string;
  readonly params: Readonly<Record<string, ParamValue>>;
}

/** A chapter's file: its facts, its words and its track's presets. */
export interface Written {
  readonly facts: Facts;
  readonly body: string;
  /** Standfirst and body as a reader meets them. */
  readonly text: string;
  readonly track: string;
  readonly presets: Readonly<Record<string, PresetWords>>;
  sections(noun: string, within?: string): readonly string[];
}

/** Reads `<lab>/<track>/<part>`. */
export function readChapter(path: string): Written {
  const [, front = "", body = ""] = readContent(`${path}.mdx`).split(/^---$/m, 3);
  const facts = parse(front);
  const track = readContent(`${path.split("/").slice(0, 2).join("/")}/track.yaml`);
  return {
    facts,
    body,
    text: prose(`${facts.standfirst} ${body}`),
    track,
    presets: parse(track).presets[facts.model],
    sections: (noun, within = body) => within.match(new RegExp(`<${noun}[ >][\\s\\S]*?</${noun}>`, "g")) ?? [],
  };
}

/** A fixed number in the words: the phrase it stands in, and where each of its figures comes from, in order. */
export type Stated = readonly [phrase: string, ...told: (string | number)[]];

export const figures = (words: string): readonly string[] => words.match(/\d[\d,.]*\d|\d/g) ?? [];

/**
 * Every fixed number in a chapter's words is true: each phrase stands there with the figures given, and no other figure does.
 *
 * @param names figures that are names ("H100", "10-iteration rule")
 */
export function statesOnly(text: string, stated: readonly Stated[], names: RegExp): void {
  const named = (words: string) => words.replace(names, "");
  describe("the words", () => {
    it.each(stated.map(([phrase, ...told]) => ({ phrase, told })))(
      "say “$phrase”, and so it is",
      ({ phrase, told }) => {
        expect(text).toContain(phrase);
        expect(figures(named(phrase))).toEqual(told.flatMap((value) => figures(String(value))));
      },
    );

    it("name no number that is not tested above", () => {
      const longestFirst = [...stated].sort(([a], [b]) => b.length - a.length);
      const rest = named(longestFirst.reduce((left, [phrase]) => left.replaceAll(phrase, "…"), text));
      expect(rest.match(/.{0,40}\d.{0,20}/g) ?? []).toEqual([]);
    });
  });
}
