import { useState } from "react";
import { parseRupees } from "../money";
import type { PayeeAccount } from "../payouts/payee";
import { useTextOfNow } from "../time/useTextOfNow";
import { type Draft, sentWith } from "./draft";
import { editDraft, useDraft } from "./draftStore";
import { isTooOldToRetry } from "./keySafety";
import { type FieldErrors, refusalText, shortfallText } from "./refusalText";
import type { useCreatePayout } from "./useCreatePayout";

type Given = {
  merchantId: string;
  merchantName: string;
  accounts: PayeeAccount[];
  /** undefined until known. */
  availablePaise: number | undefined;
  /** How long the server remembers an idempotency key. */
  windowSeconds: number;
  create: ReturnType<typeof useCreatePayout>;
};

export type PayoutDraft = ReturnType<typeof usePayoutDraft>;

/** What both steps of the form know: the draft, what is wrong with it, and which step is on the screen. */
export function usePayoutDraft(given: Given) {
  const { merchantId, accounts, availablePaise, windowSeconds, create } = given;
  const draft = useDraft(merchantId);
  const account = accounts.find(({ id }) => id === draft.bankAccountId);
  const amount = parseRupees(draft.amount);
  const contents =
    amount.ok && account ? { amountPaise: amount.paise, bankAccountId: account.id } : undefined;
  const unanswered = contents && sentWith(draft, contents);
  // It becomes too old while it is on the screen, and while the laptop sleeps.
  const isTooOld =
    useTextOfNow((now) =>
      unanswered && isTooOldToRetry(unanswered, now, windowSeconds) ? "too old" : "",
    ) !== "";

  const [isChecked, setIsChecked] = useState(false);
  const [isRestored, setIsRestored] = useState(() => isFilled(draft));
  // A reload after a lost response leads back to its review.
  const [wantsReview, setWantsReview] = useState(unanswered !== undefined);

  const wrong: FieldErrors = {};
  if (!account) wrong.account = accountError(draft);
  if (!amount.ok) wrong.amount = amount.reason;
  // The balance may already exclude the amount of an unanswered payout. The server has the last word.
  else if (availablePaise !== undefined && amount.paise > availablePaise && !unanswered)
    wrong.amount = shortfallText(amount.paise, availablePaise);

  const refusal = create.outcome?.kind === "refused" ? refusalText(create.outcome.refusal) : {};
  const errors: FieldErrors = { ...(isChecked ? wrong : {}), ...refusal };
  const isReview = wantsReview && contents !== undefined && !refusal.account && !refusal.amount;
  return {
    ...given,
    ...{ draft, account, amount, contents, unanswered, isTooOld, errors, isRestored },
    step: isReview ? ("review" as const) : ("details" as const),
    change: (edit: { amount?: string; bankAccountId?: string }) => {
      create.clear();
      setIsChecked(false);
      setIsRestored(false);
      setWantsReview(false);
      editDraft(merchantId, edit);
    },
    goOn: () => {
      create.clear();
      setIsChecked(true);
      setIsRestored(false);
      setWantsReview(!wrong.account && !wrong.amount);
    },
    pay: () => {
      // The clock may have moved since the page was drawn, after sleep for one.
      if (!contents) return;
      if (unanswered && isTooOldToRetry(unanswered, Date.now(), windowSeconds)) return;
      void create.send(contents);
    },
    goBack: () => {
      create.clear();
      setIsChecked(false);
      setWantsReview(false);
    },
    /** Puts the contents of an unanswered payout back into the form. */
    returnTo: (edit: { amount: string; bankAccountId: string }) => {
      create.clear();
      editDraft(merchantId, edit);
      setWantsReview(true);
    },
  };
}

function accountError({ bankAccountId }: Draft): string {
  return bankAccountId
    ? "This account was removed. Choose another one."
    : "Choose a payee from the list.";
}

function isFilled({ amount, bankAccountId }: Draft): boolean {
  return amount !== "" || bankAccountId !== "";
}
