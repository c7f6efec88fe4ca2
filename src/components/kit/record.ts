import * as v from "valibot";

/**
 * What a reader did in one chapter: the one shape that the ledger stores, that a link carries in its fragment and that the
 * report tells. It is data: the same actions replayed give the same model.
 */
export const MOST_TRIALS = 2000;
export const MOST_ACTIONS = 5000;

/** JSON knows 1e999. */
const Finite = v.pipe(v.number(), v.minValue(-1e300), v.maxValue(1e300));
const Value = v.union([Finite, v.string(), v.boolean()]);
const Text = v.pipe(v.string(), v.maxLength(20_000));
const Name = v.pipe(v.string(), v.maxLength(80));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9));
const Seconds = v.pipe(v.number(), v.minValue(0), v.maxValue(1e300));

/** Null stands for what has no end, since JSON has no Infinity. */
const Shown = v.record(Name, v.nullable(v.number()));

export const TrialSchema = v.object({
  number: v.pipe(Count, v.minValue(1), v.maxValue(10)),
  attempt: v.pipe(Count, v.minValue(1)),
  seed: Count,
  settings: v.record(Name, Value),
  shown: Shown,
  met: v.boolean(),
});

export const CommitmentSchema = v.object({
  /** The choice taken, by name; "" where the lock asks for a number alone. */
  choice: Name,
  /** The number committed to, in the unit of the output that it predicts; null where none is asked. */
  number: v.nullable(Finite),
  sure: v.picklist(["guess", "fairly", "sure"]),
});

/** A trial by its place: attempt and number. */
const Place = v.tuple([Count, Count]);

/** What the reader settled on in the form of Reflect: a draft until it is kept. */
export const DecisionSchema = v.object({
  /** Which option was taken, by the names of choice and option. */
  choices: v.record(Name, Name),
  /** The trials that are its evidence. */
  picks: v.array(Place),
  /** Levers (in their unit) and outputs (in SI) as they stood when it was kept, for the chapters that go on from it. */
  keeps: v.record(Name, v.nullable(Value)),
  kept: v.boolean(),
});

/** A chart's rows as they stood when the reader put them into the report. */
export const ExhibitSchema = v.object({
  /** The chart's name: a chart has one exhibit, its newest. */
  of: Name,
  title: Text,
  /** What the levers were. */
  where: Text,
  head: v.array(Text),
  rows: v.array(v.array(Text)),
});

export const RecordSchema = v.object({
  /** `<lab>/<track>/<part>`. */
  chapter: Name,
  /** Model version when the record was begun. */
  version: Name,
  /** The levers that differ from the preset, and the preset. */
  preset: Name,
  changed: v.record(Name, Value),
  commitment: v.nullable(CommitmentSchema),
  /** The transfer question's answer, by choice name. */
  transfer: v.nullable(Name),
  /** The seed of the first unseen case; attempts count on from it. */
  caseSeed: Count,
  attempt: Count,
  searching: v.boolean(),
  trials: v.pipe(v.array(TrialSchema), v.maxLength(MOST_TRIALS)),
  found: v.boolean(),
  /** "Show me" was used: said in the report. */
  shown: v.boolean(),
  /** Free texts by the name of their prompt: the draft as typed, and whether it was kept in the ledger. */
  texts: v.record(Name, v.object({ text: Text, kept: v.boolean() })),
  decision: v.nullable(DecisionSchema),
  exhibits: v.array(ExhibitSchema),
  /** Lever let go, preset taken, commitment, trial, decision: seconds since the chapter was opened first, name, value. */
  actions: v.pipe(v.array(v.tuple([Seconds, Name, Value])), v.maxLength(MOST_ACTIONS)),
});

/** What records had not from the beginning. */
const LATER = { decision: null, exhibits: [] };

/** What may be a record, with what was added since it was written. */
export const ofToday = (entry: unknown): unknown => (typeof entry === "object" ? { ...LATER, ...entry } : entry);

/** Reads what may be a record, of any age. */
export const safeRecord = (entry: unknown) => v.safeParse(RecordSchema, ofToday(entry));

export type Commitment = v.InferOutput<typeof CommitmentSchema>;
export type ChapterRecord = v.InferOutput<typeof RecordSchema>;
export type Decision = v.InferOutput<typeof DecisionSchema>;
export type Exhibit = v.InferOutput<typeof ExhibitSchema>;
export type Action = ChapterRecord["actions"][number];

export const emptyRecord = (chapter: string, version: string, preset: string, caseSeed = 1): ChapterRecord => ({
  chapter,
  version,
  preset,
  changed: {},
  commitment: null,
  transfer: null,
  caseSeed,
  attempt: 1,
  searching: false,
  trials: [],
  found: false,
  shown: false,
  texts: {},
  decision: null,
  exhibits: [],
  actions: [],
});

/** Whether a reader has left anything in a record that may not be lost. */
export const isUntouched = (record: ChapterRecord): boolean =>
  record.commitment === null &&
  record.trials.length === 0 &&
  Object.keys(record.changed).length === 0 &&
  record.decision === null &&
  record.exhibits.length === 0 &&
  Object.values(record.texts).every(({ text }) => text.trim() === "");
