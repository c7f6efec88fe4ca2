const LN_2 = Math.LN2;
const TERMS = 14;

/** e^x by additions and multiplications alone, to about 1e-15: training then gives the same bytes on every machine. */
export function exp(x: number): number {
  if (x < -700) return 0;
  const power = Math.round(x / LN_2);
  const rest = x - power * LN_2;
  let sum = 1;
  for (let i = TERMS; i > 0; i--) sum = 1 + (sum * rest) / i;
  return sum * 2 ** power;
}
