// @ts-check

/** @typedef {{ [key: string]: any }} Node */

/** Every name that a piece of syntax mentions; properties and keys are no mentions. */
function namesIn(/** @type {any} */ node, /** @type {Set<string>} */ names = new Set()) {
  if (Array.isArray(node)) for (const each of node) namesIn(each, names);
  else if (node && typeof node === "object") {
    if (node.type === "Identifier") names.add(node.name);
    for (const [key, child] of Object.entries(node)) {
      const isLabel = !node.computed && (key === "property" || (key === "key" && !node.shorthand));
      if (!isLabel) namesIn(child, names);
    }
  }
  return names;
}

/** What a statement is about: the names that it declares, or the one whose properties it sets (`Linear.prototype = …`). */
function subjects(/** @type {Node} */ statement) {
  const declaration = statement.declaration ?? statement;
  if (declaration.type === "VariableDeclaration")
    return namesIn(declaration.declarations.map((/** @type {Node} */ each) => each.id));
  if (declaration.id) return new Set([declaration.id.name]);
  const target = declaration.expression?.left ?? declaration.expression?.arguments?.[0];
  return new Set([...namesIn(target)].slice(0, 1));
}

/**
 * The statements of a module that some of its exports need, and the names of the others. It takes for granted that a module only
 * declares things and completes what it declared, as d3's do: a bundler may not, and keeps every `prototype`.
 *
 * @param {string} source
 * @param {any} program the source's syntax tree
 * @param {(name: string) => boolean} isKept
 */
export function statementsFor(source, program, isKept) {
  const body = /** @type {Node[]} */ (program.body);
  const specifiers = body.flatMap(({ specifiers: listed, type }) => (type === "ExportNamedDeclaration" ? listed : []));
  const own = body.filter(({ type, declaration }) => type === "ExportNamedDeclaration" && declaration);
  const exported = [
    ...specifiers.map(({ local, exported: as }) => ({ local: local.name, as: as.name })),
    ...own.flatMap((each) => [...subjects(each)].map((name) => ({ local: name, as: name }))),
  ];
  const kept = exported.filter(({ as }) => isKept(as));
  const imports = body.filter(({ type }) => type === "ImportDeclaration");
  const rest = body
    .filter(
      ({ type, declaration }) => type !== "ImportDeclaration" && (type !== "ExportNamedDeclaration" || declaration),
    )
    .map((statement) => ({ statement, about: subjects(statement), names: namesIn(statement) }));

  const needed = new Set(kept.map(({ local }) => local));
  const taken = new Set();
  for (let before = -1; before < taken.size; ) {
    before = taken.size;
    for (const each of rest) {
      if (taken.has(each) || ![...each.about].some((name) => needed.has(name))) continue;
      taken.add(each);
      for (const name of each.names) needed.add(name);
    }
  }
  const text = (/** @type {Node} */ { start, end }) => source.slice(start, end);
  const lines = [
    ...(kept.length > 0 ? imports.map(text) : []),
    ...rest.filter((each) => taken.has(each)).map(({ statement }) => text(statement.declaration ?? statement)),
    `export { ${kept.map(({ local, as }) => `${local} as ${as}`).join(", ")} };`,
  ];
  return { code: lines.join("\n"), left: exported.filter(({ as }) => !isKept(as)).map(({ as }) => as) };
}
