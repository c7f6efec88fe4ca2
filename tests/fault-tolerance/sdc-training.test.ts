import { describe, expect, test } from "vitest";
import { random } from "../../src/sim/core/random.ts";
import { DRAW } from "../../src/sim/fault-tolerance/parts/sdc-data.ts";
import { drawText } from "../../src/sim/fault-tolerance/parts/sdc-data-language.ts";
import { bench } from "../../src/sim/fault-tolerance/parts/sdc-inspect.ts";
import { answerOf, crossEntropy } from "../../src/sim/fault-tolerance/parts/sdc-loss.ts";
import { loadNetwork, network } from "../../src/sim/fault-tolerance/parts/sdc-network.ts";
import { run } from "../../src/sim/fault-tolerance/parts/sdc-run.ts";
import { ALPHABET, NETWORK_NAMES } from "../../src/sim/fault-tolerance/parts/sdc-shapes.ts";
import { voice } from "../../src/sim/fault-tolerance/parts/sdc-weights-voice.ts";
import { exp } from "../../train/exp.ts";
import { teach } from "../../train/lessons.ts";

await Promise.all(NETWORK_NAMES.map((name) => loadNetwork(name)));

test("training the voice gate again gives the same bytes and the same accuracy", () => {
  expect(teach("voice")).toEqual(voice);
});

describe("each network", () => {
  test.each(NETWORK_NAMES)(
    "%s weighs at most 10 kB, and is as good on data of another seed as is written of it",
    (name) => {
      const { memory, quality, layers, shape } = network(name);
      expect(memory.bytes.length).toBeLessThanOrEqual(10_000);
      expect(memory.values.length).toBe(shape.weights);
      const chance = random(555);
      const count = 4000;
      let [right, loss] = [0, 0];
      for (let i = 0; i < count; i++) {
        const { input, label } = DRAW[name](chance);
        const { outputs } = run(network(name), memory, input);
        if (answerOf(outputs) === label) right++;
        loss += crossEntropy(outputs, layers.at(-1)?.multiplier ?? 1, label) / count;
      }
      const error = Math.sqrt((quality.accuracy * (1 - quality.accuracy)) / count);
      expect(Math.abs(right / count - quality.accuracy)).toBeLessThan(4 * error);
      expect(Math.abs(loss - quality.loss)).toBeLessThan(4 * quality.batchDeviation * Math.sqrt(64 / count));
    },
  );

  test("is good enough to tell: lights 97 %, glyphs 95 %, voice 93 %", () => {
    expect(network("lights").quality.accuracy).toBeGreaterThan(0.97);
    expect(network("glyphs").quality.accuracy).toBeGreaterThan(0.95);
    expect(network("voice").quality.accuracy).toBeGreaterThan(0.93);
  });

  test("the language model’s loss lies far below the entropy of its letters alone", () => {
    const text = drawText(random(777), 40_000);
    const entropy = Array.from(ALPHABET, (letter) => (text.split(letter).length - 1) / text.length)
      .filter((share) => share > 0)
      .reduce((sum, share) => sum - share * Math.log(share), 0);
    const { quality } = network("language");
    expect(quality.unigram).toBeCloseTo(entropy, 1);
    expect(quality.loss).toBeLessThan(entropy / 4);
  });

  test.each(NETWORK_NAMES)("%s: without a fault its loss stays in its band and its range guard is silent", (name) => {
    const { clean, samples } = bench(name);
    const { quality, layers } = network(name);
    const loss = clean.reduce(
      (sum, { outputs }, i) =>
        sum + crossEntropy(outputs, layers.at(-1)?.multiplier ?? 1, samples[i]?.label ?? 0) / samples.length,
      0,
    );
    expect(Math.abs(loss - quality.loss)).toBeLessThan(3 * quality.batchDeviation);
    expect(clean.every(({ inRange, finite }) => inRange && finite)).toBe(true);
  });
});

test("the exponential of the training is that of the library", () => {
  for (let x = -30; x <= 5; x += 0.137) expect(exp(x) / Math.exp(x)).toBeCloseTo(1, 12);
  expect(exp(-1e4)).toBe(0);
});
