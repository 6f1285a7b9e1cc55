import { expect, test } from "vitest";
import { firstFault, isSigned } from "./chain";
import vector from "./chain.vector.json";

const { entries, head, keys } = vector;

function changed(index: number, changes: object) {
  return entries.map((entry, at) => (at === index ? { ...entry, ...changes } : entry));
}

test("the links that the server made are recomputed", async () => {
  expect(await firstFault(entries)).toBeNull();
  expect(await firstFault(entries.slice(1))).toBeNull();
  expect(await firstFault([])).toBeNull();
});

test.each([
  ["changed", changed(1, { amount_paise: -49_999 }), 2],
  ["its text changed", changed(0, { description: "x" }), 1],
  ["removed", [entries[0], entries[2]], 3],
  ["swapped", [entries[0], entries[2], entries[1]], 3],
  ["given another link", changed(1, { link: "00".repeat(32) }), 2],
])("an entry that was %s is found", async (_, broken, number) => {
  expect(await firstFault(broken as typeof entries)).toBe(number);
});

test("a head is signed, or not, or cannot be told here", async () => {
  const known = await isSigned(head, keys);
  expect([true, null]).toContain(known);
  if (known === null) return;
  expect(await isSigned({ ...head, held_paise: 1 }, keys)).toBe(false);
  expect(await isSigned({ ...head, key_id: "0" }, keys)).toBe(false);
});
