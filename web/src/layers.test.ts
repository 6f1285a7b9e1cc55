import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { expect, test } from "vitest";

const SRC = import.meta.dirname;

/** Lowest layer first: a folder may import those listed before it. */
const LAYERS = [
  "gql",
  "money",
  "search",
  "time",
  "looks",
  "navigation",
  "api",
  "ui",
  "engine",
  "paging",
  "layout",
  "account",
  "session",
  "forms",
  "merchants",
  "start",
  "ledger",
  "exports",
  "statements",
  "approvals",
  "payouts",
  "finding",
  "balance",
  "bank-accounts",
  "new-payout",
  "orders",
  "batches",
  "beneficiaries",
  "adjustments",
  "operations",
  "sandbox",
  "developers",
  "proof",
  "team",
  "webhooks",
  "app",
];
/** A separate page: it shares two small files with the dashboard and must not load the rest. */
const PLAYGROUND = { folder: "playground", mayImport: ["api/csrfToken", "api/idempotencyKey"] };

const IMPORT = /(?:from|import)\s*\(?\s*"(\.[^"]*)"/g;

const modules = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => name.split(sep).join("/"));

const imports = modules.flatMap((from) =>
  [...readFileSync(join(SRC, from), "utf8").matchAll(IMPORT)].map(([, path = ""]) => ({
    from,
    to: relative(SRC, join(SRC, dirname(from), path))
      .split(sep)
      .join("/"),
  })),
);

const folderOf = (path: string) => path.split("/")[0] ?? "";
const isAcrossFolders = ({ from, to }: { from: string; to: string }) =>
  from.includes("/") && folderOf(from) !== folderOf(to);
const inWords = ({ from, to }: { from: string; to: string }) => `${from} imports ${to}`;

test("every folder has its place in the list", () => {
  const folders = new Set(modules.filter((name) => name.includes("/")).map(folderOf));
  expect([...folders].sort()).toEqual([...LAYERS, PLAYGROUND.folder].sort());
});

test("a folder imports lower layers only", () => {
  const wrong = imports
    .filter(isAcrossFolders)
    .filter(({ from }) => folderOf(from) !== PLAYGROUND.folder)
    .filter(({ from, to }) => {
      const layer = LAYERS.indexOf(folderOf(to));
      return layer < 0 || layer > LAYERS.indexOf(folderOf(from));
    });
  expect(imports.length).toBeGreaterThan(100);
  expect(wrong.map(inWords)).toEqual([]);
});

test("the playground imports two small files of the dashboard and no others", () => {
  const others = imports
    .filter(isAcrossFolders)
    .filter(({ from }) => folderOf(from) === PLAYGROUND.folder)
    .filter(({ to }) => !PLAYGROUND.mayImport.includes(to));
  expect(others.map(inWords)).toEqual([]);
});
