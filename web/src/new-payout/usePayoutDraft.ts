import { useMemo, useState } from "react";
import { shortfallText } from "../balance/shortfall";
import { parseRupees } from "../money";
import type { PayeeAccount } from "../payouts/payee";
import { useTextOfNow } from "../time/useTextOfNow";
import { detailErrors, isSameDetails, NO_TIME, scheduleError } from "./detailRules";
import { detailsOf, NO_DETAILS } from "./details";
import { type Draft, type Fields, sentWith } from "./draft";
import { editDraft, useDraft } from "./draftStore";
import { isTooOldToRetry } from "./keySafety";
import { type FieldErrors, refusalText } from "./refusalText";
import type { useCreatePayout } from "./useCreatePayout";
import type { Filled } from "./usePrefill";

/** An account of the merchant. No new payout goes to a retired one, though an earlier one may have arrived. */
export type OwnAccount = PayeeAccount & { retiredAt?: string | null };

export type PayingMerchant = {
  name: string;
  /** False while the merchant is suspended: the server then accepts no new payout, and still replays earlier ones. */
  isActive: boolean;
  suspendedAt?: string | null;
  suspensionReason?: string | null;
};

type Given = {
  merchantId: string;
  merchant: PayingMerchant;
  /** With the retired ones, since an unanswered payout may have gone to one of them. */
  accounts: OwnAccount[];
  /** undefined until known. */
  availablePaise: number | undefined;
  /** How long the server remembers an idempotency key. */
  windowSeconds: number;
  create: ReturnType<typeof useCreatePayout>;
  /** The ids of the accounts paid last. */
  recent: string[];
  /** By the link that led here. */
  filled: Filled | null;
};

export type PayoutDraft = ReturnType<typeof usePayoutDraft>;

/** What both steps of the form know: the draft, what is wrong with it, and which step is on the screen. */
export function usePayoutDraft(given: Given) {
  const { merchantId, accounts, availablePaise, windowSeconds, create } = given;
  const draft = useDraft(merchantId);
  const payees = useMemo(() => accounts.filter(isOffered), [accounts]);
  const named = accounts.find(({ id }) => id === draft.bankAccountId);
  const amount = parseRupees(draft.amount);
  const typed = detailsOf(draft);
  const asked =
    amount.ok && named
      ? { amountPaise: amount.paise, bankAccountId: named.id, ...typed }
      : undefined;
  const unanswered = asked && sentWith(draft, asked);
  /** What will be sent: a repetition says what the first request said. */
  const details = unanswered ? detailsOf(unanswered) : typed;
  // Only a request that was sent before the account was retired may still be repeated.
  const account = named && (isOffered(named) || unanswered) ? named : undefined;
  const contents = account && asked;
  // It becomes too old while it is on the screen, and while the laptop sleeps.
  const isTooOld =
    useTextOfNow((now) =>
      unanswered && isTooOldToRetry(unanswered, now, windowSeconds) ? "too old" : "",
    ) !== "";

  const [isChecked, setIsChecked] = useState(false);
  // A date without its time is shown by the field, and told to nobody: its value is empty.
  const [isHalfTyped, setIsHalfTyped] = useState(false);
  const [isRestored, setIsRestored] = useState(() => isFilled(draft));
  // A reload after a lost response leads back to its review.
  const [wantsReview, setWantsReview] = useState(unanswered !== undefined);

  const wrong: FieldErrors = unanswered
    ? {}
    : { ...detailErrors(typed), ...scheduleError(typed.notBefore, Date.now()) };
  if (!account) wrong.account = accountError(draft, named);
  if (!amount.ok) wrong.amount = amount.reason;
  // The balance may already exclude the amount of an unanswered payout. The server has the last word.
  else if (availablePaise !== undefined && amount.paise > availablePaise && !unanswered)
    wrong.amount = shortfallText(amount.paise, availablePaise);

  const refusal = create.outcome?.kind === "refused" ? refusalText(create.outcome.refusal) : {};
  const problem = draft.bankAccountId ? undefined : given.filled?.problem;
  const errors: FieldErrors = {
    ...(problem ? { account: problem } : {}),
    ...(isChecked ? wrong : {}),
    ...(isHalfTyped ? { notBefore: NO_TIME } : {}),
    ...refusal,
  };
  const isOfField = Object.keys(refusal).some((it) => it !== "form");
  const isReview = wantsReview && contents !== undefined && !isOfField;
  return {
    ...given,
    ...{ details, hasOtherDetails: !isSameDetails(details, typed) },
    ...{ payees, draft, account, amount, contents, unanswered, isTooOld, errors, isRestored },
    step: isReview ? ("review" as const) : ("details" as const),
    change: (edit: Partial<Fields>) => {
      create.clear();
      setIsChecked(false);
      setIsHalfTyped(false);
      setIsRestored(false);
      setWantsReview(false);
      editDraft(merchantId, edit);
    },
    /** `isBarred`: by what the form has found itself. */
    goOn: ({ hasHalfATime, isBarred }: { hasHalfATime: boolean; isBarred: boolean }) => {
      create.clear();
      setIsChecked(true);
      setIsHalfTyped(hasHalfATime);
      setIsRestored(false);
      setWantsReview(Object.keys(wrong).length === 0 && !hasHalfATime && !isBarred);
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
    returnTo: (edit: Fields) => {
      create.clear();
      editDraft(merchantId, edit);
      setWantsReview(true);
    },
  };
}

function accountError({ bankAccountId }: Draft, named: OwnAccount | undefined): string {
  if (!bankAccountId) return "Choose a beneficiary from the list.";
  return `This account was ${named ? "retired" : "removed"}. Choose another one.`;
}

export function isOffered({ retiredAt }: OwnAccount): boolean {
  return !retiredAt;
}

function isFilled(draft: Draft): boolean {
  const { amount, bankAccountId } = draft;
  return amount !== "" || bankAccountId !== "" || !isSameDetails(detailsOf(draft), NO_DETAILS);
}
