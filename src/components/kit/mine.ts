import type { AnyModel, OutputSpec } from "../../sim/core/model.ts";
import { type Manner, tell } from "../../sim/core/quantity.ts";
import type { LockRule } from "./chapter-data.ts";
import { digitsIn, tellNamed, tellOff } from "./manner.ts";
import type { Prediction } from "./prediction.ts";

const decimalsOf = (text: string): number => text.split(".")[1]?.length ?? 0;

/** A reader's own number keeps the digits that the reader gave it: 2 is told as 2×, not as 2.00×. */
export function asTyped(manner: Manner, value: number): string {
  const text = String(value);
  if (text.includes("e")) return tell(value, manner);
  switch (manner.style) {
    case "times":
    case "dollars":
      return tell(value, { ...manner, digits: decimalsOf(text) });
    case "percent":
      return tell(value, { ...manner, digits: Math.max(0, decimalsOf(text) - 2) });
    case "number":
    case "bytes":
      return tell(value, { ...manner, digits: digitsIn(text) });
    default:
      return tell(value, manner);
  }
}

interface Committed {
  readonly module: Pick<AnyModel, "outputs" | "params">;
  readonly lock: Pick<LockRule, "of" | "marks">;
  readonly prediction: Prediction;
  /** The choice in the words of the page. */
  readonly words: string;
}

/** What a reader committed to, told by the names that `<Mine of>` takes: choice, number, mark, off. */
export function mineOf({ module, lock, prediction, words }: Committed): Readonly<Record<string, string>> {
  const { number, mark, off } = prediction;
  const spec: OutputSpec | undefined = module.outputs[lock.of];
  const placed = (name: string, value: number) =>
    tellNamed(
      module,
      name,
      () => value,
      () => value,
    );
  return {
    choice: words,
    number: spec && number !== null ? asTyped(spec, number) : "–",
    mark: (lock.marks && mark !== null && placed(lock.marks, mark)) || "–",
    off: off === null ? "–" : tellOff(off),
  };
}
