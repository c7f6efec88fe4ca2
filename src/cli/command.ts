import type { AnyModel, Steps } from "../sim/core/model.ts";
import type { Params } from "../sim/core/params.ts";
import { finish } from "../sim/core/run.ts";
import { type Request, readRequest, USAGE } from "./arguments.ts";
import { BadArgument } from "./bad-argument.ts";
import { type Chapter, readChapters } from "./chapters.ts";
import { loadModel } from "./load-model.ts";
import { queue } from "./queue.ts";
import { paramsFor } from "./read-params.ts";
import { listing, report, studyTable } from "./report.ts";

/** Where the command finds its folders and where it writes. */
export interface Surroundings {
  /** The folder of chapters, and the folder of models. */
  readonly content: string;
  readonly sim: string;
  out(text: string): void;
  err(text: string): void;
}

/** JSON on one line; a number without end, and one that is none, is null. */
const json = (value: unknown): string => `${JSON.stringify(value)}\n`;

const listed = ({ path, title, model, preset, presets }: Chapter) => ({
  chapter: path,
  title,
  model,
  preset,
  presets: Object.entries(presets).map(([name, { label }]) => ({ name, label })),
});

/** Runs a study straight through and tells each tenth of its way. */
function watched<R>(name: string, steps: Steps<R>, err: Surroundings["err"]): R {
  let told = 0;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    const tenth = Math.floor(step.value.done * 10);
    if (tenth > told) err(`${name} ${tenth * 10} %\n`);
    told = Math.max(told, tenth);
  }
}

function studied(model: AnyModel, name: string, params: Params, err: Surroundings["err"]): unknown {
  const studies = model.studies ?? {};
  const study = Object.hasOwn(studies, name) ? studies[name] : undefined;
  if (!study)
    throw new BadArgument(`There is no study “${name}”; there is ${Object.keys(studies).join(", ") || "none"}.`);
  return watched(name, study(params, "resting"), err);
}

async function show(chapter: Chapter, request: Request, { sim, out, err }: Surroundings): Promise<void> {
  const found = await loadModel(sim, chapter);
  const params = paramsFor(chapter, found.params, request);
  const { study } = request;
  await found.prepare?.(params);
  const result = study === undefined ? undefined : studied(found, study, params, err);
  const model = finish(found.simulate(params));
  if (request.json) out(json({ params, model, ...(study === undefined ? {} : { study: { [study]: result } }) }));
  else out(report(chapter, found, params, model) + (study === undefined ? "" : studyTable(study, result)));
}

async function obey(request: Request, around: Surroundings): Promise<void> {
  const { what, help } = request;
  if (help) return around.out(USAGE);
  if (what === undefined) throw new BadArgument("Name a chapter, or say list; --help tells more.");
  const chapters = readChapters(around.content);
  if (what === "list") return around.out(request.json ? json(chapters.map(listed)) : listing(chapters));
  const chapter = chapters.find(({ path }) => path === what);
  if (!chapter) {
    throw new BadArgument(
      `There is no chapter “${what}”; there is ${chapters.map(({ path }) => path).join(", ") || "none"}.`,
    );
  }
  return show(chapter, request, around);
}

/** One call of the command line. @returns the exit code: 0, or 2 for a bad argument */
export async function command(args: readonly string[], around: Surroundings): Promise<number> {
  try {
    if (args[0] === "queue" && !args.includes("--help")) queue(args.slice(1), around);
    else await obey(readRequest(args), around);
    return 0;
  } catch (error) {
    if (!(error instanceof BadArgument)) throw error;
    around.err(`${error.message}\n`);
    return 2;
  }
}
