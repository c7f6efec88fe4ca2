import { LLAMA_CAUSES, LLAMA_TOTAL } from "../../laws/checkpointing/llama-causes.ts";

const CAUSES = Object.values(LLAMA_CAUSES);

/** What a share of the table's 419 interruptions falls on: drawn evenly, causes come as often as they were counted. */
export function causeOf(share: number): string {
  let left = share * LLAMA_TOTAL;
  for (const { label, count } of CAUSES) {
    left -= count;
    if (left < 0) return label;
  }
  return CAUSES[0]?.label ?? "";
}
