const isOneOf =
  <T extends string>(names: readonly T[]) =>
  (text: string): text is T =>
    names.some((name) => name === text);

/** A link may be long; a notice repeats its beginning. */
const shortened = (text: string, most = 40): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** Reads a link's keys one by one; what it cannot take it tells. */
export class LinkReader {
  readonly notices: string[] = [];
  readonly #query: URLSearchParams;
  constructor(search: string) {
    this.#query = new URLSearchParams(search);
  }

  keys(): ReadonlySet<string> {
    return new Set(this.#query.keys());
  }

  tell(key: string, text: string, why: string, instead: string): void {
    this.notices.push(
      `The link’s ${shortened(key)}=${shortened(text)} was not taken: ${shortened(why, 240)}. ${instead}`,
    );
  }

  text(key: string): string | null {
    const values = this.#query.getAll(key);
    if (values.length > 1)
      this.notices.push(`The link gives ${shortened(key)} ${values.length} times; the first counts.`);
    return values[0] ?? null;
  }

  oneOf<T extends string>(key: string, names: readonly T[], instead: string): T | null {
    const text = this.text(key);
    if (text === null || isOneOf(names)(text)) return text;
    this.tell(key, text, `it takes ${names.join(", ")}`, instead);
    return null;
  }

  several<T extends string>(key: string, names: readonly T[], instead: string): readonly T[] | null {
    const text = this.text(key);
    if (text === null) return null;
    const given = [...new Set(text.split(",").map((name) => name.trim()))];
    const taken = given.filter(isOneOf(names));
    const unknown = given.filter((name) => !isOneOf(names)(name));
    if (unknown.length > 0)
      this.tell(
        key,
        unknown.join(","),
        `it takes names out of ${names.join(", ")}`,
        taken.length > 0 ? "The other names count." : instead,
      );
    return taken.length > 0 ? taken : null;
  }
}
