import type { ParamSpecs, Params } from "../../sim/core/params.ts";
import { tellParam } from "./manner.ts";

/** Levers in a sentence: "Layer 2, Bit 14". One that a model no longer has goes by its name; what only presets set is left out. */
export const tellAll = (specs: ParamSpecs, values: Params): string =>
  Object.entries(values)
    .flatMap(([name, value]) => {
      const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
      if (spec?.kind === "choice" && spec.given) return [];
      return [`${spec?.label ?? name} ${spec ? tellParam(spec, value) : value}`];
    })
    .join(", ");
