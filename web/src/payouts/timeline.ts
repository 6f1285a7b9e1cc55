import { formatRupees } from "../money";
import { longDayText } from "../time/india";
import { type BankCall, type BankReply, callText, replyText } from "./attemptText";
import { scheduleText } from "./scheduleText";

export type PayoutLife = {
  status: "PENDING" | "PROCESSING" | "COMPLETED" | "FAILED";
  amountPaise: number;
  attemptCount: number;
  createdAt: string;
  processingStartedAt?: string | null;
  nextAttemptAt?: string | null;
  notBefore?: string | null;
  completedAt?: string | null;
  failedAt?: string | null;
  failureReason?: string | null;
  bankReferenceId?: string | null;
  attempts: Attempt[];
  returned?: { at: string; reference: string; reason: string; valueOn: string } | null;
  cancellation?: { requestedAt: string; remark?: string | null } | null;
};

type Attempt = {
  id: string;
  number: number;
  call: BankCall;
  answer: BankReply;
  reason?: string | null;
  startedAt: string;
  endedAt: string;
};

/** One step of the timeline. `ahead` marks a step still to come; `at` is null for a step in progress. */
export type Moment = {
  key: string;
  at: string | null;
  title: string;
  detail: string;
  bankWords?: string;
  tone: "plain" | "good" | "bad" | "waiting" | "ahead";
};

/** A payout's steps in chronological order. */
export function payoutTimeline(payout: PayoutLife, maxAttempts: number | undefined): Moment[] {
  const steps = [...cancelled(payout), ...called(payout)];
  // What has no time yet stays last.
  steps.sort((one, other) => (one.at ?? "~").localeCompare(other.at ?? "~"));
  return [created(payout), ...steps, ...ending(payout, maxAttempts), ...returned(payout)];
}

function cancelled({ cancellation }: PayoutLife): Moment[] {
  if (!cancellation) return [];
  const { requestedAt, remark } = cancellation;
  const detail = remark ? `“${remark}”` : "The bank is told never to pay it.";
  return [
    { key: "cancelled", at: requestedAt, title: "Cancellation requested", detail, tone: "waiting" },
  ];
}

function returned({ returned: it, amountPaise }: PayoutLife): Moment[] {
  if (!it) return [];
  const amount = formatRupees(amountPaise);
  const detail = `Back at the bank on ${longDayText(it.valueOn)}, reference ${it.reference}. ${amount} is available again.`;
  return [
    {
      key: "returned",
      at: it.at,
      title: `Returned ${amount}`,
      detail,
      bankWords: it.reason,
      tone: "bad",
    },
  ];
}

function created({ createdAt, amountPaise }: PayoutLife): Moment {
  const detail = `${formatRupees(amountPaise)} put on hold.`;
  return { key: "created", at: createdAt, title: "Accepted", detail, tone: "plain" };
}

function called({ attempts, attemptCount, processingStartedAt, status }: PayoutLife): Moment[] {
  // From before the engine recorded attempts.
  if (attempts.length === 0 && attemptCount > 0 && status !== "PROCESSING") {
    const title = attemptCount === 1 ? "One attempt" : `${attemptCount} attempts`;
    const detail = "The bank's replies weren't recorded.";
    return [{ key: "sent", at: processingStartedAt ?? null, title, detail, tone: "plain" }];
  }
  return merged(attempts).map(({ id, number, call, answer, reason, endedAt, times }) => ({
    key: id,
    at: endedAt,
    title: callText(call, number) + (times > 1 ? ` ${times} times` : ""),
    detail: replyText(call, answer),
    ...(reason ? { bankWords: reason } : {}),
    tone: toneOf(call, answer),
  }));
}

/** A silent bank is checked for days: consecutive equal checks become one step, dated by the last. */
function merged(attempts: Attempt[]): (Attempt & { times: number })[] {
  const steps: (Attempt & { times: number })[] = [];
  for (const attempt of attempts) {
    const last = steps.at(-1);
    const isSame =
      last?.call === "ASK" &&
      (["number", "call", "answer", "reason"] as const).every((it) => last[it] === attempt[it]);
    if (isSame) steps[steps.length - 1] = { ...attempt, id: last.id, times: last.times + 1 };
    else steps.push({ ...attempt, times: 1 });
  }
  return steps;
}

function toneOf(call: BankCall, answer: BankReply): Moment["tone"] {
  if (answer === "PAID") return "good";
  if (answer === "REJECTED" || answer === "VOIDED") return "bad";
  return call === "SUBMIT" ? "waiting" : "plain";
}

function ending(payout: PayoutLife, maxAttempts: number | undefined): Moment[] {
  const { status, nextAttemptAt, notBefore, attemptCount } = payout;
  const amount = formatRupees(payout.amountPaise);
  switch (status) {
    case "COMPLETED": {
      const detail = `UTR ${payout.bankReferenceId}`;
      const title = `Paid ${amount}`;
      return [{ key: "end", at: payout.completedAt ?? null, title, detail, tone: "good" }];
    }
    case "FAILED": {
      const detail = `${asSentence(payout.failureReason ?? "No reason given")} ${amount} is available again.`;
      return [{ key: "end", at: payout.failedAt ?? null, title: "Failed", detail, tone: "bad" }];
    }
    case "PENDING": {
      if (notBefore && !nextAttemptAt) {
        const detail = `To be sent to the bank on ${scheduleText(notBefore)}. You can cancel it until then.`;
        return [{ key: "next", at: null, title: "Scheduled", detail, tone: "ahead" }];
      }
      const detail = "Sending to the bank.";
      return [{ key: "next", at: null, title: "Pending", detail, tone: "ahead" }];
    }
    case "PROCESSING": {
      if (!nextAttemptAt) {
        const detail = "Waiting for the bank's reply.";
        return [{ key: "next", at: null, title: "With the bank", detail, tone: "ahead" }];
      }
      const attempt = `Attempt ${attemptCount}${maxAttempts ? ` of ${maxAttempts}` : ""}.`;
      const detail = `We'll confirm with the bank before retrying. ${attempt}`;
      return [{ key: "next", at: nextAttemptAt, title: "Next check", detail, tone: "ahead" }];
    }
  }
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}
