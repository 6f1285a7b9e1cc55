import { useEffect, useState } from "react";
import { go, useLocation } from "../navigation/navigation";
import { editDraft } from "./draftStore";
import { filledIn, prefillOf } from "./prefill";

export type Filled = {
  /** Counts the links, so that a new one begins with the details. */
  count: number;
  /** The link named somebody who is not among the merchant's payees. */
  isUnknown: boolean;
};

type Given = {
  merchantId: string;
  /** undefined until known. */
  accounts: { id: string; retiredAt?: string | null }[] | undefined;
  refetch: () => Promise<unknown>;
};

/**
 * Puts what a link fills in into the draft, and takes it out of the address: it must not come back by a reload, after
 * the payout was made for one. Undefined while that is still to be done.
 */
export function usePrefill({ merchantId, accounts, refetch }: Given): Filled | null | undefined {
  const { filters } = useLocation();
  const [filled, setFilled] = useState<Filled | null>(null);
  const [asked, setAsked] = useState<{ payee: string; isDone: boolean } | null>(null);
  const link = prefillOf(filters);
  const payee = link?.bankAccountId;
  const isKnown = !payee || accounts?.some(({ id }) => id === payee);
  // An account that was added a moment ago may not be among those that were loaded.
  const isAsked = isKnown || (asked?.payee === payee && asked?.isDone === true);
  const isWaiting = Object.keys(filters).length > 0;

  useEffect(() => {
    if (!isWaiting || !accounts) return;
    if (!isAsked) {
      if (!payee || asked?.payee === payee) return;
      setAsked({ payee, isDone: false });
      void refetch().finally(() => setAsked({ payee, isDone: true }));
      return;
    }
    if (link) {
      editDraft(merchantId, filledIn(isKnown ? link : { ...link, bankAccountId: "" }));
      setFilled((last) => ({ count: (last?.count ?? 0) + 1, isUnknown: !isKnown }));
    }
    go({ filters: {} }, { replace: true });
  });
  return isWaiting ? undefined : filled;
}
