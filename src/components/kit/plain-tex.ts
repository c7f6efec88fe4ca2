/** Commands of simple formulas and the signs that stand for them; a name without a sign stands for itself (\max, \ln). */
const SIGNS: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  eta: "η",
  lambda: "λ",
  mu: "μ",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  omega: "ω",
  Delta: "Δ",
  Sigma: "Σ",
  cdot: "·",
  times: "×",
  approx: "≈",
  le: "≤",
  leq: "≤",
  ge: "≥",
  geq: "≥",
  ll: "≪",
  gg: "≫",
  to: "→",
  infty: "∞",
  pm: "±",
  left: "",
  right: "",
  quad: "",
  qquad: "",
};

/** Groups that are one word, number or power need no brackets. */
const isOne = (group: string): boolean => /^[\p{L}\p{N}_^*.,'\u00a0]*$/u.test(group) || /^\([^()]*\)$/.test(group);
const bracketed = (group: string): string => (isOne(group) ? group : `(${group})`);

/** The innermost groups first, until none is left. Plain braces keep together what is one sign or word. */
const STEPS: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/\\(?:mathrm|mathbf|mathit|operatorname)\{([^{}]*)\}/g, (_, word = "") => word],
  [/\\text\{([^{}]*)\}/g, (_, words = "") => words.replace(/\s/g, "\u00a0")],
  [/\\d?frac\{([^{}]*)\}\{([^{}]*)\}/g, (_, over = "", under = "") => `${bracketed(over)}/${bracketed(under)}`],
  [/\\sqrt\{([^{}]*)\}/g, (_, root = "") => `√${[...root].length === 1 ? root : `(${root})`}`],
  [/([_^])\{([^{}\\]*)\}/g, (_, place = "", group = "") => `${place}${bracketed(group)}`],
];

/**
 * A simple formula in plain words, for a report that sets none: fractions by a slash, indices by _ and powers by ^.
 *
 * @example plainTex("P_{\\mathrm{fleet}} = P_{\\mathrm{node}}^{\\,N}") // "P_fleet = P_node^N"
 */
export function plainTex(tex: string): string {
  let text = tex
    .replace(/\\(?:begin|end)\{[^{}]*\}/g, "")
    .replace(/\\\\(\[[^\]]*\])?/g, "; ")
    .replace(/\\[,;:!> ]|[&~]/g, "")
    .replace(/\\(?!mathrm|mathbf|mathit|operatorname|text|d?frac|sqrt)([A-Za-z]+)\s*/g, (_, name: string) =>
      Object.hasOwn(SIGNS, name) ? (SIGNS[name] ?? "") : name,
    );
  for (let before = ""; before !== text; ) {
    before = text;
    for (const [form, told] of STEPS) text = text.replace(form, told);
  }
  return text
    .replace(/[{}\\]/g, "")
    .replace(/[^\S\u00a0]+/g, "")
    .replace(/[=≈≤≥≪≫<>→]/g, " $& ")
    .replace(/;/g, "; ")
    .replace(/[\s\u00a0]+/g, " ")
    .trim();
}
