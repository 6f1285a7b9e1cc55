// Prints the files of a first visit to the dashboard as the server sends them, and fails above the budget for scripts.
// tests/browser/test_first_load.py reads the same from the wire.
import { readFileSync, statSync } from "node:fs";

const SCRIPT_BUDGET_BYTES = 125_000;
const LOADED_BY_HTML = /(?:src|href)="\/static\/([^"]+\.(?:js|css))"/g;

const html = readFileSync("dist/index.html", "utf8");
const inKb = (bytes) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
let [scripts, inGzip] = [0, 0];
const files = new Set([...html.matchAll(LOADED_BY_HTML)].map(([, file]) => file));
for (const file of files) {
  const bytes = statSync(`dist/${file}.br`).size;
  if (file.endsWith(".js")) {
    scripts += bytes;
    inGzip += statSync(`dist/${file}.gz`).size;
  }
  console.log(`${inKb(bytes)}  ${file}`);
}
const budget = `${SCRIPT_BUDGET_BYTES / 1000} kB`;
console.log(`${inKb(scripts)}  scripts of a first visit in brotli; at most ${budget}`);
console.log(`${inKb(inGzip)}  the same in gzip, for browsers over http`);
if (scripts === 0 || inGzip > SCRIPT_BUDGET_BYTES) {
  console.error(scripts === 0 ? "No script found in dist/index.html." : "Above the budget.");
  process.exitCode = 1;
}
