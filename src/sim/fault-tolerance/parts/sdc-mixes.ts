/** Classes of faults that the campaign injects. */
export const CLASSES = ["memory", "compute", "unit"] as const;
export type FaultClass = (typeof CLASSES)[number];
/** Shares of the classes among the faults that change an output. */
export type Mix = Readonly<Record<FaultClass, number>>;
export type MixName = "even" | "memory" | "compute" | "unit";

/** What a place may suffer from: assumptions of this lab. */
export const MIXES: Readonly<Record<MixName, Mix & { readonly label: string }>> = {
  even: { label: "All three alike", memory: 1 / 3, compute: 1 / 3, unit: 1 / 3 },
  memory: { label: "Weights, nearly always", memory: 0.98, compute: 0.015, unit: 0.005 },
  compute: { label: "Single results, nearly always", memory: 0.005, compute: 0.99, unit: 0.005 },
  unit: { label: "A bad unit, nearly always", memory: 0.005, compute: 0.005, unit: 0.99 },
};
