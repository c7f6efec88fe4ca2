import * as v from "valibot";
import { type ChapterRecord, RecordSchema, safeRecord } from "./record.ts";

/** `#s=<version>.<base64url(deflate-raw JSON)>`: what a reader did, in a link. */
const MARK = "#s=";
const VERSION = "1";

/** A whole record is some 20 kB of text; what is far beyond was made to hurt. */
const MOST_LETTERS = 1_000_000;
const MOST_BYTES = 2_000_000;

export type FragmentReading =
  | { readonly ok: true; readonly record: ChapterRecord }
  | { readonly ok: false; readonly why: string };

const refused = (why: string): FragmentReading => ({
  ok: false,
  why: `The link’s record of work was not taken: ${why}. The chapter opens without it.`,
});

const toBase64Url = (bytes: Uint8Array): string => {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

/** @returns null for what is not base64url */
const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> | null => {
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) return null;
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
};

/** Feeds bytes through a stream and gathers at most so many; null when more came. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    length += value.length;
    if (length > most) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
}

/**
 * The fragment of a link that reopens what a reader did.
 *
 * @returns "#s=1.…"
 * @throws Error where the record is not one, or the browser cannot compress: the share menu then offers the link without it
 */
export async function encodeFragment(record: ChapterRecord): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify(v.parse(RecordSchema, record)));
  const packed = await through(json, new CompressionStream("deflate-raw"), MOST_BYTES);
  if (packed === null) throw new Error("The record is too large for a link.");
  return `${MARK}${VERSION}.${toBase64Url(packed)}`;
}

const unpack = async (packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null | "damaged"> => {
  try {
    return await through(packed, new DecompressionStream("deflate-raw"), MOST_BYTES);
  } catch {
    return "damaged";
  }
};

const parsed = (bytes: Uint8Array): { readonly value: unknown } | null => {
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return null;
  }
};

/**
 * Reads a record from a link. It never throws: each kind of damage gives its sentence.
 *
 * @param fragment the address's hash, "#…"
 * @param chapter the id of the chapter on the page
 * @returns null where the fragment carries no record
 */
export async function decodeFragment(fragment: string, chapter: string): Promise<FragmentReading | null> {
  if (!fragment.startsWith(MARK)) return null;
  const [version = "", packed = ""] = fragment.slice(MARK.length).split(".", 2);
  if (version !== VERSION) return refused("it was written by another version of this book, or is damaged");
  if (packed.length > MOST_LETTERS) return refused("it is far longer than a record can be");
  const bytes = fromBase64Url(packed);
  if (bytes === null) return refused("it holds letters that a link of ours never has, so it was changed on its way");
  const text = await unpack(bytes);
  if (text === "damaged") return refused("it is cut off or damaged");
  if (text === null) return refused("it unpacks to more than a record can hold");
  const json = parsed(text);
  if (json === null) return refused("it is damaged inside");
  const record = safeRecord(json.value);
  if (!record.success) return refused("it is not the record of a chapter");
  if (record.output.chapter !== chapter) return refused("it belongs to another chapter");
  return { ok: true, record: record.output };
}
