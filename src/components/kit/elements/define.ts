/** Every noun of the prose is an element of its name. A page that is loaded twice defines nothing twice. */
export function define(nouns: Readonly<Record<string, CustomElementConstructor>>): void {
  for (const [name, element] of Object.entries(nouns))
    if (!customElements.get(name)) customElements.define(name, element);
}
