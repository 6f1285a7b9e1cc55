import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compile } from "./compiledDocuments.mjs";

const SRC = join(import.meta.dirname, "../src");

test("queries, mutations and fragments become the generated documents", () => {
  const code = `const A = graphql(\`
    query Balance($merchantId: ID!) {
      revision
    }
  \`);
const B = graphql(\`fragment Row on Payout { id }\`);`;
  expect(compile(code)).toBe(
    `import { BalanceDocument, RowFragmentDoc } from "/src/gql/graphql.ts";
const A = BalanceDocument;
const B = RowFragmentDoc;`,
  );
  expect(compile("const a = 1;")).toBeUndefined();
});

test("no document of the dashboard is left over", () => {
  const generated = readFileSync(join(SRC, "gql/graphql.ts"), "utf8");
  let compiledModules = 0;
  for (const name of readdirSync(SRC, { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(name) || /^(gql|playground)\b|\.test\./.test(name)) continue;
    const code = readFileSync(join(SRC, name), "utf8");
    if (!/\bgraphql\(/.test(code)) continue;
    const [imports, ...rest] = compile(code).split("\n");
    compiledModules += 1;
    expect(rest.join("\n"), name).not.toMatch(/\bgraphql\(/);
    for (const [document] of imports.matchAll(/\w+(Document|FragmentDoc)\b/g))
      expect(generated).toContain(`export const ${document} `);
  }
  expect(compiledModules).toBeGreaterThan(10);
});
