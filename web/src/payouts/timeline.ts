import { formatRupees } from "../money";
import { type Answer, type Call, callText, replyText } from "./attemptText";

export type PayoutLife = {
  status: "PENDING" | "PROCESSING" | "COMPLETED" | "FAILED";
  amountPaise: number;
  attemptCount: number;
  createdAt: string;
  processingStartedAt?: string | null;
  nextAttemptAt?: string | null;
  completedAt?: string | null;
  failedAt?: string | null;
  failureReason?: string | null;
  bankReferenceId?: string | null;
  attempts: Attempt[];
};

type Attempt = {
  id: string;
  number: number;
  call: Call;
  answer: Answer;
  reason?: string | null;
  startedAt: string;
  endedAt: string;
};

/** `ahead` is what has not happened yet; `at` is null for what is happening now. */
export type Moment = {
  key: string;
  at: string | null;
  title: string;
  detail: string;
  bankWords?: string;
  tone: "plain" | "good" | "bad" | "waiting" | "ahead";
};

/** A payout's life in the order in which it happens. */
export function payoutTimeline(payout: PayoutLife, maxAttempts: number | undefined): Moment[] {
  return [created(payout), ...asked(payout), ...ending(payout, maxAttempts)];
}

function created({ createdAt, amountPaise }: PayoutLife): Moment {
  const detail = `${formatRupees(amountPaise)} put on hold.`;
  return { key: "created", at: createdAt, title: "Accepted", detail, tone: "plain" };
}

function asked({ attempts, attemptCount, processingStartedAt, status }: PayoutLife): Moment[] {
  // Paid out before the engine began to keep a book of attempts.
  if (attempts.length === 0 && attemptCount > 0 && status !== "PROCESSING") {
    const title = attemptCount === 1 ? "One attempt" : `${attemptCount} attempts`;
    const detail = "The bank's replies weren't recorded.";
    return [{ key: "sent", at: processingStartedAt ?? null, title, detail, tone: "plain" }];
  }
  return inRow(attempts).map(({ id, number, call, answer, reason, endedAt, times }) => ({
    key: id,
    at: endedAt,
    title: callText(call, number) + (times > 1 ? ` ${times} times` : ""),
    detail: replyText(call, answer),
    ...(reason ? { bankWords: reason } : {}),
    tone: toneOf(call, answer),
  }));
}

/** A bank that stays silent is asked on for days: the same question with the same answer is told once, as of the last. */
function inRow(attempts: Attempt[]): (Attempt & { times: number })[] {
  const told: (Attempt & { times: number })[] = [];
  for (const attempt of attempts) {
    const last = told.at(-1);
    const isSame =
      last?.call === "ASK" &&
      (["number", "call", "answer", "reason"] as const).every((it) => last[it] === attempt[it]);
    if (isSame) told[told.length - 1] = { ...attempt, id: last.id, times: last.times + 1 };
    else told.push({ ...attempt, times: 1 });
  }
  return told;
}

function toneOf(call: Call, answer: Answer): Moment["tone"] {
  if (answer === "PAID") return "good";
  if (answer === "REJECTED" || answer === "VOIDED") return "bad";
  return call === "SUBMIT" ? "waiting" : "plain";
}

function ending(payout: PayoutLife, maxAttempts: number | undefined): Moment[] {
  const { status, nextAttemptAt, attemptCount } = payout;
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

function asSentence(words: string): string {
  return /[.!?]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`;
}
