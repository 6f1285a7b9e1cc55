import { beforeEach, describe, expect, test } from "vitest";
import {
  accepted,
  type Draft,
  edited,
  forgotten,
  newDraft,
  refused,
  sending,
  sentWith,
  storedDraft,
} from "./draft";

let keys = 0;
const newKey = () => `key ${++keys}`;
const parse = (amount: string) => (Number(amount) ? Math.round(Number(amount) * 100) : null);
const typed = (it: Draft, amount: string, bankAccountId = "a") =>
  edited(it, { amount, bankAccountId }, parse, newKey);
const FIVE_HUNDRED = { amountPaise: 50_000, bankAccountId: "a" };
const SIX_HUNDRED = { amountPaise: 60_000, bankAccountId: "a" };
const send = (it: Draft, contents = FIVE_HUNDRED, now = 0) => sending(it, contents, now, newKey);

let filled: Draft;
beforeEach(() => {
  keys = 0;
  filled = typed(newDraft(newKey), "500");
});

describe("the key", () => {
  test("stays while the contents stay", () => {
    expect(typed(filled, "500.00").key).toBe(filled.key);
    expect(send(filled).key).toBe(filled.key);
  });

  test("changes with the amount or account", () => {
    expect(typed(filled, "600").key).not.toBe(filled.key);
    expect(typed(filled, "500", "b").key).not.toBe(filled.key);
  });

  test("stays for a double click and for every retry", () => {
    const first = send(filled);
    const second = send(first);
    expect(second.key).toBe(first.key);
    expect(second.sent).toEqual([
      { ...FIVE_HUNDRED, key: filled.key, firstSentAt: 0, unanswered: 2 },
    ]);
  });

  test("survives a reload during the request", () => {
    const reloaded = storedDraft(JSON.stringify(send(filled)));
    expect(reloaded).toEqual(send(filled));
    expect(send(reloaded as Draft).key).toBe(filled.key);
  });

  test("returns with the contents of an unanswered request", () => {
    const elsewhere = typed(send(filled), "600");
    expect(elsewhere.key).not.toBe(filled.key);
    expect(typed(elsewhere, "500.0").key).toBe(filled.key);
  });

  test("is never sent with two contents", () => {
    const once = send(filled);
    const other = send(once, SIX_HUNDRED);
    expect(other.key).not.toBe(once.key);
    expect(send(other, FIVE_HUNDRED).key).toBe(once.key);
  });
});

describe("on response", () => {
  test("success ends the draft with all its unanswered requests", () => {
    const done = accepted(send(send(filled)), filled.key, newKey);
    expect(done).toMatchObject({ amount: "", sent: [] });
    expect(done.key).not.toBe(filled.key);
  });

  test("success keeps another unanswered payout", () => {
    const both = send(typed(send(filled), "600"), SIX_HUNDRED);
    const done = accepted(both, both.key, newKey);
    expect(sentWith(done, FIVE_HUNDRED)?.key).toBe(filled.key);
  });

  test("success keeps edits made meanwhile", () => {
    const meanwhile = typed(send(filled), "33.3");
    const done = accepted(meanwhile, filled.key, newKey);
    expect(done).toMatchObject({ amount: "33.3", key: meanwhile.key, sent: [] });
  });

  test("refusal gives a new key and keeps the form", () => {
    const after = refused(send(filled), filled.key, newKey);
    expect(after).toMatchObject({ amount: "500", sent: [] });
    expect(after.key).not.toBe(filled.key);
  });

  test("refusal keeps the key while an earlier request may still arrive", () => {
    const after = refused(send(send(filled)), filled.key, newKey);
    expect(after.key).toBe(filled.key);
    expect(send(after).key).toBe(filled.key);
  });

  test("conflict always gives a new key", () => {
    const after = refused(send(send(filled)), filled.key, newKey, true);
    expect(after.key).not.toBe(filled.key);
    expect(after.sent).toEqual([]);
  });
});

describe("a request that got no response", () => {
  test("counts its age from the first try", () => {
    const retried = send(send(filled, FIVE_HUNDRED, 0), FIVE_HUNDRED, 9_000);
    expect(retried.sent[0]?.firstSentAt).toBe(0);
  });

  test("is dropped when the user dismisses it", () => {
    const after = forgotten(send(filled), filled.key, newKey);
    expect(after.sent).toEqual([]);
    expect(after.key).not.toBe(filled.key);
  });
});

test.each([null, "", "{", "null", "[]", '{"amount":1}'])("%j is not a stored draft", (text) => {
  expect(storedDraft(text)).toBeNull();
});

test("no sequence of clicks pays the same twice", () => {
  // The server forgets no key, the network loses requests and responses, and the user does anything.
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let round = 0; round < 300; round++) {
    const paid = new Map<string, number>();
    let wanted = 0;
    let form = typed(newDraft(newKey), "500");
    for (let step = 0; step < 40 && wanted === 0; step++) {
      const amount = random(2) ? "500" : "600";
      form = random(3) === 0 ? typed(form, amount) : form;
      if (random(4) === 0) form = storedDraft(JSON.stringify(form)) as Draft;
      const amountPaise = parse(form.amount) as number;
      form = send(form, { amountPaise, bankAccountId: "a" });
      if (random(2) === 0) continue;
      paid.set(form.key, amountPaise);
      if (random(2) === 0) continue;
      form = accepted(form, form.key, newKey);
      wanted = amountPaise;
    }
    const amounts = [...paid.values()];
    expect(new Set(amounts).size).toBe(amounts.length);
  }
});

describe("what a payout says about itself", () => {
  const said = { reference: "INV-1", narration: "", purpose: "" } as const;

  test("does not make another payout of an unanswered one, whatever is typed since", () => {
    const first = send(filled, { ...FIVE_HUNDRED, ...said });
    const retyped = edited(first, { reference: "INV-2" }, parse, newKey);
    const again = send(retyped, { ...FIVE_HUNDRED, ...said, reference: "INV-2" } as never);
    expect(again.key).toBe(filled.key);
    expect(again.sent).toEqual([
      { ...FIVE_HUNDRED, ...said, key: filled.key, firstSentAt: 0, unanswered: 2 },
    ]);
  });

  test("is kept by a draft, and missing from one of an older page", () => {
    const { reference, narration, purpose, ...old } = edited(filled, said, parse, newKey);
    expect({ reference, narration, purpose }).toEqual(said);
    expect(storedDraft(JSON.stringify(old))).toEqual({ ...old, ...said, reference: "" });
  });

  test("is gone with the draft once the payout is accepted", () => {
    const sent = send(edited(filled, said, parse, newKey));
    expect(accepted(sent, sent.key, newKey).reference).toBe("");
  });
});
