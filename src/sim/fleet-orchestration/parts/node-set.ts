/** A set of node numbers, one bit each. Its least member is found a word of 32 at a time. */
export class NodeSet {
  readonly #words: Int32Array;
  #count = 0;

  constructor(nodes: number) {
    this.#words = new Int32Array((nodes + 31) >> 5);
  }

  get count(): number {
    return this.#count;
  }

  has(node: number): boolean {
    return (((this.#words[node >> 5] ?? 0) >>> (node & 31)) & 1) === 1;
  }

  add(node: number): void {
    if (this.has(node)) return;
    this.#words[node >> 5] = (this.#words[node >> 5] ?? 0) | (1 << (node & 31));
    this.#count++;
  }

  remove(node: number): void {
    if (!this.has(node)) return;
    this.#words[node >> 5] = (this.#words[node >> 5] ?? 0) & ~(1 << (node & 31));
    this.#count--;
  }

  clear(): void {
    this.#words.fill(0);
    this.#count = 0;
  }

  /** The least member; −1 where there is none. */
  first(): number {
    if (this.#count === 0) return -1;
    const words = this.#words;
    for (let w = 0; w < words.length; w++) {
      const word = words[w] ?? 0;
      if (word !== 0) return (w << 5) + 31 - Math.clz32(word & -word);
    }
    return -1;
  }

  /** The least member that another set does not hold; −1 where there is none. */
  firstWithout(other: NodeSet): number {
    if (this.#count === 0) return -1;
    const words = this.#words;
    for (let w = 0; w < words.length; w++) {
      const word = (words[w] ?? 0) & ~(other.#words[w] ?? 0);
      if (word !== 0) return (w << 5) + 31 - Math.clz32(word & -word);
    }
    return -1;
  }
}
