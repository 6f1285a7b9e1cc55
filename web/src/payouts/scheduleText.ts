import { clockText, type Instant, longDayText, weekdayText } from "../time/india";

/** `Tue, 1 Dec 2026, 10:00 IST`, in one line: the weekday shows a day and a month that were swapped. */
export function scheduleText(at: Instant): string {
  const text = `${weekdayText(at)}, ${longDayText(at)}, ${clockText(at)} IST`;
  return text.replaceAll(" ", "\u00a0");
}

/** It waits for its time, and no longer for approval: the bank does not know it yet. */
export function isScheduled(payout: {
  status: string;
  notBefore?: string | null;
  nextAttemptAt?: string | null;
  nextAction?: string;
}): boolean {
  const isWaiting = payout.status === "PENDING" && !payout.nextAttemptAt;
  return isWaiting && Boolean(payout.notBefore) && !isToApprove(payout);
}

/** It waits for people to approve it: the bank does not know it yet. */
export function isToApprove({ nextAction }: { nextAction?: string }): boolean {
  return nextAction === "AWAIT_APPROVAL";
}
