import { parseArgs } from "node:util";
import { BadArgument } from "./bad-argument.ts";

export const USAGE = `The models of the labs, without a browser.

  npm run -s sim -- list                          the chapters and their presets
  npm run -s sim -- <lab>/<track>/<part> [...]    one chapter's model
  npm run -s sim -- queue <file.swf> [...]        a trace of jobs on one pool of GPUs

  --preset <name>      start from another preset than the chapter's own
  --set <name>=<value> turn one lever; may be repeated
  --seed <number>      the same as --set seed=<number>
  --study <name>       run a longer study too, such as monteCarlo
  --json               one JSON object on standard output, and nothing else
  --help               this text

  --gpus <number>      of the queue's pool; else what the trace's header says, else 10,000
  --policy fcfs|easy   of the queue; fcfs unless told

  npm run -s sim -- fault-tolerance/cloud-titan/young-daly-audit --set nodes=4096 --set writeTime=30 --json
`;

/** What one call asks for. */
export interface Request {
  readonly help: boolean;
  readonly json: boolean;
  /** `list`, or a chapter's path. */
  readonly what: string | undefined;
  readonly preset: string | undefined;
  readonly study: string | undefined;
  /** Names and values as they were typed, in order; the seed among them. */
  readonly settings: readonly (readonly [name: string, value: string])[];
}

const setting = (text: string): readonly [string, string] => {
  const at = text.indexOf("=");
  if (at < 1) throw new BadArgument(`--set takes name=value, but got “${text}”.`);
  return [text.slice(0, at), text.slice(at + 1)];
};

const parsed = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      set: { type: "string", multiple: true },
      seed: { type: "string" },
      preset: { type: "string" },
      study: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });

function attempt(args: readonly string[]): ReturnType<typeof parsed> {
  try {
    return parsed(args);
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split(/[.\n]/);
    throw new BadArgument(`${sentence}; --help tells what there is.`);
  }
}

/** Reads the words after `npm run sim --`. */
export function readRequest(args: readonly string[]): Request {
  const { values, positionals } = attempt(args);
  const [what, ...more] = positionals[0] === "queue" ? [] : positionals;
  if (more.length > 0) throw new BadArgument(`One chapter at a time: “${more.join(" ")}” is one word too many.`);
  const settings = (values.set ?? []).map(setting);
  return {
    help: values.help ?? false,
    json: values.json ?? false,
    what: what?.replace(/^\/+|\/+$/g, ""),
    preset: values.preset,
    study: values.study,
    settings: values.seed === undefined ? settings : [...settings, ["seed", values.seed]],
  };
}
