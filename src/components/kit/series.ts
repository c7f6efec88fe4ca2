/**
 * Cuts a series where it leaves the frame: the last point inside is joined to the point where the line crosses `top`,
 * all beyond is a gap. The columns keep their length, so that a moving mark keeps its rows.
 *
 * @param x ascending positions
 * @param y values; what is not finite counts as beyond
 * @param top the greatest value that the frame shows
 * @param logarithmic whether x is drawn on a logarithmic scale, for the crossing
 */
export function within(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  top: number,
  logarithmic = false,
): { x: number[]; y: number[] } {
  const inside = (i: number) => (y[i] ?? Number.NaN) <= top;
  const crossing = (i: number, j: number): number => {
    const [xi = 0, xj = 0, yi = 0, yj = 0] = [x[i], x[j], y[i], y[j]];
    const share = Number.isFinite(yj) ? (top - yi) / (yj - yi) : 0;
    return logarithmic ? xi * (xj / xi) ** share : xi + (xj - xi) * share;
  };
  const xs: number[] = [];
  const ys: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const neighbour = inside(i) ? -1 : i > 0 && inside(i - 1) ? i - 1 : i + 1 < x.length && inside(i + 1) ? i + 1 : -2;
    xs.push(neighbour >= 0 ? crossing(neighbour, i) : (x[i] ?? Number.NaN));
    ys.push(neighbour === -2 ? Number.NaN : neighbour === -1 ? (y[i] ?? Number.NaN) : top);
  }
  return { x: xs, y: ys };
}
