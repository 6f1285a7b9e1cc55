/** The features that one of the oldest supported browsers lacks, from MDN's compatibility data. */
import { createRequire } from "node:module";
import { OLDEST } from "./browsers.mjs";

const { api, css, javascript } = createRequire(import.meta.url)("@mdn/browser-compat-data");

const STATIC = "_static";

/** True if some supported browser lacks the feature, or has it behind a flag, a prefix or another name only. */
export function isNewer({ __compat: compat }) {
  if (!compat) return false;
  return Object.entries(OLDEST).some(([browser, oldest]) => {
    const statements = [compat.support[browser] ?? { version_added: false }].flat();
    return !statements.some((it) => isIn(it, Number(oldest)));
  });
}

function isIn({ version_added, version_removed, flags, prefix, alternative_name }, oldest) {
  if (!version_added || version_added === "preview" || version_removed <= oldest) return false;
  if (flags || prefix || alternative_name) return false;
  return Number(String(version_added).replace("≤", "")) <= oldest;
}

function isOfPrototype({ __compat: compat }) {
  return [compat?.spec_url].flat().some((address) => address?.includes(".prototype."));
}

function children(of) {
  return Object.entries(of).filter(([name]) => name !== "__compat" && !name.startsWith("@@"));
}

const OWNERS = [...children(api), ...children(javascript.builtins)];

/** `Iterator`: globals, classes among them. */
export const newerGlobals = new Set(
  OWNERS.filter(([, owner]) => isNewer(owner)).map(([name]) => name),
);

/** `AbortSignal.any`, `Object.groupBy`; some members of instances are among them and match no code. */
export const newerStatics = new Set(
  OWNERS.flatMap(([owner, of]) =>
    children(of)
      .filter(([, member]) => isNewer(member))
      .map(([name]) => `${owner}.${name.replace(STATIC, "")}`),
  ),
);

/**
 * `toSorted`: a method that none of the language's objects has had long enough. A name that another one has passes, and
 * so do the DOM's members: their names (`format`, `use`) are those of other things in any code. A browser test loads
 * the page without them instead.
 */
export const newerMethods = new Set();
const known = new Set();
for (const [, of] of children(javascript.builtins)) {
  for (const [name, member] of children(of)) {
    if (isOfPrototype(member)) (isNewer(member) ? newerMethods : known).add(name);
  }
}
for (const name of known) newerMethods.delete(name);

/** `:has`, `color-mix(`: an unknown one voids its whole rule or declaration. */
export const newerCss = [
  ...children(css.selectors)
    .filter(([name, selector]) => isNewer(selector) && !name.startsWith("-"))
    .map(([name]) => `:${name}`),
  ...children(css.types)
    .flatMap(([name, type]) => [[name, type], ...children(type)])
    .filter(([, type]) => isNewer(type))
    .map(([name]) => `${name}(`),
];
