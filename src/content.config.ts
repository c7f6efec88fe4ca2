import { defineCollection } from "astro:content";
import { file, glob } from "astro/loaders";
import { z } from "astro/zod";

const name = z.string().regex(/^[a-zA-Z][\w-]*$/, "a name: letters, digits, - and _");
const names = z.array(name);
const value = z.union([z.number(), z.string(), z.boolean()]);
const order = z.number().int().min(1);
const path = ({ entry }: { entry: string }) => entry.replace(/\/[^/]*\.ya?ml$|\.mdx$/, "");

/** `src/content/<lab>/lab.yaml`: title, invariant, the parts that every track goes through. */
const labs = defineCollection({
  loader: glob({ pattern: "*/lab.yaml", base: "./src/content", generateId: path }),
  schema: z.strictObject({
    number: z.string(),
    title: z.string(),
    subtitle: z.string(),
    invariant: z.string(),
    minutes: z.number(),
    order,
    /** What the lab calls a part of a track, and how it counts them. */
    partName: z.string().default("Part"),
    partNumerals: z.enum(["arabic", "roman"]).default("arabic"),
    /** The zones of its dashboard, where it has one: the first is the header. */
    zones: z.array(z.string()).default([]),
    parts: z.record(name, z.strictObject({ number: order, title: z.string(), question: z.string() })),
  }),
});

/** `src/content/<lab>/<track>/track.yaml`: persona, mission, crisis, and the presets for each model. */
const tracks = defineCollection({
  loader: glob({ pattern: "*/*/track.yaml", base: "./src/content", generateId: path }),
  schema: z.strictObject({
    title: z.string(),
    persona: z.string(),
    order,
    scale: z.string(),
    mission: z.string(),
    crisis: z.string(),
    presets: z.record(
      name,
      z.record(name, z.strictObject({ label: z.string(), note: z.string().optional(), params: z.record(name, value) })),
    ),
  }),
});

const choice = z.strictObject({ from: z.number(), to: z.number() });

/** `src/content/<lab>/<track>/<part>.mdx`: the words of one chapter; its frontmatter holds names and numbers. */
const chapters = defineCollection({
  loader: glob({ pattern: "*/*/*.mdx", base: "./src/content", generateId: path }),
  schema: z.strictObject({
    title: z.string(),
    standfirst: z.string(),
    model: name,
    part: order,
    objective: z.string(),
    misconception: z.string(),
    minutes: z.number().max(15),
    levers: names.max(4),
    more: names.default([]),
    /** Levers that lie under a chart as its x axis. */
    axis: z.record(name, name).default({}),
    /** The moment of the run that is shown first (s); that of its first failure where it is left out. */
    opensAt: z.number().min(0).optional(),
    preset: name,
    presets: names.min(1),
    headline: name,
    /** The chart of the header: the ornament is data. */
    strip: name,
    badges: z
      .array(
        z.strictObject({
          output: name,
          atLeast: z.number().optional(),
          atMost: z.number().optional(),
          /** What it is called and how its limit is told, where the output’s own words are not those of the promise. */
          name: z.string().optional(),
          limit: z.string().optional(),
          /** What is said where it holds and where it is broken. */
          words: z.tuple([z.string(), z.string()]).optional(),
          /** The output that is told as its value. */
          shows: name.optional(),
        }),
      )
      .max(4),
    lock: z.strictObject({
      /** The output that the number predicts, and the choice that holds. */
      of: name,
      right: name,
      /** The output that the prediction is marked against on a chart; inverse: twice the number is half the mark. */
      marks: name.optional(),
      inverse: z.boolean().default(false),
      /** The numbers that go with each choice; none where the lock asks for a choice alone. */
      choices: z.record(name, choice),
    }),
    transfer: z.strictObject({ right: name }).optional(),
    search: z
      .strictObject({
        levers: names,
        known: names,
        shows: names,
        target: name,
        atMost: z.number(),
        /** All trials of an attempt meet the same chance: what differs between two of them, the levers did. */
        oneSeed: z.boolean().default(false),
        /** The audit trail of a trial would tell more than a trial shows: it waits until the search is over. */
        hidesLog: z.boolean().default(false),
      })
      .optional(),
    failures: z
      .array(z.strictObject({ name, output: name, above: z.number(), required: name, available: name }))
      .min(1),
    rubric: z.array(z.string()).length(3),
    /** The form of Reflect: choices, trials as evidence, residual risk, and the values that later chapters go on from. */
    decision: z
      .strictObject({
        choices: z.record(name, z.strictObject({ label: z.string(), options: z.record(name, z.string()) })).default({}),
        evidence: z.boolean().default(false),
        risk: z.string().nullable().default(null),
        keeps: names.default([]),
      })
      .optional(),
  }),
});

/** `src/content/<lab>/overview.mdx`: what its tracks come to, side by side, on the lab's own page. */
const overviews = defineCollection({
  loader: glob({
    pattern: "*/overview.mdx",
    base: "./src/content",
    generateId: ({ entry }) => entry.replace(/\/[^/]*$/, ""),
  }),
  schema: z.strictObject({
    title: z.string(),
    /** The part whose chapters are drawn, one of each track. */
    part: name,
    /** Of `src/components/<lab>/overview.ts`. */
    chart: name,
    /** Says in a sentence when to read it. */
    first: z.string(),
  }),
});

const sources = defineCollection({
  loader: file("src/content/sources.yaml"),
  schema: z.strictObject({
    author: z.string(),
    year: z.number(),
    title: z.string(),
    where: z.string(),
    url: z.url().optional(),
    read: z.enum(["source", "extract", "memory"]),
  }),
});

export const collections = { labs, tracks, chapters, overviews, sources };
