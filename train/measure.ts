import { random } from "../src/sim/core/random.ts";
import { summarize } from "../src/sim/core/statistics.ts";
import { drawSamples } from "../src/sim/fault-tolerance/parts/sdc-data.ts";
import type { Sample } from "../src/sim/fault-tolerance/parts/sdc-draw.ts";
import { answerOf, crossEntropy } from "../src/sim/fault-tolerance/parts/sdc-loss.ts";
import { copyOf, restore, strike, type WeightMemory, wordAt } from "../src/sim/fault-tolerance/parts/sdc-memory.ts";
import type { Network } from "../src/sim/fault-tolerance/parts/sdc-network.ts";
import { run } from "../src/sim/fault-tolerance/parts/sdc-run.ts";
import { SEEDS } from "../src/sim/fault-tolerance/parts/sdc-seeds.ts";
import type { Quality } from "../src/sim/fault-tolerance/parts/sdc-stored.ts";
import { BITS } from "../src/sim/laws/bit-flip.ts";

const BATCH = 64;
const BATCHES = 200;
const FLIPS = 2000;
const DEVIATIONS = 3;

const multiplierOf = (network: Network): number => network.layers.at(-1)?.multiplier ?? 1;

/** Mean cross-entropy of a batch over some weights (nats). */
export function batchLoss(network: Network, memory: WeightMemory, batch: readonly Sample[]): number {
  const losses = batch.map(({ input, label }) =>
    crossEntropy(run(network, memory, input).outputs, multiplierOf(network), label),
  );
  return losses.reduce((sum, loss) => sum + loss, 0) / batch.length;
}

function entropyOf(samples: readonly Sample[], classes: number): number {
  const counts = new Array<number>(classes).fill(0);
  for (const { label } of samples) counts[label] = (counts[label] ?? 0) + 1;
  return counts.reduce((sum, count) => {
    const share = count / samples.length;
    return count === 0 ? sum : sum - share * Math.log(share);
  }, 0);
}

/** Of single flips of weights' bits, how many bring the loss of the page's batch out of its band. */
function ringsOf(network: Network, alarm: number): Quality["rings"] {
  const chance = random(SEEDS.batch, 2);
  const batch = drawSamples(network.name, SEEDS.batch, BATCH);
  const memory = copyOf(network.memory);
  const bits = BITS[memory.format];
  const top = memory.format === "int8" ? bits - 1 : bits - 2;
  const share = (wanted: 0 | 1, only: number | null, flips: number): number => {
    let rang = 0;
    for (let i = 0; i < flips; ) {
      const weight = chance.below(network.shape.weights);
      const bit = only ?? chance.below(bits);
      if (((wordAt(memory, weight) >>> bit) & 1) !== wanted) continue;
      strike(memory, weight, bit, "flip");
      if (!(batchLoss(network, memory, batch) <= alarm)) rang++;
      restore(memory, network.memory, weight, weight + 1);
      i++;
    }
    return rang / flips;
  };
  return { cleared: share(1, null, FLIPS), set: share(0, null, FLIPS), topSet: share(0, top, FLIPS / 4) };
}

/** The quality of a network, measured on data that it has not seen. */
export function measure(network: Network): Quality {
  const samples = drawSamples(network.name, SEEDS.validation, BATCH * BATCHES);
  const right = samples.filter(({ input, label }) => answerOf(run(network, network.memory, input).outputs) === label);
  const losses = Array.from({ length: BATCHES }, (_, i) =>
    batchLoss(network, network.memory, samples.slice(i * BATCH, (i + 1) * BATCH)),
  );
  const { mean, deviation } = summarize(losses);
  const short = (value: number): number => Number(value.toPrecision(5));
  return {
    accuracy: short(right.length / samples.length),
    loss: short(mean),
    batchDeviation: short(deviation),
    unigram: Number(entropyOf(samples, network.shape.classes.length).toPrecision(2)),
    rings: ringsOf(network, mean + DEVIATIONS * deviation),
  };
}
