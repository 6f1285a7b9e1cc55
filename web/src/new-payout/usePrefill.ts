import { useEffect, useState } from "react";
import { go, useLocation } from "../navigation/navigation";
import { editDraft } from "./draftStore";
import { filledIn, prefillOf } from "./prefill";

export type Filled = {
  /** Counts the links, so that a new one begins with the details. */
  count: number;
  /** Why the link's payee is not chosen. */
  problem: string | undefined;
  /** The failed payout that this one makes up for. */
  instead: string | undefined;
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
  const account = accounts?.find(({ id }) => id === payee);
  // An account that was added a moment ago may not be among those that were loaded.
  const isAsked = !payee || account || (asked?.payee === payee && asked.isDone);
  const isWaiting = Object.keys(filters).length > 0;

  useEffect(() => {
    if (!isWaiting || !accounts) return;
    if (payee && !isAsked) {
      if (asked?.payee === payee) return;
      setAsked({ payee, isDone: false });
      void refetch().finally(() => setAsked({ payee, isDone: true }));
      return;
    }
    setAsked(null);
    if (link) {
      const problem = payee ? problemOf(account) : undefined;
      editDraft(merchantId, filledIn(problem ? { ...link, bankAccountId: "" } : link));
      const { instead } = link;
      setFilled((last) => ({ count: (last?.count ?? 0) + 1, problem, instead }));
    }
    go({ filters: {} }, { replace: true });
  });
  return isWaiting ? undefined : filled;
}

function problemOf(account: { retiredAt?: string | null } | undefined): string | undefined {
  if (!account) return "The link names nobody whom this merchant pays. Choose a beneficiary.";
  return account.retiredAt ? "This account was retired. Choose another one." : undefined;
}
