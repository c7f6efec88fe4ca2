import { random } from "../src/sim/core/random.ts";
import { noise, type Sample } from "../src/sim/fault-tolerance/parts/sdc-draw.ts";
import type { LayerShape, NetworkShape } from "../src/sim/fault-tolerance/parts/sdc-shapes.ts";
import { exp } from "./exp.ts";

export interface Lesson {
  readonly samples: readonly Sample[];
  readonly passes: number;
  readonly rate: number;
  /** Share that each weight loses in a step, over the rate. */
  readonly decay: number;
  readonly seed: number;
}

const BATCH = 32;
/** Adam's usual constants (Kingma & Ba 2015). */
const [FIRST, SECOND, LEAST] = [0.9, 0.999, 1e-8];

const at = (values: Float64Array, i: number): number => values[i] ?? 0;

function firstWeights({ layers, weights }: NetworkShape, seed: number): Float64Array {
  const chance = random(seed, 1);
  const values = new Float64Array(weights);
  for (const { kind, rows, columns, offset } of layers)
    for (let i = 0; i < rows * columns; i++) {
      const isBias = kind === "dense" && i >= (rows - 1) * columns;
      const spread = kind === "embedding" ? 0.5 : Math.sqrt(2 / rows); // He et al. 2015
      values[offset + i] = isBias ? 0 : spread * noise(chance);
    }
  return values;
}

/** A layer's numbers as one sample goes through: what it took, with a 1 for the bias, and its share of the error. */
class Stage {
  readonly taken: Float64Array;
  readonly error: Float64Array;
  readonly shape: LayerShape;

  constructor(shape: LayerShape, inputs: number) {
    this.shape = shape;
    this.taken = new Float64Array(inputs + 1);
    this.taken[inputs] = 1;
    this.error = new Float64Array(shape.outputs);
  }

  forward(weights: Float64Array, output: Float64Array): void {
    const { kind, rows, columns, offset, outputs } = this.shape;
    if (kind === "embedding") {
      for (let i = 0; i < outputs; i++) {
        const symbol = at(this.taken, Math.floor(i / columns));
        output[i] = at(weights, offset + symbol * columns + (i % columns));
      }
      return;
    }
    output.fill(0, 0, columns);
    for (let row = 0; row < rows; row++) {
      const x = at(this.taken, row);
      if (x === 0) continue;
      for (let column = 0; column < columns; column++)
        output[column] = at(output, column) + x * at(weights, offset + row * columns + column);
    }
  }

  /** Adds to the slopes, and hands the error down to the layer below. */
  backward(weights: Float64Array, slopes: Float64Array, below: Stage | undefined): void {
    const { kind, rows, columns, offset, outputs } = this.shape;
    if (kind === "embedding") {
      for (let i = 0; i < outputs; i++) {
        const place = offset + at(this.taken, Math.floor(i / columns)) * columns + (i % columns);
        slopes[place] = at(slopes, place) + at(this.error, i);
      }
      return;
    }
    const isRectified = below?.shape.kind === "dense";
    for (let row = 0; row < rows; row++) {
      const x = at(this.taken, row);
      const isShut = isRectified && x === 0;
      let back = 0;
      for (let column = 0; column < columns; column++) {
        const place = offset + row * columns + column;
        const error = at(this.error, column);
        if (x !== 0) slopes[place] = at(slopes, place) + x * error;
        back += at(weights, place) * error;
      }
      if (below && row < rows - 1) below.error[row] = isShut ? 0 : back;
    }
  }
}

const shuffle = (count: number, seed: number, pass: number): readonly number[] => {
  const chance = random(seed, 100 + pass);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = chance.below(i + 1);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
};

/** Trains a network by Adam on cross-entropy, with a rate that falls to nothing. The same seed gives the same weights to the last bit. */
export function learn(shape: NetworkShape, { samples, passes, rate, decay, seed }: Lesson): Float64Array {
  const weights = firstWeights(shape, seed);
  const [slopes, means, squares] = [0, 0, 0].map(() => new Float64Array(weights.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let inputs = shape.inputs;
  const stages = shape.layers.map((layer) => {
    const stage = new Stage(layer, inputs);
    inputs = layer.outputs;
    return stage;
  });
  const logits = new Float64Array(shape.classes.length);
  const steps = passes * Math.ceil(samples.length / BATCH);
  let step = 0;

  const sampleGoesThrough = ({ input, label }: Sample): void => {
    stages[0]?.taken.set(input);
    stages.forEach((stage, i) => {
      const next = stages[i + 1];
      stage.forward(weights, next?.taken ?? logits);
      if (next && stage.shape.kind === "dense")
        for (let j = 0; j < stage.shape.outputs; j++) next.taken[j] = Math.max(0, at(next.taken, j));
    });
    const most = Math.max(...logits);
    const shares = Array.from(logits, (logit) => exp(logit - most));
    const sum = shares.reduce((all, share) => all + share, 0);
    const last = stages.at(-1);
    shares.forEach((share, i) => {
      if (last) last.error[i] = share / sum - (i === label ? 1 : 0);
    });
    for (let i = stages.length - 1; i >= 0; i--) stages[i]?.backward(weights, slopes, stages[i - 1]);
  };

  const update = (size: number): void => {
    step++;
    const now = rate * (1 - (step - 1) / steps);
    const [bias1, bias2] = [1 - FIRST ** step, 1 - SECOND ** step];
    for (let i = 0; i < weights.length; i++) {
      const slope = at(slopes, i) / size;
      const mean = FIRST * at(means, i) + (1 - FIRST) * slope;
      const square = SECOND * at(squares, i) + (1 - SECOND) * slope * slope;
      means[i] = mean;
      squares[i] = square;
      const weight = at(weights, i);
      weights[i] = weight - now * (mean / bias1 / (Math.sqrt(square / bias2) + LEAST) + decay * weight);
    }
    slopes.fill(0);
  };

  for (let pass = 0; pass < passes; pass++) {
    const order = shuffle(samples.length, seed, pass);
    for (let start = 0; start < order.length; start += BATCH) {
      const batch = order.slice(start, start + BATCH);
      for (const i of batch) {
        const sample = samples[i];
        if (sample) sampleGoesThrough(sample);
      }
      update(batch.length);
    }
  }
  return weights;
}
