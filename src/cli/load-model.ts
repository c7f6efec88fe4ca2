import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AnyModel } from "../sim/core/model.ts";
import { BadArgument } from "./bad-argument.ts";
import type { Chapter } from "./chapters.ts";

/** The model of a chapter, found by its path `<sim>/<lab>/<model>.ts`. */
export async function loadModel(sim: string, { lab, model, path }: Chapter): Promise<AnyModel> {
  const file = join(sim, lab, `${model}.ts`);
  if (!/^[a-z0-9-]+$/.test(model) || !existsSync(file)) {
    throw new BadArgument(`${path} names the model “${model}”, but there is no ${lab}/${model}.ts.`);
  }
  const found: AnyModel = await import(pathToFileURL(file).href);
  return found;
}
