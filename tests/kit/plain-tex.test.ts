import { expect, test } from "vitest";
import { plainTex } from "../../src/components/kit/plain-tex.ts";

// Every formula of the first chapter's questions and words, as a reader would say it in plain letters.
test.each([
  ["N", "N"],
  ["P_{\\mathrm{fleet}} = P_{\\mathrm{node}}^{\\,N}", "P_fleet = P_node^N"],
  ["\\tau_{\\mathrm{opt}} = \\sqrt{2\\delta M}", "τ_opt = √(2δM)"],
  ["\\sqrt{2}", "√2"],
  ["\\delta/(\\tau+\\delta)", "δ/(τ+δ)"],
  ["M = \\frac{\\mathrm{MTBF}_{\\mathrm{node}}}{N}", "M = MTBF_node/N"],
  ["e^{(\\tau+\\delta)/M}", "e^((τ+δ)/M)"],
  ["\\frac{M}{M-\\tau}", "M/(M-τ)"],
  ["\\tau^{*}", "τ^*"],
  ["w\\,e^w", "we^w"],
  ["\\delta \\ll M", "δ ≪ M"],
  ["\\text{useful time} = \\tau", "useful time = τ"],
  ["\\sqrt{\\frac{a}{b}}", "√(a/b)"],
  ["\\begin{aligned} a &= b \\\\[6pt] c &= d \\end{aligned}", "a = b; c = d"],
])("%s reads as %s", (tex, words) => {
  expect(plainTex(tex)).toBe(words);
});
