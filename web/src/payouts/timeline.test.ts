import { describe, expect, test } from "vitest";
import type { BankCall, BankReply } from "./attemptText";
import { type PayoutLife, payoutTimeline } from "./timeline";

const at = (second: number) => `2026-11-22T09:45:${String(second).padStart(2, "0")}+00:00`;

function attempt(number: number, call: BankCall, answer: BankReply, reason: string | null = null) {
  return { id: `${number}${call}`, number, call, answer, reason, startedAt: at(1), endedAt: at(2) };
}

const accepted: PayoutLife = {
  status: "PENDING",
  amountPaise: 50_000,
  attemptCount: 0,
  createdAt: at(0),
  attempts: [],
};

const titles = (payout: PayoutLife) => payoutTimeline(payout, 3).map(({ title }) => title);

test("a new payout is accepted and pending", () => {
  expect(titles(accepted)).toEqual(["Accepted", "Pending"]);
});

test("a scheduled payout says when it is sent, in India's time, until it is due", () => {
  const scheduled = { ...accepted, nextAttemptAt: null, notBefore: "2026-12-01T04:30:00+00:00" };
  const [, next] = payoutTimeline(scheduled, 3);
  expect(next).toMatchObject({ title: "Scheduled", tone: "ahead" });
  expect(next?.detail).toContain(" on Tue,\u00a01\u00a0Dec\u00a02026,\u00a010:00\u00a0IST.");
  expect(titles({ ...scheduled, nextAttemptAt: scheduled.notBefore })).toEqual([
    "Accepted",
    "Pending",
  ]);
});

test("a return comes after the payment, in the bank's words", () => {
  const life = payoutTimeline(
    {
      ...accepted,
      ...{ status: "COMPLETED", completedAt: at(6), bankReferenceId: "U1" },
      returned: { at: at(9), reference: "RET7", reason: "Account closed", valueOn: "2026-11-24" },
    },
    3,
  );
  expect(life.map(({ title }) => title)).toEqual(["Accepted", "Paid ₹500.00", "Returned ₹500.00"]);
  expect(life.at(-1)).toMatchObject({ at: at(9), bankWords: "Account closed", tone: "bad" });
  expect(life.at(-1)?.detail).toContain("24 Nov 2026, reference RET7.");
});

test("a cancellation stands among the bank's calls, by its time", () => {
  const life = payoutTimeline(
    {
      ...accepted,
      ...{ status: "FAILED", attemptCount: 1, failedAt: at(6), failureReason: "Cancelled" },
      cancellation: { requestedAt: at(3), remark: "Wrong supplier" },
      attempts: [
        attempt(1, "SUBMIT", "REFUSED", "Busy"),
        { ...attempt(1, "VOID", "VOIDED"), endedAt: at(5) },
      ],
    },
    3,
  );
  expect(life.map(({ key }) => key)).toEqual(["created", "1SUBMIT", "cancelled", "1VOID", "end"]);
  expect(life[2]).toMatchObject({ title: "Cancellation requested", detail: "“Wrong supplier”" });
});

test("a payout paid at once has one attempt and an end", () => {
  const life = payoutTimeline(
    {
      ...accepted,
      ...{ status: "COMPLETED", attemptCount: 1, bankReferenceId: "SIMB1", completedAt: at(3) },
      attempts: [attempt(1, "SUBMIT", "PAID")],
    },
    3,
  );
  expect(life.map(({ title }) => title)).toEqual(["Accepted", "Attempt 1", "Paid ₹500.00"]);
  expect(life.at(-1)).toMatchObject({ at: at(3), tone: "good" });
  expect(life.at(-1)?.detail).toBe("UTR SIMB1");
});

test("a refusal shows the bank's words and the next check", () => {
  const life = payoutTimeline(
    {
      ...accepted,
      ...{ status: "PROCESSING", attemptCount: 1, nextAttemptAt: at(20) },
      attempts: [attempt(1, "SUBMIT", "REFUSED", "Busy.")],
    },
    3,
  );
  expect(life[1]).toMatchObject({ bankWords: "Busy.", tone: "waiting" });
  expect(life[2]).toMatchObject({ at: at(20), tone: "ahead" });
  expect(life[2]?.detail).toContain("Attempt 1 of 3.");
});

test("a call in progress shows no time for the next step", () => {
  const processing: PayoutLife = { ...accepted, status: "PROCESSING", attemptCount: 1 };
  expect(titles(processing)).toEqual(["Accepted", "With the bank"]);
});

test("consecutive checks with the same reply become one step, dated by the last", () => {
  const asked = (id: number, answer: BankReply) => ({
    ...attempt(1, "ASK", answer),
    ...{ id: `${id}`, endedAt: at(id) },
  });
  const life = payoutTimeline(
    {
      ...accepted,
      ...{ status: "PROCESSING", attemptCount: 1, nextAttemptAt: at(50) },
      attempts: [
        attempt(1, "SUBMIT", "NO_ANSWER"),
        ...[3, 4, 5].map((id) => asked(id, "NO_ANSWER")),
        asked(6, "IN_PROGRESS"),
        asked(7, "NO_ANSWER"),
      ],
    },
    3,
  );
  expect(life.slice(1, -1).map(({ title, at }) => [title, at])).toEqual([
    ["Attempt 1", at(2)],
    ["Status checked 3 times", at(5)],
    ["Status checked", at(6)],
    ["Status checked", at(7)],
  ]);
  expect(new Set(life.map(({ key }) => key)).size).toBe(life.length);
});

test("a voided payout shows its reason, and its amount is available again", () => {
  const life = payoutTimeline(
    {
      ...accepted,
      ...{ status: "FAILED", attemptCount: 3, failedAt: at(9), failureReason: "It was voided" },
      attempts: [attempt(3, "SUBMIT", "NO_ANSWER"), attempt(3, "VOID", "VOIDED")],
    },
    3,
  );
  expect(life.at(-1)?.detail).toBe("It was voided. ₹500.00 is available again.");
});

test("a payout from before attempts were recorded says so", () => {
  const old: PayoutLife = {
    ...accepted,
    status: "COMPLETED",
    attemptCount: 2,
    bankReferenceId: "U",
  };
  expect(titles(old)).toEqual(["Accepted", "2 attempts", "Paid ₹500.00"]);
});

describe("every reply to every call has a text", () => {
  const calls: BankCall[] = ["SUBMIT", "ASK", "VOID"];
  const replies: BankReply[] = [
    ...["PAID", "REFUSED", "REJECTED", "VOIDED", "IN_PROGRESS", "UNHEARD", "NO_ANSWER"],
  ] as BankReply[];
  test.each(calls.flatMap((call) => replies.map((reply) => [call, reply] as const)))(
    "%s %s",
    (call, answer) => {
      const life = payoutTimeline({ ...accepted, attempts: [attempt(1, call, answer)] }, 3);
      expect(life[1]?.title).toMatch(/\w/);
      expect(life[1]?.detail).toMatch(/\.$/);
    },
  );
});
