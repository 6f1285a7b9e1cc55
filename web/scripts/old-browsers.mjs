// Fails if the built dashboard uses what the oldest supported browsers lack.
import { readFileSync } from "node:fs";
import { OLDEST } from "./browsers.mjs";
import { newerInScript, newerInStyle } from "./usedFeatures.mjs";

/** Uses that are harmless, and why. */
const HARMLESS = {
  "color-mix(": "Tailwind's colour of placeholders, inside @supports",
  ".use()": "a name of React's own",
  ":has": "the frame of a chosen radio button, in a rule of its own",
  ":open": "inside :is(), which forgives",
  ":popover-open": "inside :is(), which forgives",
};

const OTHER_FILE = /(?:assets|\.)\/([\w-]+\.(?:js|css))\b/g;

/** All files that the dashboard may load; GraphiQL, on its own page, may need newer browsers. */
function filesFrom(page) {
  const files = new Set();
  const read = (path) => {
    for (const [, name] of readFileSync(path, "utf8").matchAll(OTHER_FILE)) {
      if (files.has(name)) continue;
      files.add(name);
      read(`dist/assets/${name}`);
    }
  };
  read(page);
  return [...files];
}

const files = filesFrom("dist/index.html");
let uses = 0;
for (const name of files) {
  const code = readFileSync(`dist/assets/${name}`, "utf8");
  const found = name.endsWith(".js") ? newerInScript(code) : newerInStyle(code);
  for (const feature of found.filter((it) => !(it in HARMLESS))) {
    uses += 1;
    console.error(`${name} uses ${feature}.`);
  }
}
const oldest = Object.entries(OLDEST).flat().join(" ");
const result = uses === 0 ? "Nothing is" : `${uses} uses are`;
console.log(`${result} newer than ${oldest} in ${files.length} files.`);
process.exitCode = uses === 0 && files.length >= 10 ? 0 : 1;
