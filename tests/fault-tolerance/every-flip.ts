import type { Sample } from "../../src/sim/fault-tolerance/parts/sdc-draw.ts";
import type { Network } from "../../src/sim/fault-tolerance/parts/sdc-network.ts";

/** One single-bit flip of an int8 weight, and what it does to a batch. */
export interface Flip {
  readonly layer: number;
  readonly weight: number;
  readonly bit: number;
  readonly bitBefore: 0 | 1;
  readonly before: number;
  readonly after: number;
  /** Inputs of the batch on which an output differs, and those with another answer. */
  readonly touched: number;
  readonly wrong: number;
  /** Mean cross-entropy of the batch (nats). */
  readonly loss: number;
}

const ONE = 127;

/**
 * Every single-bit flip of an int8 network of three dense layers, on every input: a second method beside the model's runs. Whole sums of
 * the sound network are kept, and a flip adds to one of them what it is worth; only what lies behind it is computed again.
 */
export function everyFlip({ layers, memory, shape }: Network, batch: readonly Sample[]): readonly Flip[] {
  const [one, two, three] = layers;
  if (!one || !two || !three || shape.format !== "int8") throw new Error("Only for three layers of int8.");
  const weight = (layer: typeof one, row: number, column: number): number =>
    memory.values[layer.offset + row * layer.columns + column] ?? 0;
  const sums = (layer: typeof one, inputs: readonly number[]): number[] =>
    Array.from({ length: layer.columns }, (_, j) =>
      inputs.reduce((sum, x, i) => sum + x * weight(layer, i, j), ONE * weight(layer, layer.rows - 1, j)),
    );
  const handed = (layer: typeof one, sum: number): number =>
    Math.min(ONE, Math.max(0, Math.round(sum * layer.multiplier)));
  const sound = batch.map(({ input, label }) => {
    const x = Array.from(input, (value) => Math.round(Math.fround(value * ONE)));
    const first = sums(one, x);
    const a = first.map((sum) => handed(one, sum));
    const second = sums(two, a);
    const b = second.map((sum) => handed(two, sum));
    return { label, x, first, a, second, b, logits: sums(three, b) };
  });
  type Frame = (typeof sound)[number];

  /** The logits when the second layer's sums are these. */
  const behindSecond = ({ second, b, logits }: Frame, changed: ReadonlyMap<number, number>): readonly number[] => {
    const out = [...logits];
    for (const [column, by] of changed) {
      const step = handed(two, (second[column] ?? 0) + by) - (b[column] ?? 0);
      if (step !== 0) for (let k = 0; k < out.length; k++) out[k] = (out[k] ?? 0) + step * weight(three, column, k);
    }
    return out;
  };
  const struck = (frame: Frame, layer: number, row: number, column: number, by: number): readonly number[] => {
    const inputs = [frame.x, frame.a, frame.b][layer] ?? [];
    const shift = by * (inputs[row] ?? ONE);
    if (shift === 0) return frame.logits;
    if (layer === 2) return frame.logits.map((logit, k) => (k === column ? logit + shift : logit));
    if (layer === 1) return behindSecond(frame, new Map([[column, shift]]));
    const step = handed(one, (frame.first[column] ?? 0) + shift) - (frame.a[column] ?? 0);
    if (step === 0) return frame.logits;
    return behindSecond(
      frame,
      new Map(Array.from({ length: two.columns }, (_, j) => [j, step * weight(two, column, j)])),
    );
  };
  const answer = (logits: readonly number[]): number => logits.indexOf(Math.max(...logits));
  const lossOf = (logits: readonly number[], label: number): number => {
    const scaled = logits.map((logit) => logit * three.multiplier);
    const most = Math.max(...scaled);
    return most + Math.log(scaled.reduce((sum, y) => sum + Math.exp(y - most), 0)) - (scaled[label] ?? 0);
  };

  const whole = sound.map(({ logits, label }) => lossOf(logits, label));
  const flips: Flip[] = [];
  layers.forEach(({ rows, columns, offset }, layer) => {
    for (let index = 0; index < rows * columns; index++) {
      const byte = memory.bytes[offset + index] ?? 0;
      const before = (byte << 24) >> 24;
      for (let bit = 0; bit < 8; bit++) {
        const after = ((byte ^ (1 << bit)) << 24) >> 24;
        let [touched, wrong, loss] = [0, 0, 0];
        sound.forEach((frame, i) => {
          const logits = struck(frame, layer, Math.floor(index / columns), index % columns, after - before);
          const same = logits.every((logit, k) => logit === frame.logits[k]);
          loss += (same ? (whole[i] ?? 0) : lossOf(logits, frame.label)) / sound.length;
          if (same) return;
          touched++;
          if (answer(logits) !== answer(frame.logits)) wrong++;
        });
        flips.push({
          layer: layer + 1,
          weight: index,
          bit,
          bitBefore: (byte >> bit) & 1 ? 1 : 0,
          before,
          after,
          touched,
          wrong,
          loss,
        });
      }
    }
  });
  return flips;
}
