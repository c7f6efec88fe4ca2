import { random } from "../src/sim/core/random.ts";
import { drawSamples } from "../src/sim/fault-tolerance/parts/sdc-data.ts";
import { drawText, symbolsOf } from "../src/sim/fault-tolerance/parts/sdc-data-language.ts";
import type { Sample } from "../src/sim/fault-tolerance/parts/sdc-draw.ts";
import { networkOf } from "../src/sim/fault-tolerance/parts/sdc-network.ts";
import { SEEDS } from "../src/sim/fault-tolerance/parts/sdc-seeds.ts";
import { CONTEXT, type NetworkName, SHAPES } from "../src/sim/fault-tolerance/parts/sdc-shapes.ts";
import type { StoredNetwork } from "../src/sim/fault-tolerance/parts/sdc-stored.ts";
import { type Lesson, learn } from "./learn.ts";
import { measure } from "./measure.ts";
import { store } from "./store.ts";

/** Every place of one long text. */
function readText(length: number): readonly Sample[] {
  const symbols = symbolsOf(drawText(random(SEEDS.training), length));
  return Array.from({ length: length - CONTEXT }, (_, i) => ({
    input: Float32Array.from(symbols.slice(i, i + CONTEXT)),
    label: symbols[i + CONTEXT] ?? 0,
  }));
}

const LESSONS: Readonly<Record<NetworkName, () => Lesson>> = {
  language: () => ({ samples: readText(40_000), passes: 12, rate: 0.004, decay: 0.001, seed: 1 }),
  lights: () => ({
    samples: drawSamples("lights", SEEDS.training, 8000),
    passes: 20,
    rate: 0.003,
    decay: 0.01,
    seed: 2,
  }),
  glyphs: () => ({
    samples: drawSamples("glyphs", SEEDS.training, 8000),
    passes: 20,
    rate: 0.003,
    decay: 0.01,
    seed: 3,
  }),
  voice: () => ({ samples: drawSamples("voice", SEEDS.training, 6000), passes: 12, rate: 0.003, decay: 0.01, seed: 4 }),
};

/** Trains a network and writes it down as it is stored, with its measured quality. */
export function teach(name: NetworkName): StoredNetwork {
  const stored = store(name, learn(SHAPES[name], LESSONS[name]()));
  return { ...stored, quality: measure(networkOf(name, stored)) };
}
