/** Each rule that a merchant sees, in a merchant's words. tests/integrity/test_rule_words.py misses none. */
const TEXT: Record<string, string> = {
  "ledger.dense": "Your entries are numbered without a gap: none was taken out.",
  "ledger.times": "Your entries stand in the order of their times.",
  "ledger.links": "Each entry is chained to the one before it: none was changed later.",
  "ledger.signs": "Money in adds, money out takes away, and no entry is of ₹0.",
  "ledger.double-entry": "Every rupee that left one place arrived in another.",
  "ledger.never-negative": "Neither your available nor your held money was ever below zero.",
  "ledger.balances": "The balance we show is the sum of all your entries.",
  "ledger.checkpoints": "The subtotals that we keep are the sums of the entries before them.",
  "ledger.checkpoint-history": "The balance history's figures are those of the entries.",
  "ledger.lines": "The lines that explain your balance are sums of your entries.",
  "ledger.type-checkpoints": "The subtotals by type of entry are right, and none is missing.",
  "ledger.payments-once": "No payment to you was recorded twice under one reference.",
  "ledger.heads": "Each signed head that we kept matches your ledger.",
  "audit.times": "Every entry of the audit log about you has the time at which it was written.",
  "ledger.never-shorter": "Your ledger never became shorter.",
  "payout.entries-owned": "Every entry is yours, and an entry of a payout belongs to it.",
  "payout.entries-of-state":
    "Each payout moved just its own amount: held, then paid or given back.",
  "payout.account-and-due":
    "Every payout goes to one of your beneficiaries, and none is forgotten.",
  "payout.scheduled": "No scheduled payout was sent before its time.",
  "payout.unresolved": "A payout is shown as unconfirmed only while its outcome is open.",
  "payout.last-answer": "Every payout ended as the bank's last answer said.",
  "payout.held": "The money on hold is that of your open payouts, to the paisa.",
  "payout.receipts": "A request that is sent again is answered about its own payout.",
  "payout.keys": "Every request's key is remembered: sending it again pays nothing twice.",
  "payout.details": "References and narrations belong to your own payouts.",
  "payout.retried-once": "A payout that failed or came back was paid again once at most.",
  "payout.retries": "A payout that pays again does so for one of yours that failed or came back.",
  "payout.returns":
    "Every payout that came back did so once and whole, and its money is in your ledger.",
  "payout.rail-limits": "A rail that you chose was within its limits that day.",
  "payout.cancellations": "A payout that was cancelled first was not sent afterwards.",
  "alert.told": "Every alert in your feed is one that you asked for.",
  "receipt.satisfied":
    "Every expected payment that came is one of your payments, and just what you expected.",
  "receipt.missed": "No payment is still expected that has come.",
  "receipt.told": "Every expected payment that came was told once.",
  "approval.gate-never-opened": "No payout that lacked its approvals was ever sent.",
  "approval.opened-by-enough":
    "Every approved payout was approved by enough people, none of them its maker.",
  "approval.gates": "Every payout that needs approval says how many people, and until when.",
  "approval.decisions": "Nobody decided about a payout of their own, or too late.",
  "approval.policies": "Every payout needed as many approvals as your policy said then.",
  "cooling-off.put-off":
    "A payout that waited for its new account waited no longer than it may, and was not sent before.",
  "bank.completed-was-paid":
    "The bank paid every completed payout: that amount, to that account, under that UTR.",
  "bank.paid-is-a-payout": "The bank paid nothing that isn't one of your payouts.",
  "bank.returns-recorded": "Every return that the bank told us of is in your ledger, and no other.",
  "bank.failed-never-pays": "The bank can never pay a failed payout any more.",
  "adjustment.entries-approved":
    "Every correction of your balance was approved by a second person.",
  "adjustment.approved-posted": "Every approved correction was booked, and no other.",
  "fee.entries-owned":
    "Each fee and its GST is in your ledger as it was charged, and nothing else is.",
  "fee.by-its-plan": "Each fee is your plan's for that amount and rail, with the right GST.",
  "fee.given-back": "The fee of a payout that failed was given back whole.",
  "fee.charged-by-plan": "No payout was charged more or less often than your plan says.",
  "order.funded": "Each order made the payout that was ordered, or none.",
  "order.ends": "No order waits longer than it may, and none was paid before its time.",
  "order.keys": "An order's key made no payout but the order's own.",
  "inward.entries":
    "What we know of a payment from abroad belongs to a payment to you, of that amount.",
  "inward.arithmetic":
    "A payment's rate and charges explain the rupees that you got, to the paisa.",
  "inward.reversals":
    "A recalled payment was taken back once, and by no more than you had got of it.",
  "inward.documents": "Each advice that we noted is of one payment to you, and of one alone.",
  "inward.matches":
    "No invoice is matched beyond its amount, and no payment from abroad beyond its own.",
  "lineage.places":
    "Which receipt paid what is read from your ledger alone, and agrees with its first entry on.",
  "lineage.slices":
    "What receipts paid adds up to each payout, and their foreign shares to what was sent.",
  "order.book": "What we show as ordered is the sum of the orders that wait.",
  "order.told": "Your feed tells of every order, and how it ended.",
  "batch.rows-and-sum": "Every batch has the rows and the sum that it shows.",
  "batch.row-paid-once": "No row of a batch was paid twice, or otherwise than it says.",
  "event.numbered": "Your events are numbered without a gap.",
  "event.of-own-payout": "You are told of your own payouts only.",
  "event.review-told": "You were told of every payout that became unconfirmed.",
  "monitor.agrees": "Each balance alert agrees with your ledger.",
  "monitor.told": "Each balance alert that was told is one of yours.",
  "statement.entries":
    "Each statement has the entries of its days, and your ledger still has them.",
  "statement.days": "Each statement's days begin where your ledger stood then.",
  "reconciliation.statement-adds-up": "Each bank statement adds up, and each line is of one.",
  "reconciliation.statements-meet":
    "Each bank statement opens with what the one before it closed with, or somebody has accepted the gap.",
  "reconciliation.line-linked-once":
    "Each line of a bank statement is linked once, and with no more than it is.",
  "reconciliation.payout-linked-once":
    "Each payout has one debit and one return on bank statements at most.",
  "reconciliation.links-lead-somewhere":
    "Each linked line of a bank statement is a completed payout, a return or a payment.",
  "reconciliation.links-agree":
    "Each linked line of a bank statement has the amount and UTR of what it is, or somebody has accepted that it does not.",
  "webhook.messages": "Each webhook endpoint is sent every event of its types, once.",
  "webhook.disabled-told": "You were told of every webhook endpoint that was disabled.",
  "webhook.delivered": "A message shows as delivered only if your server took it.",
  "webhook.attempts": "Every attempt at a webhook message is on record.",
  "webhook.old-secrets": "A rotated webhook secret is gone a day after its time.",
  "webhook.due": "What waits for your webhook endpoints is on its way, and nothing is stuck.",
};

/** One that this page does not know yet speaks for itself. */
export function ruleText({ id, statement }: { id: string; statement: string }): string {
  return TEXT[id] ?? `${statement.charAt(0).toUpperCase()}${statement.slice(1)}.`;
}
