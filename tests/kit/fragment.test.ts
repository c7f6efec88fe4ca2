import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeFragment, encodeFragment } from "../../src/components/kit/fragment.ts";
import { CHAPTER, someRecord } from "./stored.ts";

const packed = (text: string | Buffer) => `#s=1.${deflateRawSync(text).toString("base64url")}`;
const why = async (fragment: string) => {
  const reading = await decodeFragment(fragment, CHAPTER);
  return reading && !reading.ok ? reading.why : "";
};

describe("the fragment of a link", () => {
  test("reopens exactly what was written, letters beyond ASCII too", async () => {
    const record = someRecord({ texts: { reflect: { text: "τ = √(2δM) 🛠 \u2028 <b>", kept: false } } });
    const fragment = await encodeFragment(record);
    expect(fragment).toMatch(/^#s=1\.[\w-]+$/);
    expect(await decodeFragment(fragment, CHAPTER)).toEqual({ ok: true, record });
  });

  test("is nothing to read where it is another anchor", async () => {
    expect(await decodeFragment("#further", CHAPTER)).toBeNull();
    expect(await decodeFragment("", CHAPTER)).toBeNull();
  });

  test("tells each kind of damage in its own sentence", async () => {
    const whole = await encodeFragment(someRecord());
    expect(await why(whole.replace("#s=1.", "#s=2."))).toContain("another version");
    expect(await why("#s=")).toContain("another version");
    expect(await why("#s=1.a+b/")).toContain("letters");
    expect(await why("#s=1.")).toContain("letters");
    expect(await why(whole.slice(0, -20))).toContain("cut off or damaged");
    expect(await why(packed("{not JSON"))).toContain("damaged inside");
    expect(await why(packed(Buffer.from([0xff, 0xfe])))).toContain("damaged inside");
    expect(await why(packed('{"chapter":1}'))).toContain("not the record of a chapter");
    expect(await why(packed(JSON.stringify(someRecord({ chapter: "a/b/c" }))))).toContain("another chapter");
  });

  test("stops unpacking a bomb, and does not begin on an endless text", async () => {
    expect(await why(packed("0".repeat(50_000_000)))).toContain("unpacks to more");
    expect(await why(`#s=1.${"A".repeat(1_000_001)}`)).toContain("far longer");
  });

  test("takes no prototype from a link", async () => {
    const json = JSON.stringify(someRecord()).replace('"changed":{', '"changed":{"__proto__":{"x":1},');
    const reading = await decodeFragment(packed(json), CHAPTER);
    expect(reading?.ok && Object.getPrototypeOf(reading.record.changed)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test("never throws, whatever is mutated", async () => {
    const whole = await encodeFragment(someRecord());
    const mutated = fc
      .tuple(fc.nat(whole.length), fc.string({ maxLength: 4, unit: "binary" }))
      .map(([at, text]) => whole.slice(0, at) + text + whole.slice(at + text.length));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          mutated,
          fc.string(),
          fc.string().map((text) => `#s=1.${text}`),
        ),
        async (fragment) => {
          const reading = await decodeFragment(fragment, CHAPTER);
          expect(reading === null || reading.ok || reading.why.length > 20).toBe(true);
        },
      ),
      { numRuns: 1000, seed: 7 },
    );
  });
});
