/** Finds newer features in built code. */
import { parseAst } from "vite";
import { newerCss, newerGlobals, newerMethods, newerStatics } from "./newerFeatures.mjs";

/** The newer features that this JavaScript names: `new Iterator`, `AbortSignal.any`, `.toSorted()`. */
export function newerInScript(code) {
  const found = new Set();
  const declared = new Set();
  walk(parseAst(code), (node) => {
    const { callee, id } = node;
    if (node.type === "MemberExpression" && node.object.type === "Identifier") {
      const path = `${node.object.name}.${node.property.name}`;
      if (newerStatics.has(path)) found.add(path);
    }
    if (callee?.type === "MemberExpression" && newerMethods.has(callee.property.name)) {
      found.add(`.${callee.property.name}()`);
    }
    if (callee?.type === "Identifier" && newerGlobals.has(callee.name)) found.add(callee.name);
    if (id?.type === "Identifier") declared.add(id.name);
  });
  return [...found].filter((name) => !declared.has(name.split(".")[0])).sort();
}

/** The newer selectors and functions that this stylesheet names. */
export function newerInStyle(code) {
  const selectors = [...code.matchAll(/([^{}]*)\{/g)].map(([, it]) => it).join("\n");
  return newerCss.filter((name) =>
    name.endsWith("(")
      ? new RegExp(`(?<![\\w-])${name.slice(0, -1)}\\(`).test(code)
      : new RegExp(`${name}(?![\\w-])`).test(selectors),
  );
}

function walk(node, visit) {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child.type === "string") walk(child, visit);
    }
  }
}
