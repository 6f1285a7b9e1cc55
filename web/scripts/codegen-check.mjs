// Fails if src/gql differs from a fresh `npm run codegen`. Writes nothing in the tree.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const COMMITTED = "src/gql";
const fresh = mkdtempSync(join(tmpdir(), "gql-"));

function contents(folder) {
  const files = readdirSync(folder).sort();
  return new Map(files.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

try {
  const run = spawnSync("npx", ["--no-install", "graphql-codegen"], {
    env: { ...process.env, GQL_OUTPUT: `${fresh}/` },
    encoding: "utf8",
  });
  if (run.status !== 0) {
    console.error(run.stdout, run.stderr);
    process.exitCode = 1;
  } else {
    const [is, should] = [contents(COMMITTED), contents(fresh)];
    const names = new Set([...is.keys(), ...should.keys()]);
    const stale = [...names].filter((name) => is.get(name) !== should.get(name));
    for (const name of stale) {
      console.error(`${COMMITTED}/${name} is stale. Run \`npm run codegen\` and commit it.`);
    }
    process.exitCode = stale.length > 0 ? 1 : 0;
  }
} finally {
  rmSync(fresh, { recursive: true });
}
