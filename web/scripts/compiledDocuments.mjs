const CALL = /\bgraphql\(\s*`\s*(query|mutation|fragment)\s+(\w+)[^`]*`,?\s*\)/g;

/**
 * Replaces each graphql(`…`) by the document that codegen has made of it. Else the page carries every document three
 * times: in its own module, and as key and value of the map in src/gql/gql.ts, of which none can be left out.
 */
export const compiledDocuments = {
  name: "compiled-documents",
  apply: "build",
  enforce: "pre",
  transform: {
    filter: { id: /\/src\/.*\.tsx?$/, code: /\bgraphql\(/ },
    handler: compile,
  },
};

/** The module with its documents imported from src/gql/graphql.ts; undefined if it has none. */
export function compile(code) {
  const names = new Set();
  const compiled = code.replace(CALL, (_, kind, name) => {
    const document = `${name}${kind === "fragment" ? "FragmentDoc" : "Document"}`;
    names.add(document);
    return document;
  });
  if (names.size === 0) return undefined;
  return `import { ${[...names].join(", ")} } from "/src/gql/graphql.ts";\n${compiled}`;
}
