import type { Box, Point, Wish } from "../../kit/place-labels.ts";
import type { Label } from "../../kit/plot-parts.ts";

/** A rising line's own name, at the given shares of its length: below it to the right, or above it to the left. */
export const beside = (
  line: readonly Point[],
  shares: readonly number[],
  { text, fill, side = "below" }: { readonly text: string; readonly fill: string; readonly side?: "above" | "below" },
): Wish =>
  shares.flatMap((share): Label[][] => {
    const at = line[Math.round(share * (line.length - 1))];
    if (!at || !Number.isFinite(at.top)) return [];
    const above: Label[] = [{ left: at.left - 10, top: at.top - 8, text, fill, anchor: "end" }];
    return side === "above" ? [above] : [[{ left: at.left + 10, top: at.top + 16, text, fill }], above];
  });

/** Points of an upright hair, for labels to keep clear of. */
export const alongHair = (left: number, top: number, bottom: number): Point[] =>
  Array.from({ length: Math.max(0, Math.ceil((bottom - top) / 6)) }, (_, i) => ({ left, top: top + 6 * i }));

/** Room about a dot that no name may touch. */
export const dotBox = ({ left, top }: Point): Box => ({
  left: left - 6,
  right: left + 6,
  top: top - 6,
  bottom: top + 6,
});
