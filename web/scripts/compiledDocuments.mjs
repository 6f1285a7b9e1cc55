import { readFileSync } from "node:fs";
import { join } from "node:path";

const CALL = /\bgraphql\(\s*`\s*(query|mutation|fragment)\s+(\w+)[^`]*`,?\s*\)/g;
const GENERATED =
  /^export const (\w+) = (new TypedDocumentString\(`[^`]*`[^)]*\)) as unknown as /gm;

/**
 * Replaces each graphql(`…`) by the document that codegen has made of it. Else the page carries every document three
 * times: in its own module, and as key and value of the map in src/gql/gql.ts, of which none can be left out. Nor may it
 * be imported from src/gql/graphql.ts: the first visit would carry the documents of all views.
 */
export const compiledDocuments = {
  name: "compiled-documents",
  apply: "build",
  enforce: "pre",
  transform: {
    filter: { id: /\/src\/.*\.tsx?$/, code: /\bgraphql\(|\bnew TypedDocumentString\(/ },
    handler: (code, id) =>
      id.endsWith("/gql/graphql.ts")
        ? code.replaceAll(
            "= new TypedDocumentString(",
            "= /* @__PURE__ */ new TypedDocumentString(",
          )
        : compile(code, generatedDocuments()),
  },
};

/** The expression of each document in src/gql/graphql.ts, by its name there. */
export function generatedDocuments() {
  const code = readFileSync(join(import.meta.dirname, "../src/gql/graphql.ts"), "utf8");
  return new Map(Array.from(code.matchAll(GENERATED), ([, name, document]) => [name, document]));
}

/** The module with its documents in it; undefined if it has none. */
export function compile(code, documents) {
  let count = 0;
  const compiled = code.replace(CALL, (_, kind, name) => {
    const document = documents.get(`${name}${kind === "fragment" ? "FragmentDoc" : "Document"}`);
    if (!document) throw new Error(`Run npm run codegen: it has not seen ${name} yet.`);
    count += 1;
    return `/* @__PURE__ */ ${document}`;
  });
  if (count === 0) return undefined;
  return `import { TypedDocumentString } from "/src/gql/graphql.ts";\n${compiled}`;
}
