import type { Run } from "./sdc-run.ts";

/** Cross-entropy of an answer whose logits are these (nats): what the right one lacks to certainty. NaN counts as without bound. */
export function crossEntropy(outputs: Run["outputs"], multiplier: number, label: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const y of outputs) most = Math.max(most, y * multiplier);
  let sum = 0;
  for (const y of outputs) sum += Math.exp(y * multiplier - most);
  const loss = most + Math.log(sum) - (outputs[label] ?? 0) * multiplier;
  return Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss;
}

/** The answer: the greatest output, the first of equals. What is not a number is never greatest. */
export function answerOf(outputs: Run["outputs"]): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  outputs.forEach((y, i) => {
    if (y > most) [best, most] = [i, y];
  });
  return best;
}

/** The share of belief that the answer gets, 0 where it cannot be told. */
export const confidence = (outputs: Run["outputs"], multiplier: number, answer: number): number =>
  Math.exp(-crossEntropy(outputs, multiplier, answer));

/** Two runs agree if every output is the same word. */
export const agree = (a: Run["outputs"], b: Run["outputs"]): boolean => a.every((y, i) => Object.is(y, b[i]));
