// Prints the gzipped files of a first visit to the dashboard, and fails above the budget for scripts.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const SCRIPT_BUDGET_BYTES = 120_000;
const LOADED_BY_HTML = /(?:src|href)="\/static\/([^"]+\.(?:js|css))"/g;

const html = readFileSync("dist/index.html", "utf8");
let scripts = 0;
for (const [, file] of html.matchAll(LOADED_BY_HTML)) {
  const bytes = gzipSync(readFileSync(`dist/${file}`)).length;
  if (file.endsWith(".js")) scripts += bytes;
  console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${file}`);
}
const budget = `${SCRIPT_BUDGET_BYTES / 1000} kB`;
console.log(
  `${(scripts / 1000).toFixed(1).padStart(7)} kB  scripts of a first visit, gzipped; at most ${budget}`,
);
if (scripts === 0 || scripts > SCRIPT_BUDGET_BYTES) {
  console.error(
    scripts === 0 ? "No script found in dist/index.html." : "That is above the budget.",
  );
  process.exitCode = 1;
}
