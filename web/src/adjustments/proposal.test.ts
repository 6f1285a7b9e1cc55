import { expect, test } from "vitest";
import { type Contents, keyFor, type Sent, storedProposal } from "./proposal";

const CONTENTS: Contents = { direction: "CREDIT", amountPaise: 50_000, reason: "Wire 7 was short" };
const SENT: Sent = { ...CONTENTS, key: "k" };
const newKey = () => "new";

test("the same proposal keeps its key until the server has answered", () => {
  expect(keyFor(CONTENTS, SENT, newKey)).toBe("k");
  expect(keyFor({ ...CONTENTS, reason: " Wire 7 was short " }, SENT, newKey)).toBe("k");
  expect(keyFor(CONTENTS, null, newKey)).toBe("new");
});

test.each([
  { direction: "DEBIT" as const },
  { amountPaise: 50_001 },
  { reason: "Wire 8 was short" },
])("%o is another proposal", (edit) => {
  expect(keyFor({ ...CONTENTS, ...edit }, SENT, newKey)).toBe("new");
});

test("a kept proposal is read back, and anything else is not", () => {
  const kept = { ...SENT, amountPaise: "50000" };
  expect(storedProposal(kept)).toEqual(SENT);
  expect(storedProposal(null)).toBeNull();
  for (const wrong of [
    { direction: "UP" },
    { amountPaise: "1.5" },
    { amountPaise: "-1" },
    { amountPaise: "" },
    { reason: "" },
    { key: "" },
  ])
    expect(storedProposal({ ...kept, ...wrong })).toBeNull();
});
