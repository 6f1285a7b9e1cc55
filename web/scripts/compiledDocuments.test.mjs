import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compile, generatedDocuments } from "./compiledDocuments.mjs";

const SRC = join(import.meta.dirname, "../src");

test("queries, mutations and fragments become the generated documents", () => {
  const code = `const A = graphql(\`
    query Balance($merchantId: ID!) {
      revision
    }
  \`);
const B = graphql(\`fragment Row on Payout { id }\`);`;
  const documents = new Map([
    ["BalanceDocument", "new TypedDocumentString(`A`)"],
    ["RowFragmentDoc", "new TypedDocumentString(`B`)"],
  ]);
  expect(compile(code, documents)).toBe(
    `import { TypedDocumentString } from "/src/gql/graphql.ts";
const A = /* @__PURE__ */ new TypedDocumentString(\`A\`);
const B = /* @__PURE__ */ new TypedDocumentString(\`B\`);`,
  );
  expect(compile("const a = 1;", documents)).toBeUndefined();
  expect(() => compile(code, new Map())).toThrow("npm run codegen: it has not seen Balance");
});

test("no document of the dashboard is left over", () => {
  const documents = generatedDocuments();
  let compiledModules = 0;
  for (const name of readdirSync(SRC, { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(name) || /^(gql|playground)\b|\.test\./.test(name)) continue;
    const code = readFileSync(join(SRC, name), "utf8");
    if (!/\bgraphql\(/.test(code)) continue;
    compiledModules += 1;
    expect(compile(code, documents), name).not.toMatch(/\bgraphql\(/);
  }
  expect(compiledModules).toBeGreaterThan(10);
});
