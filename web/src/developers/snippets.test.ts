import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { LANGUAGES, snippet } from "./snippets";

const CALL = {
  origin: "https://payouts.example",
  secret: "payout_abc_def",
  payout: {
    bankAccountId: "0198f3a2-6c1d-7e22-8b4f-5d6e7f809112",
    amountPaise: 100,
    idempotencyKey: "3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34",
  },
};
const BODY = { amount_paise: 100, bank_account_id: CALL.payout.bankAccountId };

test("curl gets one address, the key, the idempotency key and the body as JSON", () => {
  const shell = `curl() { printf '%s\\n' "$@"; }\n${snippet("curl", CALL)}`;
  const words = execFileSync("sh", ["-c", shell], { encoding: "utf8" }).trim().split("\n");
  expect(words.slice(0, -1)).toEqual([
    "-i",
    "https://payouts.example/api/v1/payouts/",
    "-H",
    "Authorization: Bearer payout_abc_def",
    "-H",
    `Idempotency-Key: ${CALL.payout.idempotencyKey}`,
    "-H",
    "Content-Type: application/json",
    "-d",
  ]);
  expect(JSON.parse(words.at(-1) ?? "")).toEqual(BODY);
});

test("Node sends the same request", async () => {
  const sent: [string, RequestInit][] = [];
  const fetch = async (...call: [string, RequestInit]) => {
    sent.push(call);
    return new Response("{}");
  };
  new Function("fetch", "console", snippet("Node", CALL))(fetch, { log: () => {} });
  const [[address, { method, headers, body }]] = sent as [[string, RequestInit]];
  expect([address, method]).toEqual(["https://payouts.example/api/v1/payouts/", "POST"]);
  expect(headers).toMatchObject({ Authorization: "Bearer payout_abc_def" });
  expect(JSON.parse(String(body))).toEqual(BODY);
});

test("without a payout the call reads the balance and sends no body", () => {
  const { payout: _, ...reading } = CALL;
  for (const language of LANGUAGES) {
    const text = snippet(language, reading);
    expect(text).toContain("https://payouts.example/api/v1/balance/");
    expect(text).not.toMatch(/Idempotency-Key|POST|amount_paise/);
  }
});
