const ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"] as const;

/** What a lab calls a part of a track, and how it counts them: "Part 2", "Act II". */
export interface PartNaming {
  readonly partName: string;
  readonly partNumerals: "arabic" | "roman";
}

export const partNumber = ({ partNumerals }: PartNaming, part: number): string =>
  (partNumerals === "roman" ? ROMAN[part - 1] : undefined) ?? String(part);

export const tellPart = (lab: PartNaming, part: number): string => `${lab.partName} ${partNumber(lab, part)}`;
