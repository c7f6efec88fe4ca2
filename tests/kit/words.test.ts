import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { choiceWords, predictionIn, takeawayIn, wordsIn } from "../../src/components/kit/elements/words.ts";

const formula = (tex: string) =>
  `<span class="katex"><span class="katex-mathml"><math><annotation encoding="application/x-tex">${tex}</annotation></math></span><span class="katex-html">NNN</span></span>`;

const { document } = new JSDOM(`
  <lab-predict>
    <div class="ask"><p>If you double the nodes (${formula("N")}), what then?</p></div>
    <span data-choice="more">It increases <small>for a reason</small></span>
    <span data-choice="same">It stays</span>
    <div class="how-much"><label>How many times?</label></div>
  </lab-predict>
  <div class="claim"><p>No prediction here.</p></div>
  <div class="claim"><p>You predicted “<lab-mine of="choice">…</lab-mine>”, <lab-mine of="number">…</lab-mine> as often.
    It is <span class="num">1.43×</span>: off by <lab-mine of="off">…</lab-mine>.</p></div>
  <section data-part="explanation"><div class="claim">It goes with the root of ${formula("N")}.</div></section>
  <lab-transfer><div class="ask">And now?</div><span data-choice="twice">Twice <span class="feedback">Yes.</span></span></lab-transfer>
  <lab-reflect name="why"><div class="ask">Why?</div></lab-reflect>
  <section class="sources"><ol><li>Young, 1974. <a href="https://example.org/y">A first order</a>. <small>read</small></li></ol></section>
`).window;

test("a page’s words are read off it, formulas as plain words and reasons left out", () => {
  expect(wordsIn(document)).toEqual({
    asked: {
      question: "If you double the nodes (N), what then? How many times?",
      choices: { more: "It increases", same: "It stays" },
    },
    transfer: { question: "And now?", choices: { twice: "Twice" } },
    prompts: { why: "Why?" },
    sources: ["Young, 1974. A first order. https://example.org/y"],
  });
  expect(choiceWords(document, "more")).toBe("It increases");
  expect(choiceWords(document, "unheard")).toBe("unheard");
});

test("its sentence about the prediction is filled with the reader’s own parts", () => {
  const pieces = predictionIn(document, { choice: "It increases", number: "2×", off: "1.40×" });
  expect(pieces?.map(({ text }) => text).join("")).toBe(
    "You predicted “It increases”, 2× as often. It is 1.43×: off by 1.40×.",
  );
  expect(pieces?.filter(({ mine }) => mine).map(({ text }) => text)).toEqual(["It increases", "2×", "1.40×"]);
  expect(document.querySelector("lab-mine")?.textContent).toBe("…");
});

test("what the explanation comes to is one sentence", () => {
  expect(takeawayIn(document)).toBe("It goes with the root of N.");
});

test("a page without them has none", () => {
  const empty = new JSDOM("<p>Nothing</p>").window.document;
  expect(wordsIn(empty)).toEqual({ asked: { question: "", choices: {} }, transfer: null, prompts: {}, sources: [] });
  expect(predictionIn(empty, {})).toBeNull();
  expect(takeawayIn(empty)).toBe("");
});
